/** A synthesized stack as the plan that creates all of it, so that rules of a review can check it before any plan exists. */
import { isRecord, memberAt } from "../../objects";
import type { Plan } from "../plan";
import type { CdkTfJson } from "./configuration";
import { Evaluator } from "./evaluate";
import { parsePlan } from "./parse-plan";
import { hasPlaceholder, Placeholders } from "./placeholders";

/** Members of a block that are not arguments of its resource. */
const META_ARGUMENTS = new Set([
  "//",
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
]);

/** Arguments of AWS resources that are maps. Any other object is a block, which a plan has in a list. */
const MAPS =
  /^(.*tags(_all)?|.*attributes|.*parameters|variables|labels|metadata|options|triggers|environment_variables|headers|context|stage_variables)$/;

type Members = Readonly<Record<string, unknown>>;

/**
 * The plan that creates everything in a synthesized configuration. Values that only Terraform or a provider knows are unknown.
 *
 * @param configuration the JSON of `cdk.tf.json`
 * @param name the name of the stack. @default the name in the configuration
 * @param known attributes that are taken as known, such as the account, by the address of their resource. @default none
 */
export function planOfConfiguration(
  configuration: CdkTfJson,
  name?: string,
  known: ReadonlyMap<string, Members> = new Map(),
): Plan {
  const named = memberAt(configuration, "//", "metadata", "stackName");
  const options = { name: name ?? (typeof named === "string" ? named : "stack"), configuration };
  const blocks = [...blocksOf(configuration, "resource"), ...blocksOf(configuration, "data")];
  const first = parsePlan(
    planJson(configuration, blocks, () => undefined, known),
    options,
  );
  const resources = new Map(first.resources.map((one) => [one.address, one]));
  const context = { plan: first, at: (address: string) => resources.get(address) };
  const resolved = (template: string, address: string): unknown => {
    const own = resources.get(address)!;
    const value = new Evaluator(context, own, new Placeholders()).argument(template);
    return hasUnknownPart(value) ? undefined : value;
  };
  return parsePlan(planJson(configuration, blocks, resolved, known), options);
}

interface Block {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly members: Members;
}

function blocksOf(configuration: CdkTfJson, kind: "resource" | "data"): Block[] {
  const types = configuration[kind];
  return Object.entries(isRecord(types) ? types : {}).flatMap(([type, blocks]) =>
    Object.entries(isRecord(blocks) ? blocks : {}).flatMap(([name, members]) =>
      isRecord(members)
        ? [
            {
              address: `${kind === "data" ? "data." : ""}${type}.${name}`,
              mode: kind === "data" ? ("data" as const) : ("managed" as const),
              type,
              members,
            },
          ]
        : [],
    ),
  );
}

/** What a template is, if that is known; otherwise `undefined`. */
type Resolve = (template: string, address: string) => unknown;

function planJson(
  configuration: CdkTfJson,
  blocks: readonly Block[],
  resolve: Resolve,
  known: ReadonlyMap<string, Members>,
): Members {
  const variables = configuration["variable"];
  const outputs = configuration["output"];
  return {
    format_version: "1.2",
    resource_changes: blocks.map(({ address, mode, type, members }) => {
      const given = Object.entries(members).filter(([name]) => !META_ARGUMENTS.has(name));
      const split = splitOf(Object.fromEntries(given), address, type, resolve);
      return {
        address,
        mode,
        type,
        provider_name: "",
        change: {
          actions: [mode === "data" ? "read" : "create"],
          before: null,
          after: { ...(split.value as Members), ...known.get(address) },
          after_unknown: without(split.unknown as Members, known.get(address) ?? {}),
        },
      };
    }),
    variables: Object.fromEntries(
      Object.entries(isRecord(variables) ? variables : {})
        .filter(([, variable]) => memberAt(variable, "default") !== undefined)
        .map(([name, variable]) => [name, { value: memberAt(variable, "default") }]),
    ),
    output_changes: Object.fromEntries(
      Object.entries(isRecord(outputs) ? outputs : {}).map(([name, output]) => [
        name,
        {
          actions: ["create"],
          before: null,
          after: isTemplate(memberAt(output, "value")) ? undefined : memberAt(output, "value"),
          after_unknown: isTemplate(memberAt(output, "value")),
          after_sensitive: memberAt(output, "sensitive") === true,
        },
      ]),
    ),
  };
}

const without = (members: Members, others: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !Object.hasOwn(others, name)));

interface Split {
  readonly value: unknown;
  readonly unknown: unknown;
}

/** A value, and which parts of it are unknown. */
function splitOf(value: unknown, address: string, type: string, resolve: Resolve): Split {
  if (typeof value === "string") {
    const known = isTemplate(value) ? resolve(value, address) : value;
    return { value: known, unknown: known === undefined };
  }
  if (Array.isArray(value)) {
    const parts = value.map((one) => splitOf(one, address, type, resolve));
    return { value: parts.map((part) => part.value ?? null), unknown: parts.map(({ unknown }) => unknown) };
  }
  if (!isRecord(value)) {
    return { value, unknown: false };
  }
  const parts = Object.entries(value).map(([name, one]) => {
    const isBlock = isRecord(one) && type.startsWith("aws_") && !MAPS.test(name);
    return [name, splitOf(isBlock ? [one] : one, address, type, resolve)] as const;
  });
  return {
    value: Object.fromEntries(
      parts.filter(([, { value: known }]) => known !== undefined).map(([name, part]) => [name, part.value]),
    ),
    unknown: Object.fromEntries(parts.map(([name, part]) => [name, part.unknown])),
  };
}

const isTemplate = (value: unknown): boolean => typeof value === "string" && /\$\{|%\{/.test(value);

const hasUnknownPart = (value: unknown): boolean =>
  typeof value === "string"
    ? hasPlaceholder(value)
    : typeof value === "object" && value !== null && Object.values(value).some(hasUnknownPart);
