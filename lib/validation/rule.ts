/**
 * Defers building rules and loading zod until the first props are checked. Doing both on import would take half as long as
 * loading cdktf itself.
 */
import type { z } from "zod";

/** The zod namespace. */
export type Zod = typeof z;

let loaded: Zod | undefined;

/** Returns zod and loads it on the first call. */
export function zod(): Zod {
  loaded ??= (require("zod") as { readonly z: Zod }).z;
  return loaded;
}

/** A rule, or members of a rule, built on the first call. */
export function rule<T>(make: (z: Zod) => T): () => T {
  let made: { readonly result: T } | undefined;
  return () => {
    made ??= { result: make(zod()) };
    return made.result;
  };
}
