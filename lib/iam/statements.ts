/**
 * The statements this library puts into policies: from names and ARNs to data. What a role may collect several times
 * has no Sid, as Sids must be unique within a policy.
 */
import { oneOrMany, type PolicyStatement } from "./policy-document";

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
    Condition: {
      ArnLike: { "aws:SourceArn": bucket.arn },
      StringEquals: { "aws:SourceAccount": bucket.ownerAccountId },
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

/** Lets `principals` assume a role if they name one of `externalIds`. */
export function trust(principals: readonly string[], externalIds: readonly string[]): PolicyStatement {
  return {
    Effect: "Allow",
    Principal: { AWS: oneOrMany(principals) },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "sts:ExternalId": oneOrMany(externalIds) } },
  };
}
