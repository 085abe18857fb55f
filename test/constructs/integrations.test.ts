import { parse } from "yaml";
import { z } from "zod";
import { InvalidPropsError, parseIntegrations, S3Integration } from "../../constructs";
import {
  bulkSyncSchema,
  dataBucketSchema,
  eventQueueSchema,
  modelSyncSchema,
  polytomicRoleSchema,
  s3ConnectionSchema,
  s3FilesSchema,
  s3IntegrationSchema,
  s3ModelSchema,
  scheduleSchema,
  timedScheduleSchema,
} from "../../constructs/schemas";
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
  bucket: { existing: Acme }
  files: { layout: one-table, format: parquet, skipLines: 1 }
`;

/** What the error says when `data` is read, one line a problem. */
function said(data: unknown): string[] {
  try {
    parseIntegrations(data, "integrations.yaml");
  } catch (error) {
    if (InvalidPropsError.isInvalidPropsError(error)) {
      return error.problems.map(({ prop, message }) => `${prop} ${message}`);
    }
    throw error;
  }
  return [];
}

describe("integrations from a YAML file", () => {
  const it = synth((stack) => {
    for (const { id, props } of parseIntegrations(parse(YAML))) {
      new S3Integration(stack, id, props);
    }
  });

  test("are made below their ids", () => {
    expect(it.all("polytomic_s3_connection")).toMatchObject({
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

  test("leave alone what exists", () => {
    expect(Object.keys(it.all("aws_s3_bucket"))).toEqual(["lake_bucket"]);
    expect(Object.keys(it.all("aws_iam_role")).sort()).toEqual(["archive_role", "lake_role"]);
    expect(Object.keys(it.all("aws_sqs_queue"))).toEqual(["lake_queue", "lake_queue_dead-letters"]);
    expect(Object.keys(it.all("aws_s3_bucket_notification")).sort()).toEqual([
      "lake_bucket_notification",
      "polytomic-notification-acme-partners",
    ]);
  });

  test("are all checked before one is made, with the messages of the constructs", () => {
    expect(said(parse(MISTAKES))).toEqual([
      'lake.name "" was given; it must not be empty',
      "lake.bucket.name is missing; a text is expected",
      "lake.bucket.nmae is not a prop here. Did you mean name?",
      'archive.bucket.existing "Acme" may contain lower-case letters, digits, dots and hyphens only',
      'archive.files.skipLines 1 was given, but no CSV is read (parquet). Leave it out, or use format "csv"',
    ]);
  });

  test("are named in the error by their file", () => {
    expect(() => parseIntegrations(parse(MISTAKES), "integrations.yaml")).toThrow(
      "Invalid props for integrations.yaml (S3Integration):\n  lake.name ",
    );
  });

  test.each<[unknown, RegExp]>([
    [YAML, /^props are text; parse it first/],
    [null, /^props are null; a map of ids to integrations is expected/],
    [[{ id: "lake" }], /^props are a list of 1; a map of ids/],
    [
      { "a b": { name: "n", bucket: { name: "acme" } } },
      /^\["a b"\] an id has at least one character, and neither/,
    ],
    [{ "a/b": { name: "n", bucket: { name: "acme" } } }, /an id has at least one character, and neither/],
    [{ lake: null }, /^lake null was given; an object is expected/],
  ])("are not %j", (data, problem) => {
    expect(said(data)).toEqual([expect.stringMatching(problem)]);
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
  ])("let pass what is right for a %s, unchanged, and refuse what is not", (_, schema, props) => {
    expect(schema.parse(props)).toBe(props);
    expect(schema.safeParse({ ...(props as object), bogus: 1 }).error?.issues).toMatchObject([
      { path: ["bogus"], params: { code: "UNKNOWN_PROP" } },
    ]);
  });

  test.each<[string, z.ZodType]>([
    ["S3Connection", s3ConnectionSchema],
    ["ModelSync", modelSyncSchema],
    ["BulkSync", bulkSyncSchema],
  ])("say all that a %s lacks", (_, schema) => {
    const issues = schema.safeParse({}).error?.issues ?? [];
    expect(issues.length).toBeGreaterThan(2);
    expect(issues.filter(({ message }) => !message.startsWith("is missing"))).toEqual([]);
  });

  test("keep their messages inside of other schemas", () => {
    const file = z.object({ owner: z.string(), files: z.array(s3FilesSchema) });
    const files = [{ layout: "one-table", format: "json", skipLines: 2 }];
    expect(file.safeParse({ owner: "data", files }).error?.issues).toMatchObject([
      {
        path: ["files", 0, "skipLines"],
        message: '2 was given, but no CSV is read (json). Leave it out, or use format "csv"',
      },
    ]);
  });
});
