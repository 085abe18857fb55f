/**
 * The statements this library puts into policies: from names and ARNs to data. What a role may collect several times
 * has no Sid, as Sids must be unique within a policy.
 */
import { accountArn, type AwsAccount } from "../aws/accounts";
import type { Environment } from "../aws/arns";
import { sortedBy } from "../sorted";
import { oneOrMany, type PolicyConditions, type PolicyStatement, type Resolve } from "./policy-document";

/** The values of {@link Access}. */
export const ACCESSES = ["read", "write", "readWrite"] as const;

/** What Polytomic may do with the objects of a bucket. */
export type Access = (typeof ACCESSES)[number];

/**
 * What Polytomic needs to read or write the objects below `folder`.
 *
 * Polytomic documents Get, Put and DeleteObject, ListBucket and GetBucketLocation; the multipart actions are what
 * S3 asks of anyone who writes large objects.
 *
 * @param folder without leading or trailing slash; none for the whole bucket
 * @param ownerAccountId the only account whose bucket is meant: its ARN has no account, and whoever takes the name of a bucket
 * that was deleted would be written to. None in the policy of the bucket itself.
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

/** A role, as the policies of what it uses name it. */
export interface RoleInAccount {
  readonly roleArn: string;
  readonly account: Pick<AwsAccount, "partition" | "accountId">;
}

/**
 * The statement of a role's policy as one of a resource's policy: a resource of another account must allow it too.
 *
 * It names the role's account, and the role in a condition. IAM refuses a policy whose principal is a role that does not exist yet,
 * and replaces the ARN of a role that is deleted by an id, which a new role of the same name does not have. Source: IAM User
 * Guide, "AWS JSON policy elements: Principal".
 */
export const allowedTo = (
  { roleArn, account }: RoleInAccount,
  statement: PolicyStatement,
): PolicyStatement => ({
  ...statement,
  Principal: { AWS: accountArn(account) },
  Condition: { ...statement.Condition, ArnEquals: { "aws:PrincipalArn": roleArn } },
});

/** What the consumer of a queue needs. Polytomic documents no list; these are the actions of any SQS consumer. */
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

/** A bucket whose events S3 delivers: its ARN, and the twelve digits of the account that owns it. */
export interface BucketSource {
  readonly arn: string;
  readonly ownerAccountId: string;
}

/** A topic whose messages SNS delivers, by its ARN. */
export interface TopicSource {
  readonly topicArn: string;
}

/** Who delivers events to a queue. */
export type EventSource = BucketSource | TopicSource;

/**
 * Lets the events of one source be delivered to a queue, and those of no other bucket or topic.
 *
 * Sources: S3 User Guide, "Granting permissions to publish event notification messages to a destination"; SNS Developer
 * Guide, "Subscribing an Amazon SQS queue to an Amazon SNS topic".
 */
export function eventDelivery(queueArn: string, source: EventSource): PolicyStatement {
  return { Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn, ...deliveredFrom(source) };
}

/**
 * The service that delivers, acting for this source: a bucket is named with its account, as the ARN of one of that name in
 * another account would be the same; the ARN of a topic has the account in it.
 */
function deliveredFrom(source: EventSource): Pick<PolicyStatement, "Principal" | "Condition"> {
  return "topicArn" in source
    ? {
        Principal: { Service: "sns.amazonaws.com" },
        Condition: { ArnLike: { "aws:SourceArn": source.topicArn } },
      }
    : {
        Principal: { Service: "s3.amazonaws.com" },
        Condition: {
          ArnLike: { "aws:SourceArn": source.arn },
          StringEquals: { "aws:SourceAccount": source.ownerAccountId },
        },
      };
}

const SOURCE_ARN = "aws:SourceArn";

/**
 * Deliveries that differ in their source only, in one statement with a list of sources: SQS takes 20 statements. Those for buckets of
 * different accounts stay apart, because the ARN of a bucket has no account. The sources are sorted, so that the order in the program
 * means nothing.
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
 * Lets S3 write the access logs of one bucket below `prefix` of another. Source: S3 User Guide, "Enabling Amazon S3 server access
 * logging", "Permissions for log delivery".
 */
export function logDelivery(bucketArn: string, prefix: string, source: BucketSource): PolicyStatement {
  return {
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/${prefix}*`,
    Condition: {
      ArnLike: { "aws:SourceArn": source.arn },
      StringEquals: { "aws:SourceAccount": source.ownerAccountId },
    },
  };
}

/** Refuses requests to a queue that are not encrypted in transit. */
export function queueOverTlsOnly(queueArn: string): PolicyStatement {
  return {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: queueArn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** Refuses requests to a bucket that are not encrypted in transit, or with less than TLS 1.2. */
export function bucketOverTlsOnly(bucketArn: string): PolicyStatement[] {
  const deny = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
  } as const;
  return [
    { Sid: "DenyInsecureTransport", ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Sid: "DenyOldTls", ...deny, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
  ];
}

/** Leaves it to IAM who may use and manage a key, in its own account. Source: KMS Developer Guide, "Default key policy". */
export function keyAdministration(place: Pick<Environment, "partition" | "accountId">): PolicyStatement {
  return {
    Sid: "LeaveToIam",
    Effect: "Allow",
    Principal: { AWS: accountArn(place) },
    Action: "kms:*",
    Resource: "*",
  };
}

/**
 * Lets the service that delivers events of this source encrypt them with a key. Source: SQS Developer Guide, "Configure KMS
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

/** What a key is used for: the service whose data it encrypts, and what is done with the data. */
export interface KeyGrant {
  readonly service: "s3" | "sqs";
  readonly access: Access;
}

/**
 * What the role needs of a key, through the service alone. A writer decrypts too: S3 does so when it puts the parts of a
 * large object together. Source: S3 User Guide, "Using server-side encryption with AWS KMS keys".
 */
export function keyUse(
  keyArn: string,
  place: Pick<Environment, "region" | "dnsSuffix">,
  { service, access }: KeyGrant,
): PolicyStatement {
  return {
    Effect: "Allow",
    Action: oneOrMany(access === "read" ? ["kms:Decrypt"] : ["kms:Decrypt", "kms:GenerateDataKey"]),
    Resource: keyArn,
    Condition: { StringEquals: { "kms:ViaService": `${service}.${place.region}.${place.dnsSuffix}` } },
  };
}

/**
 * Refuses objects that are encrypted with a key of the request's (SSE-C), which nobody else could read. Source: S3 User
 * Guide, "Using server-side encryption with customer-provided keys".
 */
export function noCustomerProvidedKeys(bucketArn: string): PolicyStatement {
  return {
    Sid: "DenyCustomerProvidedKeys",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
    Condition: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } },
  };
}

/** Networks that requests may come from. */
export interface AllowedSources {
  /** Addresses in CIDR notation, such as `203.0.113.0/24`. */
  readonly ipRanges?: readonly string[];
  /** Ids of VPC endpoints, such as `vpce-1a2b3c4d`. */
  readonly vpcEndpoints?: readonly string[];
}

/**
 * Refuses requests for objects that come from elsewhere. A request by way of an endpoint has no address, and one by way of the
 * internet no endpoint; one of an AWS service has neither, and says what it is. S3 replicates with a role, which has
 * neither and says nothing, so it has to be named. The bucket itself can be configured from everywhere, or whoever applies
 * this could lock themselves out.
 *
 * Source: S3 User Guide, "Controlling access from VPC endpoints with bucket policies"; IAM User Guide, "AWS global
 * condition context keys".
 *
 * @param roles ARNs of roles that may come from anywhere
 */
export function fromNetworksOnly(
  bucketArn: string,
  { ipRanges, vpcEndpoints = [] }: AllowedSources,
  roles: readonly string[] = [],
): PolicyStatement {
  return {
    Sid: "DenyOtherNetworks",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: `${bucketArn}/*`,
    Condition: {
      ...(ipRanges !== undefined && { NotIpAddressIfExists: { "aws:SourceIp": oneOrMany(ipRanges) } }),
      // As strings: operators of ARNs take wildcards, and an ARN that only Terraform knows might have one.
      ...(vpcEndpoints.length + roles.length > 0 && {
        StringNotEqualsIfExists: {
          ...(vpcEndpoints.length > 0 && { "aws:SourceVpce": oneOrMany(vpcEndpoints) }),
          ...(roles.length > 0 && { "aws:PrincipalArn": oneOrMany(roles) }),
        },
      }),
      BoolIfExists: { "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" },
    },
  };
}

/** Lets `principals` assume a role if they name one of `externalIds`, and `conditions` hold. */
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
