/** Installs the packed packages into fresh folders, and compiles and runs apps there: `npm run matrix`. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Group, groupsOf } from "./rows";
import { chosen, fullNameOf } from "./select";
import { Tools } from "./tools";

const HELP = `Usage: npm run matrix -- [options]

Packs both packages, installs them into fresh folders with the cores, AWS bindings, package managers, compilers and versions of
Node.js that they support, and compiles and synthesizes apps there. Uses dist as it is: build it first.

Options
  --quick          only one installation, and the mixtures of cores: about two minutes
  --only PATTERN   only rows whose name matches the regular expression, and the installations that they need
  --list           prints the names of the rows, and runs nothing
  --json           prints the result as JSON, and the progress on standard error
  --keep           keeps the folders. One has half a gigabyte
  --help           shows this help

Exits with 1 if a row fails.`;

/** The result of a row. */
interface Result {
  readonly group: string;
  readonly row: string;
  readonly verdict: "ok" | "failed" | "cannot run";
  readonly seconds: number;
  /** What failed, or why the row cannot run. */
  readonly reason?: string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", default: "" },
      list: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "matrix-"));
  const progress = values.json ? process.stderr : process.stdout;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(130);
    });
  }
  try {
    mkdirSync(join(folder, "tools"));
    const groups = chosen(
      groupsOf({ folder, tools: new Tools(join(folder, "tools")), isQuick: values.quick }),
      new RegExp(values.only, "i"),
    );
    if (values.list) {
      const names = groups.flatMap(({ rows }) => rows.map(fullNameOf));
      console.log(values.json ? JSON.stringify(names, undefined, 2) : names.join("\n"));
      return;
    }
    const results: Result[] = [];
    for (const group of groups) {
      progress.write(`\n${group.name}\n`);
      for await (const result of runGroup(group, values.keep)) {
        results.push(result);
        progress.write(lineOf(result));
      }
    }
    const failed = results.filter(({ verdict }) => verdict === "failed").length;
    const other = results.filter(({ verdict }) => verdict === "cannot run").length;
    progress.write(`\n${results.length - failed - other} ok, ${failed} failed, ${other} cannot run\n`);
    if (values.json) {
      console.log(JSON.stringify(results, undefined, 2));
    }
    process.exitCode = failed > 0 ? 1 : 0;
  } finally {
    if (values.keep) {
      progress.write(`The folders are in ${folder}\n`);
    } else {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function* runGroup({ name, rows, cleanUp }: Group, keep: boolean): AsyncGenerator<Result> {
  let isPrepared = true;
  for (const [index, row] of rows.entries()) {
    if (!isPrepared) {
      const reason = "the installation failed";
      yield { group: name, row: row.name, verdict: "cannot run", seconds: 0, reason };
      continue;
    }
    const started = Date.now();
    const seconds = (): number => Math.round((Date.now() - started) / 100) / 10;
    try {
      await row.run();
      yield { group: name, row: row.name, verdict: "ok", seconds: seconds() };
    } catch (error) {
      isPrepared = index > 0;
      const reason = error instanceof Error ? error.message : String(error);
      yield { group: name, row: row.name, verdict: "failed", seconds: seconds(), reason };
    }
  }
  if (!keep) {
    cleanUp();
  }
}

function lineOf({ row, verdict, seconds, reason }: Result): string {
  const line = `  ${verdict.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s  ${row}\n`;
  return reason === undefined ? line : `${line}${reason.replaceAll(/^/gm, "    ")}\n`;
}

void main();
