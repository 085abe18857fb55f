/** A bucket and its settings. */
import type { Topic } from "../../case";
import { program } from "../../resources";
import { EVENTS } from "./events";
import { POLICIES } from "./policies";
import { ALL } from "./program";
import { SETTINGS } from "./settings";

export const BUCKETS: Topic = {
  name: "buckets",
  base: program(ALL),
  cases: [...SETTINGS, ...POLICIES, ...EVENTS],
};
