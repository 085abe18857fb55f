/**
 * Renders nested attributes for `cdktf synth --hcl`.
 *
 * Every object of the Polytomic provider is a nested attribute (`configuration = { ... }`), which CDKTF's renderer
 * prints either as a block, which Terraform refuses, or with wrong text for strings inside. What passes through here
 * comes out right.
 */
import { type IResolveContext, Lazy } from "cdktf";
import { escapeTemplate } from "./hcl-template";
import { defined } from "./objects";

/** How CDKTF's HCL renderer wants an attribute to be described. */
interface HclAttribute {
  readonly value: unknown;
  readonly isBlock: boolean;
  readonly type: string;
  readonly storageClassType: string;
}

/** Describes the nested attribute `value`, in Terraform's names, to the HCL renderer. Used by the generated bindings. */
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

/** What the bindings hand to the HCL renderer, as far as it matters here. */
interface HclElement {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, HclResource>>>>;
}

interface HclResource {
  readonly lifecycle?: HclLifecycle & { readonly value?: HclLifecycle };
}

interface HclLifecycle {
  readonly replace_triggered_by?: readonly string[];
  readonly precondition?: readonly object[];
  readonly postcondition?: readonly object[];
}

/**
 * Makes `replace_triggered_by` a list of references, as Terraform wants it, where the renderer would make it one of
 * strings. Changes nothing the second time, and may come before or after {@link conditionBlocks}.
 */
export const bareReferences = (element: HclElement): object => mapResources(element, withBareReferences);

/** Makes blocks of the conditions of a resource, where the renderer would make them an argument. */
export const conditionBlocks = (element: HclElement): object => mapResources(element, withConditionBlocks);

function mapResources(element: HclElement, map: (resource: HclResource) => object): object {
  const { resource } = element;
  return resource === undefined
    ? element
    : { ...element, resource: mapValues(resource, (named) => mapValues(named, map)) };
}

function withConditionBlocks(resource: HclResource): object {
  const { precondition, postcondition, ...others } = resource.lifecycle ?? {};
  const conditions = Object.entries(defined({ precondition, postcondition }));
  if (conditions.length === 0) {
    return resource;
  }
  const blocks = conditions.map(([name, value]) => [
    name,
    { value, isBlock: true, type: "list", storageClassType: "objectList" },
  ]);
  // An object with a value is printed with what is known of its members.
  return { ...resource, lifecycle: { value: { ...others, ...Object.fromEntries(blocks) } } };
}

function withBareReferences(resource: HclResource): object {
  const { lifecycle = {} } = resource;
  const { value } = lifecycle;
  return {
    ...resource,
    ...(resource.lifecycle !== undefined && {
      lifecycle: value === undefined ? bareIn(lifecycle) : { ...lifecycle, value: bareIn(value) },
    }),
  };
}

function bareIn(lifecycle: HclLifecycle): object {
  const references = lifecycle.replace_triggered_by;
  if (!Array.isArray(references)) {
    return lifecycle;
  }
  const replace_triggered_by = Lazy.stringValue({
    // The renderer prints a string that begins with a bracket as it stands.
    produce: (context: IResolveContext) => `[${[context.resolve(references)].flat().map(bare).join(", ")}]`,
  });
  return { ...lifecycle, replace_triggered_by };
}

function bare(reference: string): string {
  return reference.replace(/^\$\{(.*)\}$/, "$1");
}

function mapValues<T>(object: Readonly<Record<string, T>>, map: (value: T) => object): object {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

/**
 * The renderer prints a string that begins with a quote as it stands, and puts quotes, but no escapes, around one that
 * contains an expression.
 */
function quoteStrings(value: unknown): unknown {
  if (typeof value === "string") {
    const escaped = escapeTemplate(value);
    return value.includes("${") ? escaped : `"${escaped}"`;
  }
  if (Array.isArray(value)) {
    return value.map(quoteStrings);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, quoteStrings(member)]));
  }
  return value;
}
