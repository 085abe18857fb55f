/** Selects rows by name, with the rows that they need. */
import type { Group, Row } from "./rows";

/** The name of a row, such as `mixed cores: install`. */
export const fullNameOf = ({ group, name }: Pick<Row, "group" | "name">): string => `${group}: ${name}`;

/** The rows that match, and the rows that those need: the first of their group, the packages, and the compilation before a run. */
export function chosen(groups: readonly Group[], pattern: RegExp): Group[] {
  const matches = groups.map((group) => group.rows.some((row) => pattern.test(fullNameOf(row))));
  return groups.flatMap((group, index) => {
    if (index > 0 && !matches[index]) {
      return [];
    }
    const selected = group.rows.filter((row) => pattern.test(fullNameOf(row)));
    const runsCompiled = selected.some(({ name }) => /^(?:CommonJS|ESM)/.test(name));
    const isNeeded = (row: Row, at: number): boolean =>
      index === 0 ? at < 2 : at === 0 || (runsCompiled && row.name.endsWith(", node16"));
    return [{ ...group, rows: group.rows.filter((row, at) => selected.includes(row) || isNeeded(row, at)) }];
  });
}
