/**
 * The traps that do not compile. Checked by `npm run typecheck`, never run. A trap without an entry does not compile.
 */
import type {
  BulkSyncProps,
  Connection,
  FieldReference,
  ModelProps,
  ModelSyncProps,
  PolytomicRole,
  S3ConnectionProps,
} from "cdktf-polytomic";
import type { TrapId } from "../../docs/reference/provider-traps";

declare const role: PolytomicRole;
declare const connection: Connection;
declare const email: FieldReference;

const lake = {
  name: "Lake",
  bucket: "acme-lake",
  region: "us-east-1",
  auth: { mode: "iam_role", role },
} as const;
const people = { name: "People", connection, configuration: { query: "SELECT 1" } };
const sync = {
  name: "Sync",
  mode: "create",
  target: { connection, object: "contacts" },
  fields: { Email: email },
} as const;
const bulk = { name: "Bulk", source: { connection }, destination: { connection } };

/** Each is valid without the member that the comment describes. */
export const fine: [S3ConnectionProps, ModelProps, ModelSyncProps, BulkSyncProps] = [
  lake,
  people,
  sync,
  bulk,
];

export const IMPOSSIBLE: Readonly<Record<TrapId<"impossible">, object>> = {
  "option-for-another-layout": {
    ...lake,
    // @ts-expect-error a table name although each file is a table
    files: { layout: "table-per-file", tableName: "orders" },
  } satisfies S3ConnectionProps,
  "role-without-arn": {
    ...lake,
    // @ts-expect-error no role
    auth: { mode: "iam_role" },
  } satisfies S3ConnectionProps,
  "events-without-queue": {
    ...lake,
    // @ts-expect-error no queue
    events: {},
  } satisfies S3ConnectionProps,
  "unknown-file-format": {
    ...lake,
    // @ts-expect-error a format that Polytomic does not read
    files: { layout: "table-per-directory", glob: "*", formats: ["xml"] },
  } satisfies S3ConnectionProps,
  "additional-fields": {
    ...people,
    // @ts-expect-error fields that the provider fails on
    additionalFields: [{ name: "extra", type: "string", label: "Extra" }],
  } satisfies ModelProps,
  "numbers-in-configuration": {
    ...people,
    // @ts-expect-error a number
    configuration: { limit: 1 },
  } satisfies ModelProps,
  // @ts-expect-error no configuration
  "omitted-configuration": { name: "People", connection } satisfies ModelProps,
  "configuration-not-json": {
    ...people,
    // @ts-expect-error a string
    configuration: "SELECT 1",
  } satisfies ModelProps,
  "unknown-mode": {
    ...sync,
    // @ts-expect-error a mode that Polytomic does not have
    mode: "upsert",
  } satisfies ModelSyncProps,
  "unknown-frequency": {
    ...sync,
    // @ts-expect-error a frequency that Polytomic does not have
    schedule: { frequency: "sometimes" },
  } satisfies ModelSyncProps,
  "unknown-function": {
    ...sync,
    // @ts-expect-error a function that Polytomic does not have
    filters: [email.where("Equals", 1)],
  } satisfies ModelSyncProps,
  "target-configuration-not-json": {
    ...sync,
    // @ts-expect-error a string
    target: { connection, object: "contacts", configuration: "parquet" },
  } satisfies ModelSyncProps,
  "output-names": {
    ...bulk,
    // @ts-expect-error a name that is never sent
    schemas: [{ id: "people", userOutputName: "renamed" }],
  } satisfies BulkSyncProps,
  "run-after-schedule": {
    ...bulk,
    // @ts-expect-error a schedule of model syncs
    schedule: { frequency: "runafter", syncs: [], successOnly: false },
  } satisfies BulkSyncProps,
  "configuration-not-object": {
    ...bulk,
    // @ts-expect-error a string
    destination: { connection, configuration: "[1]" },
  } satisfies BulkSyncProps,
  "unknown-bulk-mode": {
    ...bulk,
    // @ts-expect-error a mode that Polytomic does not have
    mode: "mirror",
  } satisfies BulkSyncProps,
};
