/** Exports of a CRM, and what the people who use them ask for: other times, fields, schemas and places. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  type BulkSyncFromOptions,
  type BulkSyncToOptions,
  type IModel,
  ModelSync,
  type ModelSyncProps,
  PolytomicProvider,
  S3Integration,
  type S3IntegrationProps,
  Schedule,
} from "../../../../constructs";
import { PostgresqlConnection } from "../../../../lib/bindings/postgresql-connection";
import { type Topic, UNSET } from "../case";

interface Choices {
  readonly bucketName?: string;
  readonly lake?: Partial<
    Pick<S3IntegrationProps, "name" | "folder" | "access" | "events" | "encryptionKey">
  >;
  readonly fields?: readonly string[];
  readonly people?: (model: IModel) => Partial<ModelSyncProps>;
  readonly load?: Partial<BulkSyncToOptions>;
  readonly toArchive?: boolean;
  /** `false`: without this sync. */
  readonly tables?: Partial<BulkSyncFromOptions> | false;
}

const program =
  ({ bucketName, lake: options, fields, people, load, toArchive = false, tables = {} }: Choices = {}) =>
  (stack: TerraformStack): void => {
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    new PolytomicProvider(stack, "polytomic");
    const password = new TerraformVariable(stack, "password", { type: "string", sensitive: true });
    const database = (id: string): PostgresqlConnection =>
      new PostgresqlConnection(stack, id, {
        name: id,
        configuration: {
          hostname: `${id}.acme.example`,
          port: 5432,
          database: "crm",
          username: "polytomic",
          password: password.stringValue,
        },
      });
    const warehouse = database("warehouse");
    const archive = database("archive");
    const lake = new S3Integration(stack, "lake", {
      name: "CRM exports",
      bucket: { name: bucketName ?? "acme-exports", onRemoval: "delete-with-objects" },
      folder: "crm",
      events: { queue: { queueName: "acme-exports" } },
      role: { roleName: "acme-exports" },
      ...options,
    });
    const model = lake.model("people-model", {
      name: "People",
      file: "people.csv",
      format: "csv",
      identifier: "id",
      fields: fields ?? ["id", "email", "phone", "mobile", "age"],
    });
    new ModelSync(stack, "people", {
      name: "People to the warehouse",
      mode: "updateOrCreate",
      target: { connection: warehouse, object: "public.people" },
      identity: { source: model.field("id"), target: "person_id" },
      fields: { email: model.field("email"), phone: model.field("phone") },
      filters: [model.field("age").greaterThan(18)],
      schedule: Schedule.daily({ hour: 6 }),
      ...people?.(model),
    });
    lake.bulkSyncTo("load", {
      name: "Files to the warehouse",
      destination: toArchive ? archive : warehouse,
      destinationConfiguration: { schema: "raw" },
      schemas: ["people.csv", "deals.csv"],
      schedule: Schedule.hourly({ minute: 10 }),
      ...load,
    });
    if (tables !== false) {
      lake.bulkSyncFrom("tables", {
        name: "Tables to files",
        source: archive,
        format: "csv",
        subfolder: "tables",
        schemas: [
          { id: "public.accounts", fields: ["id", "name", { id: "tax_number", obfuscate: true }] },
          "public.invoices",
        ],
        schedule: Schedule.daily({ hour: 3 }),
        ...tables,
      });
    }
  };

const ACCOUNTS = ["id", "name"] as const;

export const BLIND_SYNCS: Topic = {
  name: "blind-syncs",
  variables: { password: "hunter2-and-more" },
  base: program(),
  cases: [
    {
      name: "blind-syncs-housekeeping",
      edit: program({
        lake: { name: "CRM exports (owner: sales operations)" },
        people: () => ({ name: "People", schedule: Schedule.weekly({ dayOfWeek: 1, hour: 6 }) }),
        load: { name: "Raw files", schedule: Schedule.daily({ hour: 5, minute: 30 }), concurrencyLimit: 2 },
      }),
      expected: [],
      note: "Other labels, and syncs that run less often.",
    },
    {
      name: "blind-syncs-field-added",
      edit: program({
        fields: ["id", "email", "phone", "mobile", "age", "country"],
        people: (model) => ({
          fields: {
            country: model.field("country"),
            mobile: model.field("mobile"),
            phone: model.field("phone"),
            email: model.field("email"),
          },
        }),
        load: { schemas: ["deals.csv", "notes.csv", "people.csv"] },
        tables: {
          schemas: [
            "public.invoices",
            "public.payments",
            {
              id: "public.accounts",
              fields: [...ACCOUNTS, { id: "tax_number", obfuscate: true }, "country"],
            },
          ],
        },
      }),
      expected: [],
      note: "More fields and schemas, and the others in another order.",
    },
    {
      name: "blind-syncs-key-added",
      edit: program({ lake: { encryptionKey: {} } }),
      expected: [],
      tolerated: ["permissions-widened[lake/role/key-policy]"],
      note: "Bucket and queue get a customer key. The role may use it, and nothing else.",
    },
    {
      name: "blind-syncs-pace",
      edit: program({
        people: () => ({ active: false }),
        load: { schedule: Schedule.continuous() },
        tables: { mode: "snapshot", schedule: Schedule.manual() },
      }),
      expected: [
        "sync-deactivated[people]",
        "sync-deactivated[lake/tables]",
        "schedule-faster[lake/load]",
        "sync-mode-changed[lake/tables]",
      ],
    },
    {
      name: "blind-syncs-mapping",
      edit: program({
        people: (model) => ({
          mode: "update",
          fields: { phone: model.field("mobile") },
          filters: [model.field("age").atLeast(21)],
        }),
      }),
      expected: ["sync-mode-changed[people]", "fields-changed[people]", "filter-changed[people]"],
      note: "The email is no longer written, and another number as the phone.",
    },
    {
      name: "blind-syncs-schemas",
      edit: program({
        load: { schemas: ["people.csv"] },
        tables: {
          schemas: [{ id: "public.accounts", fields: [...ACCOUNTS, "tax_number"] }, "public.invoices"],
        },
      }),
      expected: ["schema-removed[lake/load]", "obfuscation-removed[lake/tables]"],
    },
    {
      name: "blind-syncs-bucket-name",
      edit: program({ bucketName: "acme-crm-exports" }),
      expected: ["bucket-destroyed[lake/bucket]", "connection-target-changed[lake/connection]"],
      tolerated: [
        ...["encryption", "lifecycle", "notification", "ownership-controls", "policy"],
        ...["public-access-block", "versioning"],
      ]
        .map((part) => `resource-replaced[lake/bucket/${part}]`)
        .concat(
          "notification-removed[lake/bucket/notification]",
          "events-lost[lake/bucket/notification]",
          ...["queue", "role/policy"].flatMap((part) => [
            `permissions-lost[lake/${part}]`,
            `permissions-widened[lake/${part}]`,
          ]),
          "bucket-force-destroy[lake/bucket]",
        ),
      note: "A new name is a new, empty bucket.",
    },
    {
      name: "blind-syncs-events-off",
      edit: program({ lake: { events: false } }),
      expected: [
        "queue-destroyed[lake/queue]",
        "queue-destroyed[lake/queue/dead-letters]",
        "notification-removed[lake/bucket/notification]",
        "permissions-lost[lake/role/policy]",
      ],
    },
    {
      name: "blind-syncs-destination",
      edit: program({ toArchive: true }),
      expected: ["target-changed[lake/load]"],
      tolerated: ["sync-replaced[lake/load]"],
    },
    {
      name: "blind-syncs-read-only",
      edit: program({ lake: { access: "read" }, tables: false }),
      expected: ["sync-destroyed[lake/tables]", "permissions-lost[lake/role/policy]"],
    },
    {
      name: "blind-syncs-whole-bucket",
      edit: program({ lake: { folder: UNSET } }),
      expected: ["permissions-widened[lake/role/policy]", "connection-target-changed[lake/connection]"],
      tolerated: [
        "condition-removed[lake/role/policy]",
        "source-changed[lake/people-model]",
        "source-changed[lake/load]",
        "target-changed[lake/tables]",
      ],
      note: "Polytomic reads and writes the whole bucket, so the tables and the places of the files change.",
    },
  ],
};
