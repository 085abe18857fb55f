import type { TerraformStack } from "cdktf";
import {
  BulkSync,
  Connection,
  DataBucket,
  EventQueue,
  ModelSync,
  PolytomicRole,
  S3Connection,
  S3Integration,
  type S3IntegrationProps,
} from "../../../constructs";
import { newStack, warnings } from "../synth";

const other = (stack: TerraformStack) => Connection.fromId(stack, "salesforce", "id");

describe("a bulk sync that writes to an integration", () => {
  const warningsOf = (props: Partial<S3IntegrationProps>, options: object = {}) => {
    const stack = newStack();
    const lake = new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme-lake" }, ...props });
    return warnings(lake.bulkSyncFrom("crm", { name: "CRM", source: other(stack), ...options }));
  };

  test.each([
    ["every object sends events", {}, {}, "anywhere in the bucket, and new objects anywhere in the bucket"],
    ["its folder sends events", { folder: "in" }, {}, 'under "in/", and new objects under "in/"'],
    [
      "it writes to a subfolder that sends events",
      { folder: "in" },
      { subfolder: "crm", format: "csv" },
      'under "in/crm/", and new objects under "in/"',
    ],
    [
      "files of its format send events",
      { events: { suffix: ".csv" } },
      { format: "csv" },
      "anywhere in the bucket",
    ],
    ["its format is unknown", { events: { suffix: ".csv" } }, {}, "anywhere in the bucket"],
  ])("warns if %s", (_, props, options, message) => {
    expect(warningsOf(props, options)).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    ["nothing sends events", { events: false as const }, {}],
    ["files of other formats send events", { events: { suffix: ".csv" } }, { format: "parquet" }],
    ["only removed objects send events", { events: { eventTypes: ["s3:ObjectRemoved:*"] as const } }, {}],
  ])("does not warn if %s", (_, props, options) => {
    expect(warningsOf(props, options)).toEqual([]);
  });
});

test("a model sync warns if it writes to a folder whose events the connection reads, and not otherwise", () => {
  const stack = newStack();
  const bucket = new DataBucket(stack, "bucket", { name: "acme-lake" });
  const auth = { mode: "iam_role", role: new PolytomicRole(stack, "role") } as const;
  const connection = (folder: string, announced: string) => {
    const queue = new EventQueue(stack, `${folder}-queue`);
    bucket.sendEventsTo(queue, { prefix: announced });
    return new S3Connection(stack, folder, { name: folder, bucket, folder, auth, events: { queue } });
  };
  const people = connection("in", "in/").model("people", { name: "People", file: "people.csv" });
  const sync = (id: string, target: S3Connection) =>
    new ModelSync(stack, id, {
      name: id,
      mode: "replace",
      target: { connection: target, object: "audience" },
      fields: { email: people.field("email") },
    });
  expect(warnings(sync("back", stack.node.findChild("in") as S3Connection))).toEqual([
    expect.stringContaining('Writes files under "in/"'),
  ]);
  expect(warnings(sync("forth", connection("out", "elsewhere/")))).toEqual([]);
});

test("no warning for a sync that reads an integration, or writes to a bucket passed by name", () => {
  const stack = newStack();
  const lake = new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme-lake" } });
  expect(warnings(lake.bulkSyncTo("to", { name: "To", destination: other(stack) }))).toEqual([]);
  const auth = { mode: "iam_role", role: lake.role } as const;
  const named = new S3Connection(stack, "named", {
    name: "Named",
    bucket: "acme-other",
    region: "us-east-1",
    auth,
    events: { queue: new EventQueue(stack, "q") },
  });
  const source = { connection: Connection.fromId(stack, "hubspot", "id") };
  const sync = new BulkSync(stack, "from", { name: "From", source, destination: { connection: named } });
  expect(warnings(sync)).toEqual([]);
});
