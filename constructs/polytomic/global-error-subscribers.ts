/** The addresses that get notifications about errors in all syncs: one list per organization. */
import { Token } from "cdktf";
import { Construct } from "constructs";
import { GlobalErrorSubscribers as GlobalErrorSubscribersResource } from "../../lib/bindings/global-error-subscribers";
import { defined } from "../../lib/objects";
import { lowerCaseEmailProblem } from "../../lib/polytomic/addresses";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { rule } from "../../lib/validation/rule";
import { arrayOf, checkedString, withRules } from "../../lib/validation/combinators";
import { organizationRule } from "../rules";
import { type PolytomicResourceProps, polytomicResourceShape } from "../common-props";
import { checkNew } from "../validation";
import { findConflict } from "./singleton";

/** Props of {@link GlobalErrorSubscribers}. */
export interface GlobalErrorSubscribersProps extends PolytomicResourceProps {
  /**
   * Addresses to notify, at least one. They must be lowercase, because the provider compares them with Polytomic's response
   * character by character. They replace all addresses in Polytomic. To notify no one, remove the construct.
   */
  readonly emails: readonly string[];
  /**
   * Polytomic organization, a lowercase UUID. Required with partner and deployment keys. Setting, changing or removing it clears
   * the list and writes it again.
   * @default - the organization of the API key
   */
  readonly organization?: string;
}

/** The rules of {@link GlobalErrorSubscribersProps}. */
export const globalErrorSubscribersRule = rule((z) =>
  z.strictObject({
    emails: arrayOf(checkedString(lowerCaseEmailProblem, "lowercase e-mail addresses")),
    organization: organizationRule().optional(),
    ...polytomicResourceShape(),
  }),
);

/**
 * The addresses that Polytomic notifies about sync errors. An organization has one list, so use this construct once per organization.
 * The next apply removes addresses added in Polytomic's app. Destroying the construct empties the list.
 */
export class GlobalErrorSubscribers extends Construct {
  /** The underlying Terraform resource, for arguments that this construct does not expose. */
  public readonly resource: GlobalErrorSubscribersResource;

  /** @throws InvalidPropsError if a prop breaks one of its rules, or the organization has a list already */
  public constructor(scope: Construct, id: string, props: GlobalErrorSubscribersProps) {
    super(scope, id);
    props = checkNew(
      this,
      "GlobalErrorSubscribers",
      withRules(globalErrorSubscribersRule(), ({ organization, polytomicProvider }, problem) => {
        const other = listOfSameOrganization(this, organization, polytomicProvider);
        if (other !== undefined) {
          problem(["organization"], `already has a list, set by ${other}; list all addresses there`);
        }
      }),
      props,
    );
    const resource = new GlobalErrorSubscribersResource(this, "Resource", {
      ...defined({ organization: props.organization, provider: props.polytomicProvider }),
      emails: Token.asList(props.emails),
    });
    this.resource = withMetaArguments(resource);
  }
}

/** A list without `organization` belongs to the key's own organization, the only one that the key can access. */
function listOfSameOrganization(
  scope: Construct,
  organization: unknown,
  polytomicProvider: unknown,
): string | undefined {
  return findConflict<GlobalErrorSubscribersResource>(
    scope,
    GlobalErrorSubscribersResource.tfResourceType,
    ({ organizationInput, provider }, resolved) =>
      provider === polytomicProvider &&
      (organizationInput === undefined ||
        organization === undefined ||
        (typeof organization === "string" && resolved(organizationInput) === resolved(organization))),
  );
}
