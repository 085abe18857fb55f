/**
 * What this library needs of a resource, whatever the program assigns to it. CDKTF has one `lifecycle` and one `dependsOn` per
 * resource, and whoever assigns them replaces both; so what the library needs stands here and is merged as the resource is rendered.
 */
import {
  dependable,
  type ITerraformDependable,
  type TerraformDataSource,
  TerraformResource,
  type TerraformResourceLifecycle,
  Tokenization,
} from "cdktf";
import { reference } from "../errors";
import { mendHcl } from "./hcl";
import { memberAt } from "../objects";
import { overridesOf } from "./overrides";
import { resolveIn } from "./references";
import { snakeCase } from "../format";
import { refuseLogicalIdOverride } from "../synthesis/logical-ids";
import { dependenciesAround, inStackOf } from "./dependencies";
import { refuseCircularStacks } from "../synthesis/circular-stacks";

/** A resource, or what reads one. */
export type RenderedBlock = TerraformResource | TerraformDataSource;

/** What a resource needs. It is asked for whenever the resource is rendered, so the order in which constructs are made does not matter. */
export interface Needs {
  readonly lifecycle?: () => TerraformResourceLifecycle;
  /** Arguments whose changes the program's `ignoreChanges` cannot hide, in Terraform's names. */
  readonly neverIgnored?: readonly string[];
  /** What must exist before. What is in other stacks is left out, as Terraform orders within one stack only. */
  readonly dependsOn?: () => readonly ITerraformDependable[];
}

const known = new WeakMap<RenderedBlock, Needs[]>();

/**
 * Renders `resource` with `needs`, in addition to those of earlier calls, to what it was constructed with, and to what the program
 * assigns to its `lifecycle` and `dependsOn`, in JSON and in HCL. Lists are merged. `createBeforeDestroy` is the library's where it
 * has one; of `preventDestroy` the program's counts, and without one that which the resource was constructed with.
 *
 * Every resource of this library passes through here once: what a program sets on any of them is treated the same.
 */
export function ensure<Resource extends RenderedBlock>(resource: Resource, needs: Needs = {}): Resource {
  const all = known.get(resource) ?? begin(resource);
  all.push(needs);
  return resource;
}

function begin(resource: RenderedBlock): Needs[] {
  const { lifecycle } = resource;
  const constructed = (resource.dependsOn ??= []);
  const first = [...constructed];
  const needs: Needs[] = lifecycle === undefined ? [] : [{ lifecycle: () => lifecycle }];
  known.set(resource, needs);
  const prototype: unknown = Object.getPrototypeOf(resource);
  Object.defineProperty(resource, "terraformMetaArguments", {
    configurable: true,
    get: () => {
      const own = Reflect.get(prototype as object, "terraformMetaArguments", resource) as MetaArguments;
      return {
        ...own,
        dependsOn: dependenciesOf(resource, [...first, ...(own.dependsOn ?? [])]),
        lifecycle: merged(resource, own.lifecycle ?? {}),
      };
    },
  });
  const render = resource.toHclTerraform.bind(resource) as () => object;
  resource.toHclTerraform = () => mendHcl(render());
  resource.node.addValidation({ validate: () => removedFrom(resource) });
  refuseLogicalIdOverride(resource);
  refuseCircularStacks(resource);
  return needs;
}

type Lifecycle = Readonly<Record<string, unknown>>;

interface MetaArguments {
  readonly dependsOn?: readonly string[];
  readonly lifecycle?: Lifecycle;
}

/** What a resource waits for, each thing once: what the library needs, then what stands around it, then what the program assigned. */
function dependenciesOf(resource: RenderedBlock, own: readonly string[]): readonly string[] | undefined {
  const ours = neededBy(resource);
  const all = [...ours.map(dependable), ...own.flatMap((one) => literalOf(resource, one))];
  const byAddress = new Map(all.map((one) => [JSON.stringify(resolveIn(resource, one)), one]));
  return byAddress.size === 0 ? undefined : [...byAddress.values()];
}

function neededBy(resource: RenderedBlock): ITerraformDependable[] {
  const needed = (known.get(resource) ?? []).flatMap(({ dependsOn }) => dependsOn?.() ?? []);
  return inStackOf(resource, [...needed, ...dependenciesAround(resource)]).filter(
    (one: unknown) => one !== resource,
  );
}

/** A token of a list stands for the whole list, so it cannot be an element beside others. */
const literalOf = (resource: RenderedBlock, one: string): string[] =>
  Tokenization.reverseList([one]) === undefined ? [one] : (resolveIn(resource, [one]) as string[]);

const LISTS = ["replaceTriggeredBy", "ignoreChanges", "precondition", "postcondition"] as const;

function merged(resource: RenderedBlock, own: Lifecycle): Lifecycle | undefined {
  const ours = (known.get(resource) ?? []).flatMap(({ lifecycle }) => lifecycle?.() ?? []) as Lifecycle[];
  const scalars = Object.assign({}, ...ours) as Lifecycle;
  const lists = LISTS.flatMap((name) => {
    const all = [...ours, own].flatMap((one) => one[name] ?? []);
    if (all.length === 0) {
      return [];
    }
    return [[name, name === "ignoreChanges" ? ignored(resource, all) : once(resource, all)] as const];
  });
  const { createBeforeDestroy } = scalars;
  const all = {
    ...scalars,
    ...own,
    ...(createBeforeDestroy !== undefined && { createBeforeDestroy }),
    ...Object.fromEntries(lists),
  };
  return Object.keys(all).length === 0 ? undefined : all;
}

/** What a resource ignores: `"all"`, which is no list, stands for everything unless something must not be ignored. */
function ignored(resource: RenderedBlock, all: readonly unknown[]): unknown {
  const seen = (known.get(resource) ?? []).flatMap(({ neverIgnored = [] }) => neverIgnored);
  return all.includes("all") && seen.length === 0
    ? "all"
    : once(
        resource,
        all.filter((one) => one !== "all" && !seen.includes(String(one))),
      );
}

/** Each of `values` once, by what they come to. */
const once = (resource: RenderedBlock, values: readonly unknown[]): unknown[] =>
  values.length === 1
    ? [...values]
    : [...new Map(values.map((one) => [JSON.stringify(resolveIn(resource, one)), one])).values()];

/** CDKTF appends the lists of overrides. Anything else in their place removes what is needed, which is reported at synthesis. */
function removedFrom(resource: RenderedBlock): string[] {
  if (!TerraformResource.isTerraformResource(resource)) {
    return [];
  }
  const ours = merged(resource, {}) ?? {};
  const needed: Readonly<Record<string, boolean>> = {
    depends_on: neededBy(resource).length > 0,
    ...Object.fromEntries(LISTS.map((name) => [`lifecycle.${snakeCase(name)}`, ours[name] !== undefined])),
  };
  const lost = overridesOf(resource).flatMap((override) =>
    Object.keys(needed).filter((path) => needed[path] === true && isReplaced(override, path.split("."))),
  );
  return [...new Set(lost)].map(
    (path) =>
      `the override of ${path} replaces what the library needs there. Override it with an array, which is added to what is ` +
      `there, or assign the resource's ${path === "depends_on" ? "dependsOn" : "lifecycle"} ${reference("CDKTF_POLYTOMIC_NEEDS_OVERRIDDEN")}`,
  );
}

function isReplaced(override: unknown, [name = "", ...rest]: readonly string[]): boolean {
  if (typeof override !== "object" || override === null || !Object.hasOwn(override, name)) {
    return false;
  }
  const value = memberAt(override, name);
  if (rest.length > 0) {
    return typeof value !== "object" || value === null || isReplaced(value, rest);
  }
  return !Array.isArray(value) && !(name === "ignore_changes" && value === "all");
}
