import * as arns from "../../../lib/aws/arns";
import {
  bucketArn,
  principalProblem,
  queueArn,
  queueArnProblem,
  roleArn,
  roleArnProblem,
} from "../../../lib/aws/arns";

const place = { partition: "aws-cn", region: "cn-north-1", accountId: "111122223333" };

test("ARNs are composed from environment and name", () => {
  expect([
    bucketArn(place, "lake"),
    queueArn(place, "events"),
    roleArn(place, "/", "polytomic"),
    roleArn(place, "/vendors/", "polytomic"),
  ]).toEqual([
    "arn:aws-cn:s3:::lake",
    "arn:aws-cn:sqs:cn-north-1:111122223333:events",
    "arn:aws-cn:iam::111122223333:role/polytomic",
    "arn:aws-cn:iam::111122223333:role/vendors/polytomic",
  ]);
});

describe("queueArnProblem", () => {
  test("accepts a standard queue in any partition", () => {
    expect(queueArnProblem(queueArn(place, "events"))).toBeUndefined();
  });

  test("rejects a FIFO queue", () => {
    expect(queueArnProblem(queueArn(place, "events.fifo"))).toBe(
      "is a FIFO queue; S3 delivers events only to standard queues",
    );
  });

  test.each([
    "events",
    "https://sqs.us-east-1.amazonaws.com/111122223333/events",
    "arn:aws:sns:us-east-1:111122223333:events",
    "arn:aws:sqs:us-east-1:111122223333",
    "arn:aws:sqs:us-east-1:111122223333:",
    "arn:aws:sqs::111122223333:events",
    "arn:aws:sqs:us-east-1:111122223333:events:more",
    "arn:aws:sqs:us-east-1:111122223333:*",
    "arn:aws:sqs:us-east-1:111122223333:event?",
    "arn:aws:sqs:*:111122223333:events",
    "arn:aws:sqs:us-east-1:*:events",
    "arn:aws:sqs:us-east-1:111122223333:${aws:PrincipalTag/team}",
  ])("rejects %s", (arn) => {
    expect(queueArnProblem(arn)).toMatch(/^is not a queue ARN/);
  });
});

describe("roleArnProblem", () => {
  test.each([
    "arn:aws:iam::111122223333:role/p",
    "arn:aws-us-gov:iam::111122223333:role/vendors/p",
    "arn:aws:iam::111122223333:role/vendors/eu:1/p+q=r,s.t@u-v_w",
  ])("accepts %s", (arn) => {
    expect(roleArnProblem(arn)).toBeUndefined();
  });

  test.each([
    "p",
    "arn:aws:iam::111122223333:user/p",
    "arn:aws:iam::1:role/p",
    "arn:aws:iam::111122223333:role/",
    "arn:aws:iam::111122223333:role/*",
    "arn:aws:iam::111122223333:role/p?",
    "arn:aws:iam::111122223333:role/vendors/*/p",
    "arn:aws:iam::111122223333:role/vendors/",
    "arn:aws:iam::111122223333:role/${aws:username}",
    "arn:aws:iam::*:role/p",
  ])("rejects %s", (arn) => {
    expect(roleArnProblem(arn)).toMatch(/^is not a role ARN/);
  });

  test("takes linear time", () => {
    const started = performance.now();
    roleArnProblem(`arn:aws:iam::111122223333:role/${"a/".repeat(50_000)}*`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe("principalProblem", () => {
  test.each([
    "arn:aws:iam::568237466542:root",
    "arn:aws:iam::111122223333:role/self-hosted",
    "arn:aws:sts::111122223333:assumed-role/task/session",
    "arn:aws:iam::111122223333:user/vendors/polytomic",
    "arn:aws:sts::111122223333:federated-user/polytomic",
  ])("accepts %s", (arn) => {
    expect(principalProblem(arn)).toBeUndefined();
  });

  test.each([
    "*",
    "111122223333",
    "arn:aws:iam::*:root",
    "arn:aws:s3:::lake",
    "arn:aws:iam::111122223333:*",
    "arn:aws:iam::111122223333:role/*",
    "arn:aws:iam::111122223333:role/vendors/",
    "arn:aws:iam::111122223333:root/more",
    "arn:aws:iam::111122223333:group/all",
    "arn:aws:sts::111122223333:assumed-role/task/*",
  ])("rejects %s", (arn) => {
    expect(principalProblem(arn)).toMatch(/^is not the ARN of an account, user, role or session/);
  });
});

describe("every check of an ARN or an id", () => {
  const examples: Readonly<Record<string, string>> = {
    accountIdProblem: "111122223333",
    bucketArnProblem: "arn:aws:s3:::acme-lake",
    functionArnProblem: "arn:aws:lambda:us-east-1:111122223333:function:thumbnails",
    keyArnProblem: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    policyArnProblem: "arn:aws:iam::111122223333:policy/vendors/boundary",
    principalProblem: "arn:aws:iam::111122223333:role/polytomic",
    queueArnProblem: "arn:aws:sqs:us-east-1:111122223333:events",
    roleArnProblem: "arn:aws:iam::111122223333:role/polytomic",
    tableArnProblem: "arn:aws:dynamodb:us-east-1:111122223333:table/orders",
    topicArnProblem: "arn:aws:sns:us-east-1:111122223333:objects",
    workgroupArnProblem: "arn:aws:redshift-serverless:us-east-1:111122223333:workgroup/2f1d2b5c",
  };
  const checks = Object.entries(arns).filter(([name]) => name.endsWith("Problem")) as [
    string,
    (text: string) => string | undefined,
  ][];

  test.each(checks)("%s accepts one resource, and no wildcards", (name, problem) => {
    const example = examples[name] ?? "";
    expect(problem(example)).toBeUndefined();
    const parts = [...example.matchAll(/[^:/]+/g)].slice(1);
    const spoiled = ["*", "?", "${aws:username}"].flatMap((pattern) => [
      `${example}${pattern}`,
      ...parts.map(
        ({ 0: part, index }) => example.slice(0, index) + pattern + example.slice(index + part.length),
      ),
    ]);
    expect(spoiled.filter((one) => problem(one) === undefined)).toEqual([]);
  });
});
