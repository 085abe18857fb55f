/** Compares two versions of the provider. */
import { isDeepStrictEqual } from "node:util";
import {
  type Aspect,
  type Fact,
  factsOf,
  keyOf,
  knownTypes,
  type Mode,
  type Part,
  type Subject,
} from "./facts";
import { type ChangeKind, classify, type Difference, type MemberDetails } from "./classify";
import { connectionTypeOf, type ProviderVersion } from "./provider-version";

export interface Change {
  readonly kind: ChangeKind;
  readonly subject: Subject;
  /** In Terraform names, such as `configuration.org_id`. Undefined if the change is about the whole subject. */
  readonly member?: string;
  /** Whether a program that worked before can fail or behave differently. */
  readonly breaking: boolean;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly details: MemberDetails;
  /** JSON pointers to all differences that this change accounts for. */
  readonly pointers: readonly string[];
}

interface Pair extends Difference {
  /** The later version, or the earlier one if there is no later one. */
  readonly fact: Fact;
}

function pairOf(before: Fact | undefined, after: Fact | undefined): Pair {
  const pointers = differingParts(before?.parts ?? [], after?.parts ?? []).map(
    ({ root, path }) => root + path,
  );
  return { before, after, fact: (after ?? before)!, pointers: [...new Set(pointers)] };
}

/** Every change from `before` to `after`, sorted: breaking ones first, then by subject and member. */
export function compareVersions(before: ProviderVersion, after: ProviderVersion): Change[] {
  const known = knownTypes(before, after);
  const old = factsOf(before, known, renamesBetween(before, after));
  const current = factsOf(after, known);
  const pairs = [...new Set([...old.keys(), ...current.keys()])].map((key) =>
    pairOf(old.get(key), current.get(key)),
  );
  // What is inside something that was added or removed is not reported again.
  const covering = new Set(
    pairs.filter(({ fact }) => fact.aspect === "presence").flatMap(({ pointers }) => pointers),
  );
  const details = detailsIn(old, current);
  const changes = pairs.flatMap((pair) => {
    const pointers = pair.pointers.filter(
      (one) => !ancestorsOf(one).some((ancestor) => covering.has(ancestor)),
    );
    return pointers.length === 0 ? [] : [changeOf(pair, pointers, details(pair.fact))];
  });
  return [...pairs.flatMap(renamed), ...withoutRepetition(changes)].sort(inOrder);
}

/** The pointers to what contains it. */
const ancestorsOf = (pointer: string): string[] =>
  [...pointer.matchAll(/\//g)].map(({ index }) => pointer.slice(0, index)).filter((one) => one !== "");

/** The parts that only one of the versions has, or whose values differ. */
function differingParts(old: readonly Part[], current: readonly Part[]): Part[] {
  const isIn = (parts: readonly Part[], { source, path, value }: Part): boolean =>
    parts.some(
      (other) =>
        other.source === source &&
        other.path === path &&
        (other.value === value || isDeepStrictEqual(other.value, value)),
    );
  return [...old.filter((one) => !isIn(current, one)), ...current.filter((one) => !isIn(old, one))];
}

/** The later types of resources and data sources whose names only differ in `_`, or that have the same title in Polytomic. */
function renamesBetween(before: ProviderVersion, after: ProviderVersion): Map<string, string> {
  const titleOf = (version: ProviderVersion, type: string): string | undefined =>
    version.connectionTypes[connectionTypeOf(type) ?? ""]?.name;
  const pairs = (["resource", "data source"] as const).flatMap((block) => {
    const collection = block === "resource" ? "resource_schemas" : "data_source_schemas";
    const [old, current] = [before.schema[collection], after.schema[collection]];
    const added = Object.keys(current).filter((type) => !Object.hasOwn(old, type));
    return Object.keys(old)
      .filter((type) => !Object.hasOwn(current, type))
      .flatMap((type) => {
        const title = titleOf(before, type);
        const later = added.find(
          (one) =>
            one.replaceAll("_", "") === type.replaceAll("_", "") ||
            (title !== undefined && titleOf(after, one) === title),
        );
        return later === undefined ? [] : [[keyOf({ block, type }), later] as const];
      });
  });
  return new Map(pairs);
}

/** The change of a subject that both versions have, with another name. */
function renamed({ before, after }: Pair): Change[] {
  if (before === undefined || after?.aspect !== "presence" || after.member !== undefined) {
    return [];
  }
  const [old, current] = [before, after].map(({ parts }) => parts.map(({ root }) => root));
  const pointers = [
    ...old!.filter((root) => !current!.includes(root)),
    ...current!.filter((root) => !old!.includes(root)),
  ];
  const oldName = old![0]!.split("/").at(-1);
  return oldName === after.subject.type || pointers.length === 0
    ? []
    : [
        {
          ...changeTo(after.subject, undefined, "renamed", true),
          before: oldName,
          after: after.subject.type,
          pointers,
        },
      ];
}

const changeTo = (subject: Subject, member: string | undefined, kind: ChangeKind, breaking: boolean) => ({
  kind,
  subject,
  ...(member !== undefined && { member }),
  breaking,
  details: {},
});

function changeOf(pair: Pair, pointers: readonly string[], details: MemberDetails): Change {
  const { before, after, fact } = pair;
  const { subject, member, aspect } = fact;
  const [kind, breaking] = classify({ ...pair, pointers }, details);
  return {
    ...changeTo(subject, member, kind, breaking),
    ...(aspect !== "presence" && { before: before?.value, after: after?.value }),
    details,
    pointers,
  };
}

/** Adds what only Polytomic's API has to the change of the same member in Terraform, if there is one. */
function withoutRepetition(changes: readonly Change[]): Change[] {
  const keyTo = ({ subject, member }: Change): string => keyOf(subject, member);
  const ofTerraform = changes.filter(({ kind }) => kind !== "API only");
  const ofApi = changes.filter(({ kind }) => kind === "API only");
  const first = new Map(ofTerraform.toReversed().map((change) => [keyTo(change), change]));
  return [
    ...ofTerraform.map((change) => {
      const same =
        first.get(keyTo(change)) === change ? ofApi.filter((one) => keyTo(one) === keyTo(change)) : [];
      return { ...change, pointers: [...change.pointers, ...same.flatMap(({ pointers }) => pointers)] };
    }),
    ...ofApi.filter((change) => !first.has(keyTo(change))),
  ];
}

/** What both versions know about members. */
function detailsIn(
  old: ReadonlyMap<string, Fact>,
  current: ReadonlyMap<string, Fact>,
): (fact: Fact) => MemberDetails {
  return ({ subject, member }) => {
    const value = (aspect: Aspect): unknown => {
      const key = keyOf(subject, member, aspect);
      const facts = current.has(keyOf(subject, member, "presence")) ? current : old;
      return facts.get(key)?.value;
    };
    const [mode, secret, values, standard] = (["mode", "secret", "values", "default"] as const).map(value);
    return member === undefined
      ? {}
      : {
          ...(mode !== undefined && { mode: mode as Mode }),
          ...(secret === true && { secret }),
          ...(values !== undefined && { values: values as string[] }),
          ...(standard !== undefined && { default: standard }),
        };
  };
}

function inOrder(one: Change, other: Change): number {
  const rank = ({ breaking, subject, member, kind }: Change): string =>
    [breaking ? 0 : 1, subject.type, subject.block === "resource" ? 0 : 1, member ?? "", kind].join("\0");
  return rank(one) < rank(other) ? -1 : 1;
}
