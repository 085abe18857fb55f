/** Which resources an apply or destroy waited for from its beginning to its end. */
import { z } from "zod";
import type { Span } from "./events";

/** The addresses that each resource depends on, directly or through others. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

const state = z.object({
  values: z.object({
    root_module: z.object({
      resources: z.array(z.object({ address: z.string(), depends_on: z.array(z.string()).default([]) })),
    }),
  }),
});

/** Terraform's dependency graph, from the output of `terraform show -json`: references and `depends_on` together. */
export function readDependencies(json: string): Dependencies {
  const { resources } = state.parse(JSON.parse(json)).values.root_module;
  return new Map(resources.map(({ address, depends_on }) => [address, depends_on]));
}

/** The graph of a destroy: a resource is destroyed after those that depend on it. */
export function reversed(dependencies: Dependencies): Dependencies {
  const dependents = new Map<string, string[]>([...dependencies.keys()].map((address) => [address, []]));
  for (const [address, awaited] of dependencies) {
    for (const one of awaited) {
      dependents.get(one)?.push(address);
    }
  }
  return dependents;
}

/**
 * The chain of resources that determines the total: the last to complete, of those it depends on the last to complete, and so on, in
 * order of time.
 */
export function criticalPath(spans: readonly Span[], dependencies: Dependencies): Span[] {
  const last = latest(spans);
  if (last === undefined) {
    return [];
  }
  const path = [last];
  for (;;) {
    const [{ address, start }] = path as [Span];
    const awaited = dependencies.get(address) ?? [];
    // Only what was complete at the start: Terraform did not wait for the rest.
    const previous = latest(spans.filter((one) => awaited.includes(one.address) && one.end <= start));
    if (previous === undefined) {
      return path;
    }
    path.unshift(previous);
  }
}

const latest = (spans: readonly Span[]): Span | undefined =>
  spans.reduce<Span | undefined>(
    (last, one) => (last === undefined || one.end > last.end ? one : last),
    undefined,
  );
