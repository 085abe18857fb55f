import { TerraformVariable } from "cdktf";
import { parse } from "yaml";
import { z } from "zod";
import {
  DataBucket,
  type GuardedMember,
  parseIntegrations,
  type ParseIntegrationsOptions,
  S3Integration,
} from "../../constructs";
import { dataBucketMembersRule } from "../../constructs/aws/data-bucket";
import { guardedMembers } from "../../constructs/guarded-members";
import {
  bulkSyncSchema,
  dataBucketSchema,
  eventQueueSchema,
  integrationsSchema,
  modelSyncSchema,
  polytomicRoleSchema,
  s3ConnectionSchema,
  s3FilesSchema,
  s3IntegrationSchema,
  s3ModelSchema,
  scheduleSchema,
  timedScheduleSchema,
} from "../../constructs/schemas";
import { invalidProps } from "../support/problems";
import { synth } from "./synth";

const YAML = `
lake:
  name: Acme data lake
  bucket: { name: acme-lake }
  folder: exports
  tags: { team: data }
archive:
  name: Archive
  bucket: { existing: acme-archive, region: eu-central-1 }
  access: read
  events: false
  files: { layout: one-table, tableName: orders, format: csv, skipLines: 1 }
partners:
  name: Partners
  bucket: { existing: acme-partners, manageNotifications: true }
  events: { queue: { existing: "arn:aws:sqs:us-east-1:111122223333:partners" }, suffix: .parquet }
  role: { existing: "arn:aws:iam::111122223333:role/polytomic" }
`;

const MISTAKES = `
lake:
  name: ""
  bucket: { nmae: acme-lake }
archive:
  name: Archive
  bucket: { existing: Acme lake }
  files: { layout: one-table, format: parquet, skipLines: 1 }
`;

/** The problems in `data`. */
function problemsIn(
  data: unknown,
  options: ParseIntegrationsOptions | string = "integrations.yaml",
): string[] {
  const error = invalidProps(() => parseIntegrations(data, options));
  return (error?.problems ?? []).map(({ prop, message }) => `${prop} ${message}`);
}

describe("integrations from a YAML file", () => {
  const terraform = synth((stack) => {
    for (const { id, props } of parseIntegrations(parse(YAML), { allow: ["bucket.manageNotifications"] })) {
      new S3Integration(stack, id, props);
    }
  });

  test("are created under their ids", () => {
    expect(terraform.all("polytomic_s3_connection")).toMatchObject({
      lake_connection: {
        name: "Acme data lake",
        configuration: { s3_bucket_name: "s3://acme-lake/exports" },
      },
      archive_connection: {
        name: "Archive",
        configuration: {
          s3_bucket_name: "s3://acme-archive",
          s3_bucket_region: "eu-central-1",
          skip_lines: 1,
        },
      },
      partners_connection: {
        configuration: {
          iam_role_arn: "arn:aws:iam::111122223333:role/polytomic",
          event_queue_arn: "arn:aws:sqs:us-east-1:111122223333:partners",
        },
      },
    });
  });

  test("leave existing resources unchanged", () => {
    expect(Object.keys(terraform.all("aws_s3_bucket"))).toEqual(["lake_bucket"]);
    expect(Object.keys(terraform.all("aws_iam_role")).sort()).toEqual(["archive_role", "lake_role"]);
    expect(Object.keys(terraform.all("aws_sqs_queue"))).toEqual(["lake_queue", "lake_queue_dead-letters"]);
    expect(Object.keys(terraform.all("aws_s3_bucket_notification")).sort()).toEqual([
      "lake_bucket_notification",
      "polytomic-notification-acme-partners",
    ]);
  });

  test("are all checked before one is created, with the constructs' messages", () => {
    expect(problemsIn(parse(MISTAKES))).toEqual([
      "lake.name must not be empty",
      "lake.bucket.name is missing; expected a string",
      "lake.bucket.nmae is not a prop here. Did you mean name?",
      'archive.bucket.existing "Acme lake" can contain only letters, digits, dots, hyphens and underscores',
      'archive.files.skipLines is 1, but no CSV is read (parquet). Remove it, or use format "csv"',
    ]);
  });

  test("are reported with their file name", () => {
    expect(() => parseIntegrations(parse(MISTAKES), "integrations.yaml")).toThrow(
      "Invalid props for integrations.yaml (S3Integration):\n  lake.name ",
    );
  });

  test.each<[unknown, RegExp]>([
    [YAML, /^props are a string; parse it first/],
    [null, /^props are null; expected a map of ids to integrations/],
    [[{ id: "lake" }], /^props are an array of 1; expected a map of ids/],
    [
      { "a b": { name: "n", bucket: { name: "acme" } } },
      /^\["a b"\] an id needs at least one character, and no spaces/,
    ],
    [{ "a/b": { name: "n", bucket: { name: "acme" } } }, /an id needs at least one character, and no spaces/],
    [{ lake: null }, /^lake expected an object, got null/],
  ])("reject %j", (data, problem) => {
    expect(problemsIn(data)).toEqual([expect.stringMatching(problem)]);
  });
});

const valid = { name: "Lake", bucket: { name: "acme-lake" } } as const;

describe("strings in data", () => {
  test.each<[string, object, string]>([
    ["an expression", { name: '${file("/etc/hostname")}' }, "lake.name"],
    ["a directive", { name: "%{ if true }x%{ endif }" }, "lake.name"],
    ["an escaped expression, which Terraform would unescape", { name: "$${x}" }, "lake.name"],
    [
      "a deeply nested expression",
      { events: { queue: { alarms: { actions: ["${x}"] } } } },
      "lake.events.queue.alarms.actions[0]",
    ],
    ["an expression in a name", { tags: { "${x}": "y" } }, 'lake.tags["${x}"]'],
    ["the literal token of a string", { folder: "${TfToken[TOKEN.1]}" }, "lake.folder"],
    ["the literal token of a list", { name: "#{TfToken[TOKEN.1]}" }, "lake.name"],
    [
      "the literal token of a number",
      { events: { queue: { maxReceives: -1.8881545897087503e289 } } },
      "lake.events.queue.maxReceives",
    ],
  ])("are rejected if Terraform would evaluate them: %s", (_, props, path) => {
    // Other problems of the tag are not tested here.
    const expressions = problemsIn({ lake: { ...valid, ...props } }).filter(
      (one) => !one.includes("tags can contain"),
    );
    expect(expressions).toEqual([
      expect.stringMatching(
        /(Terraform would evaluate|would replace with another value)\. Data cannot contain expressions\. .* in the code/,
      ),
    ]);
    expect(expressions[0]).toContain(`${path} `);
  });

  test.each(["costs $5 {or 10 %}", "100% {sure}", "#{hash}", "$ {x}"])("are unchanged: %s", (name) => {
    expect(problemsIn({ lake: { ...valid, name } })).toEqual([]);
  });

  test("can use anchors, even recursive ones", () => {
    const tags: Record<string, unknown> = { a: "b" };
    tags["self"] = tags;
    expect(problemsIn({ lake: { ...valid, tags } })).toEqual([expect.stringMatching(/^lake\.tags\.self /)]);
  });

  test("can be combined with props from code", () => {
    synth((stack) => {
      const bucket = new DataBucket(stack, "bucket", { name: "acme-lake", onRemoval: "delete-with-objects" });
      const forceDestroy = new TerraformVariable(stack, "force", { type: "bool" }).booleanValue;
      expect(
        problemsIn({ lake: { name: "Lake", bucket, forceDestroy } }, { allow: ["forceDestroy"] }),
      ).toEqual([]);
    });
  });
});

describe("names of Object.prototype in data", () => {
  test.each(["__proto__", "constructor", "toString"])("are ids like any other: %s", (id) => {
    const data = (entry: unknown): unknown => JSON.parse(`{ "${id}": ${JSON.stringify(entry)} }`);
    expect(problemsIn(data("garbage"))).toEqual([`${id} expected an object, got a string`]);
    expect(problemsIn(data({ name: "Lake" }))).toEqual([expect.stringMatching(`^${id}\\.bucket is missing`)]);
    expect(parseIntegrations(data(valid))).toEqual([{ id, props: valid }]);
  });

  test("are rejected as props", () => {
    const lake: unknown = {
      ...valid,
      bucket: JSON.parse('{ "name": "acme-lake", "__proto__": { "existing": "x" } }'),
    };
    expect(problemsIn({ lake })).toEqual([
      expect.stringMatching(/^lake\.bucket\.__proto__ is not a prop here/),
    ]);
  });

  test("are rejected where CDKTF would drop them, and kept elsewhere", () => {
    const tags: unknown = JSON.parse('{ "__proto__": "x", "constructor": "y" }');
    expect(problemsIn({ lake: { ...valid, tags } })).toEqual([
      "lake.tags.__proto__ cannot be a name: synthesis drops it silently. Use another name",
    ]);
  });
});

describe("resources named by two entries", () => {
  const entries = (one: object, other: object): unknown => ({
    sales: { name: "Sales", bucket: { name: "acme-sales" }, ...one },
    finance: { name: "Finance", bucket: { name: "acme-finance" }, ...other },
  });
  const queue = (given: object): object => ({ events: { queue: given } });
  const role = (given: object): object => ({ role: given });
  const bucket = (given: object): object => ({ bucket: given });
  const SQS = "arn:aws:sqs:us-east-1:111122223333:";
  const IAM = "arn:aws:iam::111122223333:role/";

  test.each<[string, object, object]>([
    ["bucket.name", bucket({ name: "acme" }), bucket({ name: "acme" })],
    ["bucket.existing", bucket({ name: "acme" }), bucket({ existing: "acme" })],
    ["bucket.name", bucket({ existing: "acme" }), bucket({ name: "acme" })],
    ["events.queue.queueName", queue({ queueName: "q" }), queue({ queueName: "q" })],
    ["events.queue.queueName", queue({ queueName: "q" }), queue({ queueName: "q-dlq" })],
    ["events.queue.existing", queue({ queueName: "q" }), queue({ existing: `${SQS}q` })],
    ["events.queue.existing", queue({ existing: `${SQS}q` }), queue({ existing: `${SQS}q` })],
    ["role.roleName", role({ roleName: "polytomic" }), role({ roleName: "Polytomic", path: "/x/" })],
    ["role.existing", role({ roleName: "polytomic" }), role({ existing: `${IAM}x/polytomic` })],
    ["encryptionKey.alias", { encryptionKey: { alias: "a" } }, { encryptionKey: { alias: "a" } }],
  ])("are rejected: %s (%#)", (prop, one, other) => {
    const [problem = "", ...others] = problemsIn(entries(one, other));
    expect(others).toEqual([]);
    expect(problem).toMatch(
      new RegExp(`^finance\\.${prop} names the (bucket|queue|role|alias) ".*", and so does sales\\..*; `),
    );
  });

  test.each<[string, object, object]>([
    ["existing bucket", bucket({ existing: "acme" }), bucket({ existing: "acme" })],
    ["existing role", role({ existing: `${IAM}polytomic` }), role({ existing: `${IAM}polytomic` })],
    [
      "name of a queue in two regions",
      queue({ existing: `${SQS}q` }),
      queue({ existing: "arn:aws:sqs:eu-west-1:111122223333:q" }),
    ],
  ])("can be the same %s", (_, one, other) => {
    expect(problemsIn(entries(one, other))).toEqual([]);
  });
});

describe("props in data", () => {
  const STATEMENT = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };

  test.each<[GuardedMember, object]>([
    ["forceDestroy", { forceDestroy: true }],
    ["organization", { organization: "3f2504e0-4f89-11d3-9a0c-0305e82c3301" }],
    ["bucket.policyStatements", { bucket: { name: "acme-lake", policyStatements: [STATEMENT] } }],
    [
      "bucket.allowedNetworks",
      { bucket: { name: "acme-lake", allowedNetworks: { ipRanges: ["192.0.2.0/24"] } } },
    ],
    ["bucket.oldVersionDays", { bucket: { name: "acme-lake", oldVersionDays: 1 } }],
    ["bucket.manageNotifications", { bucket: { existing: "acme-lake", manageNotifications: true } }],
    ["bucket.ownerAccountId", { bucket: { existing: "acme-lake", ownerAccountId: "111122223333" } }],
    ["role.trustedPrincipals", { role: { trustedPrincipals: ["arn:aws:iam::111122223333:root"] } }],
    ["role.externalIds", { role: { externalIds: ["known"] } }],
    [
      "role.permissionsBoundary",
      { role: { permissionsBoundary: "arn:aws:iam::aws:policy/AdministratorAccess" } },
    ],
    ["encryptionKey.deletionWindowDays", { encryptionKey: { deletionWindowDays: 7 } }],
  ])("reject %s, unless the app allows it", (member, props) => {
    const data = { lake: { ...valid, ...props } };
    expect(problemsIn(data)).toEqual([
      `lake.${member} cannot be set by data, because it can change who has access, where data goes or what is destroyed. Set it in ` +
        `the code that reads the data, or allow it there: parseIntegrations(data, { allow: ["${member}"] })`,
    ]);
    expect(problemsIn(data, { source: "integrations.yaml", allow: [member] })).toEqual([]);
    expect(integrationsSchema().safeParse(data).error?.issues).toMatchObject([
      { path: ["lake", ...member.split(".")] },
    ]);
    expect(integrationsSchema({ allow: [member] }).parse(data)).toBe(data);
  });

  test("are guarded unless known to be harmless", () => {
    expect(guardedMembers()).toEqual(
      expect.arrayContaining([
        ...[
          "versioned",
          "oldVersionDays",
          "lifecycleRules",
          "objectLock",
          "replication",
          "otherNotifications",
        ].map((name) => `bucket.${name}`),
        ...["maxSessionDuration", "trustConditions"].map((name) => `role.${name}`),
      ]),
    );
    const inBuckets = Object.keys(dataBucketMembersRule().shape).map((name) => `bucket.${name}`);
    expect(inBuckets.filter((name) => !guardedMembers().some((one) => one === name)).sort()).toEqual(
      ["awsProvider", "encryptionKey", "eventBridge", "incompleteUploadDays", "name", "region", "tags"].map(
        (name) => `bucket.${name}`,
      ),
    );
  });

  test("are listed by existing names", () => {
    const [problem] = problemsIn({}, { allow: ["bucket.policy"] as never });
    expect(problem).toMatch(/^allow\[0\] expected .*"bucket\.policyStatements".*, got "bucket\.policy"/);
    expect(problemsIn({}, { sauce: "x" } as never)).toEqual([
      "sauce is not a prop here. Did you mean source?",
    ]);
  });
});

describe("the schemas", () => {
  const name = "Lake";

  test.each<[string, z.ZodType, unknown]>([
    ["S3Integration", s3IntegrationSchema, { name, bucket: { name: "acme-lake" } }],
    ["files", s3FilesSchema, { layout: "table-per-directory", glob: "*/*.csv" }],
    ["model", s3ModelSchema, { name, file: "orders.csv" }],
    ["schedule", scheduleSchema, { frequency: "hourly", minute: 5 }],
    ["schedule of a bulk sync", timedScheduleSchema, { frequency: "manual" }],
    ["DataBucket", dataBucketSchema, { name: "acme-lake" }],
    ["EventQueue", eventQueueSchema, { queueName: "events" }],
    ["PolytomicRole", polytomicRoleSchema, { path: "/vendors/" }],
  ])("accept a valid %s unchanged, and reject an invalid one", (_, schema, props) => {
    expect(schema.parse(props)).toBe(props);
    expect(schema.safeParse({ ...(props as object), bogus: 1 }).error?.issues).toMatchObject([
      { path: ["bogus"], params: { code: "UNKNOWN_PROP" } },
    ]);
  });

  test.each([
    { name: "acme-lake", versioned: false, objectLock: {} },
    { name: "acme-lake", accessLogs: { bucket: "acme-lake" } },
  ])("reject a bucket whose props contradict each other: %j", (props) => {
    expect(dataBucketSchema.safeParse(props).error?.issues).toMatchObject([{ params: { code: "CONFLICT" } }]);
  });

  test.each<[string, z.ZodType]>([
    ["S3Connection", s3ConnectionSchema],
    ["ModelSync", modelSyncSchema],
    ["BulkSync", bulkSyncSchema],
  ])("report everything that is missing in a %s", (_, schema) => {
    const issues = schema.safeParse({}).error?.issues ?? [];
    expect(issues.length).toBeGreaterThan(2);
    expect(issues.filter(({ message }) => !message.startsWith("is missing"))).toEqual([]);
  });

  test("keep their messages within other schemas", () => {
    const file = z.object({ owner: z.string(), files: z.array(s3FilesSchema) });
    const files = [{ layout: "one-table", format: "json", skipLines: 2 }];
    expect(file.safeParse({ owner: "data", files }).error?.issues).toMatchObject([
      {
        path: ["files", 0, "skipLines"],
        message: 'is 2, but no CSV is read (json). Remove it, or use format "csv"',
      },
    ]);
  });
});
