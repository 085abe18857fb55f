/** Rules of props that many constructs have. */
import { TerraformProvider } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { z } from "zod";
import { TAG } from "../lib/aws/limits";
import { instance, literal, text, textThat } from "../lib/validation/token-aware";

/** Whether `value` is a construct that has all of these members: without `instanceof`, which other copies fail. */
export function isConstructWith(value: unknown, ...members: readonly string[]): value is IConstruct {
  return (
    typeof value === "object" &&
    value !== null &&
    Construct.isConstruct(value) &&
    members.every((member) => member in value)
  );
}

const isProviderOf =
  (type: string) =>
  (value: unknown): boolean =>
    TerraformProvider.isTerraformProvider(value) && value.terraformResourceType === type;

export const awsProviderRule = instance("an AwsProvider", isProviderOf("aws"));
export const polytomicProviderRule = instance("a PolytomicProvider", isProviderOf("polytomic"));

export const nameRule = text();

export const tagsRule = literal(
  z.record(z.string().min(1).max(TAG.keyLength), literal(z.string().max(TAG.valueLength))),
);

/** An organization is named by a lower-case UUID; the provider compares it, letter by letter, with Polytomic's answer. */
export const organizationRule = textThat((value) =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? undefined : "is not a UUID in lower case",
);
