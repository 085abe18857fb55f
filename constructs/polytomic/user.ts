/** A user in Polytomic: a member of an organization. */
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { User as UserResource } from "../../lib/bindings/user";
import { defined } from "../../lib/objects";
import { emailProblem } from "../../lib/polytomic/addresses";
import { rule } from "../../lib/validation/rule";
import { textThat } from "../../lib/validation/token-aware";
import { organizationRule, polytomicProviderRule } from "../rules";
import { checkConstruct } from "../validation";
import { replaceOnMove } from "./move";
import { type PermissionRoleLike, permissionRolesRule, roleIdsOf } from "./permission-role";

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
  /** @default - the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
}

/** The rules of {@link UserProps}. */
export const userRule = rule((z) =>
  z.strictObject({
    email: textThat(emailProblem, "an e-mail address"),
    roles: permissionRolesRule(),
    organization: organizationRule(),
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
    this.resource = new UserResource(this, "Resource", {
      ...defined({ provider: props.polytomicProvider }),
      email: props.email,
      organization: props.organization,
      roleIds: roleIdsOf(props.roles),
    });
    replaceOnMove(this, this.resource, props.organization);
    this.userId = this.resource.id;
  }
}
