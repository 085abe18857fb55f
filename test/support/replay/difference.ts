/** Finds the differences between two values. */
import { type Json, isJsonObject } from "../provider/values";

/** A difference between the recording and the replay. */
export interface Difference {
  /** The compared value, such as `plan polytomic_sync.s after.target.object`. */
  readonly place: string;
  readonly recorded: Json | undefined;
  readonly observed: Json | undefined;
}

/** The innermost members in which two values differ. */
export function differences(
  place: string,
  recorded: Json | undefined,
  observed: Json | undefined,
): Difference[] {
  if (Array.isArray(recorded) && Array.isArray(observed) && recorded.length === observed.length) {
    return recorded.flatMap((item, index) => differences(`${place}[${index}]`, item, observed[index]));
  }
  if (isJsonObject(recorded) && isJsonObject(observed)) {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(observed)])].sort();
    return names.flatMap((name) => differences(`${place}.${name}`, recorded[name], observed[name]));
  }
  return JSON.stringify(recorded) === JSON.stringify(observed) ? [] : [{ place, recorded, observed }];
}

export function describeDifference({ place, recorded, observed }: Difference): string {
  return `${place}: recorded ${JSON.stringify(recorded)}, observed ${JSON.stringify(observed)}`;
}
