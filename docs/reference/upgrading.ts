/** The generated parts of `docs/how-to/upgrading.md`: what changes from one version of the Polytomic provider to the next. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { camelCase } from "../../lib/format";
import { compareVersions } from "../../lib/schema/compare";
import provider3 from "../../lib/schema/provider-3.json";
import { renderReport, sections, table, type Upgrade } from "../../lib/schema/report";
import { chosen, previews, storedFiles, versionOf } from "../../lib/schema/stored";
import { code } from "../../lib/schema/words";

const SCHEMA = join(__dirname, "..", "..", "lib", "schema");

/** The version that the bindings are generated from, and the constraint. */
export const versionTable = (): string =>
  table(
    ["", ""],
    [
      ["the bindings are generated from", `version ${chosen().version}`],
      ["`required_providers` has", code(`polytomic/polytomic ${chosen().constraint}`)],
    ],
  );

interface Required {
  readonly member: string;
  readonly values?: readonly string[];
  readonly default?: string;
}

/** The members that version 3.0.0 requires. */
export const requiredByVersion3 = (): string =>
  table(
    ["resource", "member", "values", "default until then"],
    Object.entries(provider3.required as Readonly<Record<string, Required>>).map(([id, required]) => [
      code(`polytomic_${id}_connection`),
      code(`configuration.${camelCase(required.member)}`),
      required.values?.map((value) => code(`"${value}"`)).join(", ") ?? "any",
      required.default === undefined ? "none" : code(`"${required.default}"`),
    ]),
  );

/** What else version 3.0.0 changes. */
export function moreOfVersion3(): string {
  const optional = Object.entries(provider3.optional).map(
    ([id, members]) =>
      `${members.map((member) => code(camelCase(member))).join(", ")} of ${code(`polytomic_${id}_connection`)}`,
  );
  return [
    `- Optional, required before: ${optional.join("; ")}.`,
    `- New resources and data sources: ${provider3.added.join(", ")}.`,
    `- New data sources: ${provider3.addedDataSources.join(", ")}.`,
  ].join("\n");
}

/** The changes of each version that the library has taken in, latest first. */
export function releases(): string {
  const folder = join(SCHEMA, "upgrades");
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const upgrades = files.map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Upgrade);
  return upgrades.length === 0
    ? `None: ${chosen().version} is the first version that this library supports.`
    : upgrades
        .sort((one, other) => other.to.localeCompare(one.to, "en", { numeric: true }))
        .map((upgrade) => renderReport(upgrade, 3))
        .join("\n\n");
}

/** The changes of the stored preview of a later version. */
export function preview(): string {
  const name = previews().at(-1);
  if (name === undefined) {
    return "None.";
  }
  const [before, after] = [storedFiles(), storedFiles(name)].map(versionOf) as [Current, Current];
  return sections({ from: before.version, to: name, changes: compareVersions(before, after) }, "###").join(
    "\n\n",
  );
}

type Current = ReturnType<typeof versionOf>;
