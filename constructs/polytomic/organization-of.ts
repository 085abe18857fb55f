/** In which organization a model or sync is made, if nothing is said of it. */
import type { TerraformProvider } from "cdktf";
import type { Upstream } from "./follow";

/**
 * The organization that was given to one of what a model or sync uses, and is managed by the same provider. With a partner key the
 * provider asks for it on each of them, though Polytomic uses nothing across organizations.
 */
export function organizationOf(
  upstream: readonly Upstream[],
  provider: TerraformProvider | undefined,
): string | undefined {
  return upstream
    .filter(({ resource }) => resource?.provider === provider)
    .map(({ resource }) => given(resource))
    .find((one) => one !== undefined);
}

/** What the program says of the organization; what Polytomic says of it is not known before the apply. */
function given(resource: Upstream["resource"]): string | undefined {
  return resource !== undefined && "organizationInput" in resource
    ? (resource.organizationInput as string | undefined)
    : undefined;
}
