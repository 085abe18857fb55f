/** What a grant did, for whoever has to wait for it or wants to show it. */
import type { ITerraformDependable } from "cdktf";
import type { PolicyStatement } from "../../lib/iam/policy-document";
import type { IPolytomicRole } from "./polytomic-role";

/** What a role was allowed. */
export interface Grant {
  /** The statements: in a policy of the role, or for the owner of an existing role to add. */
  readonly statements: readonly PolicyStatement[];
  /** What must exist before the role can make use of them; nothing for a role that exists already. */
  readonly prerequisites: readonly ITerraformDependable[];
}

/** That these statements were allowed to a role, by its own policy and, where one is needed, by the policy of what it `uses`. */
export function granted(
  role: IPolytomicRole,
  statements: readonly PolicyStatement[],
  uses: { readonly prerequisites: readonly ITerraformDependable[] },
): Grant {
  return {
    statements,
    // Asked when it is needed: what else is granted may add to it.
    get prerequisites() {
      return [...role.prerequisites, ...uses.prerequisites];
    },
  };
}
