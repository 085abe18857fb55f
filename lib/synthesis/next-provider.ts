/**
 * What a later major version of the Polytomic provider requires, checked at synthesis in stacks that allow it. It is known from the upgrade
 * guide of that version, not from its schema. Used by the generated bindings.
 */
import { type TerraformElement, type TerraformResource, TerraformStack } from "cdktf";
import { reference } from "../errors";
import { camelCase, formatChoice, formatValue } from "../format";
import { memberAt } from "../objects";
import { documentation } from "../repository";
import { rawOverridesOf } from "../terraform/overrides";
import { allowsSince } from "../terraform/version-constraint";
import { configuredValue } from "./configuration";

/** What changes for a connection type. Names are Terraform's. */
export interface NextProvider {
  /** The version of the provider. */
  readonly version: string;
  /** The later name of the resource. */
  readonly renamed?: string;
  /** A member of `configuration` that is required then. */
  readonly required?: string;
  /** The values that it allows. */
  readonly values?: readonly string[];
  /** Members that this binding does not have. */
  readonly newMembers: readonly string[];
}

/** Rejects a connection that the later version of the provider would reject, if the stack allows that version. */
export function checkNextProvider(connection: TerraformResource, next: NextProvider): void {
  connection.node.addValidation({
    validate: () => {
      const constraint = laterConstraint(connection, next);
      return constraint === undefined ? [] : problemsOf(connection, next, constraint);
    },
  });
}

function problemsOf(connection: TerraformResource, next: NextProvider, constraint: string): string[] {
  const { version, renamed, required, values, newMembers } = next;
  const allowed = `${version} of the Polytomic provider, which the constraint ${formatValue(constraint)} of this stack allows`;
  const more = `See ${documentation("how-to/upgrading.md")} ${reference("CDKTF_POLYTOMIC_INVALID_CONFIGURATION")}`;
  if (renamed !== undefined) {
    return [
      `the resource type ${connection.terraformResourceType} is called ${renamed} in version ${allowed}. ` +
        `Set a constraint below ${version} to keep it, or remove it from the state and import it. ${more}`,
    ];
  }
  if (required === undefined || isSet(configuredValue(connection, required))) {
    return [];
  }
  const instruction = newMembers.includes(required)
    ? `Set it with addOverride("configuration.${required}", ...)`
    : "Set it";
  const which = values === undefined ? "" : ` to ${formatChoice(values)}`;
  return [
    `configuration.${camelCase(required)} is required in version ${allowed}. ${instruction}${which}. ${more}`,
  ];
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** The members that the later version has and the binding does not, if the stack allows that version: `configuration.org_id`. */
export function membersOfNext(resource: TerraformResource): string[] {
  const next = Reflect.get(resource.constructor, "nextProvider") as NextProvider | undefined;
  return next === undefined || laterConstraint(resource, next) === undefined
    ? []
    : next.newMembers.map((member) => `configuration.${member}`);
}

/** The constraint of the stack, if it was overridden and allows the later version. The library's own one does not. */
function laterConstraint(element: TerraformElement, { version }: NextProvider): string | undefined {
  const constraint = memberAt(
    rawOverridesOf(TerraformStack.of(element)),
    "terraform",
    "required_providers",
    "polytomic",
    "version",
  );
  return typeof constraint === "string" && allowsSince(constraint, version) ? constraint : undefined;
}
