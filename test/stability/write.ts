/** Stores the addresses of the resources, unless the version forbids it: `npm run addresses`. */
import { writeFileSync } from "node:fs";
import { format } from "prettier";
import { version } from "../../package.json";
import { addressesNow, breakingProblem, compareAddresses, STORED, storedAddresses } from "./addresses";

async function write(): Promise<void> {
  const stored = storedAddresses();
  const addresses = addressesNow();
  const comparison = compareAddresses(stored.addresses, addresses);
  const problem = breakingProblem(comparison, stored.version, version);
  if (problem !== undefined) {
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  writeFileSync(STORED, await format(JSON.stringify({ version, addresses }), { parser: "json" }));
  console.log(`${comparison.destroyed.length} addresses removed, ${comparison.added.length} added`);
}

void write();
