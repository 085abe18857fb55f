/** Accepted findings: a reason for each, and a last day. */
import type { Finding, Review, Suppression } from "./review";

/** The suppression of a finding that applies on a day, if there is one. The most specific comes first. */
export function suppressionOf(
  { id, rule, subject }: Pick<Finding, "id" | "rule" | "subject">,
  suppressions: readonly Suppression[],
  today: string,
): Suppression | undefined {
  const names = [id, `${rule}[${subject}]`, rule];
  return names
    .map((name) => suppressions.find((one) => one.finding === name && !isExpired(one, today)))
    .find((one) => one !== undefined);
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
