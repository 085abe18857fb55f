import type { Rule } from "../rule";
import { isConnection } from "../polytomic/usage";
import { mayBeSet } from "../unknown-changes";
import { KNOWN_LATER } from "../words/phrases";

/** A connection gets `force_destroy`. */
export const rule: Rule = {
  severity: "look",
  title: "A connection can be deleted with its models and syncs",
  reason:
    "With force_destroy, a later plan that deletes or replaces the connection deletes all models and syncs that use it, including those that " +
    "Terraform does not manage. Without it, Polytomic rejects the deletion of a connection in use.",
  remedy:
    "Set force_destroy only for a connection whose models and syncs you can lose, and only until it is deleted. In this library: omit `forceDestroy`.",
  *check(change) {
    const [before, after] = [change.before?.["force_destroy"], change.after?.["force_destroy"]];
    if (!isConnection(change) || before === true) {
      return;
    }
    if (after === true) {
      yield { change, message: "gets force_destroy: deleting it deletes its models and syncs too" };
    } else if (mayBeSet(after)) {
      yield { change, message: `may get force_destroy: it is ${KNOWN_LATER}`, severity: "cannot-tell" };
    }
  },
};
