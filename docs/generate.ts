/**
 * Writes the generated parts of the documentation: `npm run docs`. With `--check` it writes nothing, and exits with 1 if a
 * page is out of date.
 *
 * Generated parts are between `<!-- generated: NAME -->` and `<!-- end -->`; the rest is written by hand.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { pageList } from "./llms";
import { featureTables } from "./reference/aws-features";
import { combinationTable, installCommands, peerTable, untriedList } from "./reference/cores";
import { errorCodeTable, errorExampleBlock, problemCodeTable } from "./reference/errors";
import { type Area, TRAP_PAGES, trapCounts, trapIndex, trapTable } from "./reference/provider-traps";
import { ruleSections, ruleTable } from "./reference/review-rules";
import { reviewOptions, reviewPicture, reviewSample } from "./reference/review-sample";
import { s3OptionTables } from "./reference/s3-options";
import { skipConfiguration, skipTable } from "./reference/scanner-skips";
import { moreOfVersion3, preview, releases, requiredByVersion3, versionTable } from "./reference/upgrading";

const GENERATED: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  "../README.md": { review: reviewSample },
  "../llms.txt": { pages: pageList },
  "reference/aws.md": { features: featureTables },
  "how-to/cores.md": {
    "install cdktf": () => installCommands("cdktf"),
    "install cdktn": () => installCommands("cdktn"),
    peers: peerTable,
    combinations: combinationTable,
    untried: untriedList,
  },
  "reference/errors.md": {
    "codes of errors": errorCodeTable,
    "codes of problems": problemCodeTable,
    "invalid props": () => errorExampleBlock("CDKTF_POLYTOMIC_INVALID_PROPS"),
    "role not assumable": () => errorExampleBlock("CDKTF_POLYTOMIC_ROLE_NOT_ASSUMABLE"),
    "name overridden": () => errorExampleBlock("CDKTF_POLYTOMIC_NAME_OVERRIDDEN"),
    "refused by AWS": () => errorExampleBlock("CDKTF_POLYTOMIC_REFUSED_BY_AWS"),
    "secret in clear": () => errorExampleBlock("CDKTF_POLYTOMIC_SECRET_IN_CLEAR"),
    "unknown member": () => errorExampleBlock("CDKTF_POLYTOMIC_UNKNOWN_MEMBER"),
    "invalid configuration": () => errorExampleBlock("CDKTF_POLYTOMIC_INVALID_CONFIGURATION"),
    "connection managed here": () => errorExampleBlock("CDKTF_POLYTOMIC_CONNECTION_MANAGED_HERE"),
    "partner key needed": () => errorExampleBlock("CDKTF_POLYTOMIC_PARTNER_KEY_NEEDED"),
    "create before destroy": () => errorExampleBlock("CDKTF_POLYTOMIC_CREATE_BEFORE_DESTROY"),
    "two owners": () => errorExampleBlock("CDKTF_POLYTOMIC_TWO_OWNERS"),
    "shared queue": () => errorExampleBlock("CDKTF_POLYTOMIC_SHARED_QUEUE"),
    "unknown settings": () => errorExampleBlock("CDKTF_POLYTOMIC_UNKNOWN_SETTINGS"),
    "meta-argument overridden": () => errorExampleBlock("CDKTF_POLYTOMIC_META_ARGUMENT_OVERRIDDEN"),
    "address in use": () => errorExampleBlock("CDKTF_POLYTOMIC_ADDRESS_IN_USE"),
    "circular stacks": () => errorExampleBlock("CDKTF_POLYTOMIC_CIRCULAR_STACKS"),
    "mixed cores": () => errorExampleBlock("CDKTF_POLYTOMIC_MIXED_CORES"),
    "unreadable plan": () => errorExampleBlock("CDKTF_POLYTOMIC_UNREADABLE_PLAN"),
  },
  "reference/traps/index.md": { counts: trapCounts, pages: trapIndex },
  ...Object.fromEntries(
    Object.entries(TRAP_PAGES).map(([area, { page }]) => [
      `reference/traps/${page}`,
      { traps: () => trapTable(area as Area) },
    ]),
  ),
  "how-to/review.md": { options: reviewOptions },
  "reference/review-rules.md": { table: ruleTable, rules: ruleSections },
  "reference/s3-options.md": { options: s3OptionTables },
  "reference/scanners.md": { skips: skipTable, "skip-check": skipConfiguration },
  "how-to/upgrading.md": {
    version: versionTable,
    "required by version 3": requiredByVersion3,
    "more of version 3": moreOfVersion3,
    releases,
    preview,
  },
};

/** Pictures of real output. */
const PICTURES: Readonly<Record<string, () => string>> = { "images/review.svg": reviewPicture };

async function pageNow(file: string, before: string): Promise<string> {
  const options = await resolveConfig(join(__dirname, file));
  return format(withGenerated(file, before), { ...options, parser: "markdown" });
}

function withGenerated(file: string, text: string): string {
  return Object.entries(GENERATED[file] ?? {}).reduce((filled, [name, generate]) => {
    const marked = new RegExp(`(<!-- generated: ${name} -->)[\\s\\S]*?(<!-- end -->)`);
    if (!marked.test(filled)) {
      throw new Error(`${file} has no marker for "${name}"`);
    }
    return filled.replace(marked, (_, start: string, end: string) => `${start}\n\n${generate()}\n\n${end}`);
  }, text);
}

async function main(): Promise<void> {
  const checkOnly = process.argv.includes("--check");
  const stale: string[] = [];
  for (const file of [...Object.keys(GENERATED), ...Object.keys(PICTURES)]) {
    const path = join(__dirname, file);
    const before = existsSync(path) ? readFileSync(path, "utf8") : "";
    const after = PICTURES[file]?.() ?? (await pageNow(file, before));
    if (after !== before) {
      stale.push(file);
      if (!checkOnly) {
        writeFileSync(path, after);
      }
    }
  }
  console.log(
    stale.length === 0 ? "docs are up to date" : `${checkOnly ? "stale" : "written"}: ${stale.join(", ")}`,
  );
  process.exitCode = checkOnly && stale.length > 0 ? 1 : 0;
}

void main();
