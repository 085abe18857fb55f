/** Accepted findings: a reason for each, and a last day. */
import type { Suppression } from "./plan";
import type { Finding, Review } from "./review";

/**
 * The suppression of a finding that applies on a day, if there is one. `rule` accepts all findings of a rule, `rule[path]` those of a
 * construct and the constructs below, and an id one finding. The most specific wins.
 */
export function suppressionOf(
  { id, rule, subject }: Pick<Finding, "id" | "rule" | "subject">,
  suppressions: readonly Suppression[],
  today: string,
): Suppression | undefined {
  if (suppressions.length === 0) {
    return undefined;
  }
  const names = [
    id,
    ...[subject, subject.replace(KEY, "")].flatMap((path) => pathsOf(path).map((one) => `${rule}[${one}]`)),
    rule,
  ];
  return names
    .map((name) => suppressions.find((one) => one.finding === name && !isExpired(one, today)))
    .find((one) => one !== undefined);
}

/** The key of an instance: `["a/b"]`, `[0]`. */
const KEY = /\["(?:[^"\\]|\\.)*"\]|\[\d+\]/g;

/** A path and the paths above it. */
function pathsOf(path: string): string[] {
  const segments = path.split(/\/(?![^[]*\])/);
  return segments.map((_, index) => segments.slice(0, segments.length - index).join("/"));
}

const isExpired = ({ expires }: Suppression, today: string): boolean =>
  expires !== undefined && expires < today;

/** The suppressions that no finding uses. */
export function unusedSuppressions(
  suppressions: readonly Suppression[],
  findings: readonly Finding[],
  today: string,
): Review["unusedSuppressions"] {
  const used = new Set(findings.map(({ suppression }) => suppression));
  return suppressions
    .filter((one) => !used.has(one))
    .map((one) => ({ ...one, problem: isExpired(one, today) ? "expired" : "unused" }));
}
