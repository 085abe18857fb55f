/** All resources of the provider. */
import { BulkSyncResource } from "./bulk-sync";
import { ConnectionResource, connectionTypeOf } from "./connection";
import { ConnectionSchemaPrimaryKeysResource } from "./connection-schema-primary-keys";
import { GlobalErrorSubscribersResource } from "./global-error-subscribers";
import { ModelResource } from "./model";
import { OrganizationResource } from "./organization";
import { PolicyResource } from "./policy";
import type { Resource } from "./resource";
import { RoleResource } from "./role";
import { SyncResource } from "./sync";
import { UserResource } from "./user";

const RESOURCES: ReadonlyMap<string, Resource> = new Map<string, Resource>([
  ["polytomic_bulk_sync", new BulkSyncResource()],
  ["polytomic_connection_schema_primary_keys", new ConnectionSchemaPrimaryKeysResource()],
  ["polytomic_global_error_subscribers", new GlobalErrorSubscribersResource()],
  ["polytomic_model", new ModelResource()],
  ["polytomic_organization", new OrganizationResource()],
  ["polytomic_policy", new PolicyResource()],
  ["polytomic_role", new RoleResource()],
  ["polytomic_sync", new SyncResource()],
  ["polytomic_user", new UserResource()],
]);

/** What the provider does for a resource type. */
export function resourceOf(type: string): Resource {
  const resource = RESOURCES.get(type);
  if (resource) {
    return resource;
  }
  const connection = connectionTypeOf(type);
  if (connection === undefined) {
    throw new Error(`the provider has no resource ${type}`);
  }
  return new ConnectionResource(connection);
}
