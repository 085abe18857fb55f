/** Replacement of Polytomic resources together with their organization. */
import type { TerraformResource } from "cdktf";
import { resourcesIn } from "./references";
import { isToken } from "../tokens";
import { replaceTriggeredByAddresses } from "./replacement";

/**
 * Replaces `resource` whenever its organization is replaced, if the organization is a resource of the same stack. Polytomic deletes
 * everything in an organization together with it, but the provider would plan an update of the deleted resource.
 */
export function replaceWithOrganization(
  resource: TerraformResource & { readonly organizationInput?: string | undefined },
): void {
  // A literal does not reference a resource.
  if (isToken(resource.organizationInput)) {
    replaceTriggeredByAddresses(resource, () =>
      resourcesIn(resource, resource.organizationInput).filter((address) =>
        address.startsWith("polytomic_organization."),
      ),
    );
  }
}
