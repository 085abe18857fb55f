/**
 * The traps of version 2.0.0 of the Polytomic provider: what happens with the generated bindings, and what happens with the
 * constructs. The source of `docs/provider-traps.md`; `test/apply/traps` proves both sides of each row.
 */
import { BULK_SYNC_TRAPS } from "./traps/bulk-syncs";
import { CONNECTION_TRAPS } from "./traps/connections";
import { MODEL_SYNC_TRAPS } from "./traps/model-syncs";
import { MODEL_TRAPS } from "./traps/models";
import { PROVIDER_TRAPS } from "./traps/provider";
import { OTHER_TRAPS } from "./traps/the-rest";
import type { Handling, Trap } from "./traps/trap";

/** All traps, by area. */
const TRAPS = {
  Connections: CONNECTION_TRAPS,
  Models: MODEL_TRAPS,
  "Model syncs": MODEL_SYNC_TRAPS,
  "Bulk syncs": BULK_SYNC_TRAPS,
  "Permissions, keys and secrets": OTHER_TRAPS,
  "The provider and its plans": PROVIDER_TRAPS,
} as const;

type Traps = typeof TRAPS;

/** The area of a trap. */
export type Area = keyof Traps;

/** The traps of an area that the library handles in the way `Of`. */
type IdsOf<In extends Area, Of extends Handling> = {
  [Id in keyof Traps[In]]: Traps[In][Id] extends { readonly library: Of } ? Id : never;
}[keyof Traps[In]];

/** The traps that the library handles in the way `Of`; all by default. */
export type TrapId<Of extends Handling = Handling, In extends Area = Area> = {
  [Each in In]: IdsOf<Each, Of>;
}[In] &
  string;

const all: readonly (readonly [string, Readonly<Record<string, Trap>>])[] = Object.entries(TRAPS);

/** Each trap with its id, in the order of the tables. */
export const ROWS: readonly (Trap & { readonly id: TrapId })[] = all.flatMap(([, rows]) =>
  Object.entries(rows).map(([id, trap]) => ({ id: id as TrapId, ...trap })),
);

/** The tables of `docs/provider-traps.md`. */
export function trapTables(): string {
  const row = ([id, { raw, because, library, how }]: readonly [string, Trap]): string =>
    `| \`${id}\`<br/>${raw} | ${because} | ${library} | ${how} |`;
  return all
    .map(([area, rows]) =>
      [
        `## ${area}`,
        "",
        "| what happens | because | with the constructs | how |",
        "| --- | --- | --- | --- |",
        ...Object.entries(rows).map(row),
      ].join("\n"),
    )
    .join("\n\n");
}

/** The number of traps of each kind. */
export function trapCounts(): string {
  const count = (handling: Handling): number => ROWS.filter(({ library }) => library === handling).length;
  return (
    `${ROWS.length} traps: ${count("impossible")} cannot be written, ${count("rejected")} are rejected with a reason, ` +
    `${count("safe")} the constructs avoid, ${count("avoidable")} you can avoid, and ${count("open")} are open.`
  );
}
