/** A user in Polytomic: a member of an organization. */
import type { TerraformProvider, ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { User as UserResource } from "../../lib/bindings/user";
import { defined } from "../../lib/objects";
import { emailProblem } from "../../lib/polytomic/addresses";
import { ensure } from "../../lib/terraform/needs";
import { dependOn } from "../../lib/terraform/dependencies";
import { rule } from "../../lib/validation/rule";
import { checkedString } from "../../lib/validation/combinators";
import { organizationRule, polytomicProviderRule, dependsOnRule } from "../rules";
import { checkConstruct } from "../validation";
import { managedRoles, type PermissionRoleLike, permissionRolesRule, roleIdsOf } from "./permission-role";
import { providerOf, replaceOnOrganizationChange } from "./organization-scope";

/** Props of {@link User}. */
export interface UserProps {
  /**
   * Address by which the user signs in. Upper and lower case count as the same; any other change replaces the user.
   * Source: the provider, which replaces a user whose address differs in more than its case.
   */
  readonly email: string;
  /**
   * What the user may do: roles, or their ids, at least one, in an order that is kept. They are needed, as a user without
   * loses the deprecated `role` in the provider's next update. Source: Polytomic API, users: `role_ids` "must contain at
   * least one entry when provided".
   */
  readonly roles: readonly PermissionRoleLike[];
  /**
   * Organization in Polytomic, a lower-case UUID, such as `organization.organizationId`. A user that gets another one is
   * replaced.
   */
  readonly organization: string;
  /**
   * What must exist before the user, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the provider of the roles, if they are managed in this stack; or the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
}

/** The rules of {@link UserProps}. */
export const userRule = rule((z) =>
  z.strictObject({
    email: checkedString(emailProblem, "an e-mail address"),
    roles: permissionRolesRule(),
    organization: organizationRule(),
    dependsOn: dependsOnRule().optional(),
    polytomicProvider: polytomicProviderRule().optional(),
  }),
);

/** A user of an organization. Polytomic opens its users to partner keys; those of others may be refused. */
export class User extends Construct {
  /** Id of the user in Polytomic, a UUID. */
  public readonly userId: string;
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: UserResource;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: UserProps) {
    super(scope, id);
    props = checkConstruct(this, "User", userRule(), props);
    dependOn(this, props.dependsOn);
    const resource = new UserResource(this, "Resource", {
      ...defined({ provider: providerOf(this, "User", managedRoles(props.roles), props.polytomicProvider) }),
      email: props.email,
      organization: props.organization,
      roleIds: roleIdsOf(props.roles),
    });
    this.resource = ensure(resource);
    replaceOnOrganizationChange(this, this.resource, props.organization);
    this.userId = this.resource.id;
  }
}
