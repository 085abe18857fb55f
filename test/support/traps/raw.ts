/** Parts of programs on the generated bindings. */
import { TerraformResource, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { BulkSync, type BulkSyncConfig } from "../../../lib/bindings/bulk-sync";
import { CsvConnection } from "../../../lib/bindings/csv-connection";
import { Model, type ModelConfig } from "../../../lib/bindings/model";
import { S3Connection, type S3ConnectionConfig } from "../../../lib/bindings/s3-connection";
import { Sync, type SyncConfig } from "../../../lib/bindings/sync";

export const ROLE_ARN = "arn:aws:iam::111122223333:role/polytomic";

/** The variables that the bench sets: a secret, and a string that must be escaped in JSON. */
export const variable = (scope: Construct, name: "secret" | "text"): string =>
  new TerraformVariable(scope, name, { sensitive: name === "secret" }).stringValue;

/** The token of a list that is empty at apply time. */
export const emptyList = (scope: Construct): string[] =>
  new TerraformVariable(scope, "nothing", { type: "list(string)", default: [] }).listValue;

/** A source connection. Returns the same one for the same id. */
export const csv = (scope: Construct, id = "files"): CsvConnection =>
  (scope.node.tryFindChild(id) as CsvConnection | undefined) ??
  new CsvConnection(scope, id, { name: "Files", configuration: { url: "https://example.com/people.csv" } });

/** An S3 connection with a role. */
export const s3 = (
  scope: Construct,
  configuration: Partial<S3ConnectionConfig["configuration"]> = {},
  others: Partial<S3ConnectionConfig> = {},
): S3Connection =>
  new S3Connection(scope, "lake", {
    name: "Lake",
    configuration: {
      authMode: "iam_role",
      iamRoleArn: ROLE_ARN,
      s3BucketName: "s3://acme-lake",
      s3BucketRegion: "us-east-1",
      ...configuration,
    },
    ...others,
  });

export const model = (scope: Construct, config: Partial<ModelConfig> = {}): Model =>
  new Model(scope, "people", {
    name: "People",
    connectionId: config.connectionId ?? csv(scope).id,
    configuration: '{"query":"SELECT 1"}',
    identifier: "id",
    ...config,
  });

/** A sync of one field. Its other arguments can refer to its model. */
export const sync = (
  scope: Construct,
  config: Partial<SyncConfig> | ((source: { modelId: string; field: string }) => Partial<SyncConfig>) = {},
): Sync => {
  const people = model(scope);
  const source = { modelId: people.id, field: "email" };
  return new Sync(scope, "sync", {
    name: "Sync",
    mode: "create",
    active: true,
    target: { connectionId: people.connectionId, object: "contacts" },
    fields: [{ source, target: "Email" }],
    schedule: { frequency: "manual" },
    ...(typeof config === "function" ? config(source) : config),
  });
};

export const bulkSync = (scope: Construct, config: Partial<BulkSyncConfig> = {}): BulkSync =>
  new BulkSync(scope, "bulk", {
    name: "Bulk",
    mode: "replicate",
    active: true,
    source: { connectionId: csv(scope, "source").id },
    destination: { connectionId: csv(scope, "destination").id },
    schemas: [],
    schedule: { frequency: "manual" },
    ...config,
  });

/** A resource without the generated bindings, which reject literal secrets. */
export function plain(scope: Construct, type: string, config: object): TerraformResource {
  const resource = new TerraformResource(scope, "plain", {
    terraformResourceType: type,
    terraformGeneratorMetadata: { providerName: "polytomic" },
  });
  for (const [name, value] of Object.entries(config)) {
    resource.addOverride(name, value);
  }
  return resource;
}

/** The id of the object that was created last. */
export const newestId = (objects: Readonly<Record<string, unknown>>): string =>
  Object.keys(objects).at(-1) ?? "";
