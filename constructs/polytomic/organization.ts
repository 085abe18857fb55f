/** An organization in Polytomic: what users, connections, models and syncs belong to. */
import type { ITerraformDependable, TerraformElement, TerraformProvider } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { Organization as OrganizationResource } from "../../lib/bindings/organization";
import type { PolytomicProvider } from "../../lib/bindings/provider";
import { defined } from "../../lib/objects";
import { domainProblem } from "../../lib/polytomic/addresses";
import { ensure } from "../../lib/terraform/needs";
import { defaultProviderOf } from "../../lib/terraform/providers";
import { dependOn } from "../../lib/terraform/dependencies";
import { rule } from "../../lib/validation/rule";
import { nonEmptyString, checkedString, unsupported } from "../../lib/validation/combinators";
import { type Removal, removalArguments, removalRule } from "../removal";
import { nameRule, organizationRule, polytomicProviderRule, dependsOnRule } from "../rules";
import { checkAtSynthesis, checkConstruct } from "../validation";

/** An organization in Polytomic. */
export interface IOrganization extends IConstruct {
  /** Id of the organization, a UUID: what props `organization` take. */
  readonly organizationId: string;
}

/** Props of {@link Organization}. */
export interface OrganizationProps {
  /** Name of the organization. Source: Polytomic API, organizations: "must be unique across the partner account". */
  readonly name: string;
  /**
   * Domain of the addresses that sign in to this organization by single sign-on, such as `example.com`, in lower case. It is
   * taken back by leaving it out: Polytomic is then not told of one.
   * @default - none
   */
  readonly ssoDomain?: string;
  /**
   * Id of the organization at WorkOS, for single sign-on. It is taken back as `ssoDomain` is.
   * @default - none
   */
  readonly ssoOrgId?: string;
  /**
   * What happens to the organization when Terraform is to destroy or replace it: `keep` fails the plan before anything is touched,
   * `delete` deletes it with everything in it, also what somebody created by hand. `keep` protects only while the construct is in
   * the program.
   * @default "keep"
   */
  readonly onRemoval?: Removal;
  /**
   * What must exist before the organization, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /**
   * A provider with a partner or deployment key.
   * @default - the stack's Polytomic provider
   */
  readonly polytomicProvider?: TerraformProvider;
}

const openIdConnect = () =>
  unsupported(
    "cannot be set: the Terraform provider does not know OpenID Connect. Set it in Polytomic, by its API",
  );

/** The rules of {@link OrganizationProps}. */
export const organizationPropsRule = rule((z) =>
  z.strictObject({
    name: nameRule(),
    ssoDomain: checkedString(domainProblem, "a domain in lower case").optional(),
    ssoOrgId: nonEmptyString().optional(),
    issuer: openIdConnect(),
    clientId: openIdConnect(),
    clientSecret: openIdConnect(),
    onRemoval: removalRule().optional(),
    dependsOn: dependsOnRule().optional(),
    polytomicProvider: polytomicProviderRule().optional(),
  }),
);

const existingOrganizationRule = rule((z) => z.strictObject({ organizationId: organizationRule() }));

/**
 * An organization, for partners and for those who run a Polytomic of their own: it needs a partner or deployment key, and
 * no API key beside it, not even `POLYTOMIC_API_KEY` in the environment, which the provider would prefer.
 *
 * Polytomic deletes everything in an organization with it, so Terraform does not destroy one unless `onRemoval` is `delete`.
 */
export class Organization extends Construct implements IOrganization {
  /** Id of the organization in Polytomic, a UUID: what props `organization` take. */
  public readonly organizationId: string;
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: OrganizationResource;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: OrganizationProps) {
    super(scope, id);
    props = checkConstruct(this, "Organization", organizationPropsRule(), props);
    dependOn(this, props.dependsOn);
    const resource = new OrganizationResource(this, "Resource", {
      ...removalArguments(props.onRemoval ?? "keep"),
      ...defined({
        ssoDomain: props.ssoDomain,
        ssoOrgId: props.ssoOrgId,
        provider: props.polytomicProvider,
      }),
      name: props.name,
    });
    this.resource = ensure(resource);
    this.organizationId = this.resource.id;
    checkAtSynthesis(this, "CDKTF_POLYTOMIC_PARTNER_KEY_NEEDED", () =>
      hasApiKeyOnly(props.polytomicProvider ?? defaultProviderOf(this, "polytomic"))
        ? "an organization cannot be managed with the apiKey of its provider: Polytomic asks for a partner key. " +
          "Give the PolytomicProvider a partnerKey or deploymentApiKey instead"
        : undefined,
    );
  }

  /**
   * An organization that exists already, by its id in Polytomic.
   *
   * @param organizationId a UUID in lower case
   * @throws InvalidPropsError if `organizationId` is none
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
    const given = { organizationId };
    this.organizationId = checkConstruct(
      this,
      "Organization",
      existingOrganizationRule(),
      given,
    ).organizationId;
  }
}

function hasApiKeyOnly(provider: TerraformElement | undefined): boolean {
  const { apiKey, partnerKey, deploymentApiKey } = (provider ?? {}) as Partial<PolytomicProvider>;
  return apiKey !== undefined && partnerKey === undefined && deploymentApiKey === undefined;
}
