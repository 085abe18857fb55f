/** Which permissions a change of a policy gives and takes away, decided by containment and not by comparing texts. */
import { symbolOf } from "./glob";
import { UnknownPart, type Policy, type Statement } from "./policy";
import { merged, type PermissionChange } from "./describe";
import type { Difference } from "./difference";
import {
  isContained,
  overlap,
  plain,
  regionOf,
  unknownsOf,
  widened,
  withoutAll,
  type Region,
} from "./region";

/** A permission that may be gained or lost. */
export interface UnclearChange extends PermissionChange {
  /** What it is, if it is a change at all. */
  readonly change: "gained" | "lost";
}

/** The permissions that a change of a policy gives and takes away. */
export interface PermissionChanges {
  /**
   * What the policy allows afterwards and did not allow before (`Allow`), and what it no longer denies (`Deny`). For each of them there is
   * a request that only the new policy allows, or only the old policy denies.
   */
  readonly gained: readonly PermissionChange[];
  /** What the policy no longer allows (`Allow`), and what it denies now (`Deny`). */
  readonly lost: readonly PermissionChange[];
  /** What depends on parts that are not known, or on operators that are not known. */
  readonly unclear: readonly UnclearChange[];
  /** Statements of one of the policies that are not known at all. Everything else is unclear then. */
  readonly unknownStatements: readonly UnknownPart[];
}

/** A policy as regions. */
export interface Regions {
  readonly allow: readonly Region[];
  readonly deny: readonly Region[];
}

/**
 * Compares two versions of a policy. `undefined` is a policy that does not exist. Each `Deny` counts by itself, because it also limits
 * what other policies allow: without it, access is gained.
 */
export function permissionChanges(before: Policy | undefined, after: Policy | undefined): PermissionChanges {
  const unknownStatements = unmatched(before?.unknownStatements ?? [], after?.unknownStatements ?? []);
  const areAllUnclear = unknownStatements.length > 0;
  const has = {
    principals: [before, after].some((policy) =>
      policy?.statements.some(({ principals }) => principals !== undefined),
    ),
    resources: [before, after].some((policy) =>
      policy?.statements.some(({ resources }) => resources !== undefined),
    ),
  };
  const [old = NOTHING, now = NOTHING] = regionsOf(before, after);
  const sides = { gained: gainedRegions(old, now), lost: lostRegions(old, now) };
  const describe = (change: "gained" | "lost", isUnclear: boolean): PermissionChange[] =>
    merged(
      sides[change].filter((one) => (areAllUnclear || one.isUnclear) === isUnclear),
      change,
      has,
    );
  return {
    gained: describe("gained", false),
    lost: describe("lost", false),
    unclear: (["gained", "lost"] as const).flatMap((change) =>
      describe(change, true).map((one) => ({ change, ...one })),
    ),
    unknownStatements,
  };
}

const NOTHING: Regions = { allow: [], deny: [] };

/** The unknown statements that only one policy has. */
function unmatched(before: readonly UnknownPart[], after: readonly UnknownPart[]): UnknownPart[] {
  const isIn = (parts: readonly UnknownPart[], part: UnknownPart): boolean =>
    parts.some((one) => one === part || (one.expression !== undefined && one.expression === part.expression));
  return [...before.filter((part) => !isIn(after, part)), ...after.filter((part) => !isIn(before, part))];
}

/** The statements of policies as regions, without those that match no request. Statements that both have are the same region. */
export function regionsOf(...policies: readonly (Policy | undefined)[]): Regions[] {
  const isComparison = policies.filter((policy) => policy !== undefined).length > 1;
  const known = new Map<string, Region | undefined>();
  const regionIn = (policy: Policy, statement: Statement): Region | undefined => {
    if (!isComparison) {
      return regionOf(statement, policy.hasVariables);
    }
    const key = keyOf({ ...statement, sid: policy.hasVariables });
    const region = known.has(key) ? known.get(key) : regionOf(statement, policy.hasVariables);
    known.set(key, region);
    return region;
  };
  return policies.map((policy) => {
    const of = (effect: "Allow" | "Deny"): Region[] =>
      (policy?.statements ?? []).flatMap((statement) =>
        statement.effect === effect ? (regionIn(policy!, statement) ?? []) : [],
      );
    return { allow: of("Allow"), deny: of("Deny") };
  });
}

const keyOf = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) => (member instanceof UnknownPart ? symbolOf(member) : member));

/** What `after` allows and `before` does not, and what `before` denies and `after` does not. */
export const gainedRegions = (before: Regions, after: Regions): Difference[] => [
  ...allowedOnlyBy(after, before),
  ...differences("Deny", before.deny, after.deny, { hidden: [], shown: [] }),
];

/** What `before` allows and `after` does not, and what `after` denies and `before` does not. */
export const lostRegions = (before: Regions, after: Regions): Difference[] => [
  ...allowedOnlyBy(before, after),
  ...differences("Deny", after.deny, before.deny, { hidden: [], shown: [] }),
];

/**
 * A `Deny` under conditions, such as the one of requests without TLS, is not shown as an exception of each permission.
 */
const allowedOnlyBy = (one: Regions, other: Regions): Difference[] =>
  differences("Allow", one.allow, other.allow, {
    hidden: one.deny.filter(({ tests }) => tests.length > 0),
    shown: one.deny.filter(({ tests }) => tests.length === 0),
  });

interface Denied {
  readonly hidden: readonly Region[];
  readonly shown: readonly Region[];
}

/** The parts of `regions` that are in none of `others` and not denied. */
function differences(
  effect: "Allow" | "Deny",
  regions: readonly Region[],
  others: readonly Region[],
  { hidden, shown }: Denied,
): Difference[] {
  const found = regions.flatMap((region): Difference[] => {
    const parts = withoutAll([region], [...others, ...shown]);
    if (parts === undefined) {
      return [{ region, exact: [region], effect, isUnclear: true }];
    }
    return parts.flatMap((part): Difference[] => {
      const exact = withoutAll([part], hidden) ?? [{ ...part, isUncertain: true }];
      const isUnclear = !exact.some((one) => isCertain(one, [...others, ...shown, ...hidden]));
      return exact.length === 0 ? [] : [{ region: plain(part), exact, effect, isUnclear }];
    });
  });
  return withoutRepeated(found);
}

/**
 * Whether the region contains a request that is in none of `others`, whatever becomes of unknown parts. Regions with the same unknown parts
 * have been compared before, with any values of them.
 */
function isCertain(region: Region, others: readonly Region[]): boolean {
  const unknowns = unknownsOf(region);
  const isSame = (other: Region): boolean => unknownsOf(other).join("\n") === unknowns.join("\n");
  const uncompared = others.filter(
    (other) => (unknowns.length > 0 || unknownsOf(other).length > 0) && !isSame(other),
  );
  const possible = widened(region);
  return (
    !region.isUncertain &&
    (unknowns.length > 0
      ? !uncompared.some((other) => overlap(possible, widened(other)))
      : (withoutAll([region], uncompared.map(widened))?.some((part) => !part.isUncertain) ?? false))
  );
}

/** Without differences that another one contains, which overlapping statements lead to. */
function withoutRepeated(found: readonly Difference[]): Difference[] {
  return found.filter(
    (one, index) =>
      !found.some(
        (other, at) =>
          at !== index &&
          other.isUnclear === one.isUnclear &&
          isWithin(one.region, other.region) &&
          (at < index || !isWithin(other.region, one.region)),
      ),
  );
}

/** Regions with exceptions are compared only if the exceptions are the same. */
function isWithin(one: Region, other: Region): boolean {
  return (
    haveSameExceptions(one, other) && isContained({ ...one, exceptions: [] }, { ...other, exceptions: [] })
  );
}

function haveSameExceptions(one: Region, other: Region): boolean {
  const ids = (region: Region): string =>
    JSON.stringify(region.exceptions.map((tests) => tests.map(({ id }) => id).sort()).sort());
  return (
    one.exceptions.length === other.exceptions.length &&
    (one.exceptions.length === 0 || ids(one) === ids(other))
  );
}
