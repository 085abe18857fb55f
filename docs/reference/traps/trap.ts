/** A trap of the Polytomic provider: a row of `docs/reference/traps`. */

/**
 * How the library handles a trap: you cannot write it, it is rejected with a reason, the construct avoids it, you can avoid it, or
 * no configuration helps.
 */
export type Handling = "impossible" | "rejected" | "safe" | "avoidable" | "open";

/** A trap of the provider. */
export interface Trap {
  /** What happens without the constructs. */
  readonly raw: string;
  /** Why it happens. */
  readonly because: string;
  readonly library: Handling;
  /** How the library or you avoid it; for an open trap, what you can do. */
  readonly how: string;
}
