/** Rules of props that many constructs have. */
import { TerraformProvider } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { ZodType } from "zod";
import { TAG } from "../lib/aws/limits";
import { connectionIdProblem } from "../lib/polytomic/connections";
import { rule } from "../lib/validation/rule";
import {
  instance,
  literalMap,
  literalText,
  mapOf,
  text,
  textThat,
  writtenList,
} from "../lib/validation/token-aware";

/** Whether `value` is a construct that has all of these members: without `instanceof`, which other copies fail. */
export function isConstructWith(value: unknown, ...members: readonly string[]): value is IConstruct {
  return (
    typeof value === "object" &&
    value !== null &&
    Construct.isConstruct(value) &&
    members.every((member) => member in value)
  );
}

/** The hint of rules that take a construct: how to come by one. */
export const existingOrNew = (existing: string, creation: string): string =>
  `an existing one by ${existing}, or ${creation} for a new one`;

const isProviderOf =
  (type: string) =>
  (value: unknown): value is TerraformProvider =>
    TerraformProvider.isTerraformProvider(value) && value.terraformResourceType === type;

export const isPolytomicProvider = isProviderOf("polytomic");

export const awsProviderRule = rule(() => instance("an AwsProvider", isProviderOf("aws")));
export const polytomicProviderRule = rule(() => instance("a PolytomicProvider", isPolytomicProvider));

/**
 * The rule of props `dependsOn`: resources that have to exist first. What you name by a reference is waited for anyway; this is for
 * what a name or ARN as a string does not refer to.
 */
export const dependsOnRule = rule(() => writtenList(instance("a resource", isDependable)));

const isDependable = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "fqn" in value && typeof value.fqn === "string";

export const nameRule = rule(() => text());

export const tagsRule = rule((z) =>
  literalMap(mapOf(literalText(z.string().max(TAG.valueLength)), z.string().min(1).max(TAG.keyLength))),
);

/**
 * What is wrong with the id of something in Polytomic that exists. Not a UUID of necessity: Polytomic does not promise the
 * form.
 */
const idProblem =
  (what: string) =>
  (id: string): string | undefined =>
    /[\s/:]/.test(id)
      ? `is not the id of a ${what}, such as 2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11: the last part of its address`
      : undefined;

/** The rule of the id of something in Polytomic that exists. What is given instead is not shown: it may be a secret. */
export const idRule = (what: string): ZodType =>
  textThat(idProblem(what), `the id of a ${what}`, () => "the string that was given");

/** The rule of the id of a connection that exists. */
export const connectionIdRule = rule(() =>
  textThat(
    connectionIdProblem,
    "the id of a connection",
    // It may be a secret.
    () => "the string that was given",
  ),
);

/** An organization is named by a lower-case UUID; the provider compares it, letter by letter, with Polytomic's answer. */
export const organizationRule = rule(() =>
  textThat((value) =>
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? undefined : "is not a UUID in lower case",
  ),
);
