/**
 * Replaces resources together. If a resource is replaced and keeps its name, the plan shows no change for resources that reference the
 * name, although they were deleted together with the old resource.
 */
import type { TerraformResource } from "cdktf";
import { addressOf } from "./references";
import { withMetaArguments } from "./meta-arguments";

/** Replaces `resource` whenever one of `others` is replaced. Adds to the resources of earlier calls. */
export const replaceTriggeredBy = (resource: TerraformResource, others: readonly TerraformResource[]): void =>
  replaceTriggeredByAddresses(resource, () => others.map(addressOf));

/**
 * Replaces `resource` whenever a resource at one of `addresses` is replaced.
 *
 * @param addresses such as `aws_s3_bucket.lake`, of resources in the stack of `resource`
 */
export function replaceTriggeredByAddresses(
  resource: TerraformResource,
  addresses: () => readonly string[],
): void {
  withMetaArguments(resource, {
    lifecycle: () => {
      // Only the id, which is unknown only in the plan of a replacement. The whole resource would trigger on every change.
      // A plain string: replace_triggered_by takes addresses, not expressions, and a token would render as an expression.
      const replaceTriggeredBy = addresses().map((address) => `${address}.id`);
      return replaceTriggeredBy.length === 0 ? {} : { replaceTriggeredBy };
    },
  });
}
