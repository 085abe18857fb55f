/** Names that policies and connections are composed from. A resource that gets another one later would leave them about something else. */
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { memberAt } from "../../lib/objects";
import { formatValue } from "../../lib/format";
import { checkAtSynthesis, resolveIn } from "../validation";

/** What a resource has to be called. */
export interface FixedNames {
  /** What the resource is, such as `queue`. */
  readonly what: string;
  /** Its arguments that are names, in Terraform's spelling, with the values that others were given. */
  readonly names: Readonly<Record<string, unknown>>;
  /** What to write instead of an override, such as `Set queueName`. */
  readonly remedy: string;
}

/**
 * Arguments that give a resource another name or ARN although they are not its name. Version 6 of the AWS provider has `region` on
 * each resource.
 */
const ALSO = ["name_prefix", "bucket_prefix", "region"] as const;

/**
 * Fails synthesis if an aspect, an assignment or an override gave `resource` another name, region or provider than the one it was
 * created with: ARNs in policies and connections are composed from names, and would be those of another resource or of none.
 */
export function refuseNameOverrides(
  construct: Construct,
  resource: TerraformResource,
  { what, names, remedy }: FixedNames,
): void {
  const provider = resource.provider?.fqn;
  const expected: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries(ALSO.map((argument) => [argument, undefined])),
    ...names,
    provider,
  };
  checkAtSynthesis(construct, "CDKTF_POLYTOMIC_NAME_OVERRIDDEN", () => {
    const { terraformResourceType: type, friendlyUniqueId: id } = resource;
    const written = memberAt(resource.toTerraform(), "resource", type, id);
    const valuesOf = (valueOf: (argument: string) => unknown): Readonly<Record<string, unknown>> =>
      resolveIn(
        construct,
        Object.fromEntries(Object.keys(expected).map((argument) => [argument, valueOf(argument) ?? ""])),
      ) as Readonly<Record<string, unknown>>;
    const [is, was] = [valuesOf((argument) => memberAt(written, argument)), valuesOf((one) => expected[one])];
    const changed = Object.keys(expected).filter((argument) => {
      const [now, then] = [is, was].map((values) => plain(argument, values[argument]));
      return JSON.stringify(now) !== JSON.stringify(then);
    });
    if (changed.length === 0) {
      return undefined;
    }
    const given = changed.map((argument) => (was[argument] === "" ? "none" : formatValue(was[argument])));
    return (
      `the ${changed.join(" and ")} of the ${what} was overridden, but policies and connections use what it was created with ` +
      `(${given.join(", ")}). ${remedy} instead`
    );
  });
}

/** A provider without an alias is the default, named or not. */
const plain = (argument: string, value: unknown): unknown =>
  argument === "provider" && value === "aws" ? "" : value;
