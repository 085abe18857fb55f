/** The organization and provider of models and syncs: how they are inherited from connections, and what a change does. */
import { type TerraformProvider, type TerraformResource, TerraformStack } from "cdktf";
import { defined } from "../../lib/objects";
import type { Construct } from "constructs";
import { constructPath, refuse } from "../validation";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { replaceTriggeredBy } from "../../lib/terraform/replacement";
import { TerraformData } from "../../lib/terraform/terraform-data";
import type { Upstream } from "./dependencies";

/** The organization of a resource, and the provider that manages it. */
export interface OrganizationScope {
  readonly organization?: string;
  readonly polytomicProvider?: TerraformProvider;
}

/** Fills unset members of `options` from `defaults`. */
export function inheritScope<Options extends OrganizationScope>(
  options: Options,
  defaults: OrganizationScope,
): Options {
  return {
    ...options,
    ...defined({
      organization: options?.organization ?? defaults.organization,
      polytomicProvider: options?.polytomicProvider ?? defaults.polytomicProvider,
    }),
  };
}

/**
 * The `organization` of the first upstream resource that sets it and has the same provider. With a partner key the provider requires it
 * on every resource, although Polytomic resources cannot cross organizations.
 */
export function organizationOf(
  upstream: readonly Upstream[],
  provider: TerraformProvider | undefined,
): string | undefined {
  return upstream
    .filter(({ resource }) => resource?.provider?.alias === provider?.alias)
    .map(({ resource }) => configuredOrganization(resource))
    .find((one) => one !== undefined);
}

/**
 * The provider for the resources of `owner`: `configured` if set, otherwise the provider of the connections and models it uses. A
 * provider with the key of another organization would not find them.
 *
 * @param upstream the connections and models; only those managed in this stack have a provider to inherit
 * @throws InvalidPropsError if they have different providers
 */
export function providerOf(
  owner: Construct,
  name: string,
  upstream: readonly { readonly resource?: TerraformResource | undefined }[],
  configured: TerraformProvider | undefined,
): TerraformProvider | undefined {
  if (configured !== undefined) {
    return configured;
  }
  const managed = upstream.flatMap(({ resource }) =>
    resource === undefined || TerraformStack.of(resource) !== TerraformStack.of(owner) ? [] : [resource],
  );
  const byAlias = new Map(managed.map((one) => [one.provider?.alias, one]));
  const [first, second] = [...byAlias.values()];
  if (first !== undefined && second !== undefined) {
    const message =
      `is missing: ${managedBy(first)}, and ${managedBy(second)}. Polytomic resources cannot cross organizations. If both providers ` +
      "use the same organization, set the provider of this construct";
    refuse(owner, name, { prop: "polytomicProvider", code: "MISSING", message });
  }
  return first?.provider;
}

const managedBy = (resource: TerraformResource): string =>
  `${constructPath(resource).replace(/\/Resource$/, "")} is managed by ` +
  (resource.provider?.alias === undefined
    ? "the stack's default provider"
    : `the provider ${resource.provider.alias}`);

/** The organization set in your code. The one that Polytomic returns is known only after apply. */
function configuredOrganization(resource: Upstream["resource"]): string | undefined {
  return resource !== undefined && "organizationInput" in resource
    ? (resource.organizationInput as string | undefined)
    : undefined;
}

/**
 * Replaces `resource` when its organization changes. Polytomic cannot move resources between organizations, but the provider plans an
 * update, and then looks for the resource in the new organization, where it does not exist.
 *
 * The `terraform_data` that stores the organization can be created after `resource`, such as after an import. Creating it replaces nothing.
 *
 * Skipped when an upstream connection or model is managed in this app: replacing the upstream already replaces this. A connection binding
 * cannot move between organizations, so its dependents must not be destroyed before Terraform reports that.
 *
 * @param owner the construct that contains `resource`
 * @param upstream the connections and models that `resource` uses
 */
export function replaceOnOrganizationChange(
  owner: Construct,
  resource: TerraformResource,
  organization: string | undefined,
  upstream: readonly Upstream[] = [],
): void {
  if (organization === undefined || upstream.some((one) => one.resource !== undefined)) {
    return;
  }
  const stored = new TerraformData(owner, "organization", { triggersReplace: { organization } });
  replaceTriggeredBy(resource, [withMetaArguments(stored, { neverIgnored: ["triggers_replace"] })]);
}
