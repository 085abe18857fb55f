/**
 * The policy statements of this library. Sids must be unique within a policy, so statements that a policy can contain several times have
 * none.
 */
import { accountArn, type AwsAccount } from "../aws/accounts";
import type { Environment } from "../aws/arns";
import { sortedBy } from "../sorted";
import { oneOrMany, type PolicyConditions, type PolicyStatement, type Resolve } from "./policy-document";

/** The values of {@link Access}. */
export const ACCESSES = ["read", "write", "readWrite"] as const;

/** Polytomic's access to the objects of a bucket. */
export type Access = (typeof ACCESSES)[number];

/**
 * The permissions that Polytomic needs to read or write the objects under `folder`.
 *
 * Polytomic documents Get, Put and DeleteObject, ListBucket and GetBucketLocation. S3 requires the multipart actions to write large
 * objects.
 *
 * @param folder without leading or trailing slash; omit it for the whole bucket
 * @param ownerAccountId limits the statements to a bucket of this account. A bucket ARN has no account, so if the bucket is deleted and
 * another account takes its name, Polytomic would write there. Omit it in the policy of the bucket itself.
 */
export function objectAccess(
  bucketArn: string,
  folder: string | undefined,
  access: Access,
  ownerAccountId?: string,
): PolicyStatement[] {
  const ofOwner: PolicyConditions =
    ownerAccountId === undefined ? {} : { StringEquals: { "aws:ResourceAccount": ownerAccountId } };
  const conditions = (others: PolicyConditions = {}): Pick<PolicyStatement, "Condition"> => {
    const Condition = { ...others, ...ofOwner };
    return Object.keys(Condition).length > 0 ? { Condition } : {};
  };
  const read = access !== "write";
  const write = access !== "read";
  return [
    {
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucketArn,
      ...conditions(folder === undefined ? {} : { StringLike: { "s3:prefix": [folder, `${folder}/*`] } }),
    },
    { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: bucketArn, ...conditions() },
    {
      Effect: "Allow",
      Action: oneOrMany([
        ...(read ? ["s3:GetObject"] : []),
        ...(write
          ? ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]
          : []),
      ]),
      Resource: folder === undefined ? `${bucketArn}/*` : `${bucketArn}/${folder}/*`,
      ...conditions(),
    },
  ];
}

/** A role, as resource policies reference it. */
export interface RoleInAccount {
  readonly roleArn: string;
  readonly account: Pick<AwsAccount, "partition" | "accountId">;
}

/**
 * Converts a statement of a role's policy for a resource's policy: a resource in another account must allow the action too.
 *
 * The principal is the role's account, and a condition limits it to the role. IAM rejects a principal that does not exist yet, and
 * replaces the ARN of a deleted role with an id that does not match a new role of the same name. Source: IAM User Guide, "AWS JSON
 * policy elements: Principal".
 */
export const allowedTo = (
  { roleArn, account }: RoleInAccount,
  statement: PolicyStatement,
): PolicyStatement => ({
  ...statement,
  Principal: { AWS: accountArn(account) },
  Condition: { ...statement.Condition, ArnEquals: { "aws:PrincipalArn": roleArn } },
});

/** The permissions of a queue consumer. Polytomic documents none, so these are the usual actions of an SQS consumer. */
export function queueConsumption(queueArn: string): PolicyStatement {
  return {
    Effect: "Allow",
    Action: [
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:ChangeMessageVisibility",
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
    ],
    Resource: queueArn,
  };
}

/** A bucket whose events S3 delivers: its ARN, and the id of the account that owns it. */
export interface BucketSource {
  /** ARN of the bucket. */
  readonly arn: string;
  /** Account that owns the bucket: twelve digits. */
  readonly ownerAccountId: string;
}

/** A topic whose messages SNS delivers, by its ARN. */
export interface TopicSource {
  /** ARN of the topic. */
  readonly topicArn: string;
}

/** The source of a queue's events. */
export type EventSource = BucketSource | TopicSource;

/**
 * Allows events of one bucket or topic to be delivered to a queue.
 *
 * Sources: S3 User Guide, "Granting permissions to publish event notification messages to a destination"; SNS Developer
 * Guide, "Subscribing an Amazon SQS queue to an Amazon SNS topic".
 */
export function eventDelivery(queueArn: string, source: EventSource): PolicyStatement {
  return { Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn, ...deliveredFrom(source) };
}

/**
 * The delivering service, limited to this source. For a bucket also by account, because a bucket ARN does not contain the account. A
 * topic ARN does.
 */
function deliveredFrom(source: EventSource): Pick<PolicyStatement, "Principal" | "Condition"> {
  return "topicArn" in source
    ? {
        Principal: { Service: "sns.amazonaws.com" },
        Condition: { ArnLike: { [SOURCE_ARN]: source.topicArn } },
      }
    : { Principal: { Service: "s3.amazonaws.com" }, Condition: forBucket(source) };
}

const SOURCE_ARN = "aws:SourceArn";

const forBucket = ({ arn, ownerAccountId }: BucketSource): PolicyConditions => ({
  ArnLike: { [SOURCE_ARN]: arn },
  StringEquals: { "aws:SourceAccount": ownerAccountId },
});

/**
 * Merges deliveries that differ only in their source into one statement, because SQS allows 20 statements. Buckets of different accounts
 * stay in separate statements, because a bucket ARN has no account. The sources are sorted, so that reordering code changes nothing.
 */
export function withSourcesTogether(
  deliveries: readonly PolicyStatement[],
  resolve: Resolve,
): PolicyStatement[] {
  const kinds = new Map<string, { readonly one: PolicyStatement; readonly sources: Map<string, string> }>();
  for (const one of deliveries) {
    const { [SOURCE_ARN]: source, ...arns } = one.Condition?.["ArnLike"] ?? {};
    const rest = { ...one, Condition: { ...one.Condition, ArnLike: arns } };
    const kind = JSON.stringify(resolve(rest));
    const { sources } = kinds.get(kind) ?? kinds.set(kind, { one, sources: new Map() }).get(kind)!;
    for (const each of [source ?? []].flat()) {
      sources.set(String(resolve(each)), each);
    }
  }
  return sortedBy([...kinds], ([kind]) => [kind]).map(([, { one, sources }]) => ({
    ...one,
    Condition: {
      ...one.Condition,
      ArnLike: {
        ...one.Condition?.["ArnLike"],
        [SOURCE_ARN]: oneOrMany(sortedBy([...sources], ([arn]) => [arn]).map(([, each]) => each)),
      },
    },
  }));
}

/**
 * Allows S3 to write the access logs of one bucket to another, under `prefix`. Source: S3 User Guide, "Enabling Amazon S3 server access
 * logging", "Permissions for log delivery".
 */
export function logDelivery(bucketArn: string, prefix: string, source: BucketSource): PolicyStatement {
  return {
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/${prefix}*`,
    Condition: forBucket(source),
  };
}

/** Denies everyone an action under a condition. */
const deny = (
  Sid: string,
  Action: string,
  Resource: string | readonly string[],
  Condition: PolicyConditions,
): PolicyStatement => ({ Sid, Effect: "Deny", Principal: "*", Action, Resource, Condition });

const WITHOUT_TLS: PolicyConditions = { Bool: { "aws:SecureTransport": "false" } };

/** Denies requests to a queue that are not encrypted in transit. */
export const queueOverTlsOnly = (queueArn: string): PolicyStatement =>
  deny("DenyInsecureTransport", "sqs:*", queueArn, WITHOUT_TLS);

/** Denies requests to a bucket that are not encrypted in transit, or use a TLS version below 1.2. */
export function bucketOverTlsOnly(bucketArn: string): PolicyStatement[] {
  const resources = [bucketArn, `${bucketArn}/*`];
  return [
    deny("DenyInsecureTransport", "s3:*", resources, WITHOUT_TLS),
    deny("DenyOldTls", "s3:*", resources, { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
  ];
}

/** Delegates access to a key to IAM, in the key's account. Source: KMS Developer Guide, "Default key policy". */
export function keyAdministration(
  environment: Pick<Environment, "partition" | "accountId">,
): PolicyStatement {
  return {
    Sid: "LeaveToIam",
    Effect: "Allow",
    Principal: { AWS: accountArn(environment) },
    Action: "kms:*",
    Resource: "*",
  };
}

/**
 * Allows the service that delivers events of this source to encrypt them with a key. Source: SQS Developer Guide, "Configure KMS
 * permissions for AWS services".
 */
export function keyForDelivery(source: EventSource): PolicyStatement {
  return {
    Effect: "Allow",
    Action: ["kms:GenerateDataKey", "kms:Decrypt"],
    Resource: "*",
    ...deliveredFrom(source),
  };
}

/** The use of a key: the service whose data it encrypts, and the access to that data. */
export interface KeyGrant {
  /** The service through which the key is used. */
  readonly service: "s3" | "sqs";
  /** What the role does with the objects. */
  readonly access: Access;
}

/**
 * The permissions that a role needs on a key, only through the service. Writing also requires decryption, because S3 decrypts the parts
 * of a multipart upload to assemble them. Source: S3 User Guide, "Using server-side encryption with AWS KMS keys".
 */
export function keyUse(
  keyArn: string,
  environment: Pick<Environment, "region" | "dnsSuffix">,
  { service, access }: KeyGrant,
): PolicyStatement {
  return {
    Effect: "Allow",
    Action: oneOrMany(access === "read" ? ["kms:Decrypt"] : ["kms:Decrypt", "kms:GenerateDataKey"]),
    Resource: keyArn,
    Condition: {
      StringEquals: { "kms:ViaService": `${service}.${environment.region}.${environment.dnsSuffix}` },
    },
  };
}

/**
 * Denies uploads that are encrypted with a key from the request (SSE-C), which only the uploader could read. Source: S3 User
 * Guide, "Using server-side encryption with customer-provided keys".
 */
export const noCustomerProvidedKeys = (bucketArn: string): PolicyStatement =>
  deny("DenyCustomerProvidedKeys", "s3:PutObject", `${bucketArn}/*`, {
    Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" },
  });

/** Networks from which requests are allowed. */
export interface AllowedSources {
  /** IP address ranges in CIDR notation, such as `203.0.113.0/24`. */
  readonly ipRanges?: readonly string[];
  /** Ids of VPC endpoints, such as `vpce-1a2b3c4d`. */
  readonly vpcEndpoints?: readonly string[];
}

/**
 * Denies requests for objects from other networks. Requests through a VPC endpoint carry no source IP, and internet requests carry no
 * endpoint id, hence the IfExists operators. AWS services carry neither but set aws:PrincipalIsAWSService. S3 replication carries
 * none of these, so its role is listed explicitly. The bucket itself can be configured from anywhere, so that an apply cannot lock
 * you out.
 *
 * Source: S3 User Guide, "Controlling access from VPC endpoints with bucket policies"; IAM User Guide, "AWS global
 * condition context keys".
 *
 * @param roles ARNs of roles that are exempt
 */
export function fromNetworksOnly(
  bucketArn: string,
  { ipRanges, vpcEndpoints = [] }: AllowedSources,
  roles: readonly string[] = [],
): PolicyStatement {
  return deny("DenyOtherNetworks", "s3:*", `${bucketArn}/*`, {
    ...(ipRanges !== undefined && { NotIpAddressIfExists: { "aws:SourceIp": oneOrMany(ipRanges) } }),
    // String operators, because ARN operators match wildcards, and an ARN that only Terraform knows could contain one.
    ...(vpcEndpoints.length + roles.length > 0 && {
      StringNotEqualsIfExists: {
        ...(vpcEndpoints.length > 0 && { "aws:SourceVpce": oneOrMany(vpcEndpoints) }),
        ...(roles.length > 0 && { "aws:PrincipalArn": oneOrMany(roles) }),
      },
    }),
    BoolIfExists: { "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" },
  });
}

/** Allows `principals` to assume a role if they pass one of `externalIds` and `conditions` match. */
export function trust(
  principals: readonly string[],
  externalIds: readonly string[],
  conditions: PolicyConditions = {},
): PolicyStatement {
  return {
    Effect: "Allow",
    Principal: { AWS: oneOrMany(principals) },
    Action: "sts:AssumeRole",
    Condition: {
      ...conditions,
      StringEquals: { ...conditions["StringEquals"], "sts:ExternalId": oneOrMany(externalIds) },
    },
  };
}
