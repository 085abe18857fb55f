/**
 * Settings of resources that this library needs regardless of what users assign. CDKTF has one `lifecycle` and one `dependsOn` per
 * resource, and an assignment replaces them. So the library's settings are kept here and merged when the resource is rendered.
 */
import {
  dependable,
  type ITerraformDependable,
  TerraformDataSource,
  TerraformResource,
  type TerraformResourceLifecycle,
  Tokenization,
} from "cdktf";
import { reference } from "../errors";
import { mendHcl } from "./hcl";
import { isObject, memberAt } from "../objects";
import { oncePer } from "../once-per";
import { overridesOf } from "./overrides";
import { addressOf, resolveIn } from "./references";
import { snakeCase } from "../format";
import { isToken } from "../tokens";
import { forbidLogicalIdOverride, rejectLogicalId } from "../synthesis/logical-ids";
import { dependenciesAround, inStackOf } from "./dependencies";
import { forbidCircularStacks } from "../synthesis/circular-stacks";

/** A resource or a data source. */
export type RenderedBlock = TerraformResource | TerraformDataSource;

/** What a resource needs. Evaluated whenever the resource is rendered, so the order of constructs does not matter. */
export interface RequiredMetaArguments {
  readonly lifecycle?: () => TerraformResourceLifecycle;
  /** Arguments that the user's `ignoreChanges` cannot ignore, with Terraform names. */
  readonly neverIgnored?: readonly string[];
  /** Dependencies. Those in other stacks are omitted: Terraform orders resources only within a stack. */
  readonly dependsOn?: () => readonly ITerraformDependable[];
}

const known = new WeakMap<RenderedBlock, RequiredMetaArguments[]>();

/**
 * Renders `resource` with `needs`, in JSON and in HCL, in addition to the needs of earlier calls, its constructor arguments, and the
 * `lifecycle` and `dependsOn` that users assign. Arrays are merged. The library's `createBeforeDestroy` takes precedence over the
 * user's. The user's `preventDestroy` takes precedence over the constructor argument.
 *
 * Every resource of this library passes through here once, so user settings are treated the same on all of them.
 */
export function withMetaArguments<Resource extends RenderedBlock>(
  resource: Resource,
  needs: RequiredMetaArguments = {},
): Resource {
  const all = known.get(resource) ?? begin(resource);
  all.push(needs);
  return resource;
}

function begin(resource: RenderedBlock): RequiredMetaArguments[] {
  const { lifecycle } = resource;
  constructed.set(resource, [...(resource.dependsOn ??= [])]);
  const needs: RequiredMetaArguments[] = lifecycle === undefined ? [] : [{ lifecycle: () => lifecycle }];
  known.set(resource, needs);
  Object.setPrototypeOf(resource, extendedPrototype(Object.getPrototypeOf(resource) as RenderedBlock));
  resource.node.addValidation({ validate: () => removedFrom(resource) });
  forbidLogicalIdOverride(resource);
  forbidCircularStacks(resource);
  return needs;
}

/** The `dependsOn` that a resource was constructed with. */
const constructed = new WeakMap<RenderedBlock, readonly string[]>();

/** The extended prototype of a class: properties on each resource would take more memory than the resource itself. */
const extendedPrototype = oncePer((prototype: RenderedBlock): object =>
  Object.create(prototype, {
    terraformMetaArguments: {
      configurable: true,
      get(this: RenderedBlock) {
        const own = Reflect.get(prototype, "terraformMetaArguments", this) as MetaArguments;
        return {
          ...own,
          dependsOn: dependenciesOf(this, [...(constructed.get(this) ?? []), ...(own.dependsOn ?? [])]),
          lifecycle: merged(this, own.lifecycle ?? {}),
        };
      },
    },
    toHclTerraform: {
      configurable: true,
      writable: true,
      value(this: RenderedBlock) {
        return mendHcl(prototype.toHclTerraform.call(this) as object);
      },
    },
    overrideLogicalId: { configurable: true, writable: true, value: rejectLogicalId },
  }),
);

type Lifecycle = Readonly<Record<string, unknown>>;

interface MetaArguments {
  readonly dependsOn?: readonly string[];
  readonly lifecycle?: Lifecycle;
}

/** The dependencies of a resource without duplicates: the library's, then those of the constructs around it, then the user's. */
function dependenciesOf(resource: RenderedBlock, own: readonly string[]): readonly string[] | undefined {
  const ours = neededBy(resource);
  const all = [...ours.map(dependencyAddress), ...own.flatMap((one) => literalOf(resource, one))];
  return all.length === 0 ? undefined : (once(resource, all) as string[]);
}

/** The address of a dependency. A plain string where possible: each token costs memory and a stack trace. */
const dependencyAddress = (one: ITerraformDependable): string =>
  TerraformResource.isTerraformResource(one) || TerraformDataSource.isTerraformDataSource(one)
    ? addressOf(one)
    : dependable(one);

function neededBy(resource: RenderedBlock): ITerraformDependable[] {
  const needed = (known.get(resource) ?? []).flatMap(({ dependsOn }) => dependsOn?.() ?? []);
  return inStackOf(resource, [...needed, ...dependenciesAround(resource)]).filter(
    (one: unknown) => one !== resource,
  );
}

/** Resolves a list token, which represents the whole list and cannot be one of several elements. */
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

/** The `ignore_changes` of a resource. `"all"` is kept only if every argument may be ignored. */
function ignored(resource: RenderedBlock, all: readonly unknown[]): unknown {
  const seen = (known.get(resource) ?? []).flatMap(({ neverIgnored = [] }) => neverIgnored);
  return all.includes("all") && seen.length === 0
    ? "all"
    : once(
        resource,
        all.filter((one) => one !== "all" && !seen.includes(String(one))),
      );
}

/** `values` without those that resolve to the same value as an earlier one. */
const once = (resource: RenderedBlock, values: readonly unknown[]): unknown[] =>
  values.length === 1
    ? [...values]
    : [...new Map(values.map((one) => [resolvedText(resource, one), one])).values()];

const resolvedText = (resource: RenderedBlock, value: unknown): string =>
  JSON.stringify(typeof value === "string" && !isToken(value) ? value : resolveIn(resource, value));

/** Reports overrides that remove values the library needs. CDKTF appends arrays in overrides; any other value replaces them. */
function removedFrom(resource: RenderedBlock): string[] {
  const overrides = TerraformResource.isTerraformResource(resource) ? overridesOf(resource) : [];
  if (overrides.every((one) => !isObject(one) || Object.keys(one).length === 0)) {
    return [];
  }
  const ours = merged(resource, {}) ?? {};
  const needed: Readonly<Record<string, boolean>> = {
    depends_on: neededBy(resource).length > 0,
    ...Object.fromEntries(LISTS.map((name) => [`lifecycle.${snakeCase(name)}`, ours[name] !== undefined])),
  };
  const lost = overrides.flatMap((override) =>
    Object.keys(needed).filter((path) => needed[path] === true && isReplaced(override, path.split("."))),
  );
  return [...new Set(lost)].map(
    (path) =>
      `the override of ${path} replaces values that the library needs. Override it with an array, which is appended to them, or ` +
      `assign the resource's ${path === "depends_on" ? "dependsOn" : "lifecycle"} ${reference("CDKTF_POLYTOMIC_META_ARGUMENT_OVERRIDDEN")}`,
  );
}

function isReplaced(override: unknown, [name = "", ...rest]: readonly string[]): boolean {
  if (!isObject(override) || !Object.hasOwn(override, name)) {
    return false;
  }
  const value = memberAt(override, name);
  if (rest.length > 0) {
    return !isObject(value) || isReplaced(value, rest);
  }
  return !Array.isArray(value) && !(name === "ignore_changes" && value === "all");
}
