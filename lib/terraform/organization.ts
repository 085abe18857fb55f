/** What happens to a resource in Polytomic when its organization is replaced. */
import type { TerraformResource } from "cdktf";
import { resourcesIn } from "./references";
import { isToken } from "../tokens";
import { replaceWithAddresses } from "./replacement";

/**
 * Replaces `resource` whenever the organization that it belongs to is replaced, if that is a resource of its stack. Polytomic deletes
 * everything in an organization with it, yet the provider plans an update, of something that no longer exists.
 */
export function replaceWithOrganization(
  resource: TerraformResource & { readonly organizationInput?: string | undefined },
): void {
  // A literal refers to no resource.
  if (isToken(resource.organizationInput)) {
    replaceWithAddresses(resource, () =>
      resourcesIn(resource, resource.organizationInput).filter((address) =>
        address.startsWith("polytomic_organization."),
      ),
    );
  }
}
