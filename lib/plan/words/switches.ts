/** Changes that models, syncs and connections have in common. */
import type { ResourceChange } from "../plan";
import type { PlanContext } from "../rule";
import { ownerInWords, referenceChange } from "../polytomic/connection-ids";
import { sameValue, type Value, valueAt } from "../value";
import { isReadAgain } from "./differences";
import { changed, code, isUnset, KNOWN_LATER, shown } from "./phrases";
import { scheduleInWords } from "./schedule";

/** `renamed to "Lake", was "Acme data lake"`. */
export function renamed({ before, after }: ResourceChange): string[] {
  const [was, now] = [before?.["name"], after?.["name"]];
  return sameValue(was, now) ? [] : [`renamed to ${shown(now)}, was ${shown(was)}`];
}

/** `switched on`, `switched off`. */
export function switched({ before, after }: ResourceChange): string[] {
  const [was, now] = [before?.["active"], after?.["active"]];
  if (sameValue(was, now)) {
    return [];
  }
  return [now === true ? "switched on" : now === false ? "switched off" : `\`active\`: ${changed(was, now)}`];
}

/** ``mode `replace`, was `append` ``. */
export function modeChange({ before, after }: ResourceChange): string[] {
  const [was, now] = [before?.["mode"], after?.["mode"]];
  const mode = (value: Value | undefined): string => (typeof value === "string" ? code(value) : shown(value));
  return sameValue(was, now) ? [] : [`mode ${mode(now)}, was ${mode(was)}`];
}

/** `hourly at :15, was daily at 05:00 UTC`. */
export function scheduleChange(change: ResourceChange, context: PlanContext): string[] {
  const [was, now] = (["before", "after"] as const).map((version) =>
    scheduleInWords(change[version]?.["schedule"], (id) => ownerInWords(id, change, context)),
  );
  return was === now ? [] : [`${now}, was ${was}`];
}

/** `target: S3 connection "Lake", was S3 connection "Archive"`. A replaced connection is still the same one. */
export function connectionChange(
  label: string,
  path: readonly string[],
  change: ResourceChange,
  context: PlanContext,
): string[] {
  const [was, now] = [valueAt(change.before, ...path), valueAt(change.after, ...path)];
  switch (referenceChange(was, now, change, context)) {
    case "same":
      return [];
    case "unknown":
      return [`${label}: ${KNOWN_LATER}, was ${ownerInWords(was, change, context)}`];
    case "other":
      return [`${label}: ${ownerInWords(now, change, context)}, was ${ownerInWords(was, change, context)}`];
  }
}

/** Whether nobody changes the value: it is the same, unset in both, or only read again. */
export const isSame = (was: Value | undefined, now: Value | undefined): boolean =>
  sameValue(was, now) || isReadAgain(now) || (isUnset(was) && isUnset(now));
