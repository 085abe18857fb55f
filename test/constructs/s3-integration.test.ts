import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import {
  Connection,
  DataBucket,
  EventQueue,
  ModelSync,
  PolytomicProvider,
  PolytomicRole,
  S3Integration,
  type S3IntegrationProps,
  Schedule,
} from "../../constructs";
import { newStack, synth, type Synthesized } from "./synth";

const CONNECTION = "polytomic_s3_connection";
const NOTIFICATION = "aws_s3_bucket_notification";
const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

const integrate = (stack: TerraformStack, props: Partial<S3IntegrationProps> = {}) =>
  new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme-lake" }, ...props });

const synthLake = (props: Partial<S3IntegrationProps> = {}) => synth((stack) => integrate(stack, props));

const actionsOf = (terraform: Synthesized): unknown[] =>
  (terraform.the("aws_iam_role_policy").policy as { Statement: { Action: unknown }[] }).Statement.map(
    ({ Action }) => Action,
  );

describe("an S3Integration", () => {
  test("lets the role read and write the objects of the bucket and consume the queue, and nothing else", () => {
    const bucket = "arn:aws:s3:::acme-lake";
    const Condition = { StringEquals: { "aws:ResourceAccount": "111122223333" } };
    expect(synthLake().the("aws_iam_role_policy").policy).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:ListBucket", Resource: bucket, Condition },
        { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: bucket, Condition },
        {
          Effect: "Allow",
          Action: [
            "s3:GetObject",
            "s3:PutObject",
            "s3:DeleteObject",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts",
          ],
          Resource: `${bucket}/*`,
          Condition,
        },
        {
          Effect: "Allow",
          Action: [
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
          ],
          Resource: "arn:aws:sqs:us-east-1:111122223333:stack-lake-queue",
        },
      ],
    });
  });

  test("limits policy, events and connection to the folder", () => {
    const lake = synthLake({ folder: "/exports/" });
    expect(lake.the("aws_iam_role_policy").policy).toMatchObject({
      Statement: [
        { Condition: { StringLike: { "s3:prefix": ["exports", "exports/*"] } } },
        {},
        { Resource: "arn:aws:s3:::acme-lake/exports/*" },
        {},
      ],
    });
    expect(lake.the(NOTIFICATION).queue).toMatchObject([{ filter_prefix: "exports/" }]);
    expect(lake.the(CONNECTION).configuration).toMatchObject({ s3_bucket_name: "s3://acme-lake/exports" });
  });

  test.each([
    ["read", "s3:GetObject"],
    ["write", expect.not.arrayContaining(["s3:GetObject"])],
  ] as const)("grants %s alone if that is enough", (access, actions) => {
    expect(actionsOf(synthLake({ access }))[2]).toEqual(actions);
  });

  test("makes models and syncs wait for role, queue and notification", () => {
    const terraform = synth((stack) => {
      const lake = integrate(stack);
      const warehouse = Connection.fromId(stack, "warehouse", "id");
      lake.model("orders", { name: "Orders", file: "orders.csv" });
      lake.bulkSyncTo("to", { name: "To", destination: warehouse });
      lake.bulkSyncFrom("from", { name: "From", source: warehouse });
    });
    const working = [
      "aws_iam_role_policy.lake_role_policy",
      "aws_sqs_queue.lake_queue",
      `${NOTIFICATION}.lake_bucket_notification`,
    ];
    expect(terraform.dependenciesOf("polytomic_model")).toEqual(working);
    expect(terraform.dependenciesOf("polytomic_bulk_sync", "lake_to")).toEqual(working);
    expect(terraform.dependenciesOf("polytomic_bulk_sync", "lake_from")).toEqual(working);
    const dependents = [
      terraform.the("polytomic_model"),
      ...Object.values(terraform.all("polytomic_bulk_sync")),
    ];
    for (const { lifecycle } of dependents) {
      expect(lifecycle).toEqual({ replace_triggered_by: [`${CONNECTION}.lake_connection.id`] });
    }
  });

  test("tags every AWS resource that supports tags", () => {
    const lake = synthLake({ tags: { team: "data" } });
    const tagged = ["aws_s3_bucket", "aws_iam_role", "aws_sqs_queue"].flatMap((type) =>
      Object.values(lake.all(type)),
    );
    expect(tagged).toHaveLength(4);
    expect(tagged.filter(({ tags }) => JSON.stringify(tags) !== '{"team":"data"}')).toEqual([]);
  });

  test("passes files and forceDestroy to the connection", () => {
    const lake = synthLake({ files: { layout: "one-table", format: "json" }, forceDestroy: true });
    expect(lake.the(CONNECTION)).toMatchObject({
      force_destroy: true,
      configuration: { is_single_table: true, single_table_file_format: "json" },
    });
  });

  test("passes each provider to its own resources", () => {
    const terraform = synth((stack) => {
      const awsProvider = new AwsProvider(stack, "eu", { alias: "eu", region: "eu-central-1" });
      const polytomicProvider = new PolytomicProvider(stack, "other", { alias: "other" });
      const lake = integrate(stack, { awsProvider, polytomicProvider });
      lake.model("orders", { name: "Orders", file: "orders.csv" });
      lake.bulkSyncTo("to", { name: "To", destination: Connection.fromId(stack, "warehouse", "id") });
      lake.bulkSyncFrom("from", { name: "From", source: Connection.fromId(stack, "crm", "id") });
    });
    const providers = Object.entries({ ...terraform.json.resource, ...terraform.json.data }).flatMap(
      ([type, all]) =>
        Object.values(all).map(({ provider }) => `${type.split("_")[0] ?? ""} by ${String(provider)}`),
    );
    expect(new Set(providers)).toEqual(
      new Set(["aws by aws.eu", "polytomic by polytomic.other", "terraform by undefined"]),
    );
  });

  test("creates connection, models and bulk syncs in its organization by default", () => {
    const other = "00000000-0000-4000-8000-000000000000";
    const terraform = synth((stack) => {
      const lake = integrate(stack, { organization: UUID });
      const destination = Connection.fromId(stack, "warehouse", "id");
      lake.model("orders", { name: "Orders", file: "orders.csv" });
      lake.bulkSyncTo("to", { name: "To", destination });
      lake.bulkSyncTo("other", { name: "Other", destination, organization: other });
    });
    expect(terraform.the(CONNECTION).organization).toBe(UUID);
    expect(terraform.the("polytomic_model").organization).toBe(UUID);
    expect(terraform.the("polytomic_bulk_sync", "lake_to").organization).toBe(UUID);
    expect(terraform.the("polytomic_bulk_sync", "lake_other").organization).toBe(other);
  });
});

describe("events of an S3Integration", () => {
  test("can be turned off: no queue, notification, permission or dependency", () => {
    const terraform = synth((stack) => {
      const lake = integrate(stack, { events: false });
      lake.model("orders", { name: "Orders", file: "orders.csv" });
      expect(lake.queue).toBeUndefined();
    });
    expect([terraform.all("aws_sqs_queue"), terraform.all(NOTIFICATION)]).toEqual([{}, {}]);
    expect(terraform.the(CONNECTION).configuration).toMatchObject({ enable_event_notifications: false });
    expect(terraform.the(CONNECTION).configuration).toMatchObject({
      enable_event_notifications: false,
      event_queue_arn: "",
    });
    expect(actionsOf(terraform)).toHaveLength(3);
    expect(terraform.dependenciesOf("polytomic_model")).toEqual(["aws_iam_role_policy.lake_role_policy"]);
  });

  test("take further filters and queue props", () => {
    const queue = { queueName: "lake-events", retentionDays: 1 };
    const eventTypes = ["s3:ObjectCreated:Put"] as const;
    const lake = synthLake({ folder: "in", events: { suffix: ".parquet", eventTypes, queue } });
    expect(lake.the(NOTIFICATION).queue).toEqual([
      {
        id: "stack-lake-queue-1",
        queue_arn: "${aws_sqs_queue.lake_queue.arn}",
        events: ["s3:ObjectCreated:Put"],
        filter_prefix: "in/",
        filter_suffix: ".parquet",
      },
    ]);
    expect(lake.the("aws_sqs_queue", "lake_queue")).toMatchObject({
      name: "lake-events",
      message_retention_seconds: 86_400,
    });
  });
});

describe("an S3Integration with existing resources", () => {
  test("manages neither bucket, queue nor role", () => {
    const terraform = synth((stack) => {
      integrate(stack, {
        bucket: DataBucket.fromBucketName(stack, "bucket", "acme-archive", { region: "eu-west-1" }),
        events: { queue: EventQueue.fromQueueArn(stack, "q", "arn:aws:sqs:eu-west-1:111122223333:q") },
        role: PolytomicRole.fromRoleArn(stack, "role", "arn:aws:iam::111122223333:role/polytomic"),
      }).model("orders", { name: "Orders", file: "orders.csv" });
    });
    expect(terraform.addresses.map((address) => address.split(".")[0])).toEqual([
      "polytomic_model",
      CONNECTION,
      "terraform_data",
    ]);
    expect(terraform.the(CONNECTION).configuration).toMatchObject({
      s3_bucket_name: "s3://acme-archive",
      s3_bucket_region: "eu-west-1",
      iam_role_arn: "arn:aws:iam::111122223333:role/polytomic",
      event_queue_arn: "arn:aws:sqs:eu-west-1:111122223333:q",
    });
    expect(terraform.the("polytomic_model")).not.toHaveProperty("depends_on");
  });

  test("returns what their owners must add", () => {
    const stack = newStack();
    const bucket = DataBucket.fromBucketName(stack, "bucket", "acme-archive");
    const queue = EventQueue.fromQueueArn(stack, "q", "arn:aws:sqs:us-east-1:111122223333:q");
    const role = PolytomicRole.fromRoleArn(stack, "role", "arn:aws:iam::111122223333:role/polytomic");
    integrate(stack, { bucket, events: { queue }, role, folder: "in" });
    expect(bucket.requiredNotifications).toMatchObject([{ filterPrefix: "in/", queueArn: queue.queueArn }]);
    expect(queue.requiredStatements).toMatchObject([{ Action: "sqs:SendMessage" }]);
    expect(role.requiredStatements.map(({ Action }) => Action)).toHaveLength(4);
    expect(role.requiredExternalIds).toHaveLength(1);
  });

  test("returns what their owners must add, with URL-encoded keys", () => {
    const stack = newStack();
    const bucket = DataBucket.fromBucketName(stack, "bucket", "acme-archive");
    const lake = integrate(stack, { bucket, folder: "dt=2026 01", events: { suffix: "ä.csv" } });
    expect(lake.required.notifications).toMatchObject([
      { filterPrefix: "dt%3D2026+01/", filterSuffix: "%C3%A4.csv" },
    ]);
  });

  test("shares one notification resource with others of the same bucket", () => {
    const terraform = synth((stack) => {
      const bucket = new DataBucket(stack, "bucket", { name: "acme-lake" });
      new S3Integration(stack, "in", { name: "In", bucket, folder: "in" });
      new S3Integration(stack, "out", { name: "Out", bucket, folder: "out" });
    });
    expect(terraform.the(NOTIFICATION).queue).toMatchObject([
      { id: "stack-in-queue-1", filter_prefix: "in/", queue_arn: "${aws_sqs_queue.in_queue.arn}" },
      { id: "stack-out-queue-1", filter_prefix: "out/", queue_arn: "${aws_sqs_queue.out_queue.arn}" },
    ]);
    expect(terraform.dependenciesOf(NOTIFICATION)).toEqual([
      "aws_s3_bucket_server_side_encryption_configuration.bucket_encryption",
      "aws_sqs_queue.in_queue",
      "aws_sqs_queue.out_queue",
    ]);
  });

  test("shares one role, which trusts each connection and allows what each needs", () => {
    const terraform = synth((stack) => {
      const role = new PolytomicRole(stack, "role");
      for (const id of ["a", "b"]) {
        new S3Integration(stack, id, { name: id, bucket: { name: `acme-${id}` }, role, events: false });
      }
    });
    expect(actionsOf(terraform)).toHaveLength(6);
    expect(terraform.the("aws_iam_role").assume_role_policy).toMatchObject({
      Statement: [
        {
          Condition: {
            StringEquals: {
              "sts:ExternalId": [
                "${terraform_data.a_connection_external-id.output.external_id}",
                "${terraform_data.b_connection_external-id.output.external_id}",
              ],
            },
          },
        },
      ],
    });
  });
});

describe("bulk syncs of an S3Integration", () => {
  const terraform = synth((stack) => {
    const lake = integrate(stack);
    const other = Connection.fromId(stack, "other", "other-id");
    lake.bulkSyncTo("to", {
      name: "To",
      destination: other,
      destinationConfiguration: { schema: "raw" },
      schemas: ["orders.csv"],
      schedule: Schedule.hourly({ minute: 15 }),
    });
    lake.bulkSyncFrom("from", { name: "From", source: other, format: "parquet", subfolder: "crm" });
    lake.bulkSyncFrom("plain", { name: "Plain", source: other, sourceConfiguration: { dataset: "d" } });
  });
  const lakeId = `\${${CONNECTION}.lake_connection.id}`;

  test("can write to another connection", () => {
    expect(terraform.the("polytomic_bulk_sync", "lake_to")).toMatchObject({
      source: { connection_id: lakeId },
      destination: { connection_id: "other-id", configuration: { schema: "raw" } },
      schemas: [expect.objectContaining({ id: "orders.csv", enabled: true, fields: [] })],
      schedule: { frequency: "hourly", minute: "15" },
    });
  });

  test("can read from another connection, as files of a format in a folder", () => {
    expect(terraform.the("polytomic_bulk_sync", "lake_from")).toMatchObject({
      source: { connection_id: "other-id" },
      destination: { connection_id: lakeId, configuration: { format: "parquet", subfolder: "crm" } },
    });
  });

  test("send no file options by default", () => {
    const { source, destination } = terraform.the("polytomic_bulk_sync", "lake_plain");
    expect(source).toEqual({ connection_id: "other-id", configuration: { dataset: "d" } });
    expect(destination).toEqual({ connection_id: lakeId });
  });

  test.each<[string, unknown, RegExp]>([
    ["nothing", undefined, /for lake\/sync \(BulkSync\):\n +props +is missing; expected an object/],
    ["no name", { destination: 5 }, /name +is missing.*\n +destination +must be a connection/],
    ["a source of its own", { source: "id" }, /source +is not a prop here/],
    ["a format, which only files have", { format: "csv" }, /format +is not a prop here/],
  ])("to another connection reject %s", (_, options, message) => {
    expect(() => integrate(newStack()).bulkSyncTo("sync", options as never)).toThrow(message);
  });

  test.each<[string, unknown, RegExp]>([
    ["nothing", null, /props +expected an object, got null/],
    ["an empty format", { format: "" }, /format +must not be empty/],
    ["a destination of its own", { destination: "id" }, /destination +is not a prop here/],
  ])("from another connection reject %s", (_, options, message) => {
    expect(() => integrate(newStack()).bulkSyncFrom("sync", options as never)).toThrow(message);
  });
});

test("models of an S3Integration feed model syncs", () => {
  const terraform = synth((stack) => {
    const orders = integrate(stack).model("orders", { name: "Orders", file: "orders.csv" });
    new ModelSync(stack, "sync", {
      name: "Sync",
      mode: "create",
      target: { connection: Connection.fromId(stack, "salesforce", "id"), object: "Contact" },
      fields: { Email: orders.field("email") },
    });
  });
  expect(terraform.dependenciesOf("polytomic_sync")).toEqual(["polytomic_model.lake_orders"]);
  expect(terraform.the("polytomic_sync").lifecycle).toEqual({
    replace_triggered_by: ["polytomic_model.lake_orders.id"],
  });
});

describe("an S3Integration is rejected", () => {
  test.each<[string, object, RegExp]>([
    ["without a bucket", { bucket: undefined }, /bucket +is missing; expected a DataBucket/],
    ["with an invalid name", { bucket: { name: "Acme" } }, /bucket\.name +"Acme" can contain only lowercase/],
    ["with tags of the bucket", { bucket: { name: "acme", tags: {} } }, /bucket\.tags +is not a prop here/],
    ["with a wildcard", { folder: "in/*" }, /folder +"in\/\*" contains a wildcard/],
    [
      "with a string for events",
      { events: "true" },
      /events +is a string; expected true, false, or an object with options/,
    ],
    ["with a prefix", { events: { prefix: "a" } }, /events\.prefix +is not a prop here/],
    [
      "with a FIFO queue",
      { events: { queue: { queueName: "q.fifo" } } },
      /events\.queue\.queueName +"q\.fifo" is the name of a FIFO queue/,
    ],
    [
      "with an unknown access",
      { access: "rw" },
      /access +expected "read", "write", or "readWrite", got "rw"/,
    ],
  ])("%s", (_, props, message) => {
    expect(() => integrate(newStack(), props)).toThrow(message);
  });

  test("with constructs in the wrong props", () => {
    const stack = newStack();
    const queue = new EventQueue(stack, "queue");
    const role = new PolytomicRole(stack, "role");
    const props = { bucket: queue, role: queue, events: { queue: role } } as never;
    expect(() => integrate(stack, props)).toThrow(
      /bucket +must be a DataBucket: .*\n +events\.queue +must be an EventQueue: .*\n +role +must be a PolytomicRole: /,
    );
  });
});
