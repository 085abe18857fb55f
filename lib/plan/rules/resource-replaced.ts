import { because, isDestroyed, ownerOf } from "../resources";
import type { Rule } from "../rule";

/** Types that exist in the state only. */
const NOTHING_REAL = /^(terraform_data|null_resource|time_|random_(?!password))/;

export const rule: Rule = {
  severity: "look",
  title: "A resource is replaced",
  reason: "It gets a new identity, and until the new one exists, whatever uses it can fail.",
  remedy: "Check what refers to it by id, ARN or name, also outside of this configuration.",
  isFallback: true,
  *check(change, context) {
    const owner = ownerOf(change, context);
    if (change.action === "replace" && !NOTHING_REAL.test(change.type) && !(owner && isDestroyed(owner))) {
      const order = change.createBeforeDelete
        ? "the new one is created first"
        : "the old one is deleted first";
      yield { change, message: `is replaced${because(change)}; ${order}` };
    }
  },
};
