import { oneOrMany, policyDocument } from "../../../lib/iam/policy-document";
import {
  bucketOverTlsOnly,
  eventDelivery,
  objectAccess,
  queueConsumption,
  queueOverTlsOnly,
  trust,
} from "../../../lib/iam/statements";

const bucket = "arn:aws:s3:::lake";
const queue = "arn:aws:sqs:us-east-1:111122223333:events";

describe("objectAccess", () => {
  const WRITE = ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];

  test("to a whole bucket lists without condition and reaches all objects", () => {
    expect(objectAccess(bucket, undefined, "read")).toEqual([
      { Effect: "Allow", Action: "s3:ListBucket", Resource: bucket },
      { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: bucket },
      { Effect: "Allow", Action: "s3:GetObject", Resource: `${bucket}/*` },
    ]);
  });

  test("to a folder lists it and what is below, not its namesakes, and reaches what is below", () => {
    expect(objectAccess(bucket, "exports/eu", "read")).toEqual([
      {
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: bucket,
        Condition: { StringLike: { "s3:prefix": ["exports/eu", "exports/eu/*"] } },
      },
      { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: bucket },
      { Effect: "Allow", Action: "s3:GetObject", Resource: `${bucket}/exports/eu/*` },
    ]);
  });

  test.each([
    ["read", "s3:GetObject"],
    ["write", WRITE],
    ["readWrite", ["s3:GetObject", ...WRITE]],
  ] as const)("to %s allows these actions on objects and no others", (access, actions) => {
    expect(objectAccess(bucket, undefined, access).at(-1)?.Action).toEqual(actions);
  });
});

test("a consumer receives, hides and deletes, and cannot send or purge", () => {
  expect(queueConsumption(queue)).toEqual({
    Effect: "Allow",
    Action: [
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:ChangeMessageVisibility",
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
    ],
    Resource: queue,
  });
});

test("S3 delivers events of one bucket of one account", () => {
  expect(eventDelivery(queue, { arn: bucket, ownerAccountId: "111122223333" })).toEqual({
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queue,
    Condition: {
      ArnLike: { "aws:SourceArn": bucket },
      StringEquals: { "aws:SourceAccount": "111122223333" },
    },
  });
});

test("a queue refuses what is not encrypted in transit", () => {
  expect(queueOverTlsOnly(queue)).toEqual({
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: queue,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
});

test("a bucket refuses what is not encrypted in transit, or by an old TLS", () => {
  const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [bucket, `${bucket}/*`] };
  expect(bucketOverTlsOnly(bucket)).toEqual([
    { Sid: "DenyInsecureTransport", ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Sid: "DenyOldTls", ...deny, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
  ]);
});

describe("trust", () => {
  test("is for one principal with one external ID", () => {
    expect(trust(["arn:aws:iam::568237466542:root"], ["id"])).toEqual({
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::568237466542:root" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": "id" } },
    });
  });

  test("lists several principals and external IDs", () => {
    expect(trust(["p", "q"], ["a", "b"])).toMatchObject({
      Principal: { AWS: ["p", "q"] },
      Condition: { StringEquals: { "sts:ExternalId": ["a", "b"] } },
    });
  });
});

test("a policy has the language version that IAM calls current", () => {
  expect(policyDocument([])).toEqual({ Version: "2012-10-17", Statement: [] });
});

test("one value stands alone, others are a list", () => {
  expect([oneOrMany([]), oneOrMany(["a"]), oneOrMany(["a", "b"])]).toEqual([[], "a", ["a", "b"]]);
});
