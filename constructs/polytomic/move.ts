/** What happens to a thing whose organization is changed in the program. */
import { DataResource, type TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { Upstream } from "./follow";
import { ensure } from "../../lib/terraform/needs";
import { replaceWith } from "../../lib/terraform/replacement";

/**
 * Replaces `resource` when it gets another organization. Polytomic moves nothing from one organization to another, yet
 * the provider plans an update, and asks the new organization for a thing that only the old one has.
 *
 * What remembers the organization may come later than `resource`, as after an import: its creation replaces nothing.
 *
 * What uses something managed is left to that: it is replaced with it. A generated binding of a connection cannot be moved, and
 * what uses it must not be destroyed before that fails.
 *
 * @param owner the construct of which `resource` is a part
 * @param upstream what `resource` uses
 */
export function replaceOnMove(
  owner: Construct,
  resource: TerraformResource,
  organization: string | undefined,
  upstream: readonly Upstream[] = [],
): void {
  if (organization === undefined || upstream.some((one) => one.resource !== undefined)) {
    return;
  }
  const remembered = new DataResource(owner, "organization", { triggersReplace: { organization } });
  replaceWith(resource, [ensure(remembered, { neverIgnored: ["triggers_replace"] })]);
}
