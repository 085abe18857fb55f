/** A permission role in Polytomic. Policies grant actions to roles, and users have roles. */
import { Construct, type IConstruct } from "constructs";
import { Role as RoleResource } from "../../lib/bindings/role";
import { defined } from "../../lib/objects";
import { describe } from "../../lib/validation/metadata";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { rule } from "../../lib/validation/rule";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import {
  either,
  instance,
  arrayOf,
  reject,
  nonEmptyString,
  withoutDuplicates,
} from "../../lib/validation/combinators";
import { existingOrNew, isConstructWith, nameRule, organizationRule } from "../rules";
import { type PolytomicResourceProps, polytomicResourceShape } from "../common-props";
import { checkConstruct, checkNew } from "../validation";
import { replaceOnOrganizationChange } from "./organization-scope";

/** A Polytomic permission role. */
export interface IPermissionRole extends IConstruct {
  /** Id of the role in Polytomic, a UUID. */
  readonly roleId: string;
}

/** A role: a construct, or an id. */
export type PermissionRoleLike = IPermissionRole | string;

/** Props of {@link PermissionRole}. */
export interface PermissionRoleProps extends PolytomicResourceProps {
  /** Name of the role in Polytomic. Every organization has the built-in roles `Admin` and `Member`, which cannot be managed. */
  readonly name: string;
  /**
   * Polytomic organization, a lowercase UUID. Required with partner and deployment keys. Changing it replaces the role.
   * @default - the organization of the API key
   */
  readonly organization?: string;
}

/** The rules of {@link PermissionRoleProps}. */
export const permissionRoleRule = rule((z) =>
  z.strictObject({
    name: nameRule(),
    organization: organizationRule().optional(),
    ...polytomicResourceShape(),
  }),
);

/** Errors do not show the value: the prop also takes constructs, so a string passed by mistake may be a secret. */
const roleIdRule = rule(() =>
  reject(
    (value) =>
      typeof value === "string" && !isToken(value) && isName(value)
        ? { code: "MALFORMED", message: NAME }
        : undefined,
    nonEmptyString(),
  ),
);

const NAME =
  "is not the id of a role, such as 2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11. Look up the id by name with DataPolytomicRole";

/** Names of the built-in roles are an easy mistake for ids. */
const isName = (value: string): boolean => /[\s/:]/.test(value) || /^(admin|member)$/i.test(value);

const existingRoleRule = rule((z) => z.strictObject({ roleId: roleIdRule() }));

const roleRule = rule(() =>
  either(
    (value) => typeof value === "string" || isToken(value),
    roleIdRule(),
    reject(
      (role) =>
        isConstructWith(role, "roleArn")
          ? { code: "WRONG_TYPE", message: "is an AWS role; pass a PermissionRole" }
          : undefined,
      instance(
        "a PermissionRole or the id of a role",
        (role) => isConstructWith(role, "roleId"),
        existingOrNew("its id", "new PermissionRole(...)"),
      ),
    ),
  ),
);

/** The rule of props that take roles. Requires at least one, because the provider treats an empty list as a change. */
export const permissionRolesRule = rule(() =>
  describe(withoutDuplicates(arrayOf(roleRule()), idOf, formatValue), {
    values: "an array of roles, each a `PermissionRole` or an id",
  }),
);

/** The ids of roles. */
export const roleIdsOf = (roles: readonly PermissionRoleLike[]): string[] =>
  // A token for the whole list has no elements yet.
  isToken(roles) ? (roles as string[]) : roles.map(idOf);

const idOf = (role: PermissionRoleLike): string => (isConstructWith(role, "roleId") ? role.roleId : role);

/** A Polytomic permission role. The policies that reference it define what it can do. */
export class PermissionRole extends Construct implements IPermissionRole {
  /** Id of the role in Polytomic, a UUID. */
  public readonly roleId: string;
  /** The underlying Terraform resource, for arguments that this construct does not expose. */
  public readonly resource: RoleResource;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: PermissionRoleProps) {
    super(scope, id);
    props = checkNew(this, "PermissionRole", permissionRoleRule(), props);
    const resource = new RoleResource(this, "Resource", {
      ...defined({ organization: props.organization, provider: props.polytomicProvider }),
      name: props.name,
    });
    this.resource = withMetaArguments(resource);
    replaceOnOrganizationChange(this, this.resource, props.organization);
    this.roleId = this.resource.id;
  }

  /**
   * References an existing role by its id in Polytomic.
   *
   * @param roleId the `id` that Polytomic's API returns, a UUID. To look up a role by name, such as `Admin`, use
   * `new DataPolytomicRole(...).id`
   * @throws InvalidPropsError if `roleId` is empty or a name
   */
  public static fromRoleId(scope: Construct, id: string, roleId: string): IPermissionRole {
    return new ExistingPermissionRole(scope, id, roleId);
  }
}

/** The roles that are managed in this app. `roles` can be a token. */
export const managedRoles = (roles: readonly PermissionRoleLike[]): PermissionRole[] =>
  Array.isArray(roles)
    ? roles.filter((role): role is PermissionRole => isConstructWith(role, "roleId", "resource"))
    : [];

class ExistingPermissionRole extends Construct implements IPermissionRole {
  public constructor(
    scope: Construct,
    id: string,
    public readonly roleId: string,
  ) {
    super(scope, id);
    this.roleId = checkConstruct(this, "PermissionRole", existingRoleRule(), { roleId }).roleId;
  }
}
