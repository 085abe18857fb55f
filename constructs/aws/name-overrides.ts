/** Protects names that appear in policies and connections: a resource that is renamed later would invalidate them. */
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { argumentOf } from "../../lib/terraform/arguments";
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

/** Other arguments that change a resource's name or ARN. */
const ALSO = ["name_prefix", "bucket_prefix"] as const;

/**
 * Fails synthesis if an aspect, an assignment or an override changed the name, region or provider of `resource`. ARNs in policies and
 * connections are composed from the original names, and would be wrong.
 */
export function forbidNameOverrides(
  construct: Construct,
  resource: TerraformResource,
  { what, names, remedy }: FixedNames,
): void {
  const expected: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries(ALSO.map((argument) => [argument, undefined])),
    ...names,
    provider: resource.provider?.fqn,
    // In bindings for version 6 of the AWS provider.
    region: argumentOf(resource, "region"),
  };
  checkAtSynthesis(construct, "CDKTF_POLYTOMIC_NAME_OVERRIDDEN", () => {
    const changed = Object.entries(expected).flatMap(([argument, then]) => {
      const now = argumentOf(resource, argument);
      if (now === then) {
        return [];
      }
      const [is, was] = [now, then].map((value) => resolveIn(construct, value ?? ""));
      return JSON.stringify(plain(argument, is)) === JSON.stringify(plain(argument, was))
        ? []
        : [{ argument, original: was === "" ? "none" : formatValue(was) }];
    });
    return changed.length === 0
      ? undefined
      : `the ${changed.map(({ argument }) => argument).join(" and ")} of the ${what} was overridden, but policies and connections use the ` +
          `original value (${changed.map(({ original }) => original).join(", ")}). Remove the override. ${remedy} instead`;
  });
}

/** A provider without an alias is the default provider, whether it is set explicitly or not. */
const plain = (argument: string, value: unknown): unknown =>
  argument === "provider" && value === "aws" ? "" : value;
