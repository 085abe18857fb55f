/** What happens to a thing whose organization is changed in the program. */
import { DataResource, type TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { replaceWith } from "./replace";

/**
 * Replaces `resource` when it gets another organization. Polytomic moves nothing from one organization to another, yet
 * the provider plans an update, and asks the new organization for a thing that only the old one has.
 *
 * What remembers the organization may come later than `resource`, as after an import: its creation replaces nothing.
 *
 * @param owner the construct of which `resource` is a part
 */
export function replaceOnMove(
  owner: Construct,
  resource: TerraformResource,
  organization: string | undefined,
): void {
  if (organization === undefined) {
    return;
  }
  replaceWith(resource, [new DataResource(owner, "organization", { triggersReplace: { organization } })]);
}
