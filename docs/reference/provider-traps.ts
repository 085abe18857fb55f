/**
 * The traps of version 2.0.0 of the Polytomic provider: what happens with the generated bindings, and what happens with the
 * constructs. The source of the pages of `docs/reference/traps`; `test/apply/traps` proves both sides of each row.
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

interface AreaPage {
  readonly page: string;
  readonly about: string;
}

/** The page of each area, beside its traps. */
export const TRAP_PAGES: Readonly<Record<Area, AreaPage>> = {
  Connections: {
    page: "connections.md",
    about: "credentials, host names, types that share a resource, connections of an organization",
  },
  Models: { page: "models.md", about: "sources, fields, relations, numbers in a configuration" },
  "Model syncs": {
    page: "model-syncs.md",
    about: "modes, targets, identities, filters, overrides, schedules",
  },
  "Bulk syncs": { page: "bulk-syncs.md", about: "schemas, fields, flags, limits, schedules" },
  "Permissions, keys and secrets": {
    page: "permissions.md",
    about: "roles, policies, users, primary keys, error subscribers",
  },
  "The provider and its plans": {
    page: "provider.md",
    about: "keys and URLs, unknown values, data sources, imports",
  },
};

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

/** The traps of an area, as the table of its page. */
export function trapTable(area: Area): string {
  const row = ([id, { raw, because, library, how }]: readonly [string, Trap]): string =>
    `| \`${id}\`<br/>${raw} | ${because} | ${library} | ${how} |`;
  return [
    "| what happens | because | with the constructs | how |",
    "| --- | --- | --- | --- |",
    ...Object.entries(TRAPS[area] as Readonly<Record<string, Trap>>).map(row),
  ].join("\n");
}

/** The pages of the areas, as the index lists them. */
export function trapIndex(): string {
  const row = ([area, { page, about }]: readonly [string, AreaPage]): string => {
    const { length } = Object.keys(TRAPS[area as Area]);
    return `| [${area}](${page}) | ${length} | ${about} |`;
  };
  return ["| page | traps | about |", "| --- | --- | --- |", ...Object.entries(TRAP_PAGES).map(row)].join(
    "\n",
  );
}

/** The number of traps of each kind. */
export function trapCounts(): string {
  const count = (handling: Handling): number => ROWS.filter(({ library }) => library === handling).length;
  return (
    `${ROWS.length} traps: ${count("impossible")} cannot be written, ${count("rejected")} are rejected with a reason, ` +
    `${count("safe")} the constructs avoid, ${count("avoidable")} you can avoid, and ${count("open")} are open.`
  );
}
