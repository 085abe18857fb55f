/** Reports the results of all replays. */
import { describeDifference } from "./difference";
import { EXCEPTIONS, type Exception, isExcepted } from "./exceptions";
import type { ScenarioResult } from "./scenario";

/** The differences of a scenario that no exception covers, one line each. */
export function unlistedDifferences({ scenario, steps }: ScenarioResult): string[] {
  return steps.flatMap(({ step, command, differences }) =>
    differences
      .filter(
        (difference) => !EXCEPTIONS.some((exception) => isExcepted(exception, scenario, step, difference)),
      )
      .map((difference) => `step ${step} (${command}): ${describeDifference(difference)}`),
  );
}

/** The exceptions that no longer cover a difference. */
export function staleExceptions(results: readonly ScenarioResult[]): Exception[] {
  return EXCEPTIONS.filter(
    (exception) =>
      !results.some(({ scenario, steps }) =>
        steps.some(({ step, differences }) =>
          differences.some((difference) => isExcepted(exception, scenario, step, difference)),
        ),
      ),
  );
}

const COLUMNS = ["exit code", "diagnostics", "requests", "plan", "state", "configuration"];

/** A table of the comparisons, one line per scenario, with totals at the end. */
export function summaryTable(results: readonly ScenarioResult[]): string {
  const rows = results.map((result) => [
    result.scenario,
    result.steps.length,
    ...COLUMNS.map((kind) => result.steps.filter(({ compared }) => compared.includes(kind)).length),
    result.steps.reduce((sum, { differences }) => sum + differences.length, 0),
    unlistedDifferences(result).length,
  ]);
  const totals = ["total", ...sumColumns(rows)];
  const header = ["scenario", "steps", ...COLUMNS, "differences", "unlisted"];
  return [header, ...rows, totals].map((row) => row.map(cell).join("")).join("\n");
}

function sumColumns(rows: readonly (readonly (string | number)[])[]): number[] {
  const width = rows[0]?.length ?? 1;
  return Array.from({ length: width - 1 }, (_, column) =>
    rows.reduce((sum, row) => sum + Number(row[column + 1] ?? 0), 0),
  );
}

function cell(value: string | number, column: number): string {
  return column === 0 ? String(value).padEnd(50) : String(value).padStart(14);
}
