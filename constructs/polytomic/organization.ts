/** An organization in Polytomic, which contains users, connections, models and syncs. */
import type { TerraformElement, TerraformProvider } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { Organization as OrganizationResource } from "../../lib/bindings/organization";
import type { PolytomicProvider } from "../../lib/bindings/provider";
import { defined } from "../../lib/objects";
import { domainProblem } from "../../lib/polytomic/addresses";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { defaultProviderOf } from "../../lib/terraform/providers";
import { rule } from "../../lib/validation/rule";
import { nonEmptyString, checkedString, unsupported } from "../../lib/validation/combinators";
import { type Removal, removalArguments, removalRule } from "../removal";
import { nameRule, organizationRule } from "../rules";
import { type PolytomicResourceProps, polytomicResourceShape } from "../common-props";
import { checkAtSynthesis, checkConstruct, checkNew } from "../validation";

/** An organization in Polytomic. */
export interface IOrganization extends IConstruct {
  /** Id of the organization, a UUID. Pass it to the `organization` prop of other constructs. */
  readonly organizationId: string;
}

/** Props of {@link Organization}. */
export interface OrganizationProps extends PolytomicResourceProps {
  /** Name of the organization. Source: Polytomic API, organizations: "must be unique across the partner account". */
  readonly name: string;
  /**
   * E-mail domain for single sign-on to this organization, such as `example.com`, in lowercase. To unset it, remove the prop: it is then
   * not sent to Polytomic.
   * @default - none
   */
  readonly ssoDomain?: string;
  /**
   * Id of the organization at WorkOS, for single sign-on. To unset it, remove the prop, as with `ssoDomain`.
   * @default - none
   */
  readonly ssoOrgId?: string;
  /**
   * What happens when Terraform plans to destroy or replace the organization. `keep` fails the plan before anything changes. `delete`
   * deletes the organization with everything in it, including resources created by hand. `keep` protects only while the construct is in
   * your code.
   * @default "keep"
   */
  readonly onRemoval?: Removal;
  /**
   * A provider with a partner or deployment key.
   * @default - the stack's Polytomic provider
   */
  readonly polytomicProvider?: TerraformProvider;
}

const openIdConnect = () =>
  unsupported(
    "cannot be set: the Terraform provider does not support OpenID Connect. Set it with Polytomic's API",
  );

/** The rules of {@link OrganizationProps}. */
export const organizationPropsRule = rule((z) =>
  z.strictObject({
    name: nameRule(),
    ssoDomain: checkedString(domainProblem, "a lowercase domain").optional(),
    ssoOrgId: nonEmptyString().optional(),
    issuer: openIdConnect(),
    clientId: openIdConnect(),
    clientSecret: openIdConnect(),
    onRemoval: removalRule().optional(),
    ...polytomicResourceShape(),
  }),
);

const existingOrganizationRule = rule((z) => z.strictObject({ organizationId: organizationRule() }));

/**
 * A Polytomic organization, for partners and self-hosted deployments. Its provider needs a partner or deployment key and no API key: the
 * provider prefers an API key, even `POLYTOMIC_API_KEY` from the environment.
 *
 * Deleting an organization deletes everything in it, so Terraform does not destroy one unless `onRemoval` is `delete`.
 */
export class Organization extends Construct implements IOrganization {
  /** Id of the organization in Polytomic, a UUID. Pass it to the `organization` prop of other constructs. */
  public readonly organizationId: string;
  /** The underlying Terraform resource, for arguments that this construct does not expose. */
  public readonly resource: OrganizationResource;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: OrganizationProps) {
    super(scope, id);
    props = checkNew(this, "Organization", organizationPropsRule(), props);
    const resource = new OrganizationResource(this, "Resource", {
      ...removalArguments(props.onRemoval ?? "keep"),
      ...defined({
        ssoDomain: props.ssoDomain,
        ssoOrgId: props.ssoOrgId,
        provider: props.polytomicProvider,
      }),
      name: props.name,
    });
    this.resource = withMetaArguments(resource);
    this.organizationId = this.resource.id;
    checkAtSynthesis(this, "CDKTF_POLYTOMIC_PARTNER_KEY_NEEDED", () =>
      hasApiKeyOnly(props.polytomicProvider ?? defaultProviderOf(this, "polytomic"))
        ? "an organization cannot be managed with an apiKey, because Polytomic requires a partner key. " +
          "Set partnerKey or deploymentApiKey of the PolytomicProvider instead"
        : undefined,
    );
  }

  /**
   * References an existing organization by its id in Polytomic.
   *
   * @param organizationId a lowercase UUID
   * @throws InvalidPropsError if `organizationId` is not a lowercase UUID
   */
  public static fromOrganizationId(scope: Construct, id: string, organizationId: string): IOrganization {
    return new ExistingOrganization(scope, id, organizationId);
  }
}

class ExistingOrganization extends Construct implements IOrganization {
  public constructor(
    scope: Construct,
    id: string,
    public readonly organizationId: string,
  ) {
    super(scope, id);
    const props = checkConstruct(this, "Organization", existingOrganizationRule(), { organizationId });
    this.organizationId = props.organizationId;
  }
}

function hasApiKeyOnly(provider: TerraformElement | undefined): boolean {
  const { apiKey, partnerKey, deploymentApiKey } = (provider ?? {}) as Partial<PolytomicProvider>;
  return apiKey !== undefined && partnerKey === undefined && deploymentApiKey === undefined;
}
