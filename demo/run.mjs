// Starts the demo, also in a fresh clone. Uses only Node's own modules until the setup has finished.
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { setup, SetupError } from "../test/support/setup.mjs";

const usage = `Usage: npm run demo -- [options]

Plans, applies, checks and destroys the quickstart on emulated services on this machine.

  --keep       leave everything running at the end, so that you can inspect it
  --no-color   print without colors, like NO_COLOR in the environment
  --help       print this help`;

process.exitCode = await main();

async function main() {
  const options = readOptions();
  if (options === undefined) {
    return 2;
  }
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const style = options["no-color"] ? { color: false } : {};
  try {
    await setup({ need: ["node", "moto", "terraform"], ...style });
  } catch (error) {
    if (!(error instanceof SetupError)) {
      throw error;
    }
    console.error(error.message);
    return 1;
  }
  const { register } = await import("tsx/cjs/api");
  register();
  const { demo } = createRequire(import.meta.url)("./demo.ts");
  return demo({ keep: options.keep, ...style });
}

function readOptions() {
  try {
    const flag = { type: "boolean", default: false };
    return parseArgs({ options: { keep: flag, "no-color": flag, help: { ...flag, short: "h" } } }).values;
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    return undefined;
  }
}
