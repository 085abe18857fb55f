/** A trap of the Polytomic provider: a row of `docs/provider-traps.md`. */

/**
 * What the library does about a trap: the program cannot be written, it is refused with a reason, it is written in a way that is safe,
 * the program is told how to avoid it, or nothing that it says would help.
 */
export type Answer = "impossible" | "refused" | "safe" | "avoidable" | "open";

/** A trap of the provider. */
export interface Trap {
  /** What happens to a program that meets it. */
  readonly raw: string;
  /** Why it does. */
  readonly because: string;
  readonly library: Answer;
  /** How the library does it, or how a program avoids it; of an open trap, what is left to do. */
  readonly how: string;
}
