/** A role in Polytomic: what policies allow something to, and what users have. */
import { type TerraformProvider, type ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { Role as RoleResource } from "../../lib/bindings/role";
import { defined } from "../../lib/objects";
import { describe } from "../../lib/validation/metadata";
import { ensure } from "../../lib/terraform/needs";
import { dependOn } from "../../lib/terraform/dependencies";
import { rule } from "../../lib/validation/rule";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import {
  choose,
  instance,
  arrayOf,
  reject,
  nonEmptyString,
  withRules,
} from "../../lib/validation/combinators";
import {
  existingOrNew,
  isConstructWith,
  nameRule,
  organizationRule,
  polytomicProviderRule,
  dependsOnRule,
} from "../rules";
import { checkConstruct } from "../validation";
import { replaceOnOrganizationChange } from "./organization-scope";

/** A role of Polytomic's permissions. */
export interface IPermissionRole extends IConstruct {
  /** Id of the role in Polytomic, a UUID. */
  readonly roleId: string;
}

/** Whatever stands for a role: a construct, or an id. */
export type PermissionRoleLike = IPermissionRole | string;

/** Props of {@link PermissionRole}. */
export interface PermissionRoleProps {
  /** Name of the role in Polytomic. `Admin` and `Member` are there in every organization and cannot be managed. */
  readonly name: string;
  /**
   * Organization in Polytomic, a lower-case UUID. Needed with partner and deployment keys. A role that gets another one
   * is replaced.
   * @default - the organization of the API key
   */
  readonly organization?: string;
  /**
   * What must exist before the role, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
}

/** The rules of {@link PermissionRoleProps}. */
export const permissionRoleRule = rule((z) =>
  z.strictObject({
    name: nameRule(),
    organization: organizationRule().optional(),
    dependsOn: dependsOnRule().optional(),
    polytomicProvider: polytomicProviderRule().optional(),
  }),
);

/** What is given for an id is not shown, as it stands where a construct may stand, and so a secret by mistake. */
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
  "is not the id of a role, such as 2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11. Look up the id of a name with DataPolytomicRole";

/** Names of the roles that every organization has are a natural mistake for ids. */
const isName = (value: string): boolean => /[\s/:]/.test(value) || /^(admin|member)$/i.test(value);

const existingRoleRule = rule((z) => z.strictObject({ roleId: roleIdRule() }));

const roleRule = rule(() =>
  choose((value) =>
    typeof value === "string" || isToken(value)
      ? roleIdRule()
      : reject(
          (role) =>
            isConstructWith(role, "roleArn")
              ? { code: "WRONG_TYPE", message: "is a role of AWS; a role of Polytomic is a PermissionRole" }
              : undefined,
          instance(
            "a PermissionRole or the id of a role",
            (role) => isConstructWith(role, "roleId"),
            existingOrNew("its id", "new PermissionRole(...)"),
          ),
        ),
  ),
);

/** The rule of props that take roles: at least one, as the provider takes an empty list for a difference. */
export const permissionRolesRule = rule(() =>
  describe(
    withRules(arrayOf(roleRule()), (roles, problem) => {
      const ids: unknown[] = Array.isArray(roles) ? roles.map(idOf) : [];
      ids.forEach((id, index) => {
        if (typeof id === "string" && id !== "" && ids.indexOf(id) < index) {
          problem([index], `${formatValue(roles[index])} is listed twice`);
        }
      });
    }),
    { values: "a list of roles, each a `PermissionRole` or an id" },
  ),
);

/** The ids of roles. */
export const roleIdsOf = (roles: readonly PermissionRoleLike[]): string[] =>
  // A list that is one token as a whole has no elements yet.
  isToken(roles) ? (roles as string[]) : roles.map(idOf);

const idOf = (role: PermissionRoleLike): string => (isConstructWith(role, "roleId") ? role.roleId : role);

/** A role of Polytomic's permissions. What it allows say the policies that name it. */
export class PermissionRole extends Construct implements IPermissionRole {
  /** Id of the role in Polytomic, a UUID. */
  public readonly roleId: string;
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: RoleResource;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: PermissionRoleProps) {
    super(scope, id);
    props = checkConstruct(this, "PermissionRole", permissionRoleRule(), props);
    dependOn(this, props.dependsOn);
    const resource = new RoleResource(this, "Resource", {
      ...defined({ organization: props.organization, provider: props.polytomicProvider }),
      name: props.name,
    });
    this.resource = ensure(resource);
    replaceOnOrganizationChange(this, this.resource, props.organization);
    this.roleId = this.resource.id;
  }

  /**
   * A role that exists already, by its id in Polytomic.
   *
   * @param roleId the `id` that Polytomic's API reports, a UUID. Of a role whose name is known, such as `Admin`,
   * `new DataPolytomicRole(...).id` is it
   * @throws InvalidPropsError if `roleId` is empty or a name
   */
  public static fromRoleId(scope: Construct, id: string, roleId: string): IPermissionRole {
    return new ExistingPermissionRole(scope, id, roleId);
  }
}

/** Those of `roles` that are managed in this app. A token may stand for all of them. */
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
