/** Formats plans and policies for reading. */
import { z } from "zod";
import type { Change, Plan } from "../lib/testing/apply/plan";
import { table } from "./text";

const synthesizedStack = z.object({
  resource: z.record(
    z.string(),
    z.record(z.string(), z.object({ "//": z.object({ metadata: z.object({ path: z.string() }) }) })),
  ),
});

/** Names resources by their construct path: `lake/bucket`, not `aws_s3_bucket.lake_bucket_668C5D6D`. */
export class ConstructPaths {
  private readonly paths: ReadonlyMap<string, string>;

  /** Reads the paths from a synthesized stack. */
  public constructor(synthesized: string) {
    const { resource } = synthesizedStack.parse(JSON.parse(synthesized));
    this.paths = new Map(
      Object.entries(resource).flatMap(([type, resources]) =>
        Object.entries(resources).map(([name, { "//": comment }]) => [
          `${type}.${name}`,
          // The app has one stack, so its name adds nothing.
          comment.metadata.path.replace(/^[^/]+\//, "").replace(/\/Resource$/, ""),
        ]),
      ),
    );
  }

  /** The number of resources. */
  public get count(): number {
    return this.paths.size;
  }

  /** Returns the construct path of the resource at an address. */
  public of(address: string): string {
    return this.paths.get(address) ?? address;
  }
}

const SIGNS: Readonly<Record<string, string>> = { create: "+", update: "~", delete: "-", read: "<=" };

/** Formats changes, one per line: the action, the construct path and the type. */
export function describeChanges(changes: readonly Change[], paths: ConstructPaths): string {
  return table(
    changes.map(({ actions, address, type }) => [
      actions.map((action) => SIGNS[action] ?? action).join("/"),
      paths.of(address),
      type,
    ]),
  );
}

/** Formats the attributes that an update changes, with both values. Values known after apply are omitted. */
export function describeUpdate({ before, after }: Change): string {
  return differences(before, after, []).join("\n");
}

function differences(before: unknown, after: unknown, path: readonly string[]): string[] {
  if (isObject(before) && isObject(after))
  // `after` does not contain values known after apply.
  {
    return Object.keys(after).flatMap((name) => differences(before[name], after[name], [...path, name]));
  }
  const [old, now] = [JSON.stringify(before), JSON.stringify(after)];
  return old === now ? [] : [`${path.join(".")}: ${old} -> ${now}`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the line of a plan that counts its changes. */
export function summaryOf({ text }: Plan): string {
  return text.split("\n").find((line) => line.startsWith("Plan: ")) ?? "Plan: no changes";
}

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const permissionPolicy = z.object({
  Statement: z.array(
    z.object({
      Effect: z.string(),
      Action: oneOrMore,
      Resource: oneOrMore,
      Condition: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

/** Formats a permission policy, statement by statement. */
export function describePolicy(json: string): string {
  return permissionPolicy
    .parse(JSON.parse(json))
    .Statement.map(({ Effect, Action, Resource, Condition }) =>
      [
        `${Effect} ${Action.join(", ")}`,
        ...Resource.map((resource) => `  on ${resource}`),
        ...(Condition ? [`  if ${JSON.stringify(Condition)}`] : []),
      ].join("\n"),
    )
    .join("\n");
}
