/**
 * Rules are made, and zod is loaded, when the first props are checked. An import pays for neither: together they cost
 * half of what loading cdktf costs.
 */
import type { z } from "zod";

/** What the builders of rules get to build with. */
export type Zod = typeof z;

let loaded: Zod | undefined;

/** zod, loaded at the first call. */
export function zod(): Zod {
  loaded ??= (require("zod") as { readonly z: Zod }).z;
  return loaded;
}

/** A rule, or members of one, made at the first call. */
export function rule<T>(make: (z: Zod) => T): () => T {
  let made: { readonly result: T } | undefined;
  return () => {
    made ??= { result: make(zod()) };
    return made.result;
  };
}
