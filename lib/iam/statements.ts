/**
 * The statements this library puts into policies: from names and ARNs to data. What a role may collect several times
 * has no Sid, as Sids must be unique within a policy.
 */
import type { Place } from "../aws/arns";
import { oneOrMany, type PolicyConditions, type PolicyStatement } from "./policy-document";

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
 */
export function objectAccess(
  bucketArn: string,
  folder: string | undefined,
  access: Access,
): PolicyStatement[] {
  const read = access !== "write";
  const write = access !== "read";
  return [
    {
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucketArn,
      ...(folder !== undefined && { Condition: { StringLike: { "s3:prefix": [folder, `${folder}/*`] } } }),
    },
    { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: bucketArn },
    {
      Effect: "Allow",
      Action: oneOrMany([
        ...(read ? ["s3:GetObject"] : []),
        ...(write
          ? ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]
          : []),
      ]),
      Resource: folder === undefined ? `${bucketArn}/*` : `${bucketArn}/${folder}/*`,
    },
  ];
}

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

/**
 * Lets a bucket deliver its events to a queue, and no other bucket of that name in another account.
 * Source: S3 User Guide, "Granting permissions to publish event notification messages to a destination".
 */
export function eventDelivery(
  queueArn: string,
  bucket: { readonly arn: string; readonly ownerAccountId: string },
): PolicyStatement {
  return {
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: fromBucket(bucket),
  };
}

/** S3 acting for this bucket, and for no bucket of that name in another account. */
function fromBucket(bucket: { readonly arn: string; readonly ownerAccountId: string }) {
  return {
    ArnLike: { "aws:SourceArn": bucket.arn },
    StringEquals: { "aws:SourceAccount": bucket.ownerAccountId },
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
export function keyAdministration(place: Pick<Place, "partition" | "accountId">): PolicyStatement {
  return {
    Sid: "LeaveToIam",
    Effect: "Allow",
    Principal: { AWS: `arn:${place.partition}:iam::${place.accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}

/**
 * Lets S3 encrypt what it delivers to a queue with this key. Source: S3 User Guide, "Granting permissions to publish
 * event notification messages to a destination".
 */
export function keyForDelivery(bucket: {
  readonly arn: string;
  readonly ownerAccountId: string;
}): PolicyStatement {
  return {
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: ["kms:GenerateDataKey", "kms:Decrypt"],
    Resource: "*",
    Condition: fromBucket(bucket),
  };
}

/** What a key is used for: the service whose data it encrypts, and what is done with the data. */
export interface KeyUse {
  readonly service: "s3" | "sqs";
  readonly access: Access;
}

/**
 * What the role needs of a key, through the service alone. A writer decrypts too: S3 does so when it puts the parts of a
 * large object together. Source: S3 User Guide, "Using server-side encryption with AWS KMS keys".
 */
export function keyUse(
  keyArn: string,
  place: Pick<Place, "region" | "dnsSuffix">,
  { service, access }: KeyUse,
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
