/** What differs between two versions of a resource, and what only looks like a difference. */
import { isValues, sameValue, Secret, Unknown, type Value, type Values } from "../value";
import { isUnset } from "./phrases";
import { isPolicy, isSamePolicy, parsedJson } from "./policies";

/** A difference that means something. */
export type Difference = { readonly path: readonly string[] } & (
  | { readonly kind: "value"; readonly before: Value | undefined; readonly after: Value | undefined }
  /** Members of a list or set. */
  | { readonly kind: "members"; readonly added: readonly Value[]; readonly removed: readonly Value[] }
  /** A list has the same members in another order. */
  | { readonly kind: "order" }
  /** A policy document, whose permissions are compared elsewhere. */
  | { readonly kind: "policy" }
);

/** The differences of a resource. */
export interface Differences {
  readonly found: readonly Difference[];
  /** Paths of values that Terraform shows as changes, but that mean nothing to a reader. */
  readonly noise: readonly string[];
}

/** Arguments of which only the wording matters to nobody but their authors. */
const UNIMPORTANT = new Set(["description", "tags_all"]);

/** Members that identify the elements of a list of blocks, the first that all elements have. */
const IDENTIFIERS = [
  "id",
  "name",
  "key",
  "label",
  "target",
  "action",
  "sid",
  "rule_name",
  "rule_number",
  "priority",
];

/**
 * Compares two versions of the arguments.
 *
 * A value that is known only after the apply, and that the configuration does not compute from anything, is read again from the server:
 * noise. An unset value and an empty one are the same, and so are two JSON strings with the same content.
 *
 * @param omit names of arguments that the caller compares itself
 */
export function differencesOf(
  before: Values | undefined,
  after: Values | undefined,
  omit: ReadonlySet<string> = new Set(),
): Differences {
  const comparison = new Comparison();
  for (const name of changedNames(before ?? {}, after ?? {})) {
    if (!omit.has(name)) {
      comparison.compare([name], before?.[name], after?.[name]);
    }
  }
  return comparison;
}

/** The names of members that are not equal, sorted. */
function changedNames(before: Values, after: Values): string[] {
  const changed = Object.keys(before).filter((name) => !sameValue(before[name], after[name]));
  const added = Object.keys(after).filter((name) => !Object.hasOwn(before, name));
  return [...changed, ...added].sort();
}

/** Whether Terraform only reads this value again: it is unknown, and the configuration does not set it. */
export const isReadAgain = (value: Value | undefined): boolean =>
  value instanceof Unknown && value.expression === undefined;

class Comparison implements Differences {
  public readonly found: Difference[] = [];
  public readonly noise: string[] = [];

  public compare(path: readonly string[], before: Value | undefined, after: Value | undefined): void {
    if (sameValue(before, after) || (before === undefined && after === null)) {
      return;
    }
    if (isPolicy(before) && after instanceof Unknown) {
      this.found.push({ path, kind: "policy" });
    } else if (isReadAgain(after) || isBlank(before, after) || UNIMPORTANT.has(path.at(-1) ?? "")) {
      this.noise.push(path.join("."));
    } else if (isPolicy(before) || isPolicy(after)) {
      this.comparePolicies(path, before, after);
    } else if (Array.isArray(before) || Array.isArray(after)) {
      this.compareLists(path, asList(before), asList(after), after);
    } else if (isValues(before) && isValues(after)) {
      this.compareMembers(path, before, after);
    } else {
      this.compareText(path, before, after);
    }
  }

  private comparePolicies(
    path: readonly string[],
    before: Value | undefined,
    after: Value | undefined,
  ): void {
    if (isPolicy(before) && isPolicy(after) && isSamePolicy(before, after)) {
      this.noise.push(path.join("."));
    } else {
      this.found.push({ path, kind: "policy" });
    }
  }

  private compareMembers(path: readonly string[], before: Values, after: Values): void {
    for (const name of changedNames(before, after)) {
      this.compare([...path, name], before[name], after[name]);
    }
  }

  private compareText(path: readonly string[], before: Value | undefined, after: Value | undefined): void {
    const [left, right] = [parsedJson(before), parsedJson(after)];
    if (left === undefined || right === undefined) {
      this.found.push({ path, kind: "value", before, after });
      return;
    }
    const inside = new Comparison();
    inside.compare(path, left as Value, right as Value);
    this.found.push(...inside.found);
    if (inside.found.length === 0) {
      this.noise.push(path.join("."));
    }
  }

  private compareLists(
    path: readonly string[],
    before: readonly Value[] | undefined,
    after: readonly Value[] | undefined,
    whole: Value | undefined,
  ): void {
    if (before === undefined || after === undefined) {
      // One of them is unknown or secret.
      this.found.push({ path, kind: "value", before: before as Value, after: whole });
      return;
    }
    const [identified, restBefore, restAfter] = matched(before, after);
    for (const [name, one, other] of identified) {
      this.compare(name === undefined ? path : [...path, name], one, other);
    }
    const added = restAfter.filter((one) => !isReadAgain(one));
    if (restBefore.length > 0 || added.length > 0) {
      this.found.push({ path, kind: "members", added, removed: restBefore });
    } else if (restAfter.length > 0 || before.every((one, index) => isSame(one, after[index]))) {
      this.noise.push(path.join("."));
    } else if (identified.length === 0) {
      this.found.push({ path, kind: "order" });
    }
  }
}

/** Whether one value is unset and the other one is empty or false, which is the default of nearly every switch. */
const isBlank = (before: Value | undefined, after: Value | undefined): boolean =>
  (isUnset(before) || before === false) && (isUnset(after) || after === false);

function asList(value: Value | undefined): readonly Value[] | undefined {
  if (Array.isArray(value)) {
    return value as readonly Value[];
  }
  return value === undefined || value === null ? [] : undefined;
}

type Match = readonly [name: string | undefined, before: Value | undefined, after: Value | undefined];

/** The pairs of elements that are versions of each other, and the elements that are only in one of the lists. */
function matched(
  before: readonly Value[],
  after: readonly Value[],
): readonly [pairs: readonly Match[], removed: readonly Value[], added: readonly Value[]] {
  const [removed, added] = withoutEqual(before, after);
  const identifier = IDENTIFIERS.find((name) => identifies(name, before) && identifies(name, after));
  if (identifier !== undefined) {
    const pairs = removed.flatMap((one): Match[] => {
      const other = added.find((value) => memberOf(value, identifier) === memberOf(one, identifier));
      return other === undefined ? [] : [[`[${String(memberOf(one, identifier))}]`, one, other]];
    });
    const paired = new Set<unknown>(pairs.flat());
    return [pairs, removed.filter((one) => !paired.has(one)), added.filter((one) => !paired.has(one))];
  }
  const [one, other] = [removed[0], added[0]];
  const isSingle = removed.length === 1 && added.length === 1 && isValues(one) && isValues(other);
  return isSingle ? [[[undefined, one, other]], [], []] : [[], removed, added];
}

const memberOf = (value: Value | undefined, name: string): Value | undefined =>
  isValues(value) ? value[name] : undefined;

/** Whether each element has a member of this name, and no two elements the same one. */
function identifies(name: string, elements: readonly Value[]): boolean {
  const found = elements.map((one) => memberOf(one, name));
  return found.every((one) => typeof one === "string" || typeof one === "number") && isUnique(found);
}

const isUnique = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

/** Both lists without the elements that are in both, whatever their order. */
export function withoutEqual(
  allBefore: readonly Value[],
  allAfter: readonly Value[],
): readonly [removed: readonly Value[], added: readonly Value[]] {
  // Most elements are equal to the one at the same place, which is quicker to find out.
  const before = allBefore.filter((one, index) => !sameValue(one, allAfter[index]));
  const after = allAfter.filter((one, index) => !sameValue(one, allBefore[index]));
  const left = new Map<string, number>();
  const keysBefore = before.map(keyOf);
  keysBefore.forEach((key) => key !== undefined && left.set(key, (left.get(key) ?? 0) + 1));
  const take = (key: string | undefined): boolean => {
    const number = key === undefined ? 0 : (left.get(key) ?? 0);
    if (key !== undefined) {
      left.set(key, number - 1);
    }
    return number > 0;
  };
  const added = after.filter((one) => !take(keyOf(one)));
  // What is left is only in the first list.
  return [before.filter((_, index) => keysBefore[index] === undefined || take(keysBefore[index])), added];
}

const isSame = (one: Value, other: Value | undefined): boolean =>
  other !== undefined && keyOf(one) !== undefined && keyOf(one) === keyOf(other);

/**
 * A string that is the same for equal values, or `undefined` if the value is not known. Unset members do not count. It is never shown,
 * because it has the fingerprint of a secret.
 */
function keyOf(value: Value): string | undefined {
  if (value instanceof Unknown) {
    return undefined;
  }
  if (value instanceof Secret) {
    return `secret ${value.fingerprint}`;
  }
  if (isValues(value)) {
    const names = Object.keys(value).filter((name) => !isUnset(value[name]));
    const members = names.sort().map((name) => [name, keyOf(value[name] ?? null)] as const);
    return members.some(([, key]) => key === undefined) ? undefined : JSON.stringify(members);
  }
  if (Array.isArray(value)) {
    const items = (value as readonly Value[]).map(keyOf);
    return items.includes(undefined) ? undefined : `list ${JSON.stringify(items)}`;
  }
  return JSON.stringify(value);
}
