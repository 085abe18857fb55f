import type { ResourceChange } from "../plan";
import type { PlanContext, Rule } from "../rule";
import { allUsersOf, countedByKind, isConnection } from "../polytomic/usage";
import { subjectOf } from "../words/names";

/** A connection in Polytomic is deleted. */
export const rule: Rule = {
  severity: "danger",
  title: "A connection in Polytomic is deleted",
  reason:
    "Its credentials, its external ID and everything that reads from or writes to it are gone. With force_destroy, Polytomic also deletes the " +
    "models and syncs that use the connection, including those that Terraform does not manage.",
  remedy:
    "If the connection was renamed or moved in your code, keep its address with a moved block. To keep it in Polytomic, remove it from the " +
    "state only, with a removed block. Otherwise make sure that nothing else uses it.",
  *check(change, context) {
    if (change.action !== "delete" || !isConnection(change)) {
      return;
    }
    const users = allUsersOf(change, context);
    const deleted = users.filter(({ action }) => action === "delete");
    yield {
      change,
      message: `is deleted${deleted.length > 0 ? `, with ${countedByKind(deleted)} that use it` : ""}${consequence(change)}`,
      details: users.filter(({ action }) => action !== "delete").map((one) => stillUsing(one, context)),
    };
  },
};

// Only the applied value of force_destroy counts.
const consequence = ({ before }: ResourceChange): string =>
  before?.["force_destroy"] === true
    ? ", and Polytomic deletes every other model and sync that uses it (force_destroy)"
    : "; the apply fails while anything else in Polytomic uses it";

const stillUsing = (user: ResourceChange, context: PlanContext): string =>
  `${subjectOf(user, context)} uses it and is not deleted`;
