import type { Region } from "./region";

/** A part of a region that only one of two policies has. */
export interface Difference {
  /** What a reader sees. It can contain requests that both policies deny under the same conditions. */
  readonly region: Region;
  /** The same without them. */
  readonly exact: readonly Region[];
  readonly effect: "Allow" | "Deny";
  readonly isUnclear: boolean;
}
