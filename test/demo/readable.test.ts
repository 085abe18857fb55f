import type { Change } from "../../lib/testing/apply/plan";
import {
  ConstructPaths,
  describeChanges,
  describePolicy,
  describeUpdate,
  summaryOf,
} from "../../demo/readable";

const at = (path: string) => ({ "//": { metadata: { path, uniqueId: "unused" } } });
const synthesized = JSON.stringify({
  resource: {
    aws_s3_bucket: { lake_bucket_668C: at("quickstart/lake/bucket/Resource") },
    polytomic_sync: { orders: at("quickstart/orders") },
  },
});
const paths = new ConstructPaths(synthesized);

const change = (address: string, actions: string[], values: Partial<Change> = {}): Change => ({
  address,
  type: address.split(".")[0] ?? "",
  actions,
  before: null,
  after: null,
  afterUnknown: {},
  ...values,
});

test("resources are named by their path in the construct tree", () => {
  expect(paths.of("aws_s3_bucket.lake_bucket_668C")).toBe("lake/bucket");
  expect(paths.of("polytomic_sync.orders")).toBe("orders");
  expect(paths.of("module.other.aws_s3_bucket.b")).toBe("module.other.aws_s3_bucket.b");
  expect(paths.count).toBe(2);
});

test("a plan has one line per resource, with Terraform's signs", () => {
  const changes = [
    change("aws_s3_bucket.lake_bucket_668C", ["update"]),
    change("polytomic_sync.orders", ["delete", "create"]),
  ];
  expect(describeChanges(changes, paths)).toBe(
    "~    lake/bucket  aws_s3_bucket\n-/+  orders       polytomic_sync",
  );
});

test("an update shows the attributes that differ, without those known after apply", () => {
  const values = {
    before: { name: "Lake", bucket: "b", id: "1", configuration: { skip: 1, mode: "a", external_id: "e" } },
    after: { name: "Ocean", bucket: "b", configuration: { skip: 1, mode: "b" } },
  };
  expect(describeUpdate(change("a.b", ["update"], values))).toBe(
    'name: "Lake" -> "Ocean"\nconfiguration.mode: "a" -> "b"',
  );
});

test("the summary of a plan is its line of counts", () => {
  const plan = { exitCode: 2, changes: [], empty: false, file: "f" };
  const text = "  + resource\n\nPlan: 2 to add, 0 to change, 0 to destroy.";
  expect(summaryOf({ ...plan, text })).toBe("Plan: 2 to add, 0 to change, 0 to destroy.");
  expect(summaryOf({ ...plan, text: "No changes." })).toBe("Plan: no changes");
});

test("a policy is printed statement by statement", () => {
  const policy = {
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: "arn:aws:s3:::lake/exports/*",
      },
      {
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: "arn:aws:s3:::lake",
        Condition: { StringLike: { "s3:prefix": "exports/*" } },
      },
    ],
  };
  expect(describePolicy(JSON.stringify(policy)).split("\n")).toEqual([
    "Allow s3:GetObject, s3:PutObject",
    "  on arn:aws:s3:::lake/exports/*",
    "Allow s3:ListBucket",
    "  on arn:aws:s3:::lake",
    '  if {"StringLike":{"s3:prefix":"exports/*"}}',
  ]);
});
