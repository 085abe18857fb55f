import type { Found, Rule } from "../rule";
import { isValues, sameValue, Secret, Unknown, type Value } from "../value";
import { isReadAgain } from "../words/differences";
import { code, isUnset, KNOWN_LATER } from "../words/phrases";

/** A secret argument changes. */
export const rule: Rule = {
  severity: "look",
  title: "A secret changes",
  reason:
    "The old secret is overwritten, and whatever uses it from elsewhere stops working if it is also revoked. A wrong secret shows only in the next run, " +
    "because Polytomic's provider saves connections without testing them.",
  remedy:
    "Make sure that the new secret is valid and has the same permissions. Test the connection in Polytomic after the apply.",
  *check(change): Iterable<Found> {
    if (change.mode !== "managed" || change.before === undefined || change.after === undefined) {
      return;
    }
    for (const [path, what] of changedSecrets(change.before, change.after, [])) {
      yield { change, key: path, message: `secret ${code(path)} ${what}` };
    }
  },
};

/** The paths of secrets that differ, and how. */
function* changedSecrets(
  before: Value | undefined,
  after: Value | undefined,
  path: readonly string[],
): Iterable<readonly [path: string, what: string]> {
  if (before instanceof Secret || after instanceof Secret) {
    const what = difference(before, after);
    if (what !== undefined) {
      yield [path.join("."), what];
    }
  } else if (isValues(before) && isValues(after)) {
    for (const name of Object.keys({ ...before, ...after }).sort()) {
      yield* changedSecrets(before[name], after[name], [...path, name]);
    }
  } else if (Array.isArray(before) && Array.isArray(after)) {
    const [left, right] = [before as readonly Value[], after as readonly Value[]];
    for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
      yield* changedSecrets(left[index], right[index], [...path, String(index)]);
    }
  }
}

function difference(before: Value | undefined, after: Value | undefined): string | undefined {
  if (sameValue(before, after) || isReadAgain(after)) {
    return undefined;
  }
  if (after instanceof Unknown) {
    return `may change: it is ${KNOWN_LATER}`;
  }
  if (isUnset(after)) {
    return "is removed";
  }
  return isUnset(before) ? "is set" : "changes";
}
