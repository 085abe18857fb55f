/** In which organization, and with which provider, a model or sync is created if the program names neither. */
import { type TerraformProvider, type TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { placeOf, refuse } from "../validation";
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
    .filter(({ resource }) => resource?.provider?.alias === provider?.alias)
    .map(({ resource }) => given(resource))
    .find((one) => one !== undefined);
}

/**
 * The provider of what `owner` creates, if the program names none: that of the connections and models it uses, which a provider with
 * the key of another organization does not find.
 *
 * @param upstream what is used; only what this stack manages has a provider that can be taken over
 * @throws InvalidPropsError if they have different providers
 */
export function providerOf(
  owner: Construct,
  name: string,
  upstream: readonly { readonly resource?: TerraformResource | undefined }[],
  given: TerraformProvider | undefined,
): TerraformProvider | undefined {
  if (given !== undefined) {
    return given;
  }
  const managed = upstream.flatMap(({ resource }) =>
    resource === undefined || TerraformStack.of(resource) !== TerraformStack.of(owner) ? [] : [resource],
  );
  const byAlias = new Map(managed.map((one) => [one.provider?.alias, one]));
  const [first, second] = [...byAlias.values()];
  if (first !== undefined && second !== undefined) {
    const message =
      `is missing: ${managedBy(first)}, and ${managedBy(second)}. Polytomic uses nothing of another organization. If both providers ` +
      "work in the same one, name the provider of this construct";
    refuse(owner, name, { prop: "polytomicProvider", code: "MISSING", message });
  }
  return first?.provider;
}

const managedBy = (resource: TerraformResource): string =>
  `${placeOf(resource).replace(/\/Resource$/, "")} is managed by ` +
  (resource.provider?.alias === undefined
    ? "the stack's default provider"
    : `the provider ${resource.provider.alias}`);

/** What the program says of the organization; what Polytomic says of it is not known before the apply. */
function given(resource: Upstream["resource"]): string | undefined {
  return resource !== undefined && "organizationInput" in resource
    ? (resource.organizationInput as string | undefined)
    : undefined;
}
