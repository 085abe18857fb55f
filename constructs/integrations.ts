/** Integrations as data, such as a YAML file: validated as a whole before any construct is created. */
import type { ZodType } from "zod";
import { describe } from "../lib/validation/metadata";
import { checkProps } from "../lib/validation/check-props";
import { evaluatedIn } from "../lib/validation/plain-data";
import { rule } from "../lib/validation/rule";
import { formatValue } from "../lib/format";
import { entriesOf, type Mistake, reject, withRules } from "../lib/validation/combinators";
import { guardedIn, type GuardedMember, guardedMembers } from "./guarded-members";
import { nameConflictsIn } from "./integration-names";
import { type S3IntegrationProps, s3IntegrationRule } from "./s3-integration";
import { isRecord } from "../lib/objects";

/** One integration from the data. */
export interface IntegrationEntry {
  /** Id for the construct. Renaming an entry changes the logical ids, so Terraform destroys its resources and creates new ones. */
  readonly id: string;
  /** Props of the integration. */
  readonly props: S3IntegrationProps;
}

/** Options of {@link parseIntegrations}. */
export interface ParseIntegrationsOptions {
  /**
   * Name of the data in errors, such as the file name.
   * @default "integrations"
   */
  readonly source?: string;
  /**
   * Props that the data can set although they decide who has access, where data goes or what is destroyed, such as
   * `["bucket.policyStatements", "role.permissionsBoundary"]`. Anyone who can edit the data can then decide that.
   * @default - none
   */
  readonly allow?: readonly GuardedMember[];
}

/** Common mistakes: an unparsed file, an empty file, or an array. */
function notAMap(value: unknown): Mistake | undefined {
  if (typeof value === "string") {
    const message =
      'are a string; parse it first, such as with parseIntegrations(parse(text)) and import { parse } from "yaml"';
    return { code: "WRONG_TYPE", message };
  }
  return isRecord(value)
    ? undefined
    : { code: "WRONG_TYPE", message: `are ${formatValue(value)}; expected a map of ids to integrations` };
}

/** The rules of the data: the rules of the props, and no expressions, name conflicts or guarded props. */
export function integrationsRule(allow: readonly string[]): ZodType {
  const rules = withRules(reject(notAMap, entriesRule()), (entries, problem) => {
    if (Array.isArray(entries)) {
      return;
    }
    for (const { path, message } of evaluatedIn(entries)) {
      const remedy =
        "Data cannot contain expressions. Change the value, or set it in the code that reads the data";
      problem([...path], `${message}. ${remedy}`, "NOT_ALLOWED");
    }
    for (const { path, message } of nameConflictsIn(entries)) {
      problem([...path], message);
    }
    for (const [id, entry] of Object.entries(entries)) {
      for (const path of guardedIn(entry, allow)) {
        problem([id, ...path], guardedMessage(path.join(".")), "NOT_ALLOWED");
      }
    }
  });
  return describe(rules, { isData: true });
}

const guardedMessage = (member: string): string =>
  "cannot be set by data, because it can change who has access, where data goes or what is destroyed. Set it in the code " +
  `that reads the data, or allow it there: parseIntegrations(data, { allow: ["${member}"] })`;

const entriesRule = rule((z) =>
  entriesOf(
    s3IntegrationRule(),
    z.string().regex(/^[^\s/]+$/, { error: "an id needs at least one character, and no spaces or slashes" }),
  ),
);

const optionsRule = rule((z) =>
  z.strictObject({
    source: z.string().min(1).optional(),
    allow: z.array(z.enum(guardedMembers())).optional(),
  }),
);

/**
 * Validates integrations from data, such as a parsed YAML file: a map of ids to props of {@link S3Integration}. Reference existing
 * resources with `existing`, such as `bucket: { existing: acme-archive }`.
 *
 * ```ts
 * for (const { id, props } of parseIntegrations(parse(readFileSync("integrations.yaml", "utf8")))) {
 *   new S3Integration(this, id, props);
 * }
 * ```
 *
 * The data may come from other teams, so it can do less than code. Strings that Terraform would evaluate (`${...}`, `%{...}`) are
 * rejected. Two entries cannot create the same bucket, queue, role or alias. Props that change who has access, where data goes or what is
 * destroyed are rejected unless `allow` lists them. Review which existing buckets and queues the entries reference.
 *
 * @param options what the data can set, and its name in errors; a string is the name
 * @throws InvalidPropsError with every problem of every entry, or of the options
 */
export function parseIntegrations(
  data: unknown,
  options: ParseIntegrationsOptions | string = {},
): IntegrationEntry[] {
  const asObject = typeof options === "string" ? { source: options } : options;
  const { source = "integrations", allow = [] } = checkProps(
    { path: "the options", name: "parseIntegrations" },
    optionsRule(),
    asObject,
  );
  const read = checkProps({ path: source, name: "S3Integration" }, integrationsRule(allow), data);
  return Object.entries(read as Readonly<Record<string, S3IntegrationProps>>).map(([id, props]) => ({
    id,
    props,
  }));
}
