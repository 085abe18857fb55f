/** What S3 connections may be told, as the compiler sees it. Checked by `npm run typecheck`, never run. */
import type { TerraformVariable } from "cdktf";
import type {
  AccessKeyAuth,
  BulkSync,
  IDataBucket,
  IEventQueue,
  IPolytomicRole,
  S3ConnectionProps,
  S3Files,
} from "cdktf-polytomic";

declare const bucket: IDataBucket;
declare const queue: IEventQueue;
declare const role: IPolytomicRole;
declare const secret: TerraformVariable;
declare const sync: BulkSync;

const auth: AccessKeyAuth = {
  mode: "access_key_and_secret",
  accessKeyId: "AKIA",
  secretAccessKey: secret.stringValue,
};
const rest = { name: "Lake", auth } as const;

/** Legal. */
export const legal: S3ConnectionProps[] = [
  { ...rest, bucket: "acme-lake", region: "us-east-1" },
  { ...rest, bucket: "s3://acme-lake/exports", region: "us-east-1" },
  { ...rest, bucket },
  { ...rest, bucket, folder: "exports" },
  { ...rest, bucket, events: { queue } },
  { name: "Lake", bucket, auth: { mode: "iam_role", role } },
  { ...rest, bucket, files: { layout: "table-per-file", csvHasHeaders: false } },
  { ...rest, bucket, organization: "id", forceDestroy: true },
];

/** Not legal, each for the reason before it. */
export const illegal: S3ConnectionProps[] = [
  // @ts-expect-error the region of a bucket given by name
  { ...rest, bucket: "acme-lake" },
  // @ts-expect-error the region of a bucket that knows it
  { ...rest, bucket, region: "us-east-1" },
  // @ts-expect-error a folder besides the name of a bucket
  { ...rest, bucket: "acme-lake", region: "us-east-1", folder: "exports" },
  // @ts-expect-error no bucket
  { ...rest },
  // @ts-expect-error no authentication
  { name: "Lake", bucket },
  // @ts-expect-error both authentications
  { name: "Lake", bucket, auth: { ...auth, role } },
  // @ts-expect-error keys with the mode of a role
  { name: "Lake", bucket, auth: { ...auth, mode: "iam_role" } },
  // @ts-expect-error a role without role
  { name: "Lake", bucket, auth: { mode: "iam_role" } },
  // @ts-expect-error a key without secret
  { name: "Lake", bucket, auth: { mode: "access_key_and_secret", accessKeyId: "AKIA" } },
  // @ts-expect-error an unknown mode
  { name: "Lake", bucket, auth: { mode: "sso" } },
  // @ts-expect-error events without queue
  { ...rest, bucket, events: {} },
  // @ts-expect-error a switch for events
  { ...rest, bucket, events: true },
  // @ts-expect-error a misspelt prop
  { ...rest, bucket, forceDestory: true },
  // @ts-expect-error undefined is not the same as nothing
  { ...rest, bucket, folder: undefined },
];

/** Legal ways to read files. */
export const layouts: S3Files[] = [
  { layout: "table-per-file" },
  { layout: "one-table" },
  { layout: "one-table", tableName: "orders", format: "csv", skipLines: 1, csvHasHeaders: true },
  { layout: "table-per-directory", glob: "*/*.csv" },
  { layout: "table-per-directory", glob: "*/*", formats: ["csv", "json"], skipLines: 1 },
];

/** Illegal ones. */
export const noLayouts: S3Files[] = [
  // @ts-expect-error no layout
  {},
  // @ts-expect-error an unknown layout
  { layout: "one-file" },
  // @ts-expect-error lines to skip in a table per file
  { layout: "table-per-file", skipLines: 1 },
  // @ts-expect-error a name for many tables
  { layout: "table-per-file", tableName: "orders" },
  // @ts-expect-error a glob for one table
  { layout: "one-table", glob: "*" },
  // @ts-expect-error several formats of one table
  { layout: "one-table", formats: ["csv"] },
  // @ts-expect-error an unknown format
  { layout: "one-table", format: "xml" },
  // @ts-expect-error directories without glob
  { layout: "table-per-directory" },
  // @ts-expect-error a name for many tables
  { layout: "table-per-directory", glob: "*", tableName: "orders" },
  // @ts-expect-error one format of many tables
  { layout: "table-per-directory", glob: "*", format: "csv" },
];

/** Things that are not connections. */
export const noBucket: S3ConnectionProps = {
  ...rest,
  // @ts-expect-error a sync is no bucket
  bucket: sync,
};
