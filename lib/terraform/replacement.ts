/**
 * Which resources are replaced together. A resource that is replaced under the same name keeps that name in the plan, so whatever
 * refers to the name stays in the state, although it is gone with the old resource.
 */
import type { TerraformResource } from "cdktf";
import { addressOf } from "./references";
import { ensure } from "./needs";

/** Replaces `resource` whenever one of `others` is replaced, in addition to those that were named before. */
export const replaceWith = (resource: TerraformResource, others: readonly TerraformResource[]): void =>
  replaceWithAddresses(resource, () => others.map(addressOf));

/**
 * Replaces `resource` whenever a resource at one of `addresses` is replaced.
 *
 * @param addresses such as `aws_s3_bucket.lake`, of resources in the stack of `resource`
 */
export function replaceWithAddresses(resource: TerraformResource, addresses: () => readonly string[]): void {
  ensure(resource, {
    lifecycle: () => {
      // The id alone: it is unknown, and so differs, in the plan of a replacement only; the whole resource would differ with each change.
      // Plain text: replace_triggered_by takes addresses, not expressions, and no token renders as a bare one.
      const replaceTriggeredBy = addresses().map((address) => `${address}.id`);
      return replaceTriggeredBy.length === 0 ? {} : { replaceTriggeredBy };
    },
  });
}
