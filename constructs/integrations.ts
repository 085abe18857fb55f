/** A platform team's list of integrations, as data: checked as a whole before anything is made of it. */
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

/** One entry of the list. */
export interface IntegrationEntry {
  /** Id for the construct. It is public API: renaming an entry destroys what it stands for. */
  readonly id: string;
  /** What the integration is told. */
  readonly props: S3IntegrationProps;
}

/** Options of {@link parseIntegrations}. */
export interface ParseIntegrationsOptions {
  /**
   * What the data is called in the error, such as the name of the file.
   * @default "integrations"
   */
  readonly source?: string;
  /**
   * Members that the data may set although they decide who has access, where data goes or what is destroyed, such as
   * `["bucket.policyStatements", "role.permissionsBoundary"]`. Whoever can edit the data then decides that.
   * @default - none
   */
  readonly allow?: readonly GuardedMember[];
}

/** What is passed by mistake: a file that is not parsed, empty, or a list. */
function noMap(value: unknown): Mistake | undefined {
  if (typeof value === "string") {
    const message =
      'are text; parse it first, such as with parseIntegrations(parse(text)) and import { parse } from "yaml"';
    return { code: "WRONG_TYPE", message };
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? undefined
    : { code: "WRONG_TYPE", message: `are ${formatValue(value)}; a map of ids to integrations is expected` };
}

/** The rules of data: those of the props, and what only a program may do is refused. */
export function integrationsRule(allow: readonly string[]): ZodType {
  const rules = withRules(reject(noMap, entriesRule()), (entries, problem) => {
    if (Array.isArray(entries)) {
      return;
    }
    for (const { path, message } of evaluatedIn(entries)) {
      const remedy = "In data, text is text. Change it, or set it in the program that reads the data";
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
  "is not for data to set, as it may change who has access, where data goes or what is destroyed. Set it in the program " +
  `that reads the data, or allow it there: parseIntegrations(data, { allow: ["${member}"] })`;

const entriesRule = rule((z) =>
  entriesOf(
    s3IntegrationRule(),
    z
      .string()
      .regex(/^[^\s/]+$/, { error: "an id has at least one character, and neither spaces nor slashes" }),
  ),
);

const optionsRule = rule((z) =>
  z.strictObject({
    source: z.string().min(1).optional(),
    allow: z.array(z.enum(guardedMembers())).optional(),
  }),
);

/**
 * Reads integrations from data, such as a parsed YAML file: a map of ids to props of {@link S3Integration}. Existing
 * things are named: `bucket: { existing: acme-archive }`.
 *
 * ```ts
 * for (const { id, props } of parseIntegrations(parse(readFileSync("integrations.yaml", "utf8")))) {
 *   new S3Integration(this, id, props);
 * }
 * ```
 *
 * The data may come from other teams, so it can do less than a program. Text in it is text: what Terraform would evaluate
 * (`${...}`, `%{...}`) is refused. Two entries cannot make one bucket, queue, role or alias. Members that change who has access,
 * where data goes or what is destroyed are refused unless `allow` lists them. Which existing buckets and queues the entries name
 * is for you to review.
 *
 * @param options what data may set, and what the data is called in the error; a string is the latter
 * @throws InvalidPropsError with every problem of every entry, or of the options
 */
export function parseIntegrations(
  data: unknown,
  options: ParseIntegrationsOptions | string = {},
): IntegrationEntry[] {
  const given = typeof options === "string" ? { source: options } : options;
  const { source = "integrations", allow = [] } = checkProps(
    { path: "the options", name: "parseIntegrations" },
    optionsRule(),
    given,
  );
  const read = checkProps({ path: source, name: "S3Integration" }, integrationsRule(allow), data);
  return Object.entries(read as Readonly<Record<string, S3IntegrationProps>>).map(([id, props]) => ({
    id,
    props,
  }));
}
