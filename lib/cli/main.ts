#!/usr/bin/env node
/** The program `cdktf-polytomic`. */
import { COMMANDS } from "./commands";
import { processIo } from "./process-io";
import { run } from "./run";

// Sets the code instead of exiting, so that pipes are written to their end.
void run(process.argv.slice(2), COMMANDS, processIo()).then((code) => {
  process.exitCode = code;
});
