/** Common mistakes of users, and the errors they get. */
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { TerraformStack } from "cdktf";
import {
  BulkSync,
  Connection,
  DataBucket,
  EventQueue,
  ModelSync,
  PolytomicProvider,
  PolytomicRole,
  S3Connection,
  S3Integration,
  S3Model,
  Schedule,
} from "../../constructs";
import { invalidProps } from "../support/problems";
import { newStack } from "./synth";

const ARN = "arn:aws:iam::111122223333:role/polytomic";

/** The problems that `make` causes, each with the construct's path. */
function problemsOf(make: (stack: TerraformStack) => unknown): string[] {
  const error = invalidProps(() => make(newStack()));
  return (error?.problems ?? []).map(({ prop, message }) => `${error?.constructPath}: ${prop} ${message}`);
}

const lakeOf = (stack: TerraformStack, props: object = {}) =>
  new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme-lake" }, ...props });

const hint = (existing: string, creation: string) =>
  `${existing}(...) for an existing one, or ${creation} for a new one`;
const BUCKET = hint('{ existing: "its name" } or DataBucket.fromBucketName', '{ name: "..." }');
const QUEUE = hint('{ existing: "its ARN" } or EventQueue.fromQueueArn', '{ queueName: "..." }');
const ROLE = hint('{ existing: "its ARN" } or PolytomicRole.fromRoleArn', '{ roleName: "..." }');

describe("a name, an ARN or a bare resource in an S3Integration", () => {
  test.each<[string, (stack: TerraformStack) => object, string]>([
    ["bucket", () => ({ bucket: "acme-lake" }), `bucket must be a DataBucket: ${BUCKET}`],
    [
      "bucket",
      (stack) => ({ bucket: new S3Bucket(stack, "b", {}) }),
      `bucket must be a DataBucket: ${BUCKET}`,
    ],
    ["bucket", () => ({ bucket: undefined }), `bucket is missing; expected a DataBucket: ${BUCKET}`],
    ["role", () => ({ role: ARN }), `role must be a PolytomicRole: ${ROLE}`],
    [
      "role",
      (stack) => ({ role: new IamRole(stack, "r", { assumeRolePolicy: "{}" }) }),
      `role must be a PolytomicRole: ${ROLE}`,
    ],
    ["queue", () => ({ events: { queue: ARN } }), `events.queue must be an EventQueue: ${QUEUE}`],
    [
      "queue",
      (stack) => ({ events: { queue: new SqsQueue(stack, "q", {}) } }),
      `events.queue must be an EventQueue: ${QUEUE}`,
    ],
  ])("is rejected with the way to write a %s (%#)", (_, props, problem) => {
    expect(problemsOf((stack) => lakeOf(stack, props(stack)))).toEqual([`lake: ${problem}`]);
  });
});

test("a bare bucket, role and queue in an S3Connection are rejected with the way to write them", () => {
  const connectionOf = (stack: TerraformStack) =>
    new S3Connection(stack, "lake", {
      name: "Lake",
      bucket: new S3Bucket(stack, "b", {}),
      auth: { mode: "iam_role", role: new IamRole(stack, "r", { assumeRolePolicy: "{}" }) },
      events: { queue: new SqsQueue(stack, "q", {}) },
    } as never);
  expect(problemsOf(connectionOf)).toEqual([
    `lake: bucket must be a DataBucket or the name of a bucket: ${hint("DataBucket.fromBucketName", "new DataBucket(...)")}`,
    `lake: auth.role must be a PolytomicRole: ${hint("PolytomicRole.fromRoleArn", "new PolytomicRole(...)")}`,
    `lake: events.queue must be an EventQueue: ${hint("EventQueue.fromQueueArn", "new EventQueue(...)")}`,
  ]);
});

describe("an S3Integration passed as a connection", () => {
  const OWN = "connection is an S3Integration; pass its .connection";

  test("is recognized by models, syncs and Connection.of", () => {
    const bulkSync = (stack: TerraformStack) => {
      const end = { connection: lakeOf(stack) } as never;
      new BulkSync(stack, "sync", { name: "Sync", source: end, destination: end });
    };
    const model = (stack: TerraformStack) =>
      new S3Model(stack, "model", { name: "Model", file: "f.csv", connection: lakeOf(stack) } as never);
    expect(problemsOf(bulkSync)).toEqual([`sync: source.${OWN}`, `sync: destination.${OWN}`]);
    expect(problemsOf(model)).toEqual([`model: ${OWN}`]);
    expect(problemsOf((stack) => Connection.of(lakeOf(stack) as never))).toEqual([`lake: ${OWN}`]);
  });
});

test("Connection.of rejects other values", () => {
  const ANY = "an S3Connection, a binding such as PostgresqlConnection, or the id of an existing connection";
  expect(problemsOf(() => Connection.of(5 as never))).toEqual([
    `Connection.of: connection must be a connection: ${ANY}`,
  ]);
  expect(problemsOf(() => Connection.of(undefined as never))).toEqual([
    `Connection.of: connection is missing; expected a connection: ${ANY}`,
  ]);
  expect(problemsOf((stack) => Connection.of(new EventQueue(stack, "queue") as never))).toEqual([
    `queue: connection must be a connection: ${ANY}`,
  ]);
});

test("a folder that starts with the bucket's name is rejected with the folder to write", () => {
  expect(problemsOf((stack) => lakeOf(stack, { folder: "s3://acme-lake/x" }))).toEqual([
    'lake: folder "s3://acme-lake/x" begins with s3://; write the path in the bucket, without s3:// and the bucket name',
  ]);
});

describe("an empty name", () => {
  test("is rejected for a required prop", () => {
    expect(problemsOf((stack) => lakeOf(stack, { name: "" }))).toEqual(["lake: name must not be empty"]);
  });

  test("is rejected with a hint to omit a prop with a default", () => {
    expect(problemsOf((stack) => lakeOf(stack, { role: { roleName: "" } }))).toEqual([
      "lake: role.roleName must not be empty",
    ]);
  });
});

describe("a schedule", () => {
  const bulkSync = (schedule: unknown) => (stack: TerraformStack) => {
    const end = { connection: Connection.fromId(stack, "any", "id") };
    new BulkSync(stack, "sync", { name: "Sync", source: end, destination: end, schedule: schedule as never });
  };
  const modelSync = (schedule: unknown) => (stack: TerraformStack) => {
    const connection = Connection.fromId(stack, "any", "id");
    const model = new S3Model(stack, "model", { name: "Model", file: "f.csv", connection });
    const target = { connection, object: "Contact" };
    const fields = { Email: model.field("email") };
    new ModelSync(stack, "sync", {
      name: "Sync",
      mode: "create",
      target,
      fields,
      schedule: schedule as never,
    });
  };

  test.each([["0 5 * * *"], [Schedule.daily]])(
    "passed as %p is rejected with the way to create it",
    (schedule) => {
      const made = ["sync: schedule must be a schedule, such as Schedule.daily({ hour: 5 })"];
      expect(problemsOf(bulkSync(schedule))).toEqual(made);
      expect(problemsOf(modelSync(schedule))).toEqual(made);
    },
  );

  test("requires syncs to run after", () => {
    expect(problemsOf(modelSync(Schedule.after()))).toEqual(["sync: schedule.syncs must not be empty"]);
  });
});

describe("a string instead of options", () => {
  test.each<[string, (stack: TerraformStack) => unknown]>([
    ["fromBucketName", (stack) => DataBucket.fromBucketName(stack, "it", "acme-lake", "us-east-1" as never)],
    ["model", (stack) => lakeOf(stack).model("it", "orders.csv" as never)],
    ["the model of a connection", (stack) => lakeOf(stack).connection.model("it", "orders.csv" as never)],
    ["bulkSyncTo", (stack) => lakeOf(stack).bulkSyncTo("it", "orders" as never)],
  ])("of %s is one problem", (_, make) => {
    const problems = problemsOf(make).map((problem) => problem.replace(/^.*it: /, ""));
    expect(problems).toEqual(["props expected an object, got a string"]);
  });
});

describe("methods", () => {
  const ACCOUNT = "111122223333";

  test.each<[string, unknown, string[]]>([
    ["nothing", undefined, ["source is missing; expected an object"]],
    [
      "a bucket resource, which does not know its owner",
      { arn: "arn:aws:s3:::acme-lake" },
      ["source.ownerAccountId is missing; expected a string"],
    ],
    ["no ARN", { ownerAccountId: ACCOUNT }, ["source.arn is missing; expected a string"]],
    [
      "a wildcard and a name",
      { arn: "arn:aws:s3:::*", ownerAccountId: "acme" },
      [
        'source.arn "arn:aws:s3:::*" is not a bucket ARN, such as arn:aws:s3:::acme-lake',
        'source.ownerAccountId "acme" is not an AWS account ID, which has twelve digits',
      ],
    ],
  ])("that let a bucket deliver events reject %s", (_, bucket, problems) => {
    const expected = problems.map((problem) => `queue: ${problem}`);
    const queue = (stack: TerraformStack) => new EventQueue(stack, "queue");
    const existing = (stack: TerraformStack) =>
      EventQueue.fromQueueArn(stack, "queue", `arn:aws:sqs:us-east-1:${ACCOUNT}:q`);
    expect(problemsOf((stack) => queue(stack).allowDeliveryFrom(bucket as never))).toEqual(expected);
    expect(problemsOf((stack) => existing(stack).allowDeliveryFrom(bucket as never))).toEqual(expected);
  });

  test("that let a role consume reject other values", () => {
    const problem = `queue: role must be a PolytomicRole: ${hint("PolytomicRole.fromRoleArn", "new PolytomicRole(...)")}`;
    const arn = `arn:aws:sqs:us-east-1:${ACCOUNT}:q`;
    expect(problemsOf((stack) => new EventQueue(stack, "queue").grantConsume(ARN as never))).toEqual([
      problem,
    ]);
    expect(
      problemsOf((stack) => EventQueue.fromQueueArn(stack, "queue", arn).grantConsume(ARN as never)),
    ).toEqual([problem]);
  });

  const roles: [string, (stack: TerraformStack) => PolytomicRole][] = [
    ["a new role", (stack) => new PolytomicRole(stack, "role")],
    ["an existing role", (stack) => PolytomicRole.fromRoleArn(stack, "role", ARN) as never],
  ];

  test.each(roles)("of %s reject invalid statements, and name each member", (_, role) => {
    const statements = [
      "s3:*",
      { effect: "Allow", Action: [], Resource: ["a", ""] },
      { Effect: "allow", Action: "s3:*", Resource: "*", Principal: "*" },
      {
        Effect: "Deny",
        Action: ["s3:*"],
        Resource: "*",
        Condition: { Bool: { "aws:SecureTransport": false } },
      },
    ];
    expect(problemsOf((stack) => role(stack).addStatements(...(statements as never[])))).toEqual([
      "role: statements[0] expected an object, got a string",
      'role: statements[1].Effect is missing; expected "Allow" or "Deny"',
      "role: statements[1].Action must not be empty",
      "role: statements[1].Resource[1] must not be empty",
      "role: statements[1].effect is not a prop here. Did you mean Effect?",
      'role: statements[2].Effect expected "Allow" or "Deny", got "allow"',
      "role: statements[2].Principal is not a prop here. Is it misspelled, or does it belong to another option?",
      'role: statements[3].Condition.Bool["aws:SecureTransport"] expected a string, got false',
    ]);
  });

  test.each(roles)("of %s reject an empty call, because IAM rejects empty policies", (_, role) => {
    expect(problemsOf((stack) => role(stack).addStatements())).toEqual([
      "role: statements must not be empty",
    ]);
  });

  test.each(roles)("of %s reject invalid external IDs", (_, role) => {
    const trusting = (id: unknown) => problemsOf((stack) => role(stack).trustExternalId(id as never));
    expect(trusting(undefined)).toEqual(["role: externalId is missing; expected a string"]);
    expect(trusting("x")).toEqual(['role: externalId "x" has 1 characters; 2 to 1224 are allowed']);
    expect(trusting("a b")).toEqual([
      'role: externalId "a b" can contain only letters, digits and _+=,.@:/-',
    ]);
    expect(trusting("a-b")).toEqual([]);
  });
});

describe("a mistake that compiles", () => {
  const UUID = "2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11";
  const model = (stack: TerraformStack, props: object) =>
    problemsOf(() => lakeOf(stack, { folder: "exports" }).model("m", { name: "M", ...props } as never));

  test.each<[string, object, string]>([
    [
      "a Parquet glob read as CSV",
      { files: { layout: "table-per-directory", glob: "*/*.parquet" } },
      'lake: files.formats is missing, so only CSV is read, but the glob matches parquet files. Write formats: ["parquet"]',
    ],
    [
      "a JSON glob read as Parquet",
      { files: { layout: "table-per-directory", glob: "*/*.json.gz", formats: ["parquet"] } },
      'lake: files.formats is an array of 1, but the glob matches json files. Write formats: ["json"]',
    ],
    [
      "a glob that repeats the folder",
      { folder: "exports/", files: { layout: "table-per-directory", glob: "exports/*/*.csv" } },
      'lake: files.glob "exports/*/*.csv" repeats the folder of the connection, "exports", but is relative to it. Write "*/*.csv"',
    ],
  ])("in files: %s", (_, props, message) => {
    expect(problemsOf((stack) => lakeOf(stack, props))).toEqual([message]);
  });

  test("a glob that repeats the folder of a bucket given by name", () => {
    const making = (stack: TerraformStack) =>
      new S3Connection(stack, "c", {
        name: "C",
        bucket: "acme-lake/exports",
        region: "us-east-1",
        auth: { mode: "iam_role", role: PolytomicRole.fromRoleArn(stack, "role", ARN) },
        files: { layout: "table-per-directory", glob: "exports/*.csv" },
      });
    expect(problemsOf(making)).toEqual([
      'c: files.glob "exports/*.csv" repeats the folder of the connection, "exports", but is relative to it. Write "*.csv"',
    ]);
  });

  test.each<[object, string]>([
    [
      { file: "*.csv" },
      'lake/m: file "*.csv" has a wildcard, but must be the key of one object. To read many files as one table, set on the connection files: { layout: "one-table" }',
    ],
    [
      { file: "exports/orders.csv" },
      'lake/m: file "exports/orders.csv" repeats the folder of the connection, "exports", but is relative to it. Write "orders.csv"',
    ],
    [
      { file: "orders.parquet", format: "csv" },
      'lake/m: format is "csv", but the file name ends with .parquet. Change or remove the format',
    ],
  ])("in a model: %j", (props, message) => {
    expect(model(newStack(), props)).toEqual([message]);
  });

  test.each<[object, string]>([
    [
      { file: "a.csv", subfolder: "2026" },
      "subfolder is not a prop here. Did you mean file: { key, subfolder }?",
    ],
    [{ file: "a.csv", folder: "2026" }, "folder is not a prop here. Did you mean file: { key, subfolder }?"],
    [{ file: { key: "a.csv", folder: "2026" } }, "file.folder is not a prop here. Did you mean subfolder?"],
    [{ file: { name: "a.csv" } }, "file.name is not a prop here. Did you mean key?"],
    [{ archive: { file: "a.zip" } }, "archive.file is not a prop here. Did you mean key?"],
    [{ file: "a.csv", key: "b.csv" }, "key is not a prop here. Did you mean file?"],
    [
      { file: "a.csv", glob: "*.csv" },
      "glob is not a prop here. How files are read is set on the S3 connection or S3Integration: " +
        'files: { layout: "one-table" } reads many files as one table',
    ],
  ])("the name of another place in a model: %j", (props, message) => {
    expect(model(newStack(), props)).toEqual([`lake/m: ${message}`]);
  });

  test("a key and a subfolder outside of a file", () => {
    expect(model(newStack(), { subfolder: "2026", key: "a.csv" })).toEqual([
      "lake/m: subfolder is not a prop here. Did you mean file: { key, subfolder }?",
      "lake/m: key is not a prop here. Did you mean file?",
      'lake/m: file is missing; set a file, such as file: "orders.csv", or an archive, such as archive: "orders.zip"',
    ]);
  });

  test.each([
    ["glob", 'files: { layout: "table-per-directory", glob }'],
    ["layout", "files: { layout }"],
    ["csvHasHeaders", "files: { layout, csvHasHeaders }"],
  ])("%s outside of files", (name, meant) => {
    expect(problemsOf((stack) => lakeOf(stack, { [name]: "x" }))).toEqual([
      `lake: ${name} is not a prop here. Did you mean ${meant}?`,
    ]);
  });

  test("the subfolder of a bulk sync outside of its destination", () => {
    const end = { connection: "id" };
    const props = { name: "S", source: end, destination: end, subfolder: "crm" };
    expect(problemsOf((stack) => new BulkSync(stack, "s", props as never))).toEqual([
      "s: subfolder is not a prop here. Did you mean destination: { configuration: { subfolder } }?",
    ]);
  });

  test.each<[string, string]>([
    [
      "exports/crm",
      '"exports/crm" repeats the folder of the connection, "exports", but is relative to it. Write "crm"',
    ],
    ["/exports/", '"/exports/" repeats the folder of the connection, but is relative to it. Remove it'],
  ])("a subfolder that repeats the folder: %s", (subfolder, problem) => {
    const at = (make: (lake: S3Integration, end: Connection, stack: TerraformStack) => unknown) =>
      problemsOf((stack) =>
        make(lakeOf(stack, { folder: "exports/" }), Connection.fromId(stack, "end", "id"), stack),
      );
    expect([
      at((lake, source) => lake.bulkSyncFrom("s", { name: "S", source, subfolder })),
      at((lake, connection, stack) => {
        const destination = { connection: lake.connection, configuration: { subfolder } };
        return new BulkSync(stack, "s", { name: "S", source: { connection }, destination });
      }),
      at((lake) => lake.model("m", { name: "M", file: { key: "a.csv", subfolder } })),
      at((lake) => lake.model("m", { name: "M", archive: { key: "a.zip", subfolder } })),
    ]).toEqual([
      [`lake/s: subfolder ${problem}`],
      [`s: destination.configuration.subfolder ${problem}`],
      [`lake/m: file.subfolder ${problem}`],
      [`lake/m: archive.subfolder ${problem}`],
    ]);
  });

  test.each(["exports-2", "crm/exports", "crm"])(
    "a subfolder that does not repeat the folder is accepted: %s",
    (subfolder) => {
      const lake = lakeOf(newStack(), { folder: "exports" });
      const source = Connection.fromId(lake, "end", "id");
      expect(() => lake.bulkSyncFrom("s", { name: "S", source, subfolder })).not.toThrow();
    },
  );

  test.each(["snowflake", "S3", "https://app.polytomic.com/connections/1"])(
    "%s as the id of a connection",
    (connectionId) => {
      const [message] = problemsOf((stack) => Connection.fromId(stack, "c", connectionId));
      expect(message).toMatch(/is (a connection type, not|not) the id of a connection\. An id looks like/);
    },
  );

  test.each([
    ["snowflke", 'c: type "snowflke" is not a connection type in Polytomic. Did you mean "snowflake"?'],
    [
      "Postgres DB",
      'c: type "Postgres DB" is not a connection type in Polytomic. Use the name of the binding\'s folder with underscores, such as "postgresql" or "zendesk_support"',
    ],
  ])("%s as the type of a connection", (type, message) => {
    expect(problemsOf((stack) => Connection.fromId(stack, "c", UUID, { type }))).toEqual([message]);
  });

  test.each<[string, object, string]>([
    ["bucket.bucketName", { bucket: { bucketName: "acme" } }, "is not a prop here. Did you mean name?"],
    ["prefix", { prefix: "exports" }, "is not a prop here. Did you mean folder?"],
    ["auth", { auth: { mode: "iam_role" } }, "is not a prop here. Did you mean role?"],
    [
      "bucket.tags",
      { bucket: { name: "acme", tags: {} } },
      "is not a prop here. Tags apply to AWS resources: set them on the S3Integration itself, or on the bucket, queue, role or key construct",
    ],
  ])("%s of an S3Integration", (prop, props, message) => {
    expect(problemsOf((stack) => lakeOf(stack, props))).toContain(`lake: ${prop} ${message}`);
  });

  const API_ONLY =
    "cannot be set: Polytomic's API supports it, but its Terraform provider does not. Set it in Polytomic's app or through its API";

  test.each<[string, (stack: TerraformStack, props: never) => unknown]>([
    [
      "labels",
      (stack, props) => lakeOf(stack).model("m", { name: "M", file: "a.csv", ...(props as object) }),
    ],
    [
      "enricher",
      (stack, props) => lakeOf(stack).model("m", { name: "M", file: "a.csv", ...(props as object) }),
    ],
    [
      "additionalSchedules",
      (stack, props) => lakeOf(stack).bulkSyncTo("b", { name: "B", destination: UUID, ...(props as object) }),
    ],
  ])("%s, which only the API supports", (prop, make) => {
    expect(problemsOf((stack) => make(stack, { [prop]: ["x"] } as never))[0]).toContain(
      `${prop} ${API_ONLY}`,
    );
  });

  test.each<[string, unknown, RegExp]>([
    ["only a key", "KEY", /polytomic-2.*props +expected an object, got a string/s],
    ["an unknown name", { apikey: "KEY" }, /apikey +is not a prop here\. Did you mean apiKey\?/],
  ])("in the settings of the provider: %s", (_, settings, message) => {
    const making = () => new PolytomicProvider(newStack(), "polytomic-2", settings as never);
    expect(making).toThrow(message);
    expect(making).not.toThrow("KEY");
  });

  test("in a sync to a webhook", () => {
    const making = (stack: TerraformStack) => {
      const orders = lakeOf(stack).model("orders", { name: "Orders", file: "orders.csv" });
      new ModelSync(stack, "sync", {
        name: "Orders",
        mode: "create",
        target: { connection: Connection.fromId(stack, "hook", UUID, { type: "webhook" }), object: "orders" },
        fields: { id: orders.field("id") },
      });
    };
    expect(problemsOf(making)).toEqual([
      'sync: mode is "create", but a webhook supports only mode "updateOrCreate"',
      'sync: target.object is "orders", but the only object of a webhook is "http"',
      'sync: fields.id is not a field of a webhook, which has only "record". Write fields: { record: [...] } with all fields to send',
    ]);
  });
});

test("a webhook takes all fields, and needs no identity", () => {
  const making = (stack: TerraformStack) => {
    const orders = lakeOf(stack).model("orders", { name: "Orders", file: "orders.csv" });
    new ModelSync(stack, "sync", {
      name: "Orders",
      mode: "updateOrCreate",
      target: { connection: "2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11", object: "http" },
      identity: { source: orders.field("id"), target: "id" },
      fields: { record: [orders.field("id"), orders.field("total")] },
    });
  };
  expect(problemsOf(making)).toEqual([]);
});

describe("the access of an S3Integration", () => {
  const contradiction = (access: string, needed: string) =>
    `lake/it: access of the integration is "${access}", but this needs to ${needed} its files; set access: "readWrite"`;

  test.each<[string, string, (lake: S3Integration, other: Connection) => unknown]>([
    ["read", "write", (lake, source) => lake.bulkSyncFrom("it", { name: "It", source })],
    ["write", "read", (lake, destination) => lake.bulkSyncTo("it", { name: "It", destination })],
    ["write", "read", (lake) => lake.model("it", { name: "It", file: "f.csv" })],
  ])("of %s is rejected by a construct that must %s (%#)", (access, needed, make) => {
    const making = (access: string) => (stack: TerraformStack) =>
      make(lakeOf(stack, { access }), Connection.fromId(stack, "other", "id"));
    expect(problemsOf(making(access))).toEqual([contradiction(access, needed)]);
    expect(problemsOf(making(needed))).toEqual([]);
    expect(problemsOf(making("readWrite"))).toEqual([]);
  });

  test("is reported together with other problems", () => {
    const making = (stack: TerraformStack) =>
      lakeOf(stack, { access: "write" }).model("it", { name: "", file: "f.csv" });
    expect(problemsOf(making)).toEqual(["lake/it: name must not be empty", contradiction("write", "read")]);
  });
});
