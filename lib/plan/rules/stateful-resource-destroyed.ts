import { because, isDestroyed } from "../resources";
import type { Rule } from "../rule";
import { STATEFUL } from "../stateful";

export const rule: Rule = {
  severity: "danger",
  title: "A resource that holds data is deleted",
  reason: "Its configuration can be applied again, but its data cannot.",
  remedy: "Make a backup and test restoring it, or keep the resource with a `removed` block.",
  types: Object.keys(STATEFUL),
  *check(change) {
    if (isDestroyed(change)) {
      const what = STATEFUL[change.type] ?? change.type;
      const how =
        change.action === "replace"
          ? `is replaced by an empty one${because(change)}`
          : "is deleted with its data";
      yield { change, message: `the ${what} ${how}` };
    }
  },
};
