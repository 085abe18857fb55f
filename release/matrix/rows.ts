/** The rows of the matrix: what to try, in which order, and in which folder. */
import { deepStrictEqual } from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CoreName } from "../../lib/core";
import { packAll } from "../pack-all";
import { applyOnBench } from "./apply";
import { App, type Program, referenceOf } from "./app";
import { type Installation, INSTALLATIONS, nameOf, type Tries } from "./installations";
import { installMixture, MIXTURES, nameOfMixture, tryMixture } from "./mixtures";
import { run } from "./shell";
import type { Tools } from "./tools";

/** A row. */
export interface Row {
  /** What its rows have in common. They share a folder. */
  readonly group: string;
  readonly name: string;
  /** Throws if the row fails. */
  run(): Promise<void>;
}

/** Rows that share a folder. The first row prepares it, and without it the others cannot run. */
export interface Group {
  readonly name: string;
  readonly rows: readonly Row[];
  cleanUp(): void;
}

/** What the rows need. */
export interface Workshop {
  readonly folder: string;
  readonly tools: Tools;
  readonly isQuick: boolean;
}

const PROGRAMS: readonly Program[] = ["CommonJS", "ESM", "JavaScript (CommonJS)", "JavaScript (ESM)"];

/** The program that arguments of newer AWS bindings could change. Once for each installation, on the Node.js of this process. */
const EVERY_PROP: Program = "every AWS prop";

const QUICK: Tries = { compilers: [["6.0", "node16"]], nodes: ["this"] };

/** All groups of the matrix. */
export function groupsOf({ folder, tools, isQuick }: Workshop): Group[] {
  const tarballs: Partial<Record<CoreName, string>> = {};
  const references = new Map<Program, unknown>();
  const packed = (): Record<CoreName, string> => tarballs as Record<CoreName, string>;

  const packages = group("packages", [
    ["pack", async () => void Object.assign(tarballs, packAll(join(folder, "packed"), { built: true }))],
    [
      "synthesize in the repository",
      async () => {
        const quickstart = await referenceOf(join(folder, "reference"), "CommonJS");
        references.set("CommonJS", quickstart).set("ESM", quickstart);
        references.set(EVERY_PROP, await referenceOf(join(folder, "reference"), EVERY_PROP));
      },
    ],
    ...(isQuick ? [] : lints(tools, packed)),
  ]);
  const installations = INSTALLATIONS.filter((one) => !isQuick || one.isQuick).map((installation, index) =>
    rowsOf(installation, {
      tries: isQuick ? QUICK : installation.tries,
      app: new App(join(folder, `app-${index}`), installation, tools),
      packed,
      references,
      cleanUp: () => rmSync(join(folder, `app-${index}`), { recursive: true, force: true }),
    }),
  );
  const mixed = join(folder, "mixed");
  const mixtures = group(
    "mixed cores",
    [
      [
        "install",
        async () => {
          mkdirSync(mixed, { recursive: true });
          await installMixture(mixed, packed());
        },
      ],
      ...MIXTURES.map((one): NamedRun => [nameOfMixture(one), () => tryMixture(mixed, one)]),
    ],
    () => rmSync(mixed, { recursive: true, force: true }),
  );
  return [packages, ...installations, mixtures];
}

type NamedRun = readonly [name: string, run: () => Promise<void>];

const group = (name: string, rows: readonly NamedRun[], cleanUp = (): void => {}): Group => ({
  name,
  rows: rows.map(([row, run]) => ({ group: name, name: row, run })),
  cleanUp,
});

/** The linters of published packages. */
const lints = (tools: Tools, packed: () => Record<CoreName, string>): NamedRun[] =>
  (["cdktf", "cdktn"] as const).flatMap((core): NamedRun[] => [
    [`publint ${core}-polytomic`, () => publint(tools, packed()[core])],
    [`@arethetypeswrong/cli ${core}-polytomic`, () => checkTypes(tools, packed()[core])],
  ]);

async function publint(tools: Tools, tarball: string): Promise<void> {
  const cli = join(await tools.package("publint", "0.3"), "src", "cli.js");
  const output = await run(process.execPath, [cli, "run", tarball, "--strict"], { cwd: join(tarball, "..") });
  if (!output.includes("All good!")) {
    throw new Error(output);
  }
}

async function checkTypes(tools: Tools, tarball: string): Promise<void> {
  const cli = join(await tools.package("@arethetypeswrong/cli", "0.18"), "dist", "index.js");
  await run(process.execPath, [cli, tarball], { cwd: join(tarball, "..") });
}

interface Parts {
  readonly tries: Tries;
  readonly app: App;
  packed(): Record<CoreName, string>;
  /** What the compiled programs must synthesize. */
  readonly references: ReadonlyMap<Program, unknown>;
  cleanUp(): void;
}

function rowsOf(installation: Installation, { tries, app, packed, references, cleanUp }: Parts): Group {
  const compiles = tries.compilers.map(([typescript, resolution]): NamedRun => [
    `TypeScript ${typescript}, ${resolution}`,
    () => app.compile(typescript, resolution),
  ]);
  const programs = PROGRAMS.filter((program) => compiles.length > 0 || program.startsWith("JavaScript"));
  const runOf = (program: Program, node: string): NamedRun => [
    `${program}${node === "this" ? "" : `, Node.js ${node}`}`,
    async () => {
      const stack = await app.synthesize(program, node);
      if (references.has(program)) {
        deepStrictEqual(stack, references.get(program));
      }
    },
  ];
  const runs = [
    ...tries.nodes.flatMap((node) => programs.map((program) => runOf(program, node))),
    ...(compiles.length > 0 ? [runOf(EVERY_PROP, "this")] : []),
  ];
  const applies: NamedRun[] = installation.isApplied
    ? [["plan, apply and destroy", async () => applyOnBench(await app.synthesize("CommonJS", "this"))]]
    : [];
  const name = `${installation.library}-polytomic`;
  return group(
    nameOf(installation),
    [
      ["install", () => app.install(packed())],
      ...compiles,
      ...runs,
      ...applies,
      [
        "command line",
        async () => {
          const help = await app.runCommandLine("review", "--help");
          if (!help.startsWith(`Usage: ${name} review`)) {
            throw new Error(`expected the help of ${name} review, got: ${help.split("\n", 1).join()}`);
          }
        },
      ],
    ],
    cleanUp,
  );
}
