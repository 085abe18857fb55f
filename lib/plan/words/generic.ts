/** Changes of any resource: `` `visibility_timeout_seconds`: 60, was 30 ``. */
import type { ResourceChange } from "../plan";
import { isValues, sameValue, type Value, type Values, valueAt } from "../value";
import { type Difference, differencesOf } from "./differences";
import { changed, code, isUnset, KNOWN_LATER, listed, shown } from "./phrases";

/** What changes in a resource. */
export interface Words {
  readonly changes: readonly string[];
  /** Paths of values that Terraform shows as changes, but that mean nothing to a reader. */
  readonly noise: readonly string[];
}

/** Shown instead of the differences of a policy document. */
const SEE_PERMISSIONS = "permissions: see the table";

/** The name of an argument in a sentence, if its path is not clear enough. */
export type Labels = Readonly<Record<string, string>>;

/** The changes of all arguments of a resource that exists before and after. */
export const genericWords = ({ before, after }: ResourceChange): Words =>
  before === undefined || after === undefined
    ? { changes: [], noise: [] }
    : differencesInWords(before, after);

/**
 * The differences between two versions of arguments in words.
 *
 * @param said names of arguments that the caller describes itself
 * @param labels names of arguments in a sentence, by their paths
 */
export function differencesInWords(
  before: Values,
  after: Values,
  said: readonly string[] = [],
  labels: Labels = {},
): Words {
  const { found, noise } = differencesOf(before, after, new Set([...said, "tags"]));
  const changes = found.map((one) => inWords(one, labels));
  return { changes: [...new Set([...changes, ...tagWords(before["tags"], after["tags"])])], noise };
}

function inWords(difference: Difference, labels: Labels): string {
  const path = difference.path.join(".");
  const label = Object.hasOwn(labels, path) ? (labels[path] ?? "") : code(path.replace(/\.\[/g, "["));
  switch (difference.kind) {
    case "policy":
      return SEE_PERMISSIONS;
    case "order":
      return `${label}: other order`;
    case "members":
      return `${label}: ${membersInWords(difference.added, difference.removed)}`;
    case "value":
      return `${label}: ${changed(difference.before, difference.after)}`;
  }
}

function membersInWords(added: readonly Value[], removed: readonly Value[]): string {
  return [
    ...(added.length > 0 ? [`${listed(added.map(nameOfMember))} added`] : []),
    ...(removed.length > 0 ? [`${listed(removed.map(nameOfMember))} removed`] : []),
  ].join(", ");
}

/** The name or id of a block, or the block itself. */
function nameOfMember(value: Value): string {
  const name = isValues(value)
    ? ["id", "name", "key", "action"].map((one) => value[one]).find((one) => !isUnset(one))
    : value;
  return shown(name ?? value);
}

/** Tags in one line: `tags: "Team" added, "Env" changed`. */
function tagWords(before: Value | undefined, after: Value | undefined): string[] {
  if (sameValue(before, after) || (isUnset(before) && isUnset(after))) {
    return [];
  }
  if ((!isValues(before) && !isUnset(before)) || (!isValues(after) && !isUnset(after))) {
    return [`tags: ${KNOWN_LATER}`];
  }
  const [was, now]: readonly Values[] = [isValues(before) ? before : {}, isValues(after) ? after : {}];
  const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(now ?? {})])].sort();
  const by = (what: string, test: (name: string) => boolean): string[] => {
    const found = names.filter(test).map(shown);
    return found.length > 0 ? [`${listed(found)} ${what}`] : [];
  };
  const parts = [
    ...by("added", (name) => valueAt(was, name) === undefined),
    ...by("changed", (name) => bothHave(name, was, now) && !sameValue(was?.[name], now?.[name])),
    ...by("removed", (name) => valueAt(now, name) === undefined),
  ];
  return [`tags: ${parts.join(", ")}`];
}

const bothHave = (name: string, one: Values | undefined, other: Values | undefined): boolean =>
  valueAt(one, name) !== undefined && valueAt(other, name) !== undefined;
