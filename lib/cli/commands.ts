/** The commands of `cdktf-polytomic`. */
import { reviewPlans } from "../plan/judge";
import { readPlans } from "../plan/read/inputs";
import { RULES } from "../plan/rules";
import type * as Emulate from "./emulate";
import { graphCommand } from "./graph";
import { reviewCommand } from "./review";
import type { Commands } from "./run";

/** The commands, in the order of the help. */
export const COMMANDS: Commands = {
  review: {
    summary: "Reviews Terraform plans: what is dangerous, who gains access, and what cannot be told",
    run: (args, io) => reviewCommand(args, { readPlans, reviewPlans, rules: RULES }, io),
  },
  graph: {
    summary: "Draws what the resources of a stack read and write, and what a plan changes",
    run: (args, io) =>
      graphCommand(args, { readPlans: (paths) => readPlans(paths, { acceptsConfigurations: true }) }, io),
  },
  emulate: {
    summary: "Emulates the Polytomic API, for tests in any language",
    // Loads zod, which the other commands do not need.
    run: (args, io) => (require("./emulate") as typeof Emulate).emulateCommand(args, io),
  },
};
