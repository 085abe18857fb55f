/** Reads the file of `--suppressions`. */
import { isDay } from "../day";
import { isRecord } from "../objects";
import type { Finding } from "../plan/review";
import { readJson } from "./files";
import { CommandError } from "./io";
import { suggestion } from "./options";

type Suppression = NonNullable<Finding["suppression"]>;

const MEMBERS = ["finding", "reason", "expires"];

const EXAMPLE =
  '[{ "finding": "bucket-destroyed[prod/lake/bucket]", "reason": "the bucket is empty", "expires": "2027-01-31" }]';

/** The suppressions of a file: a JSON array, or an object with the array as `suppressions`. */
export function readSuppressions(file: string): Suppression[] {
  const content = readJson(file, "the suppressions");
  const entries: unknown = isRecord(content) ? content.suppressions : content;
  if (!Array.isArray(entries)) {
    throw new CommandError(`the suppressions ${file} must be an array, such as ${EXAMPLE}`);
  }
  const problems = entries.flatMap((entry, index) =>
    problemsOf(entry).map((problem) => `  suppressions[${index}]: ${problem}`),
  );
  if (problems.length > 0) {
    throw new CommandError([`the suppressions ${file} have problems:`, ...problems].join("\n"));
  }
  return (entries as Record<string, string>[]).map(({ finding, reason, expires }) => ({
    finding: finding!,
    reason: reason!.trim(),
    expires,
  }));
}

function problemsOf(entry: unknown): string[] {
  if (!isRecord(entry)) {
    return [`expected an object, such as ${EXAMPLE.slice(1, -1)}`];
  }
  const { finding, reason, expires } = entry;
  return [
    ...Object.keys(entry)
      .filter((name) => !MEMBERS.includes(name))
      .map((name) => `unknown member ${JSON.stringify(name)}${suggestion(name, MEMBERS)}`),
    ...(isFilled(finding) ? [] : ["`finding` must be a rule or the id of a finding"]),
    ...(isFilled(reason) ? [] : ["`reason` must be a sentence that a reviewer understands"]),
    ...(expires === undefined || isDay(expires) ? [] : ["`expires` must be a day, such as 2027-01-31"]),
  ];
}

const isFilled = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
