/** A platform team's list of integrations, as data: checked as a whole before anything is made of it. */
import { checkProps } from "../lib/validation/check-props";
import { rule } from "../lib/validation/rule";
import { show } from "../lib/validation/show";
import { type Mistake, refusing } from "../lib/validation/token-aware";
import { type S3IntegrationProps, s3IntegrationRule } from "./s3-integration";

/** One entry of the list. */
export interface IntegrationEntry {
  /** Id for the construct. It is public API: renaming an entry destroys what it stands for. */
  readonly id: string;
  /** What the integration is told. */
  readonly props: S3IntegrationProps;
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
    : { code: "WRONG_TYPE", message: `are ${show(value)}; a map of ids to integrations is expected` };
}

const integrationsRule = rule((z) =>
  refusing(
    noMap,
    z.record(
      z
        .string()
        .regex(/^[^\s/]+$/, { error: "an id has at least one character, and neither spaces nor slashes" }),
      s3IntegrationRule(),
    ),
  ),
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
 * @param source what the data is called in the error, such as the name of the file
 * @throws InvalidPropsError with every problem of every entry
 */
export function parseIntegrations(data: unknown, source = "integrations"): IntegrationEntry[] {
  checkProps({ path: source, name: "S3Integration" }, integrationsRule(), data);
  return Object.entries(data as Readonly<Record<string, S3IntegrationProps>>).map(([id, props]) => ({
    id,
    props,
  }));
}
