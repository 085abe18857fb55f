/** Decides what a difference between two versions of the provider means for programs. */
import type { Fact, Mode, Subject } from "./facts";

export type ChangeKind =
  | "added"
  | "removed"
  | "renamed"
  | "member added"
  | "member removed"
  | "newly required"
  | "newly optional"
  | "newly settable"
  | "newly read-only"
  /** Whether the provider fills in an unset member. */
  | "computed changed"
  | "type changed"
  | "newly secret"
  | "no longer secret"
  | "deprecation changed"
  | "values changed"
  | "default changed"
  | "can assume a role"
  | "authorization changed"
  /** The provider upgrades the state, and earlier versions cannot read it any more. */
  | "state upgraded"
  /** Only Polytomic's API is affected: Terraform does not have the member. */
  | "API only"
  /** A part of the files that this comparison does not know. */
  | "other";

/** What is known about a member in the later version, or in the earlier one if it was removed. */
export interface MemberDetails {
  readonly mode?: Mode;
  readonly secret?: true;
  readonly values?: readonly string[];
  readonly default?: unknown;
}

/** Whether nothing changes in Terraform. Its schema has neither allowed values nor defaults, which are from Polytomic's API. */
function isOfApiOnly(
  { subject, aspect }: Fact,
  pointers: readonly string[],
  { mode }: MemberDetails,
): boolean {
  if (pointers.some((pointer) => !pointer.startsWith("/connection_types/"))) {
    return false;
  }
  const concernsTerraform =
    aspect === "browser" || (mode !== undefined && (aspect === "values" || aspect === "default"));
  return subject.block === "connection type" || !concernsTerraform;
}

/** The kind of a change, and whether a program that worked before can fail or behave differently. */
export type Classification = readonly [kind: ChangeKind, breaking: boolean];

/** Two versions of a fact, and JSON pointers to what differs. At least one of the versions exists. */
export interface Difference {
  readonly before: Fact | undefined;
  readonly after: Fact | undefined;
  readonly pointers: readonly string[];
}

/** Classifies a difference. `details` are about the member. */
export function classify({ before, after, pointers }: Difference, details: MemberDetails): Classification {
  const fact = (after ?? before)!;
  const { subject, member, aspect } = fact;
  if (isOfApiOnly(fact, pointers, details)) {
    return ["API only", false];
  }
  switch (aspect) {
    case "presence":
      if (member === undefined) {
        return after === undefined ? ["removed", true] : ["added", false];
      }
      return after === undefined ? ["member removed", true] : addition(subject, member, details);
    case "mode":
      return modeChange(before?.value as Mode | undefined, after?.value as Mode | undefined);
    case "type":
      return ["type changed", true];
    case "secret":
      return after?.value === true ? ["newly secret", true] : ["no longer secret", false];
    case "deprecation":
      return ["deprecation changed", false];
    case "values":
      return ["values changed", losesValues(before?.value, after?.value)];
    case "default":
      return ["default changed", before !== undefined];
    case "browser":
      return ["authorization changed", after?.value === true];
    case "state":
      return ["state upgraded", false];
    case "other":
      return ["other", true];
  }
}

function addition({ block }: Subject, member: string, { mode }: MemberDetails): Classification {
  if (mode === "required") {
    return ["newly required", true];
  }
  return block === "resource" && member === "configuration.external_id"
    ? ["can assume a role", false]
    : ["member added", false];
}

function modeChange(before: Mode | undefined, after: Mode | undefined): Classification {
  if (after === "required") {
    return ["newly required", true];
  }
  if (after === "read-only") {
    return ["newly read-only", true];
  }
  if (before === "required") {
    return ["newly optional", false];
  }
  return before === "read-only" ? ["newly settable", false] : ["computed changed", false];
}

/** Whether a value that was accepted is not any more. Without an enumeration, every value is accepted. */
const losesValues = (before: unknown, after: unknown): boolean =>
  Array.isArray(after) && (!Array.isArray(before) || before.some((value) => !after.includes(value)));
