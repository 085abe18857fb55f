/**
 * The comparison of versions is complete: each difference between their files has a change that accounts for it. The differences are
 * found here without code of the comparison.
 */
import fc from "fast-check";
import { compareVersions } from "../../../lib/schema/compare";
import type { ProviderVersion } from "../../../lib/schema/provider-version";
import { previews, storedFiles, versionOf } from "../../../lib/schema/stored";
import { runs } from "../../support/properties";

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isSet = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((element) => typeof element === "string");

/** JSON pointers to whatever differs: what only one has, with all that is in it, and different values. The order of names is ignored. */
function differences(one: unknown, other: unknown, at = ""): string[] {
  if (isObject(one) && isObject(other)) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name) =>
      name in one && name in other ? differences(one[name], other[name], `${at}/${name}`) : [`${at}/${name}`],
    );
  }
  if (isSet(one) && isSet(other) && at.endsWith("/required")) {
    return one
      .concat(other)
      .filter((name) => one.includes(name) !== other.includes(name))
      .map((name) => `${at}/${name}`);
  }
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)) ? [] : [at];
}

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : isObject(value)
      ? Object.fromEntries(
          Object.entries(value)
            .map(([key, inner]) => [key, sorted(inner)] as const)
            .sort(),
        )
      : value;

const fileOf = ({ schema, connectionTypes }: ProviderVersion): Json => ({
  ...schema,
  connection_types: connectionTypes,
});

const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}/`);

/** The differences without a change, and the pointers of changes without a difference. */
function unaccounted(before: ProviderVersion, after: ProviderVersion) {
  const found = differences(fileOf(before), fileOf(after));
  const pointers = compareVersions(before, after).flatMap((change) => [...change.pointers]);
  return {
    missing: found.filter((difference) => !pointers.some((pointer) => isWithin(difference, pointer))),
    needless: pointers.filter(
      (pointer) =>
        // Inside a renamed or nested object, which differs as a whole.
        !found.some((difference) => isWithin(difference, pointer) || isWithin(pointer, difference)),
    ),
  };
}

const current = versionOf(storedFiles());
const preview = versionOf(storedFiles(previews().at(-1)));

test("the stored versions differ in more than fifty places", () => {
  expect(differences(fileOf(current), fileOf(preview)).length).toBeGreaterThan(50);
  expect(differences(fileOf(current), fileOf(current))).toEqual([]);
});

test.each([
  ["from the current version to the preview", current, preview],
  ["from the preview back", preview, current],
])("each difference is accounted for, %s", (_, before, after) => {
  expect(unaccounted(before, after)).toEqual({ missing: [], needless: [] });
});

/** A version with a few types, in which every form of a schema occurs. */
const IDS = ["azuresql", "awsathena", "webhook", "pardot", "intercom"];
const some = (() => {
  const pick = <T>(
    all: Readonly<Record<string, T>>,
    isWanted: (name: string) => boolean,
  ): Record<string, T> => Object.fromEntries(Object.entries(all).filter(([name]) => isWanted(name)));
  const isWanted = (type: string): boolean =>
    ["polytomic_bulk_sync", "polytomic_bulk_destination"].includes(type) ||
    IDS.some((id) => type === `polytomic_${id}_connection`);
  return {
    version: "some",
    schema: {
      ...current.schema,
      resource_schemas: pick(current.schema.resource_schemas, isWanted),
      data_source_schemas: pick(current.schema.data_source_schemas, isWanted),
    },
    connectionTypes: pick(current.connectionTypes, (id) => IDS.includes(id)),
  };
})();

/** The places of a file: an object and the name of a member. */
const placesIn = (value: unknown): [Json, string][] =>
  isObject(value)
    ? Object.entries(value).flatMap(([name, inner]) => [[value, name] as [Json, string], ...placesIn(inner)])
    : [];

/** Members that every file of the form has. */
const STRUCTURE =
  /^(block|attributes|nested_type|nesting_mode|properties|items|required|provider|resource_schemas|data_source_schemas|schema|connectionTypes|configuration)$/;

type Edit = readonly [place: number, kind: "remove" | "change" | "add" | "rename"];

/** Not `structuredClone`: in jest, its objects have other prototypes. */
const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Edits a file at random places, as another version could differ. */
function edited(version: ProviderVersion, edits: readonly Edit[]): ProviderVersion {
  const file = copyOf({ schema: version.schema, connectionTypes: version.connectionTypes });
  for (const [at, kind] of edits) {
    const places = placesIn(file).filter(
      ([object, name]) => !isObject(object[name]) || !STRUCTURE.test(name),
    );
    const [object, name] = places[at % places.length]!;
    const value = object[name];
    if (kind === "rename") {
      if (isObject(value)) {
        object[`${name}_`] = value;
        delete object[name];
      }
    } else if (kind === "add") {
      object[`new_${at % 7}`] = copyOf(value);
    } else if (kind === "remove" && !STRUCTURE.test(name)) {
      delete object[name];
    } else if (isSet(value)) {
      object[name] = value.length > 1 ? value.slice(1) : [...value, "new"];
    } else if (typeof value === "string") {
      object[name] = name === "nesting_mode" ? (value === "single" ? "set" : "single") : `${value}x`;
    } else if (typeof value === "boolean") {
      object[name] = !value;
    }
  }
  return { version: "edited", ...file } as ProviderVersion;
}

test("each difference is accounted for, whatever the later version looks like", () => {
  let differing = 0;
  const edit = fc.tuple(fc.nat(), fc.constantFrom("remove", "change", "add", "rename" as const));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
      const later = edited(some, edits as Edit[]);
      differing += differences(fileOf(some), fileOf(later)).length;
      expect(unaccounted(some, later)).toEqual({ missing: [], needless: [] });
      expect(unaccounted(later, some)).toEqual({ missing: [], needless: [] });
    }),
    // Shrinking takes minutes.
    { ...runs(100), endOnFailure: true },
  );
  expect(differing).toBeGreaterThan(300);
});
