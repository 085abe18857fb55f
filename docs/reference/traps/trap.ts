/** A trap of the Polytomic provider: a row of `docs/provider-traps.md`. */

/**
 * How the library handles a trap: it cannot be written, it is refused with a reason, the construct avoids it, you can avoid it, or
 * no configuration helps.
 */
export type Answer = "impossible" | "refused" | "safe" | "avoidable" | "open";

/** A trap of the provider. */
export interface Trap {
  /** What happens without the constructs. */
  readonly raw: string;
  /** Why it happens. */
  readonly because: string;
  readonly library: Answer;
  /** How the library or you avoid it; for an open trap, what you can do. */
  readonly how: string;
}
