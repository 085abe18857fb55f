/** Who is told of errors of all syncs: one list for an organization. */
import { type TerraformProvider, Token, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { GlobalErrorSubscribers as GlobalErrorSubscribersResource } from "../../lib/bindings/global-error-subscribers";
import { defined } from "../../lib/objects";
import { lowerCaseEmailProblem } from "../../lib/polytomic/addresses";
import { ensure } from "../../lib/terraform/needs";
import { dependOn } from "../../lib/terraform/dependencies";
import { rule } from "../../lib/validation/rule";
import { arrayOf, checkedString, withRules } from "../../lib/validation/combinators";
import { organizationRule, polytomicProviderRule, dependsOnRule } from "../rules";
import { checkConstruct } from "../validation";
import { findConflict } from "./singleton";

/** Props of {@link GlobalErrorSubscribers}. */
export interface GlobalErrorSubscribersProps {
  /**
   * Addresses that are told of errors, at least one, in lower case, as the provider compares them with Polytomic's answer
   * letter by letter. They replace all that Polytomic has. To tell nobody, leave the construct out.
   */
  readonly emails: readonly string[];
  /**
   * Organization in Polytomic, a lower-case UUID. Needed with partner and deployment keys. Where it is changed, set for the
   * first time or taken away, the list is cleared and written anew.
   * @default - the organization of the API key
   */
  readonly organization?: string;
  /**
   * What must exist before the list, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
}

/** The rules of {@link GlobalErrorSubscribersProps}. */
export const globalErrorSubscribersRule = rule((z) =>
  z.strictObject({
    emails: arrayOf(checkedString(lowerCaseEmailProblem, "e-mail addresses in lower case")),
    organization: organizationRule().optional(),
    dependsOn: dependsOnRule().optional(),
    polytomicProvider: polytomicProviderRule().optional(),
  }),
);

/**
 * The addresses that Polytomic tells of errors. An organization has one list, so there is one of these for it. Whoever
 * subscribes in Polytomic's app is removed by the next apply, and a destroyed list is an empty one.
 */
export class GlobalErrorSubscribers extends Construct {
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: GlobalErrorSubscribersResource;

  /** @throws InvalidPropsError if a prop breaks one of its rules, or the organization has a list already */
  public constructor(scope: Construct, id: string, props: GlobalErrorSubscribersProps) {
    super(scope, id);
    props = checkConstruct(
      this,
      "GlobalErrorSubscribers",
      withRules(globalErrorSubscribersRule(), ({ organization, polytomicProvider }, problem) => {
        const other = listOfSameOrganization(this, organization, polytomicProvider);
        if (other !== undefined) {
          problem(["organization"], `has a list already, ${other}; name all addresses there`);
        }
      }),
      props,
    );
    dependOn(this, props.dependsOn);
    const resource = new GlobalErrorSubscribersResource(this, "Resource", {
      ...defined({ organization: props.organization, provider: props.polytomicProvider }),
      emails: Token.asList(props.emails),
    });
    this.resource = ensure(resource);
  }
}

/** Without organization a list is that of the key's own, which is the only one that the key opens. */
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
