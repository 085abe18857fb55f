import type { Found, Rule } from "../rule";
import { isValues, sameValue, Secret, Unknown, type Value, type Values } from "../value";
import { code, isUnset, KNOWN_LATER } from "../words/phrases";

/** A secret argument changes. */
export const rule: Rule = {
  severity: "look",
  title: "A secret changes",
  reason:
    "Anything else that uses the old secret fails once it is revoked. For Polytomic connections, a wrong secret shows up only in the next run, because " +
    "the provider does not test connections.",
  remedy:
    "Make sure that the new secret is valid and has the same permissions. For a connection, test it in Polytomic after the apply.",
  *check(change): Iterable<Found> {
    const { mode, before, after } = change;
    if (mode !== "managed" || before === undefined || after === undefined) {
      return;
    }
    // Most resources have none.
    if (!hasSecret(before) && !hasSecret(after)) {
      return;
    }
    for (const [path, { what, ...found }] of changedSecrets(before, after, [])) {
      yield { change, key: path, message: `secret ${code(path)} ${what}`, ...found };
    }
  },
};

function hasSecret(value: Value): boolean {
  if (typeof value !== "object" || value === null || value instanceof Unknown) {
    return false;
  }
  if (value instanceof Secret) {
    return true;
  }
  for (const name in value) {
    if (hasSecret((value as Values)[name]!)) {
      return true;
    }
  }
  return false;
}

/** How a secret differs. */
interface Difference extends Pick<Found, "severity"> {
  readonly what: string;
}

/** The paths of secrets that differ, and how. */
function* changedSecrets(
  before: Value | undefined,
  after: Value | undefined,
  path: readonly string[],
): Iterable<readonly [path: string, difference: Difference]> {
  if (before instanceof Secret || after instanceof Secret) {
    const found = difference(before, after);
    if (found !== undefined) {
      yield [path.join("."), found];
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

function difference(before: Value | undefined, after: Value | undefined): Difference | undefined {
  if (after instanceof Unknown) {
    return after.mayBeSet ? { what: `may change: it is ${KNOWN_LATER}`, severity: "cannot-tell" } : undefined;
  }
  if (sameValue(before, after)) {
    return undefined;
  }
  if (isUnset(after)) {
    return { what: "is removed" };
  }
  return { what: isUnset(before) ? "is set" : "changes" };
}
