import { isDestroyed, ownerOf } from "../resources";
import type { Rule } from "../rule";

/** Types that exist in the state only. */
const NOTHING_REAL = /^(terraform_data|null_resource|time_|random_(?!password))/;

export const rule: Rule = {
  severity: "look",
  title: "A resource is deleted",
  reason: "Whatever uses it, inside or outside of this configuration, stops working.",
  remedy: "Check that nothing uses it. To keep it and only stop managing it, use a `removed` block.",
  isFallback: true,
  *check(change, context) {
    const owner = ownerOf(change, context);
    if (change.action === "delete" && !NOTHING_REAL.test(change.type) && !(owner && isDestroyed(owner))) {
      yield { change, message: "is deleted" };
    }
  },
};
