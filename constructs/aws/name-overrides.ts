/** Protects names that appear in policies and connections: a resource that is renamed later would invalidate them. */
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { memberAt } from "../../lib/objects";
import { formatValue } from "../../lib/format";
import { checkAtSynthesis, resolveIn } from "../validation";

/** The names of a resource. */
export interface FixedNames {
  /** The kind of resource, such as `queue`. */
  readonly what: string;
  /** Its naming arguments, in Terraform's spelling, with the values used in policies and connections. */
  readonly names: Readonly<Record<string, unknown>>;
  /** What to write instead of an override, such as `Set queueName`. */
  readonly remedy: string;
}

/** Other arguments that change a resource's name or ARN. Version 6 of the AWS provider has `region` on each resource. */
const ALSO = ["name_prefix", "bucket_prefix", "region"] as const;

/**
 * Fails synthesis if an aspect, an assignment or an override changed the name, region or provider of `resource`. ARNs in policies and
 * connections are composed from the original names, and would be wrong.
 */
export function forbidNameOverrides(
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
    const originals = changed.map((argument) => (was[argument] === "" ? "none" : formatValue(was[argument])));
    return (
      `the ${changed.join(" and ")} of the ${what} was overridden, but policies and connections use the original value ` +
      `(${originals.join(", ")}). Remove the override. ${remedy} instead`
    );
  });
}

/** A provider without an alias is the default provider, whether it is set explicitly or not. */
const plain = (argument: string, value: unknown): unknown =>
  argument === "provider" && value === "aws" ? "" : value;
