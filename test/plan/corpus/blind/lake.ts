/** What happens to a data lake in its second year, as a platform reviewer sees it. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  type DataBucketProps,
  ModelSync,
  type ModelSyncProps,
  PolytomicProvider,
  S3Integration,
  Schedule,
} from "../../../../constructs";
import { PostgresqlConnection } from "../../../../lib/bindings/postgresql-connection";
import type { Topic } from "../case";

interface Choices {
  readonly id?: string;
  readonly folder?: string;
  readonly bucket?: Partial<Omit<DataBucketProps, "tags" | "awsProvider">>;
  readonly queue?: { readonly retentionDays?: number; readonly visibilityTimeout?: number };
  readonly tags?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly sync?: Partial<ModelSyncProps>;
  readonly warehouse?: boolean;
  readonly more?: (stack: TerraformStack, parts: Parts) => void;
}

interface Parts {
  readonly lake: S3Integration;
  readonly warehouse: PostgresqlConnection | undefined;
}

const program =
  (choices: Choices = {}) =>
  (stack: TerraformStack): void => {
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    new PolytomicProvider(stack, "polytomic");
    const password = new TerraformVariable(stack, "password", { type: "string", sensitive: true });
    const lake = new S3Integration(stack, choices.id ?? "lake", {
      name: "Acme data lake",
      bucket: { name: "acme-lake", onRemoval: "delete-with-objects", ...choices.bucket },
      folder: choices.folder ?? "exports",
      events: { suffix: ".csv", queue: { queueName: "acme-lake", retentionDays: 7, ...choices.queue } },
      role: { roleName: "acme-lake" },
      tags: choices.tags ?? { team: "data" },
    });
    const orders = lake.model("orders", {
      name: "Orders",
      file: "orders.csv",
      format: "csv",
      identifier: "id",
      fields: ["id", "email", "total"],
    });
    const warehouse =
      (choices.warehouse ?? true)
        ? new PostgresqlConnection(stack, "warehouse", {
            name: "Warehouse",
            configuration: {
              hostname: choices.host ?? "warehouse.acme.example",
              port: 5432,
              database: "analytics",
              username: "polytomic",
              password: password.stringValue,
            },
          })
        : undefined;
    if (warehouse) {
      lake.bulkSyncTo("to-warehouse", {
        name: "Lake to warehouse",
        destination: warehouse,
        destinationConfiguration: { schema: "lake" },
        schemas: ["orders.csv"],
        schedule: Schedule.hourly({ minute: 15 }),
      });
      new ModelSync(stack, "large-orders", {
        name: "Large orders",
        mode: "updateOrCreate",
        target: { connection: warehouse, object: "public.large_orders" },
        identity: { source: orders.field("id"), target: "order_id" },
        fields: { email: orders.field("email"), total: orders.field("total") },
        filters: [orders.field("total").greaterThan(100)],
        schedule: Schedule.daily({ hour: 6 }),
        ...choices.sync,
      });
    }
    choices.more?.(stack, { lake, warehouse });
  };

const bucketPart = (name: string): string => `bucket/${name}`;
const ACCOUNT = "arn:aws:iam::210987654321:root";

export const BLIND_LAKE: Topic = {
  name: "blind-lake",
  variables: { password: "hunter2-and-more" },
  base: program(),
  cases: [
    {
      name: "blind-construct-renamed",
      edit: program({ id: "data-lake" }),
      expected: [
        "bucket-destroyed[lake/bucket]",
        "queue-destroyed[lake/queue]",
        "queue-destroyed[lake/queue/dead-letters]",
        "connection-destroyed[lake/connection]",
        "model-destroyed[lake/orders]",
        "sync-destroyed[lake/to-warehouse]",
        "rename-destroys[lake/bucket]",
        "rename-destroys[lake/queue]",
        "rename-destroys[lake/queue/dead-letters]",
        "rename-destroys[lake/connection]",
        "bucket-force-destroy[data-lake/bucket]",
      ],
      tolerated: [
        ...["role", "role/policy", "orders", "to-warehouse", "connection/external-id"],
        ...["notification", "encryption", "lifecycle", "ownership-controls", "policy"].map(bucketPart),
        ...["public-access-block", "versioning"].map(bucketPart),
      ]
        .flatMap((part) => [`resource-destroyed[lake/${part}]`, `rename-destroys[lake/${part}]`])
        .concat("notification-removed[lake/bucket/notification]", "permissions-lost[lake/role/policy]")
        .concat(["fields", "identity", "filter"].map((part) => `${part}-changed[large-orders]`)),
      note: "A refactoring that looks harmless in the code review, and deletes the bucket.",
    },
    {
      name: "blind-warehouse-moves",
      edit: program({ host: "warehouse-2.acme.example" }),
      expected: ["connection-target-changed[warehouse]"],
    },
    {
      name: "blind-partner-reads",
      edit: program({
        bucket: {
          policyStatements: [
            {
              Sid: "Partner",
              Effect: "Allow",
              Principal: { AWS: ACCOUNT },
              Action: ["s3:GetObject"],
              Resource: "arn:aws:s3:::acme-lake/*",
            },
          ],
        },
      }),
      expected: ["permissions-widened[lake/bucket/policy]"],
    },
    {
      name: "blind-sync-removes",
      edit: program({ sync: { mode: "remove" } }),
      expected: ["sync-mode-changed[large-orders]"],
      note: "The sync used to write records. From now on it deletes them.",
    },
    {
      name: "blind-folder-narrowed",
      edit: program({ folder: "exports/2026" }),
      expected: [
        "permissions-lost[lake/role/policy]",
        "connection-target-changed[lake/connection]",
        "notification-removed[lake/bucket/notification]",
      ],
      note: "Nothing is opened, but Polytomic loses the other folders and their events, and the tables of the connection change.",
    },
    {
      name: "blind-tags",
      edit: program({ tags: { team: "data-platform", "cost-center": "4711" } }),
      expected: [],
    },
    {
      name: "blind-another-sync",
      edit: program({
        more: (_, { lake, warehouse }) => {
          lake.bulkSyncFrom("from-warehouse", {
            name: "Warehouse to lake",
            source: warehouse!,
            format: "parquet",
            subfolder: "customers",
            schemas: ["public.customers"],
            schedule: Schedule.daily({ hour: 5 }),
          });
        },
      }),
      expected: [],
      note: "Only additions.",
    },
    {
      name: "blind-retire-warehouse",
      edit: program({ warehouse: false }),
      expected: [
        "connection-destroyed[warehouse]",
        "sync-destroyed[lake/to-warehouse]",
        "sync-destroyed[large-orders]",
      ],
      note: "Intended, but somebody has to confirm it.",
    },
    {
      name: "blind-save-costs",
      edit: program({
        bucket: {
          oldVersionDays: 7,
          lifecycleRules: [
            { id: "raw", status: "Enabled", filter: [{ prefix: "exports/" }], expiration: [{ days: 90 }] },
          ],
        },
        queue: { retentionDays: 1 },
      }),
      expected: ["lifecycle-expires-sooner[lake/bucket/lifecycle]", "queue-retention-shortened[lake/queue]"],
    },
    {
      name: "blind-role-gets-everything",
      edit: program({
        more: (stack) => {
          new IamRolePolicy(stack, "temporary", {
            name: "temporary",
            role: "acme-lake",
            policy: JSON.stringify({
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
            }),
          });
        },
      }),
      expected: ["admin-permissions[temporary]"],
      tolerated: ["permissions-widened[temporary]"],
    },
    {
      name: "blind-tuning",
      edit: program({
        queue: { visibilityTimeout: 600 },
        sync: { schedule: Schedule.weekly({ dayOfWeek: 1, hour: 6 }) },
      }),
      expected: [],
      note: "A longer timeout, and a sync that runs less often.",
    },
  ],
};
