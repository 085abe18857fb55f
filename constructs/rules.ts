/** Rules of props that many constructs share. */
import { TerraformProvider, Tokenization } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { ZodType } from "zod";
import { TAG } from "../lib/aws/limits";
import { mustMatch } from "../lib/validation/must-match";
import { rule } from "../lib/validation/rule";
import { formatValue } from "../lib/format";
import { isToken } from "../lib/tokens";
import {
  either,
  instance,
  tokenOrObject,
  tokenOrString,
  mapOf,
  type Mistake,
  reject,
  nonEmptyString,
  checkedString,
  withRules,
  literalArray,
} from "../lib/validation/combinators";
import { isObject } from "../lib/objects";

/** Whether `value` is a construct with all of these members. Avoids `instanceof`, which fails across copies of this package. */
export function isConstructWith(value: unknown, ...members: readonly string[]): value is IConstruct {
  return isObject(value) && Construct.isConstruct(value) && members.every((member) => member in value);
}

/** The hint of rules that take a construct: how to get one. */
export const existingOrNew = (existing: string, creation: string): string =>
  `${existing} for an existing one, or ${creation} for a new one`;

const isProviderOf =
  (type: string) =>
  (value: unknown): value is TerraformProvider =>
    TerraformProvider.isTerraformProvider(value) && value.terraformResourceType === type;

export const isPolytomicProvider = isProviderOf("polytomic");

export const awsProviderRule = rule(() => instance("an AwsProvider", isProviderOf("aws")));
export const polytomicProviderRule = rule(() => instance("a PolytomicProvider", isPolytomicProvider));

/**
 * The rule of `dependsOn` props: resources that must exist first. Needed only for dependencies that no reference expresses, such as those
 * behind a name or ARN in a string.
 */
export const dependsOnRule = rule(() => literalArray(instance("a resource", isDependable)));

const isDependable = (value: unknown): boolean =>
  isObject(value) && "fqn" in value && typeof value.fqn === "string";

export const nameRule = rule(() => nonEmptyString());

/** Characters that at least one AWS service rejects in tags. */
const NOT_IN_TAGS = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/u;

const inTags =
  (isKey: boolean) =>
  (value: unknown): Mistake | undefined => {
    if (typeof value !== "string" || isToken(value)) {
      return undefined;
    }
    if (isKey && /^aws:/i.test(value)) {
      return { code: "MALFORMED", message: "begins with aws:, which is reserved by AWS. Choose another key" };
    }
    const [unfit] = NOT_IN_TAGS.exec(value) ?? [];
    const message = `contains ${formatValue(unfit)}; tags can contain only letters, digits, spaces and _.:/=+-@`;
    return unfit === undefined ? undefined : { code: "MALFORMED", message };
  };

const tooManyTags = (value: unknown): Mistake | undefined => {
  const count = isObject(value) && !isToken(value) ? Object.keys(value).length : 0;
  const message = `has ${count} tags; the limit is ${TAG.perResource} per resource, including the provider's default_tags`;
  return count > TAG.perResource ? { code: "OUT_OF_RANGE", message } : undefined;
};

/**
 * The rule of tags: an object, or a map token such as the result of `Fn.merge`, which CDKTF types as a string. Only characters that IAM,
 * S3 and KMS all accept. Sources: Tagging AWS Resources User Guide, "Tag naming limits and requirements"; IAM API Reference, Tag.
 */
export const tagsRule = rule((z) => {
  const keys = reject(inTags(true), tokenOrString(z.string().min(1).max(TAG.keyLength)));
  const values = reject(inTags(false), tokenOrString(z.string().max(TAG.valueLength)));
  const tags = reject(tooManyTags, tokenOrObject(mapOf(values, keys)));
  return either(isOneToken, z.unknown(), tags);
});

/** Whether a string consists of a single token. */
const isOneToken = (value: unknown): boolean => {
  const { tokens, literals } =
    typeof value === "string" ? Tokenization.reverseString(value) : { tokens: [], literals: [] };
  return tokens.length === 1 && literals.length === 0;
};

/**
 * The rule of tags of a role. In IAM, tag keys are case-insensitive, and values cannot begin with `aws:`. Source: IAM User Guide, "Rules for
 * tagging in IAM and AWS STS".
 */
export const roleTagsRule = rule(() =>
  withRules(tagsRule(), (tags, problem) => {
    const keys = new Map<string, string>();
    for (const [key, value] of isToken(tags) ? [] : Object.entries(tags)) {
      const other = keys.get(key.toLowerCase());
      if (other !== undefined && !isToken(key)) {
        problem(
          [key],
          `differs from ${formatValue(other)} only in case, but IAM tag keys are case-insensitive. Remove one of them`,
        );
      }
      keys.set(key.toLowerCase(), key);
      if (typeof value === "string" && /^aws:/i.test(value)) {
        problem([key], "has a value that begins with aws:, which is reserved by AWS", "MALFORMED");
      }
    }
  }),
);

/**
 * Checks the id of an existing Polytomic resource. Does not require a UUID, because Polytomic does not guarantee the format.
 */
const idProblem =
  (what: string) =>
  (id: string): string | undefined =>
    /[\s/:]/.test(id)
      ? `is not the id of a ${what}, such as 2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11. Use the last part of its URL in Polytomic`
      : undefined;

/** The rule of the id of an existing Polytomic resource. Errors do not show the value, because it may be a secret. */
export const idRule = (what: string): ZodType =>
  checkedString(idProblem(what), `the id of a ${what}`, () => "the string that was passed");

/** Requires a lowercase UUID: the provider compares it with Polytomic's response, character by character. */
export const organizationRule = rule(() =>
  checkedString(mustMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "is not a lowercase UUID")),
);
