/** A permission policy in Polytomic: what each role can do with the objects that the policy is attached to. */
import { Construct } from "constructs";
import { Policy as PolicyResource } from "../../lib/bindings/policy";
import { defined } from "../../lib/objects";
import { describe } from "../../lib/validation/metadata";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { rule } from "../../lib/validation/rule";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { mapOf, type Mistake, reject, withRules } from "../../lib/validation/combinators";
import { nameRule, organizationRule } from "../rules";
import { type PolytomicResourceProps, polytomicResourceShape } from "../common-props";
import { checkNew } from "../validation";
import { managedRoles, type PermissionRoleLike, permissionRolesRule, roleIdsOf } from "./permission-role";
import { providerOf, replaceOnOrganizationChange } from "./organization-scope";

/**
 * Maps each action to the roles that can perform it, such as `{ create: [analyst], delete: [admin] }`. Polytomic's documentation shows
 * `create`, `delete` and `apply_policy` but has no full list, so other actions are accepted too.
 */
export type PolicyActions = Readonly<Record<string, readonly PermissionRoleLike[]>>;

/** Props of {@link PermissionPolicy}. */
export interface PermissionPolicyProps extends PolytomicResourceProps {
  /** Name of the policy in Polytomic. */
  readonly name: string;
  /**
   * Maps each action to the roles, or role ids, that can perform it. Each action needs at least one role; to allow an action to no role,
   * omit it. Each change of the policy replaces all actions in Polytomic, including those set elsewhere; the provider warns about them.
   * If you remove this prop, nothing is sent, which Polytomic documents as no actions.
   * @default - the policy allows nothing
   */
  readonly policyActions?: PolicyActions;
  /**
   * Polytomic organization, a lowercase UUID. Required with partner and deployment keys. Changing it replaces the policy.
   * @default - the organization of the API key
   */
  readonly organization?: string;
}

const EXAMPLE = "such as { delete: [role] }";

function notByAction(value: unknown): Mistake | undefined {
  if (isToken(value)) {
    const message = `must be a literal object, ${EXAMPLE}; tokens are allowed only for roles`;
    return { code: "WRONG_TYPE", message };
  }
  return Array.isArray(value)
    ? { code: "WRONG_TYPE", message: `is an array; expected an object of roles by action, ${EXAMPLE}` }
    : undefined;
}

const policyActionsRule = rule(() =>
  describe(
    reject(
      notByAction,
      withRules(mapOf(permissionRolesRule()), (actions, problem) => {
        if (Object.keys(actions).length === 0) {
          problem([], "is empty; omit it to allow no actions", "OUT_OF_RANGE");
        }
        for (const action of Object.keys(actions)) {
          // The provider compares its request with the response, character by character.
          if (!/^[a-z][a-z0-9_]*$/.test(action)) {
            problem(
              [action],
              `${formatValue(action)} is not an action, such as create or apply_policy`,
              "MALFORMED",
            );
          }
        }
      }),
    ),
    { values: `arrays of roles by action, ${EXAMPLE}` },
  ),
);

/** The rules of {@link PermissionPolicyProps}. */
export const permissionPolicyRule = rule((z) =>
  z.strictObject({
    name: nameRule(),
    policyActions: policyActionsRule().optional(),
    organization: organizationRule().optional(),
    ...polytomicResourceShape(),
  }),
);

/** A Polytomic permission policy. The provider does not import actions, so the first plan after an import sets them. */
export class PermissionPolicy extends Construct {
  /** Id of the policy in Polytomic, a UUID. */
  public readonly policyId: string;
  /** The underlying Terraform resource, for arguments that this construct does not expose. */
  public readonly resource: PolicyResource;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: PermissionPolicyProps) {
    super(scope, id);
    props = checkNew(this, "PermissionPolicy", permissionPolicyRule(), props);
    const resource = new PolicyResource(this, "Resource", {
      ...defined({
        // Omitted if there are no actions: the provider treats an empty set as a change.
        policyActions: props.policyActions && actionArguments(props.policyActions),
        organization: props.organization,
        provider: providerOf(
          this,
          "PermissionPolicy",
          managedRoles(Object.values(props.policyActions ?? {}).flat()),
          props.polytomicProvider,
        ),
      }),
      name: props.name,
    });
    this.resource = withMetaArguments(resource);
    replaceOnOrganizationChange(this, this.resource, props.organization);
    this.policyId = this.resource.id;
  }
}

const actionArguments = (actions: PolicyActions) =>
  Object.entries(actions).map(([action, roles]) => ({ action, roleIds: roleIdsOf(roles) }));
