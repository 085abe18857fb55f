/** A user of a Polytomic organization. */
import { Construct } from "constructs";
import { User as UserResource } from "../../lib/bindings/user";
import { defined } from "../../lib/objects";
import { emailProblem } from "../../lib/polytomic/addresses";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { rule } from "../../lib/validation/rule";
import { checkedString } from "../../lib/validation/combinators";
import { organizationRule } from "../rules";
import { type PolytomicResourceProps, polytomicResourceShape } from "../common-props";
import { checkNew } from "../validation";
import { managedRoles, type PermissionRoleLike, permissionRolesRule, roleIdsOf } from "./permission-role";
import { providerOf, replaceOnOrganizationChange } from "./organization-scope";

/** Props of {@link User}. */
export interface UserProps extends PolytomicResourceProps {
  /**
   * E-mail address that the user signs in with. Changing only its case changes nothing; any other change replaces the user.
   * Source: the provider, which replaces a user if the addresses differ in more than case.
   */
  readonly email: string;
  /**
   * Roles of the user, or their ids, at least one. Their order is kept. They are required, because the provider's next update removes the
   * deprecated `role` from a user without them. Source: Polytomic API, users: `role_ids` "must contain at least one entry when provided".
   */
  readonly roles: readonly PermissionRoleLike[];
  /**
   * Polytomic organization, a lowercase UUID, such as `organization.organizationId`. Changing it replaces the user.
   */
  readonly organization: string;
}

/** The rules of {@link UserProps}. */
export const userRule = rule((z) =>
  z.strictObject({
    email: checkedString(emailProblem, "an e-mail address"),
    roles: permissionRolesRule(),
    organization: organizationRule(),
    ...polytomicResourceShape(),
  }),
);

/** A user of an organization. Polytomic lets partner keys manage users; other keys may be rejected. */
export class User extends Construct {
  /** Id of the user in Polytomic, a UUID. */
  public readonly userId: string;
  /** The underlying Terraform resource, for arguments that this construct does not expose. */
  public readonly resource: UserResource;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: UserProps) {
    super(scope, id);
    props = checkNew(this, "User", userRule(), props);
    const resource = new UserResource(this, "Resource", {
      ...defined({ provider: providerOf(this, "User", managedRoles(props.roles), props.polytomicProvider) }),
      email: props.email,
      organization: props.organization,
      roleIds: roleIdsOf(props.roles),
    });
    this.resource = withMetaArguments(resource);
    replaceOnOrganizationChange(this, this.resource, props.organization);
    this.userId = this.resource.id;
  }
}
