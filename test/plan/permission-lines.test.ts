import { permissionLines } from "../../lib/plan/permission-lines";
import { PlanIndex } from "../../lib/plan/plan-index";
import { deleted, planOf } from "./findings";

const QUEUE = "arn:aws:sqs:us-east-1:111122223333:lake";
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: QUEUE,
    },
    {
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: QUEUE,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
});

test("a deleted queue takes permissions away, and gives none", () => {
  const queue = deleted("aws_sqs_queue.lake", { name: "lake", arn: QUEUE, policy });
  const lines = permissionLines(new PlanIndex(planOf([queue])));
  expect(lines).toMatchObject([{ change: "lost", effect: "Allow", action: "sqs:SendMessage" }]);
});
