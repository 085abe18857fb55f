/** A policy in Polytomic: which roles may do what with the things that have the policy. */
import type { TerraformProvider, ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Policy as PolicyResource } from "../../lib/bindings/policy";
import { defined } from "../../lib/objects";
import { describe } from "../../lib/validation/metadata";
import { ensure } from "../../lib/terraform/needs";
import { dependOn } from "../../lib/terraform/dependencies";
import { rule } from "../../lib/validation/rule";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { mapOf, type Mistake, reject, withRules } from "../../lib/validation/combinators";
import { nameRule, organizationRule, polytomicProviderRule, dependsOnRule } from "../rules";
import { checkConstruct } from "../validation";
import { managedRoles, type PermissionRoleLike, permissionRolesRule, roleIdsOf } from "./permission-role";
import { providerOf, replaceOnOrganizationChange } from "./organization-scope";

/**
 * The roles that may do something, by what they may do, such as `{ create: [analyst], delete: [admin] }`. The actions
 * that Polytomic's documentation shows are `create`, `delete` and `apply_policy`; others pass too, as it lists them nowhere.
 */
export type PolicyActions = Readonly<Record<string, readonly PermissionRoleLike[]>>;

/** Props of {@link PermissionPolicy}. */
export interface PermissionPolicyProps {
  /** Name of the policy in Polytomic. */
  readonly name: string;
  /**
   * Who may do what: roles, or their ids, by action. An action is named once, with at least one role: the provider
   * cannot say that nobody may, so leave such an action out. Each change of the policy replaces all that Polytomic has,
   * actions that were allowed elsewhere too; the provider warns of these. Where all are taken back nothing is sent, which
   * Polytomic documents to mean none.
   * @default - nothing is allowed by it
   */
  readonly policyActions?: PolicyActions;
  /**
   * Organization in Polytomic, a lower-case UUID. Needed with partner and deployment keys. A policy that gets another
   * one is replaced.
   * @default - the organization of the API key
   */
  readonly organization?: string;
  /**
   * What must exist before the policy, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the provider of the roles, if they are managed in this stack; or the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
}

const EXAMPLE = "such as { delete: [role] }";

function notByAction(value: unknown): Mistake | undefined {
  if (isToken(value)) {
    const message = `must be an object that is written out, ${EXAMPLE}; a token can stand for roles only`;
    return { code: "WRONG_TYPE", message };
  }
  return Array.isArray(value)
    ? { code: "WRONG_TYPE", message: `is a list; give the roles by action, ${EXAMPLE}` }
    : undefined;
}

const policyActionsRule = rule(() =>
  describe(
    reject(
      notByAction,
      withRules(mapOf(permissionRolesRule()), (actions, problem) => {
        if (Object.keys(actions).length === 0) {
          problem([], "names no action; leave it out for none", "OUT_OF_RANGE");
        }
        for (const action of Object.keys(actions)) {
          // The provider compares what it asked for with the answer, letter by letter.
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
    { values: `lists of roles by action, ${EXAMPLE}` },
  ),
);

/** The rules of {@link PermissionPolicyProps}. */
export const permissionPolicyRule = rule((z) =>
  z.strictObject({
    name: nameRule(),
    policyActions: policyActionsRule().optional(),
    organization: organizationRule().optional(),
    dependsOn: dependsOnRule().optional(),
    polytomicProvider: polytomicProviderRule().optional(),
  }),
);

/**
 * A policy of Polytomic's permissions. After an import the first plan sets its actions, as the provider imports none.
 */
export class PermissionPolicy extends Construct {
  /** Id of the policy in Polytomic, a UUID. */
  public readonly policyId: string;
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: PolicyResource;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: PermissionPolicyProps) {
    super(scope, id);
    props = checkConstruct(this, "PermissionPolicy", permissionPolicyRule(), props);
    dependOn(this, props.dependsOn);
    const resource = new PolicyResource(this, "Resource", {
      ...defined({
        // Left out if there are none: the provider takes an empty set for a difference.
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
    this.resource = ensure(resource);
    replaceOnOrganizationChange(this, this.resource, props.organization);
    this.policyId = this.resource.id;
  }
}

const actionArguments = (actions: PolicyActions) =>
  Object.entries(actions).map(([action, roles]) => ({ action, roleIds: roleIdsOf(roles) }));
