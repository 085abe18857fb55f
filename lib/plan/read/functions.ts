/**
 * The functions of Terraform that documents are written with. An unknown argument is a placeholder, a string that `isPlaceholder`
 * recognizes.
 */
import { isRecord } from "../../objects";
import { hasPlaceholder } from "./placeholders";

/** Plain JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

type Evaluate = (args: readonly Json[]) => Json | undefined;

/** The result of a function; `undefined` if the function is another one, or if the result depends on unknown values. */
export const callFunction = (name: string, args: readonly Json[]): Json | undefined =>
  Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name]!(args) : undefined;

const same: Evaluate = ([value]) => value;

/** A function of a string that is known. */
const ofText =
  (by: (text: string) => string): Evaluate =>
  ([value]) =>
    typeof value === "string" && !hasPlaceholder(value) ? by(value) : undefined;

const FUNCTIONS: Readonly<Record<string, Evaluate>> = {
  jsonencode: ([value = null]) => JSON.stringify(value),
  tostring: ([value]) => (typeof value === "number" || typeof value === "boolean" ? String(value) : value),
  tolist: same,
  toset: same,
  tomap: same,
  nonsensitive: same,
  trimspace: ofText((text) => text.trim()),
  lower: ofText((text) => text.toLowerCase()),
  upper: ofText((text) => text.toUpperCase()),
  join: ([separator, ...lists]) => {
    const elements = flat(lists);
    return typeof separator === "string" && elements?.every(isScalar) === true
      ? elements.map(String).join(separator)
      : undefined;
  },
  format: ([pattern, ...values]) => formatted(pattern, values),
  concat: (lists) => flat(lists),
  flatten: ([list]) => (isList(list) ? flattened(list) : undefined),
  compact: ([list]) => (isList(list) ? list.filter((one) => one !== "" && one !== null) : undefined),
  distinct: ([list]) => (isList(list) ? distinct(list) : undefined),
  merge: (objects) =>
    objects.every((one) => isRecord(one)) ? (Object.assign({}, ...objects) as Json) : undefined,
};

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const isScalar = (value: Json): boolean => typeof value !== "object";

/** The elements of lists. */
const flat = (lists: readonly Json[]): Json[] | undefined => (lists.every(isList) ? lists.flat() : undefined);

const flattened = (list: readonly Json[]): Json[] =>
  list.flatMap((one) => (isList(one) ? flattened(one) : [one]));

function distinct(list: readonly Json[]): Json[] {
  const texts = list.map((one) => JSON.stringify(one));
  return list.filter((_, index) => texts.indexOf(texts[index]!) === index);
}

/** Only `%s`, `%d`, `%v` and `%%`. */
function formatted(pattern: Json | undefined, values: readonly Json[]): Json | undefined {
  if (typeof pattern !== "string" || !values.every(isScalar)) {
    return undefined;
  }
  const verbs = pattern.match(/%[^%]?%?/g) ?? [];
  if (!verbs.every((verb) => /^%[sdv%]/.test(verb))) {
    return undefined;
  }
  let next = 0;
  return pattern.replace(/%[sdv%]/g, (verb) => (verb === "%%" ? "%" : String(values[next++])));
}
