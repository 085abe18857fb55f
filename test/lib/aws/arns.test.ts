import {
  bucketArn,
  principalProblem,
  queueArn,
  queueArnProblem,
  roleArn,
  roleArnProblem,
} from "../../../lib/aws/arns";

const place = { partition: "aws-cn", region: "cn-north-1", accountId: "111122223333" };

test("ARNs are composed from place and name", () => {
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

  test("refuses a FIFO queue", () => {
    expect(queueArnProblem(queueArn(place, "events.fifo"))).toBe(
      "is a FIFO queue; S3 delivers events to standard queues only",
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
  ])("refuses %s", (arn) => {
    expect(queueArnProblem(arn)).toMatch(/^is not the ARN of a queue/);
  });
});

describe("roleArnProblem", () => {
  test.each(["arn:aws:iam::111122223333:role/p", "arn:aws-us-gov:iam::111122223333:role/vendors/p"])(
    "accepts %s",
    (arn) => {
      expect(roleArnProblem(arn)).toBeUndefined();
    },
  );

  test.each([
    "p",
    "arn:aws:iam::111122223333:user/p",
    "arn:aws:iam::1:role/p",
    "arn:aws:iam::111122223333:role/",
  ])("refuses %s", (arn) => {
    expect(roleArnProblem(arn)).toMatch(/^is not the ARN of a role/);
  });
});

describe("principalProblem", () => {
  test.each([
    "arn:aws:iam::568237466542:root",
    "arn:aws:iam::111122223333:role/self-hosted",
    "arn:aws:sts::111122223333:assumed-role/task/session",
  ])("accepts %s", (arn) => {
    expect(principalProblem(arn)).toBeUndefined();
  });

  test.each(["*", "111122223333", "arn:aws:iam::*:root", "arn:aws:s3:::lake"])("refuses %s", (arn) => {
    expect(principalProblem(arn)).toMatch(/^is not the ARN of an account or identity/);
  });
});
