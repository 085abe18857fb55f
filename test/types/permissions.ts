/** The props that the compiler accepts for permissions, organizations and primary keys. Checked by `npm run typecheck`. */
import type { TerraformStack } from "cdktf";
import {
  type GlobalErrorSubscribersProps,
  type IConnection,
  type IOrganization,
  Organization,
  type OrganizationProps,
  type PermissionPolicyProps,
  PermissionRole,
  type PermissionRoleProps,
  type PolytomicRole,
  type PrimaryKeysProps,
  type UserProps,
} from "cdktf-polytomic";
import type { PostgresqlConnection } from "cdktf-polytomic/bindings/postgresql-connection";
import type { Role } from "cdktf-polytomic/bindings/role";

declare const stack: TerraformStack;
declare const connection: IConnection;
declare const postgresql: PostgresqlConnection;
declare const role: PermissionRole;
declare const awsRole: PolytomicRole;
declare const binding: Role;
declare const acme: IOrganization;

/** Valid roles. */
export const roles: PermissionRoleProps[] = [
  { name: "Analyst" },
  { name: "Analyst", organization: acme.organizationId },
];

/** Valid policies. */
export const policies: PermissionPolicyProps[] = [
  { name: "Policy" },
  { name: "Policy", policyActions: { delete: [role, "id", binding.id], apply_policy: [role] } },
  { name: "Policy", policyActions: { delete: [PermissionRole.fromRoleId(stack, "role", "id")] } },
];

/** Invalid policies. */
export const noPolicies: PermissionPolicyProps[] = [
  // @ts-expect-error no name
  { policyActions: { delete: [role] } },
  // @ts-expect-error actions in Terraform's form
  { name: "Policy", policyActions: [{ action: "delete", roleIds: ["id"] }] },
  // @ts-expect-error a role instead of roles
  { name: "Policy", policyActions: { delete: role } },
  // @ts-expect-error an AWS role
  { name: "Policy", policyActions: { delete: [awsRole] } },
  // @ts-expect-error a binding instead of its id
  { name: "Policy", policyActions: { delete: [binding] } },
  // @ts-expect-error no roles for an action
  { name: "Policy", policyActions: { delete: undefined } },
  // @ts-expect-error undefined is not the same as nothing
  { name: "Policy", policyActions: undefined },
];

const ada = { email: "ada@example.com", roles: [role], organization: acme.organizationId };

/** Valid users. */
export const users: UserProps[] = [ada, { ...ada, roles: ["id", role] }];

/** Invalid users. */
export const noUsers: UserProps[] = [
  // @ts-expect-error no roles
  { email: "ada@example.com", organization: acme.organizationId },
  // @ts-expect-error no organization
  { email: "ada@example.com", roles: [role] },
  // @ts-expect-error the deprecated role
  { ...ada, role: "admin" },
  // @ts-expect-error an AWS role
  { ...ada, roles: [awsRole] },
  // @ts-expect-error the construct instead of its organizationId
  { ...ada, organization: acme },
];

/** Valid organizations. */
export const organizations: OrganizationProps[] = [
  { name: "Acme" },
  { name: "Acme", ssoDomain: "example.com", ssoOrgId: "org_1" },
];

/** Invalid organizations. */
export const noOrganizations: OrganizationProps[] = [
  // @ts-expect-error no name
  {},
  // @ts-expect-error a member that the provider does not have
  { name: "Acme", issuer: "https://id.example.com" },
];

/** Valid subscribers. */
export const subscribers: GlobalErrorSubscribersProps[] = [{ emails: ["ops@example.com"] }];

/** Invalid subscribers. */
export const noSubscribers: GlobalErrorSubscribersProps[] = [
  // @ts-expect-error no addresses
  {},
  // @ts-expect-error an address instead of addresses
  { emails: "ops@example.com" },
];

/** Valid primary keys. */
export const keys: PrimaryKeysProps[] = [
  { connection, schema: "orders", fields: ["id"] },
  {
    connection: postgresql,
    schema: "public.orders",
    fields: ["id", "line"],
    organization: acme.organizationId,
  },
];

/** Invalid primary keys. */
export const noKeys: PrimaryKeysProps[] = [
  // @ts-expect-error no fields
  { connection, schema: "orders" },
  // @ts-expect-error a field instead of fields
  { connection, schema: "orders", fields: "id" },
  // @ts-expect-error a number is not a connection
  { connection: 5, schema: "orders", fields: ["id"] },
];

/** Existing resources are referenced by their id. */
export const existing = [
  () => Organization.fromOrganizationId(stack, "acme", "3f2504e0-4f89-11d3-9a0c-0305e82c3301").organizationId,
  // @ts-expect-error it is not managed here
  () => Organization.fromOrganizationId(stack, "acme", "3f2504e0-4f89-11d3-9a0c-0305e82c3301").resource,
  // @ts-expect-error it is not managed here
  () => PermissionRole.fromRoleId(stack, "role", "id").resource,
];
