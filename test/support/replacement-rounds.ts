/** In which applies the resources of a workspace are replaced, so that each is seen alone but not each waits for the others. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Workspace } from "./workspace";

const resource = z.object({
  address: z.string(),
  mode: z.enum(["managed", "data"]),
  type: z.string(),
  depends_on: z.array(z.string()).default([]),
});
const stateDocument = z.object({
  values: z.object({ root_module: z.object({ resources: z.array(resource) }) }),
});
const configuration = z.object({
  resource: z.record(
    z.string(),
    z.record(z.string(), z.object({ "//": z.object({ metadata: z.object({ path: z.string() }) }) })),
  ),
});

interface Replaceable {
  readonly address: string;
  readonly type: string;
  /** Path of the construct that the resource is a part of. */
  readonly owner: string;
  /** Whatever Terraform creates after it. */
  readonly dependents: ReadonlySet<string>;
}

/**
 * Every managed resource in the state, in rounds. Two resources share a round only if they belong to different constructs, neither
 * depends on the other, and nothing depends on both: a resource that does not follow the one cannot be saved by following the other.
 */
export async function replacementRounds(workspace: Workspace): Promise<string[][]> {
  const rounds: Replaceable[][] = [];
  for (const one of (await replaceables(workspace)).sort(bySlowness)) {
    const round = rounds.find((members) => members.every((other) => areIndependent(one, other)));
    if (round === undefined) {
      rounds.push([one]);
    } else {
      round.push(one);
    }
  }
  return rounds.map((round) => round.map(({ address }) => address));
}

const areIndependent = (one: Replaceable, other: Replaceable): boolean =>
  one.owner !== other.owner &&
  !one.dependents.has(other.address) &&
  !other.dependents.has(one.address) &&
  ![...one.dependents].some((address) => other.dependents.has(address));

/** The slow ones first, so that they share their rounds. */
const SLOW = ["aws_s3_bucket", "aws_sqs_queue", "aws_s3_bucket_lifecycle_configuration"];
const slowness = ({ type }: Replaceable): number => (SLOW.includes(type) ? SLOW.indexOf(type) : SLOW.length);
const bySlowness = (one: Replaceable, other: Replaceable): number => slowness(one) - slowness(other);

async function replaceables(workspace: Workspace): Promise<Replaceable[]> {
  const { stdout } = await workspace.terraform(["show", "-json", "-no-color"], { quiet: true });
  const managed = stateDocument
    .parse(JSON.parse(stdout))
    .values.root_module.resources.filter(({ mode }) => mode === "managed");
  const paths = pathsIn(workspace);
  return managed.map(({ address, type }) => {
    const path = paths.get(address)!;
    const isPart = dirname(path) !== workspace.name;
    return {
      address,
      type,
      owner: isPart ? dirname(path) : path,
      dependents: dependentsOf(address, managed),
    };
  });
}

/** The paths of the constructs, by the addresses of their resources. */
function pathsIn({ dir }: Workspace): ReadonlyMap<string, string> {
  const json: unknown = JSON.parse(readFileSync(join(dir, "cdk.tf.json"), "utf8"));
  return new Map(
    Object.entries(configuration.parse(json).resource).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, block]) => [`${type}.${name}`, block["//"].metadata.path] as const),
    ),
  );
}

function dependentsOf(address: string, all: readonly z.infer<typeof resource>[]): ReadonlySet<string> {
  const found = new Set<string>();
  const search = (of: string): void => {
    for (const { address: next } of all.filter((one) => one.depends_on.includes(of))) {
      if (!found.has(next)) {
        found.add(next);
        search(next);
      }
    }
  };
  search(address);
  return found;
}
