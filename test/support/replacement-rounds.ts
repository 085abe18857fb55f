/** Distributes the replacements of resources over as few applies as possible, without resources that hide each other's effects. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Workspace } from "../../lib/testing/apply/workspace";

const block = z.looseObject({
  "//": z.object({ metadata: z.object({ path: z.string() }) }),
  depends_on: z.array(z.string()).default([]),
});
const configuration = z.object({ resource: z.record(z.string(), z.record(z.string(), block)) });

interface Replaceable {
  readonly address: string;
  /** Path of the construct that the resource is a part of. */
  readonly owner: string;
  /** The resources that it refers to. */
  readonly references: readonly string[];
  /** All its direct and indirect dependencies. */
  readonly before: ReadonlySet<string>;
}

/**
 * Every managed resource in the state, in rounds. Two resources share a round only if they belong to different constructs, neither
 * depends on the other, and no resource refers to both. So the replacement of one cannot hide a missing dependency on the other.
 */
export async function replacementRounds(workspace: Workspace): Promise<string[][]> {
  const { resources } = await workspace.show();
  const managed = resources.map(({ address }) => address).filter((address) => !address.startsWith("data."));
  return roundsOf(replaceables(workspace, managed)).map((round) => round.map(({ address }) => address));
}

function roundsOf(all: readonly Replaceable[]): Replaceable[][] {
  const rounds: Replaceable[][] = [];
  for (const one of [...all].sort(bySlowness)) {
    const round = rounds.find((members) => members.every((other) => areIndependent(one, other, all)));
    if (round === undefined) {
      rounds.push([one]);
    } else {
      round.push(one);
    }
  }
  return rounds;
}

const areIndependent = (one: Replaceable, other: Replaceable, all: readonly Replaceable[]): boolean =>
  one.owner !== other.owner &&
  !one.before.has(other.address) &&
  !other.before.has(one.address) &&
  !all.some(({ references }) => references.includes(one.address) && references.includes(other.address));

/** Slow resources come first, so that they share rounds. */
const SLOW = [/^aws_s3_bucket\./, /^aws_sqs_queue\./, /^aws_s3_bucket_lifecycle_configuration\./];
const slowness = ({ address }: Replaceable): number => {
  const rank = SLOW.findIndex((type) => type.test(address));
  return rank < 0 ? SLOW.length : rank;
};
const bySlowness = (one: Replaceable, other: Replaceable): number => slowness(one) - slowness(other);

/** The resources, by the configuration. */
function replaceables({ dir, name: stack }: Workspace, managed: readonly string[]): Replaceable[] {
  const { resource } = configuration.parse(JSON.parse(readFileSync(join(dir, "cdk.tf.json"), "utf8")));
  const read = managed.map((address) => {
    const [type = "", name = ""] = address.split(".");
    const { "//": comment, depends_on: awaited, ...body } = resource[type]![name]!;
    const owner = dirname(comment.metadata.path);
    const text = JSON.stringify(body);
    const references = managed.filter((other) => other !== address && text.includes(`${other}.`));
    // A resource directly in the stack belongs to no construct.
    return { address, owner: owner === stack ? comment.metadata.path : owner, references, awaited };
  });
  const directly = new Map(
    read.map(({ address, references, awaited }) => [address, [...references, ...awaited]]),
  );
  return read.map((one) => ({ ...one, before: allBefore(one.address, directly) }));
}

function allBefore(address: string, directly: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const search = (from: string): void =>
    directly.get(from)?.forEach((earlier) => {
      if (!found.has(earlier)) {
        found.add(earlier);
        search(earlier);
      }
    });
  search(address);
  return found;
}
