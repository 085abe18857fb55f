/** What a resource is replaced with. */
import type { TerraformResource } from "cdktf";
import { addressOf } from "../../lib/validation/references";

/** Replaces `resource` whenever one of `others` is replaced, besides those that were named before. */
export function replaceWith(resource: TerraformResource, others: readonly TerraformResource[]): void {
  // Plain text: replace_triggered_by takes addresses, not expressions, and no token renders as a bare one.
  const addresses = others.map((one) => `${addressOf(one)}.id`);
  if (addresses.length > 0) {
    const { replaceTriggeredBy = [], ...lifecycle } = resource.lifecycle ?? {};
    resource.lifecycle = {
      ...lifecycle,
      replaceTriggeredBy: [...new Set([...(replaceTriggeredBy as string[]), ...addresses])],
    };
  }
}
