/**
 * Renders resources for `cdktf synth --hcl` with the same meaning as their JSON.
 *
 * Every object of the Polytomic provider is a nested attribute (`configuration = { ... }`). CDKTF's renderer prints it either as a
 * block, which Terraform rejects, or with incorrectly escaped strings. This module fixes both.
 */
import { hashMapper, type IResolveContext, Lazy, stringToTerraform, Tokenization } from "cdktf";
import { escapeTemplate } from "./hcl-template";
import { defined, isRecord } from "../objects";
import { withOverrides } from "./overrides";

/** The description of an attribute that CDKTF's HCL renderer expects. */
interface HclAttribute {
  readonly value: unknown;
  readonly isBlock: boolean;
  readonly type: string;
  readonly storageClassType: string;
}

/** Describes the nested attribute `value`, with Terraform names, to the HCL renderer. Used by the generated bindings. */
export function nestedAttribute(value: unknown): HclAttribute | { value: undefined } {
  if (value === undefined) {
    return { value: undefined };
  }
  return {
    value: Lazy.anyValue({ produce: (context: IResolveContext) => quoteStrings(context.resolve(value)) }),
    isBlock: false,
    type: "any",
    storageClassType: "any",
  };
}

/**
 * Renders a map of strings. Used by the generated bindings. CDKTF would render the token of a list, which is an array in JavaScript, as
 * a map of its indexes.
 */
export const stringMap = (value: unknown): unknown =>
  Array.isArray(value) ? value : (hashMapper(stringToTerraform)(value) as unknown);

/** The parts of a resource or data source's input to the HCL renderer that matter here. */
type HclElement = Readonly<Record<string, unknown>>;
type HclBlock = Readonly<Record<string, unknown>>;

/** Results of {@link mendHcl}: escaping them again would change the value. */
const mended = new WeakSet<object>();

/**
 * Fixes the input of the HCL renderer so that the output matches the JSON: strings with quotes and expressions, overrides inside
 * objects, conditions as blocks, and bare references in `depends_on`, `provider` and `lifecycle`. Idempotent.
 */
export function mendHcl(element: object): object {
  if (mended.has(element)) {
    return element;
  }
  const result = mapBlocks(element, (block) =>
    withMetaArguments(withConditionBlocks(mapMembers(block, mendAttribute))),
  );
  mended.add(result);
  return result;
}

function mapBlocks(given: object, map: (block: HclBlock) => object): object {
  const element: HclElement = { ...given };
  const kinds = ["resource", "data"].filter((kind) => isPlain(element[kind]));
  return {
    ...element,
    ...Object.fromEntries(
      kinds.map((kind) => [
        kind,
        mapValues(element[kind] as HclBlock, (named) =>
          mapValues(named as HclBlock, (block) => map(block as HclBlock)),
        ),
      ]),
    ),
  };
}

const META_ARGUMENTS = [
  "//",
  "lifecycle",
  "depends_on",
  "provider",
  "provisioner",
  "connection",
  "count",
  "for_each",
  "dynamic",
];

function mapMembers(block: HclBlock, map: (attribute: unknown) => unknown): HclBlock {
  return Object.fromEntries(
    Object.entries(block).map(([name, attribute]) => [
      name,
      META_ARGUMENTS.includes(name) ? attribute : map(attribute),
    ]),
  );
}

function mendAttribute(attribute: unknown): unknown {
  if (!isPlain(attribute) || !("value" in attribute) || !("type" in attribute || "isBlock" in attribute)) {
    // The renderer does not support an override of a whole attribute.
    return isPlain(attribute) || Array.isArray(attribute) || typeof attribute === "string"
      ? lazily(attribute, quoteStrings)
      : attribute;
  }
  const { value, isBlock, type, storageClassType, dynamic, ...overrides } = attribute;
  const known = { ...defined({ isBlock, type, storageClassType, dynamic }) };
  if (isBlock === true) {
    return { ...attribute, value: mendBlocks(value) };
  }
  if (Object.keys(overrides).length > 0) {
    const merged = Lazy.anyValue({
      produce: (context: IResolveContext) =>
        withOverrides(context.resolve(value), quoteStrings(context.resolve(overrides))),
    });
    return { ...known, value: merged };
  }
  return /^string/.test(String(storageClassType))
    ? { ...attribute, value: lazily(value, escapeStrings) }
    : attribute;
}

/** The attributes inside of blocks, which are objects with attributes of their own. */
function mendBlocks(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(mendBlocks);
  }
  return isPlain(value) ? mapValues(value, mendAttribute) : value;
}

/** The result of `map` on `value` with its tokens resolved. */
const lazily = (value: unknown, map: (resolved: unknown) => unknown): unknown =>
  Lazy.anyValue({ produce: (context: IResolveContext) => map(context.resolve(value)) });

/** Renders the conditions of a resource as blocks. The renderer would print an argument. */
function withConditionBlocks(block: HclBlock): HclBlock {
  const { precondition, postcondition, ...others } = (block["lifecycle"] ?? {}) as Readonly<
    Record<string, unknown>
  >;
  const conditions = Object.entries(defined({ precondition, postcondition }));
  if (conditions.length === 0) {
    return block;
  }
  const blocks = conditions.map(([name, value]) => [
    name,
    { value, isBlock: true, type: "list", storageClassType: "objectList" },
  ]);
  // The renderer uses the descriptions of members only inside an object with a `value`.
  return { ...block, lifecycle: { value: { ...others, ...Object.fromEntries(blocks) } } };
}

/** Renders references where Terraform requires them and the renderer would print strings. */
function withMetaArguments(block: HclBlock): HclBlock {
  const { depends_on, provider, lifecycle } = block;
  return {
    ...block,
    ...defined({
      depends_on: Array.isArray(depends_on) ? reference(depends_on) : undefined,
      provider: typeof provider === "string" ? reference(provider) : undefined,
      lifecycle: isPlain(lifecycle) ? withBareLists(lifecycle) : undefined,
    }),
  };
}

function withBareLists(lifecycle: HclBlock): HclBlock {
  const { value } = lifecycle;
  const members = isPlain(value) ? value : lifecycle;
  const { ignore_changes, replace_triggered_by } = members;
  const bare = Object.entries(defined({ ignore_changes, replace_triggered_by })).filter(
    ([, given]) => !isPlain(given),
  );
  return bare.length === 0
    ? lifecycle
    : { value: { ...members, ...Object.fromEntries(bare.map(([name, given]) => [name, reference(given)])) } };
}

/** References, described so that the renderer prints them without quotes. */
const reference = (value: unknown): HclAttribute => ({
  value: Lazy.stringValue({
    produce: (context: IResolveContext) => {
      const resolved: unknown = context.resolve(value);
      return Array.isArray(resolved) ? `[${resolved.flat().map(bare).join(", ")}]` : bare(resolved);
    },
  }),
  isBlock: false,
  type: "reference",
  storageClassType: "reference",
});

const bare = (one: unknown): string => String(one).replace(/^\$\{(.*)\}$/, "$1");

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && !Tokenization.isResolvable(value);

function mapValues(object: HclBlock, map: (value: unknown) => unknown): HclBlock {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

/**
 * Escapes strings that the renderer quotes without escaping backslashes, or anything next to an expression. Escaped line breaks also
 * prevent a heredoc.
 */
const escapeStrings = (value: unknown): unknown => mapStrings(value, escapeTemplate);

/**
 * Quotes and escapes strings. The renderer prints a string that begins with a quote unchanged, and quotes a string that contains an
 * expression without escaping it.
 */
const quoteStrings = (value: unknown): unknown =>
  mapStrings(value, (text) => (text.includes("${") ? escapeTemplate(text) : `"${escapeTemplate(text)}"`));

/** The strings in a value at any depth, with `map` applied. */
function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === "string") {
    return map(value);
  }
  if (Array.isArray(value)) {
    return value.map((one) => mapStrings(one, map));
  }
  return isPlain(value) ? mapValues(value, (one) => mapStrings(one, map)) : value;
}
