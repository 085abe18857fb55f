/** The props that the compiler accepts for S3 connections. Checked by `npm run typecheck`, never run. */
import type { TerraformStack, TerraformVariable } from "cdktf";
import {
  type AccessKeyAuth,
  type BulkSync,
  type IDataBucket,
  type IEventQueue,
  type IPolytomicRole,
  type RoleAuth,
  S3Connection,
  type S3ConnectionProps,
  type S3Files,
  type S3Integration,
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
const both = { ...auth, role, mode: "iam_role" } as const;

/** Valid. */
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

/** Invalid, each for the reason before it. */
export const illegal: S3ConnectionProps[] = [
  // @ts-expect-error the region of a bucket given by name
  { ...rest, bucket: "acme-lake" },
  // @ts-expect-error the region of a bucket that knows it
  { ...rest, bucket, region: "us-east-1" },
  // @ts-expect-error a folder in addition to the name of a bucket
  { ...rest, bucket: "acme-lake", region: "us-east-1", folder: "exports" },
  // @ts-expect-error no bucket
  { ...rest },
  // @ts-expect-error no authentication
  { name: "Lake", bucket },
  // @ts-expect-error both authentications
  { name: "Lake", bucket, auth: { ...auth, role } },
  // @ts-expect-error both authentications in a variable, for which excess members are not checked
  { name: "Lake", bucket, auth: both },
  // @ts-expect-error keys in role mode
  { name: "Lake", bucket, auth: { ...auth, mode: "iam_role" } },
  // @ts-expect-error role mode without a role
  { name: "Lake", bucket, auth: { mode: "iam_role" } },
  // @ts-expect-error a key without secret
  { name: "Lake", bucket, auth: { mode: "access_key_and_secret", accessKeyId: "AKIA" } },
  // @ts-expect-error an unknown mode
  { name: "Lake", bucket, auth: { mode: "sso" } },
  // @ts-expect-error events without queue
  { ...rest, bucket, events: {} },
  // @ts-expect-error a switch for events
  { ...rest, bucket, events: true },
  // @ts-expect-error a misspelled prop
  { ...rest, bucket, forceDestory: true },
  // @ts-expect-error undefined is not the same as nothing
  { ...rest, bucket, folder: undefined },
];

/** Valid ways to read files. */
export const layouts: S3Files[] = [
  { layout: "table-per-file" },
  { layout: "one-table" },
  { layout: "one-table", tableName: "orders", format: "csv", skipLines: 1, csvHasHeaders: true },
  { layout: "table-per-directory", glob: "*/*.csv" },
  { layout: "table-per-directory", glob: "*/*", formats: ["csv", "json"], skipLines: 1 },
];

/** Invalid ones. */
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
  // @ts-expect-error lines to skip without CSV
  { layout: "one-table", format: "parquet", skipLines: 1 },
  // @ts-expect-error lines to skip without CSV
  { layout: "table-per-directory", glob: "*", formats: ["json", "parquet"], skipLines: 1 },
  // @ts-expect-error directories without glob
  { layout: "table-per-directory" },
  // @ts-expect-error a name for many tables
  { layout: "table-per-directory", glob: "*", tableName: "orders" },
  // @ts-expect-error one format of many tables
  { layout: "table-per-directory", glob: "*", format: "csv" },
];

declare const scope: TerraformStack;
declare const roleAuth: RoleAuth;
declare const any: S3Connection;
declare const lake: S3Integration;

const place = { name: "Lake", bucket } as const;

/** Values that Polytomic generates for the authentication exist only in their mode. */
export const attributes = [
  () => new S3Connection(scope, "c", { ...place, auth: { mode: "iam_role", role } }).auth.externalId,
  () => new S3Connection(scope, "c", { ...place, auth: roleAuth }).auth.externalId,
  () => new S3Connection(scope, "c", { ...place, auth }).auth.awsUser,
  () => lake.connection.auth.externalId,
  () => (any.auth.mode === "iam_role" ? any.auth.externalId : any.auth.awsUser),
  // @ts-expect-error the external ID of a connection with a key
  () => new S3Connection(scope, "c", { ...place, auth }).auth.externalId,
  // @ts-expect-error the user of a connection with a role
  () => new S3Connection(scope, "c", { ...place, auth: roleAuth }).auth.awsUser,
  // @ts-expect-error the external ID of a connection with an unchecked mode
  () => any.auth.externalId,
];

/** The same for existing connections. */
export const existing = [
  () => S3Connection.fromConnectionId(scope, "c", "id").data.configuration.externalId,
  () => S3Connection.fromConnectionId(scope, "c", "id", { organization: "id" }).model,
  () =>
    S3Connection.fromAttributes(scope, "c", {
      connectionId: "id",
      auth: { mode: "iam_role", externalId: "x" },
    }).auth.externalId,
  () =>
    S3Connection.fromAttributes(scope, "c", {
      connectionId: "id",
      auth: { mode: "access_key_and_secret", awsUser: "x" },
      // @ts-expect-error the external ID of a connection with a key
    }).auth.externalId,
  // @ts-expect-error its authentication is unknown
  () => S3Connection.fromConnectionId(scope, "c", "id").auth.externalId,
  // @ts-expect-error it is not managed here
  () => S3Connection.fromConnectionId(scope, "c", "id").resource,
];

/** Values that are not connections. */
export const noBucket: S3ConnectionProps = {
  ...rest,
  // @ts-expect-error a sync is not a bucket
  bucket: sync,
};
