import type { Rule } from "../rule";
import { countedByKind, usersOf } from "../polytomic/usage";
import { subjectOf } from "../words/names";

/** A model in Polytomic is deleted and created again. */
export const rule: Rule = {
  severity: "danger",
  title: "A model in Polytomic is replaced",
  reason:
    "The new model has another ID. Syncs that use it are replaced, or break if they are not part of this plan, and a new sync copies " +
    "everything again.",
  remedy:
    "No argument of a model requires a replacement. If it follows from its connection, avoid the replacement of the connection. If the model " +
    "is tainted after a failed apply but works, run `terraform untaint`.",
  types: ["polytomic_model"],
  *check(change, context) {
    if (change.action !== "replace") {
      return;
    }
    const users = usersOf(change, context);
    const replaced = users.filter(({ action }) => action === "replace");
    const consequence =
      replaced.length === 0
        ? ""
        : replaced.length === 1
          ? `, and ${countedByKind(replaced)} starts over`
          : `, and ${countedByKind(replaced)} start over`;
    yield {
      change,
      message: `is replaced${consequence}`,
      details: replaced.map((one) => `${subjectOf(one, context)} is replaced`),
    };
  },
};
