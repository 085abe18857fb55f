import { oneOrMany, policyDocument, policyTextProblem } from "../../../lib/iam/policy-document";
import {
  bucketOverTlsOnly,
  eventDelivery,
  fromNetworksOnly,
  objectAccess,
  queueConsumption,
  queueOverTlsOnly,
  trust,
} from "../../../lib/iam/statements";

const bucket = "arn:aws:s3:::lake";
const queue = "arn:aws:sqs:us-east-1:111122223333:events";

describe("objectAccess", () => {
  const WRITE = ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];

  test("to a whole bucket allows listing without a condition, and all objects", () => {
    expect(objectAccess(bucket, undefined, "read")).toEqual([
      { Effect: "Allow", Action: "s3:ListBucket", Resource: bucket },
      { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: bucket },
      { Effect: "Allow", Action: "s3:GetObject", Resource: `${bucket}/*` },
    ]);
  });

  test("is limited to the bucket of one account, even if its name is reused", () => {
    const Condition = { StringEquals: { "aws:ResourceAccount": "111122223333" } };
    expect(objectAccess(bucket, "exports", "readWrite", "111122223333")).toMatchObject([
      { Condition: { ...Condition, StringLike: { "s3:prefix": ["exports", "exports/*"] } } },
      { Condition },
      { Condition },
    ]);
  });

  test("to a folder allows listing and objects below it, and no folders with the same prefix", () => {
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

test("a consumer can receive, hide and delete, and cannot send or purge", () => {
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

test("S3 can deliver events of one bucket of one account", () => {
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

test("exceptions for a network are roles with exact ARNs", () => {
  const networks = { ipRanges: ["203.0.113.0/24"], vpcEndpoints: ["vpce-1a2b3c4d"] };
  expect(fromNetworksOnly(bucket, networks, ["arn:aws:iam::111122223333:role/replicator"]).Condition).toEqual(
    {
      NotIpAddressIfExists: { "aws:SourceIp": "203.0.113.0/24" },
      StringNotEqualsIfExists: {
        "aws:SourceVpce": "vpce-1a2b3c4d",
        "aws:PrincipalArn": "arn:aws:iam::111122223333:role/replicator",
      },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" },
    },
  );
});

test("a queue denies requests without TLS", () => {
  expect(queueOverTlsOnly(queue)).toEqual({
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: queue,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
});

test("a bucket denies requests without TLS or with an old version of TLS", () => {
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

test("a policy has the current version of the policy language", () => {
  expect(policyDocument([])).toEqual({ Version: "2012-10-17", Statement: [] });
});

test.each([
  ["exports", undefined],
  ["Jänner/ÿ", undefined],
  ["日本", 'contains "日" (U+65E5), which IAM policies cannot contain; use a folder of ASCII characters'],
  ["😀", 'contains "😀" (U+1F600), which'],
  ["a\u0000", 'contains "\\u0000" (U+0000), which'],
  ["e\u0301", "(U+0301), which"],
])("the string %j in a policy: %s", (text, problem) => {
  const found = policyTextProblem(text);
  expect(problem === undefined ? found : found?.includes(problem)).toBe(
    problem === undefined ? undefined : true,
  );
});

test("one value is rendered without an array", () => {
  expect([oneOrMany([]), oneOrMany(["a"]), oneOrMany(["a", "b"])]).toEqual([[], "a", ["a", "b"]]);
});
