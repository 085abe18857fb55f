/** The result of a review, as data. Every format renders this, and `--format json` prints it. */
import type { Verdict } from "./rule";
import type { SourceLine, Suppression } from "./plan";

export type { Suppression };

/** A finding of a rule. */
export interface Finding {
  /** The same from run to run: `bucket-destroyed[prod/lake/bucket]`, with `:key` if there are several. Used by suppressions. */
  readonly id: string;
  /** The rule that found it, such as `bucket-destroyed`. */
  readonly rule: string;
  /** How serious it is. */
  readonly severity: Exclude<Verdict, "safe">;
  /** The construct path, or the address if the path is not known. Empty for the plan as a whole. */
  readonly subject: string;
  /** The Terraform address. */
  readonly address: string | undefined;
  /** Where the construct is created in the app, if the synthesized files contain it. */
  readonly source: SourceLine | undefined;
  /** What the rule found, in one sentence. */
  readonly message: string;
  /** What to do. */
  readonly remedy: string;
  /** Further lines, such as the permissions that are lost. */
  readonly details: readonly string[];
  /** Code that helps with the remedy, if there is any. */
  readonly snippet: string | undefined;
  /** Why somebody accepted it. `undefined` if nobody did. */
  readonly suppression: Suppression | undefined;
  /** With `--since`: whether the previous review did not have it. */
  readonly isNew: boolean | undefined;
}

/** Terraform's symbol of a change. */
export type ChangeSymbol = "+" | "-" | "~" | "-/+" | "+/-" | "<=" | "." | "=>" | "<-";

/** A resource that changes, in the reader's words. */
export interface ChangeLine {
  readonly symbol: ChangeSymbol;
  /** `bulk sync "Orders to Snowflake"` */
  readonly subject: string;
  /** What changes: `hourly at :15, was daily`. Empty for a resource that is created as a matter of course. */
  readonly changes: readonly string[];
  readonly address: string;
  readonly construct: string | undefined;
  /** The worst severity of its findings. */
  readonly verdict: Verdict;
}

/** The changes below one construct of the stack: an integration, a sync, a bucket. */
export interface Group {
  /** Its path without the stack, such as `lake`. */
  readonly name: string;
  /** One line: `bulk sync "Orders to Snowflake": hourly at :15, was daily`, or how many resources change. */
  readonly summary: string;
  /** The same without what its changes are: `S3 integration "Acme data lake": 2 resources change`. */
  readonly outline: string;
  readonly verdict: Verdict;
  readonly changes: readonly ChangeLine[];
}

/** Access that a principal or identity gains or loses. */
export interface PermissionLine {
  readonly change: "gained" | "lost" | "unknown";
  /** Which policy: `trust policy of role "polytomic-acme-lake"`. */
  readonly policy: string;
  readonly address: string;
  readonly resource: string;
  readonly effect: "Allow" | "Deny";
  readonly action: string;
  /** Who: the principal, or the identity that the policy belongs to. */
  readonly principal: string;
  readonly condition: string;
}

/** Counts as in Terraform's `Plan:` line. */
export interface Counts {
  readonly import: number;
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly move: number;
  readonly forget: number;
}

/** What is folded: changes without meaning for a reader. */
export interface Noise {
  /** Number of values that are computed again and referenced nowhere else. */
  readonly recomputed: number;
  /** Lines such as `lake/connection: 3 attributes are read again after the apply`. */
  readonly lines: readonly string[];
}

/** The review of one stack. */
export interface StackReview {
  readonly stack: string;
  readonly terraformVersion: string | undefined;
  readonly verdict: Verdict;
  readonly counts: Counts;
  readonly findings: readonly Finding[];
  readonly groups: readonly Group[];
  readonly permissions: readonly PermissionLine[];
  readonly noise: Noise;
  readonly outputs: readonly string[];
}

/** A review of one or several stacks. */
export interface Review {
  /** The version of this format. It increases when a member is removed or changes its meaning. */
  readonly version: 1;
  readonly verdict: Verdict;
  readonly stacks: readonly StackReview[];
  /** Suppressions that matched nothing, or that have expired. */
  readonly unusedSuppressions: readonly (Suppression & { readonly problem: "unused" | "expired" })[];
  /** With `--since`: ids of findings that are gone. */
  readonly gone: readonly string[];
}
