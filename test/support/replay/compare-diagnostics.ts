/** Compares recorded diagnostics with those of the replay. */

import type { Difference } from "./difference";
import type { TerraformDiagnostic } from "./diagnostics";

/**
 * Compares diagnostics. A recorded diagnostic is a line: severity and summary, then either the location (`with ADDRESS @ BLOCK`)
 * or the beginning of the detail and its path. Some recorded lines are lines of a detail.
 */
export function compareDiagnostics(
  recorded: readonly string[],
  observed: readonly TerraformDiagnostic[],
): Difference[] {
  const all = observed.map(endedInOneWay);
  const rest = [...all];
  const missing: string[] = [];
  for (const line of recorded.map(lineEndedInOneWay)) {
    const found = rest.findIndex((diagnostic) => matches(line, diagnostic));
    if (found >= 0) {
      rest.splice(found, 1);
    } else if (!all.some((diagnostic) => isLineOf(line, diagnostic))) {
      missing.push(line);
    }
  }
  return [
    ...missing.map((line) => ({ place: "diagnostics", recorded: line, observed: undefined })),
    ...rest.map((diagnostic) => ({
      place: "diagnostics",
      recorded: undefined,
      observed: describe(diagnostic),
    })),
  ];
}

/** Terraform's two summaries for a provider that crashes during a call. It reports one of them at random. */
const ENDED = "Plugin did not respond";
const ENDED_OTHERWISE = "Request cancelled";

function endedInOneWay(diagnostic: TerraformDiagnostic): TerraformDiagnostic {
  const ended = [ENDED, ENDED_OTHERWISE].includes(diagnostic.summary);
  return ended ? { ...diagnostic, summary: ENDED, detail: "" } : diagnostic;
}

function lineEndedInOneWay(line: string): string {
  const ended = [ENDED, ENDED_OTHERWISE].some((summary) => line.startsWith(`Error: ${summary}`));
  return ended ? `Error: ${ENDED}` : line;
}

function title({ severity, summary }: TerraformDiagnostic): string {
  return `${severity === "error" ? "Error" : "Warning"}: ${summary}`;
}

function matches(line: string, diagnostic: TerraformDiagnostic): boolean {
  if (!line.startsWith(title(diagnostic))) {
    return false;
  }
  const rest = line.slice(title(diagnostic).length).trim();
  const [, address, block] = /^(?:with (\S+) )?@ (\S+)$/.exec(rest) ?? [];
  if (block !== undefined) {
    return isAt(diagnostic, block) && (address === undefined || isAt(diagnostic, address));
  }
  const [, beginning = "", path = ""] = /^(.*?) ?(\.[a-z_.]+)?$/.exec(rest) ?? [];
  const detail = comparable(diagnostic.detail);
  return detail.startsWith(comparable(beginning)) && detail.includes(path);
}

/** The name of a configuration block is at its end or at the end of the diagnostic's location. */
function isAt({ address = "", snippet }: TerraformDiagnostic, place: string): boolean {
  const context = snippet?.context ?? "";
  return [address, `resource.${address}`, context].some(
    (own) => own !== "" && (own === place || own.startsWith(`${place}.`)),
  );
}

function isLineOf(line: string, { detail }: TerraformDiagnostic): boolean {
  return comparable(detail).includes(comparable(line));
}

/** Removes line breaks, and shortens the provider's configuration address as in the recordings. */
function comparable(text: string): string {
  return text
    .replace(/provider "provider\[[^\]]*\]"/g, "the provider")
    .replace(/\s+/g, " ")
    .trim();
}

function describe(diagnostic: TerraformDiagnostic): string {
  const place = diagnostic.snippet?.context ?? diagnostic.address ?? "";
  return `${title(diagnostic)} @ ${place}: ${comparable(diagnostic.detail)}`;
}
