/** What stands for an unknown value in a document: `‹external ID of connection "Acme data lake"›`. */
import { isValues } from "../value";
import type { ResourceChange } from "../plan";

/** An unknown value in a document. */
export interface Placeholder {
  /** As in the document: `‹ARN of queue lake/queue›`. */
  readonly text: string;
  /** What the value is computed from, as in the configuration: `aws_sqs_queue.lake_queue.arn`. */
  readonly expression: string;
  /** Whether it is an attribute of a resource or data source. Any other expression can have any value, such as `*`. */
  readonly isAttribute: boolean;
}

/** Around the number of a placeholder, until the document is complete. Private characters, which documents do not contain. */
const [START, END] = ["\uE000", "\uE001"];
const MARKS = /\uE000(\d+)\uE001/g;

/** Whether a string contains a placeholder. */
export const hasPlaceholder = (text: string): boolean => text.includes(START);

/** The placeholders of one document. */
export class Placeholders {
  private readonly all: Placeholder[] = [];

  /** The mark of an unknown value. */
  public add(words: string, expression: string, isAttribute: boolean): string {
    const text = `‹${words}›`;
    const known = this.all.findIndex((one) => one.text === text && one.expression === expression);
    const number = known === -1 ? this.all.push({ text, expression, isAttribute }) - 1 : known;
    return `${START}${number}${END}`;
  }

  /** Whether a string can be any string: it starts with an expression that is not an attribute. */
  public canBeAnything(text: string): boolean {
    const [, number] = /^\uE000(\d+)\uE001/.exec(text) ?? [];
    return number !== undefined && this.all[Number(number)]?.isAttribute === false;
  }

  /**
   * A value with the text of its placeholders, and those that it contains.
   *
   * @param clean removes secrets from a string
   */
  public shown(
    value: unknown,
    clean: (text: string) => string,
  ): { readonly value: unknown; readonly placeholders: readonly Placeholder[] } {
    const used = new Set<Placeholder>();
    const show = (at: unknown): unknown => {
      if (typeof at === "string") {
        return clean(at).replace(MARKS, (mark, number: string) => {
          const placeholder = this.all[Number(number)];
          if (placeholder === undefined) {
            // Somebody's text, by chance.
            return mark;
          }
          used.add(placeholder);
          return placeholder.text;
        });
      }
      if (Array.isArray(at)) {
        return at.map(show);
      }
      return typeof at === "object" && at !== null
        ? Object.fromEntries(Object.entries(at).map(([name, one]) => [show(name), show(one)]))
        : at;
    };
    return { value: show(value), placeholders: [...used] };
  }
}

const ACRONYMS = new Set(["id", "arn", "url", "uri", "kms", "sqs", "sns", "s3", "iam", "aws", "dns", "ip"]);

/** The types that have a shorter name. */
const NOUNS: Readonly<Record<string, string>> = {
  aws_s3_bucket: "bucket",
  aws_sqs_queue: "queue",
  aws_sns_topic: "topic",
  aws_kms_key: "key",
  aws_kms_alias: "key alias",
  aws_iam_role: "role",
  aws_iam_user: "user",
  aws_iam_policy: "policy",
  aws_lambda_function: "function",
  aws_cloudfront_distribution: "distribution",
};

/** Attributes of data sources that describe where Terraform runs. */
const SURROUNDINGS: Readonly<Record<string, string>> = {
  "aws_caller_identity.account_id": "this account",
  "aws_partition.partition": "this AWS partition",
  "aws_partition.dns_suffix": "this AWS partition's domain",
  "aws_region.id": "this region",
  "aws_region.name": "this region",
  "aws_region.region": "this region",
};

/** An attribute of a resource in words: `external ID of connection "Acme data lake"`. */
export function wordsOfAttribute(resource: ResourceChange, path: readonly (string | number)[]): string {
  const around = SURROUNDINGS[`${resource.type}.${String(path[0])}`];
  if (around !== undefined) {
    return around;
  }
  const attribute = path.filter((step) => typeof step === "string" && step !== "output").at(-1) ?? "value";
  return `${wordsOf(String(attribute))} of ${wordsOfResource(resource)}`;
}

/** `external_id` as `external ID`. */
const wordsOf = (name: string): string =>
  name
    .split("_")
    .map((word) => (ACRONYMS.has(word) ? word.toUpperCase() : word))
    .join(" ");

function wordsOfResource(resource: ResourceChange): string {
  const { type, construct, address } = resource;
  const noun =
    NOUNS[type] ??
    (/^polytomic_\w+_connection$/.test(type) ? "connection" : wordsOf(type.replace(/^[a-z0-9]+_/, "")));
  const values = resource.after ?? resource.before;
  const name = isValues(values) && type.startsWith("polytomic_") ? values["name"] : undefined;
  return typeof name === "string"
    ? `${noun} "${name}"`
    : `${noun} ${construct === undefined ? address : shortPath(construct)}`;
}

/** The path of a construct without its stack and without the name that hides a single child. */
const shortPath = (construct: string): string =>
  construct.replace(/^[^/]+\/(?=.)/, "").replace(/\/(Resource|Default)(?=$|\[)/, "");
