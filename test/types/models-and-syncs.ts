/** The props that the compiler accepts for models and syncs. Checked by `npm run typecheck`, never run. */
import type { TerraformStack } from "cdktf";
import {
  BulkSync,
  type BulkSyncProps,
  Connection,
  field,
  type FieldReference,
  type IConnection,
  type ModelProps,
  ModelSync,
  type ModelSyncProps,
  type S3Model,
  type S3ModelOptions,
  Schedule,
} from "cdktf-polytomic";
import type { DataPolytomicPostgresqlConnection } from "cdktf-polytomic/bindings/data-polytomic-postgresql-connection";
import type { Model } from "cdktf-polytomic/bindings/model";
import type { PostgresqlConnection } from "cdktf-polytomic/bindings/postgresql-connection";

declare const stack: TerraformStack;
declare const connection: IConnection;
declare const postgresql: PostgresqlConnection;
declare const read: DataPolytomicPostgresqlConnection;
declare const binding: Model;
declare const orders: S3Model;
declare const bulk: BulkSync;
declare const sync: ModelSync;

const email: FieldReference = orders.field("email");

/** Valid models. */
export const models: S3ModelOptions[] = [
  { name: "Orders", file: "orders.csv" },
  {
    name: "Orders",
    file: "orders.csv",
    format: "csv",
    identifier: "id",
    fields: ["id"],
    trackingColumns: ["at"],
  },
  { name: "Orders", file: { key: "orders.csv", subfolder: "2026" } },
  { name: "Orders", file: { subfolder: "2026" } },
  { name: "Orders", archive: "all.zip" },
  { name: "Orders", archive: {} },
  { name: "Orders", archive: { key: "all.zip", subfolder: "orders" }, format: "parquet" },
];

/** Invalid models. */
export const noModels: S3ModelOptions[] = [
  // @ts-expect-error no source
  { name: "Orders" },
  // @ts-expect-error two sources
  { name: "Orders", file: "orders.csv", archive: {} },
  // @ts-expect-error a subfolder belongs to the file or the archive
  { name: "Orders", file: "orders.csv", subfolder: "2026" },
  // @ts-expect-error no name
  { file: "orders.csv" },
  // @ts-expect-error an unknown format
  { name: "Orders", file: "orders.xml", format: "xml" },
  // @ts-expect-error a relation to the name of a field
  { name: "Orders", file: "orders.csv", relations: [{ from: "account", to: "id" }] },
  // @ts-expect-error lines to skip, which belong to the connection
  { name: "Orders", file: "orders.csv", skipLines: 1 },
  // @ts-expect-error undefined is not the same as nothing
  { name: "Orders", file: "orders.csv", identifier: undefined },
];

/** Models of any connection. */
export const anyModels: ModelProps[] = [
  { name: "Orders", connection: postgresql, configuration: { query: "SELECT 1" } },
  // @ts-expect-error a number, which the provider does not keep
  { name: "Orders", connection: postgresql, configuration: { limit: 5 } },
  // @ts-expect-error no source
  { name: "Orders", connection: postgresql },
];

const target = { connection, object: "Contact" };
const modelSync = { name: "Sync", mode: "create", target, fields: { Email: email } } as const;

/** Valid model syncs. */
export const modelSyncs: ModelSyncProps[] = [
  modelSync,
  { ...modelSync, target: { connection: postgresql, object: "public.contacts" } },
  { ...modelSync, target: { connection, object: "o", format: "json-doc" } },
  { ...modelSync, target: { connection, create: { name: "o" } } },
  { ...modelSync, fields: { Email: email, LeadSource: "Polytomic" } },
  { ...modelSync, mode: "updateOrCreate", identity: { source: email, target: "Email", function: "OneOf" } },
  { ...modelSync, filters: [email.isNotNull(), email.where("Between", [1, 2])] },
  { ...modelSync, schedule: Schedule.daily({ hour: 5 }) },
  { ...modelSync, target: { connection: "id", object: "o", configuration: { a: 1 } } },
  {
    ...modelSync,
    fields: {
      Email: { source: email, new: true, syncMode: "create", encryptionEnabled: true },
      Source: { overrideValue: "Polytomic", new: true },
    },
    encryptionPassphrase: "token",
  },
  {
    ...modelSync,
    mode: "update",
    target: { connection, object: "o", filterLogic: "A OR B" },
    filters: { A: email.contains("@"), B: email.isNotNull() },
    filterLogic: "A AND B",
    targetFilters: { A: field("Status").equals("Open"), B: field("Status").equals("New") },
  },
  { ...modelSync, overrides: [{ ...email.isNull(), override: "none" }] },
  { ...modelSync, schedule: Schedule.after(sync, bulk) },
  { ...modelSync, schedule: Schedule.dbtCloud({ connection, jobId: 1 }) },
];

/** Invalid model syncs. */
export const noModelSyncs: ModelSyncProps[] = [
  // @ts-expect-error an unknown mode
  { ...modelSync, mode: "upsert" },
  // @ts-expect-error an unknown format of files
  { ...modelSync, target: { connection, object: "o", format: "xml" } },
  // @ts-expect-error an existing object and a new one
  { ...modelSync, target: { connection, object: "o", create: { name: "o" } } },
  // @ts-expect-error no object
  { ...modelSync, target: { connection } },
  // @ts-expect-error a number is not a connection
  { ...modelSync, target: { connection: 5, object: "o" } },
  // @ts-expect-error a binding of another resource is not a connection
  { ...modelSync, target: { connection: binding, object: "o" } },
  // @ts-expect-error a data source is not a connection; pass its id to Connection.fromId
  { ...modelSync, target: { connection: read, object: "o" } },
  // @ts-expect-error a static value is a string
  { ...modelSync, fields: { Email: email, Total: 5 } },
  // @ts-expect-error the name of a field is not a field of a model
  { ...modelSync, identity: { source: "email", target: "Email" } },
  // @ts-expect-error an unknown comparison
  { ...modelSync, identity: { source: email, target: "Email", function: "Fuzzy" } },
  // @ts-expect-error a filter is created by a field
  { ...modelSync, filters: ["total > 100"] },
  // @ts-expect-error a schedule is not a string
  { ...modelSync, schedule: "daily" },
  // @ts-expect-error an unknown frequency
  { ...modelSync, schedule: { frequency: "sometimes" } },
  // @ts-expect-error a filter of the target on a field of the model
  { ...modelSync, targetFilters: [email.isNull()] },
  // @ts-expect-error a static value is not encrypted
  { ...modelSync, fields: { Email: email, A: { overrideValue: "a", encryptionEnabled: true } } },
  // @ts-expect-error neither source nor value
  { ...modelSync, fields: { Email: email, A: { new: true } } },
  // @ts-expect-error no replacement value
  { ...modelSync, overrides: [email.isNull()] },
  // @ts-expect-error no value to compare with
  { ...modelSync, filters: [email.where("Equality")] },
  // @ts-expect-error a value for a function that takes none
  { ...modelSync, filters: [email.where("IsNull", 1)] },
  // @ts-expect-error an unknown filter function
  { ...modelSync, filters: [email.where("Equals", 1)] },
];

const ends = { name: "Bulk", source: { connection }, destination: { connection: postgresql } };

/** Valid bulk syncs. */
export const bulkSyncs: BulkSyncProps[] = [
  ends,
  { ...ends, schemas: ["orders", { id: "customers", enabled: false }] },
  { ...ends, destination: { connection, configuration: { schema: "raw", deep: [1] } } },
  { ...ends, schedule: Schedule.weekly({ dayOfWeek: 1, hour: 2 }) },
  { ...ends, source: { connection: "id" }, normalizeNames: "legacy", policies: ["id"] },
  {
    ...ends,
    schemas: [
      {
        id: "Contact",
        fields: ["Id", { id: "Email", obfuscate: true }],
        filters: [field("Status").notEquals("draft")],
        dataCutoffTimestamp: "2026-01-01T00:00:00Z",
      },
    ],
  },
];

/** Invalid bulk syncs. */
export const noBulkSyncs: BulkSyncProps[] = [
  // @ts-expect-error a bulk sync cannot run after others
  { ...ends, schedule: Schedule.after(bulk) },
  // @ts-expect-error a bulk sync cannot run after a dbt Cloud job
  { ...ends, schedule: Schedule.dbtCloud({ connection, jobId: 1 }) },
  // @ts-expect-error an unknown mode
  { ...ends, mode: "mirror" },
  // @ts-expect-error an unknown rule for new fields
  { ...ends, automaticallyAddNewFields: "some" },
  // @ts-expect-error a schema without id
  { ...ends, schemas: [{ enabled: true }] },
  // @ts-expect-error a misspelled option of a schema
  { ...ends, schemas: [{ id: "orders", enable: true }] },
  // @ts-expect-error a name that is never sent
  { ...ends, schemas: [{ id: "orders", userOutputName: "o" }] },
  // @ts-expect-error a misspelled option of a field
  { ...ends, schemas: [{ id: "orders", fields: [{ id: "Email", obfuscated: true }] }] },
  // @ts-expect-error no destination
  { name: "Bulk", source: { connection } },
];

/** Schedules require their members and have no others. */
export const schedules = [
  // @ts-expect-error the hour
  () => Schedule.daily({}),
  // @ts-expect-error the day
  () => Schedule.weekly({ hour: 1 }),
  // @ts-expect-error no hour in an hourly schedule
  () => Schedule.hourly({ hour: 1 }),
  // @ts-expect-error a number
  () => Schedule.hourly({ minute: "15" }),
  // @ts-expect-error a sync
  () => Schedule.after("sync"),
  // @ts-expect-error a misspelled member
  () => Schedule.custom({ day: 1 }),
];

/** Connections are created by id, not as plain objects. */
export const constructed = [
  // @ts-expect-error the constructor is private
  () => new Connection(stack, "id", "id"),
  () => Connection.fromId(stack, "id", "id"),
  () => Connection.of(postgresql).connectionId,
  () => new ModelSync(stack, "sync", modelSync),
  () => new BulkSync(stack, "bulk", ends),
];
