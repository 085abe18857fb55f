/** The organization and provider of models and syncs: taken over from what they use, and what a change of them does. */
import { DataResource, type TerraformProvider, type TerraformResource, TerraformStack } from "cdktf";
import { defined } from "../../lib/objects";
import type { Construct } from "constructs";
import { constructPath, refuse } from "../validation";
import { ensure } from "../../lib/terraform/needs";
import { replaceWith } from "../../lib/terraform/replacement";
import type { Upstream } from "./dependencies";

/** Where things live in Polytomic, and by whom they are managed. */
export interface PolytomicScope {
  readonly organization?: string;
  readonly polytomicProvider?: TerraformProvider;
}

/** `options`, with what they leave open taken over from `heritage`. */
export function withScope<Options extends PolytomicScope>(
  options: Options,
  heritage: PolytomicScope,
): Options {
  return {
    ...options,
    ...defined({
      organization: options?.organization ?? heritage.organization,
      polytomicProvider: options?.polytomicProvider ?? heritage.polytomicProvider,
    }),
  };
}

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
  `${constructPath(resource).replace(/\/Resource$/, "")} is managed by ` +
  (resource.provider?.alias === undefined
    ? "the stack's default provider"
    : `the provider ${resource.provider.alias}`);

/** What the program says of the organization; what Polytomic says of it is not known before the apply. */
function given(resource: Upstream["resource"]): string | undefined {
  return resource !== undefined && "organizationInput" in resource
    ? (resource.organizationInput as string | undefined)
    : undefined;
}

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
export function replaceOnOrganizationChange(
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
