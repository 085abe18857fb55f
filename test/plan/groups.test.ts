import { groupsOf, noiseOf } from "../../lib/plan/groups";
import type { ResourceChange } from "../../lib/plan/plan";
import { change, contextOf, readAgain } from "../support/plan-changes";
import { bulkSync, lakeConnection, ordersModel, unchanged, update } from "../support/polytomic-changes";

const summaries = (...changes: ResourceChange[]) =>
  groupsOf(contextOf(...changes), () => "safe").map(({ name, summary }) => `${name} | ${summary}`);

const at = (one: ResourceChange, construct: string, address = one.address): ResourceChange => ({
  ...one,
  construct,
  address,
});

const bucket = at(change("aws_s3_bucket", { after: { bucket: "acme-lake" } }), "prod/lake/bucket/Resource");
const queue = at(change("aws_sqs_queue", { after: { name: "lake" } }), "prod/lake/queue/Resource");
const connection = at(
  change("polytomic_s3_connection", { after: lakeConnection }),
  "prod/lake/connection/Resource",
);

describe("a group", () => {
  it("is the construct below the stack, such as an S3 integration", () => {
    expect(summaries(bucket, connection, queue)).toEqual([
      'lake | S3 integration "Acme data lake": 3 resources are created',
    ]);
  });

  it("is the S3 integration, if that is below another construct", () => {
    const nested = [bucket, connection].map((one) =>
      at(one, one.construct?.replace("prod/", "prod/data/") ?? ""),
    );
    const other = at(
      change("aws_sqs_queue", { after: { name: "other" }, address: "aws_sqs_queue.o" }),
      "prod/data/other",
    );
    expect(summaries(...nested, other)).toEqual([
      'data/lake | S3 integration "Acme data lake": 2 resources are created',
      'data | queue "other" is created',
    ]);
  });

  it("describes what changes in a few words", () => {
    const sync = at(
      update("polytomic_bulk_sync", bulkSync, { schedule: { frequency: "hourly", minute: "15" } }),
      "prod/sync/Resource",
    );
    expect(summaries(sync)).toEqual([
      'sync | bulk sync "Orders to Snowflake": hourly at :15, was daily at 05:00 UTC',
    ]);
  });

  it("has the name of its integration, although only a part changes", () => {
    const whole = [
      unchanged("polytomic_s3_connection", lakeConnection),
      unchanged("aws_s3_bucket", { bucket: "acme-lake" }),
    ];
    const [first, second] = whole.map((one, index) =>
      at(one, ["prod/lake/connection/Resource", "prod/lake/bucket/Resource"][index] ?? ""),
    );
    const before = { name: "lake", visibility_timeout_seconds: 30 };
    const after = { name: "lake", visibility_timeout_seconds: 60 };
    const changed = at(change("aws_sqs_queue", { before, after }), "prod/lake/queue/Resource");
    const gone = change("aws_sqs_queue", {
      before: { name: "old" },
      address: "aws_sqs_queue.lake_dead-letters_4BDDC82A",
    });
    expect(summaries(first as ResourceChange, second as ResourceChange, changed, gone)).toEqual([
      'lake | S3 integration "Acme data lake": queue "lake": received messages are hidden for 1 minute, was 30 seconds; queue "old" is deleted',
    ]);
  });

  it("names a single resource of an integration", () => {
    const kept = [connection, queue].map((one) => ({ ...one, action: "no-op" as const }));
    expect(summaries(...kept, bucket)).toEqual([
      'lake | S3 integration "Acme data lake": bucket "acme-lake" is created',
    ]);
  });

  it("counts if more changes", () => {
    const queues = ["a", "b", "c"].map((name) =>
      at(
        change("aws_sqs_queue", {
          before: { name, delay_seconds: 0 },
          after: { name, delay_seconds: 1 },
          address: `aws_sqs_queue.${name}`,
        }),
        `prod/queues/${name}`,
      ),
    );
    const gone = at(
      change("aws_sqs_queue", { before: { name: "d" }, address: "aws_sqs_queue.d" }),
      "prod/queues/d",
    );
    expect(summaries(...queues, gone)).toEqual(["queues | queues: 1 resource is deleted and 3 change"]);
  });

  it("says if values are only read again", () => {
    const sync = at(update("polytomic_bulk_sync", bulkSync, { updated_at: readAgain }), "prod/sync");
    expect(summaries(sync)).toEqual([
      'sync | bulk sync "Orders to Snowflake": values are read again, or written differently',
    ]);
    expect(noiseOf(contextOf(sync))).toEqual({
      recomputed: 1,
      lines: ["sync: 1 value is read again, or written differently"],
    });
  });

  it("has the worst verdict of its changes, and Terraform's symbols", () => {
    const [group] = groupsOf(contextOf(bucket, queue), (one) => (one === queue ? "cannot-tell" : "look"));
    expect(group?.verdict).toBe("cannot-tell");
    expect(group?.changes.map(({ symbol, verdict }) => [symbol, verdict])).toEqual([
      ["+", "look"],
      ["+", "cannot-tell"],
    ]);
  });

  it("has neither data sources nor resources that do not change", () => {
    const read = change("aws_caller_identity", { after: {}, action: "read", mode: "data" });
    expect(summaries(read, unchanged("polytomic_model", ordersModel))).toEqual([]);
  });
});

describe("a group without construct paths", () => {
  it("is a connection with what refers to it", () => {
    const changes = [
      change("aws_s3_bucket", { after: { bucket: "acme-lake" }, address: "aws_s3_bucket.lake" }),
      change("polytomic_s3_connection", {
        after: lakeConnection,
        address: "polytomic_s3_connection.lake",
        references: ["aws_s3_bucket.lake"],
      }),
      change("polytomic_model", {
        after: ordersModel,
        address: "polytomic_model.orders",
        references: ["polytomic_s3_connection.lake"],
      }),
      change("aws_s3_bucket_versioning", {
        after: { bucket: "acme-lake" },
        address: "aws_s3_bucket_versioning.lake",
        references: ["aws_s3_bucket.lake"],
      }),
      change("aws_vpc", { after: {}, address: "aws_vpc.main" }),
    ];
    expect(summaries(...changes)).toEqual([
      'polytomic_s3_connection.lake | S3 integration "Acme data lake": 4 resources are created',
      'aws_vpc.main | vpc "main" is created',
    ]);
  });

  it("is a module, or the instances of a resource", () => {
    const queues = ["a", "b"].flatMap((key) => [
      change("aws_sqs_queue", { after: { name: key }, address: `aws_sqs_queue.all["${key}"]` }),
      change("aws_sqs_queue", {
        after: { name: `m${key}` },
        address: `module.events["x.y"].module.inner.aws_sqs_queue.${key}`,
      }),
    ]);
    expect(summaries(...queues)).toEqual([
      "aws_sqs_queue.all | aws_sqs_queue.all: 2 resources are created",
      "module.events | module.events: 2 resources are created",
    ]);
  });
});
