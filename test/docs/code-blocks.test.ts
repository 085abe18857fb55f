/** Every TypeScript block of the documentation compiles, and synthesizes. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { blocksOf, pages, root } from "./markdown";
import { programsOf } from "./programs";

// Inside the checkout, so that `cdktf-polytomic` is this package.
const folder = join(root, ".bench", `docs-${process.pid}`);

const fileOf = (name: string): string => `${name.replaceAll(/[^\w]+/g, "-")}.ts`;

/** Pages whose blocks are no programs of their own, or have a test of their own. */
const ELSEWHERE = [
  /^docs\/api\//, // declarations without bodies
  /^docs\/how-to\/(?:cdc|self-hosted|webhooks)\.md$/, // parts of an example: guides.test.ts
  /^docs\/how-to\/testing\.md$/, // programs of a test runner
  /^docs\/how-to\/upgrading\.md$/, // before and after
];

const programs = pages()
  .filter((page) => !ELSEWHERE.some((pattern) => pattern.test(page)))
  .flatMap(programsOf);

/** The files that programs read. */
const yamlOf = (page: string): string =>
  blocksOf(page).find(({ language }) => language === "yaml")?.code ?? "";

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  programs.forEach(({ name, code }) => writeFileSync(join(folder, fileOf(name)), code));
  writeFileSync(join(folder, "integrations.yaml"), yamlOf("docs/how-to/integrations-from-yaml.md"));
});

afterAll(() => rmSync(folder, { recursive: true }));

test("there are many programs", () => expect(programs.length).toBeGreaterThan(30));

test("they compile", () => {
  const config = {
    extends: "../../tsconfig.json",
    compilerOptions: { noEmit: true, rootDir: "../..", types: ["node", "jest"] },
    include: ["*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const messages = (): string => {
    try {
      return execFileSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      return (error as { readonly stdout: string }).stdout;
    }
  };
  expect(messages()).toBe("");
}, 120_000);

/** One process for all of them: loading CDKTF takes longer than a synthesis. */
const RUN_ALL = `
  process.chdir(process.argv[1]);
  const failed = {};
  const warn = console.warn;
  console.warn = () => undefined;
  for (const file of process.argv.slice(2)) {
    process.env.CDKTF_OUTDIR = "out-" + file;
    try {
      require(process.argv[1] + "/" + file);
    } catch (error) {
      failed[file] = error.message;
    }
  }
  console.log("FAILED" + JSON.stringify(failed));
`;

test("they synthesize", () => {
  // Programs of a test runner, and servers, only compile.
  const apps = programs
    .filter(({ code }) => !/^(?:test|it|describe|expect)\(|PolytomicApi\.start/m.test(code))
    .map(({ name }) => fileOf(name));
  const output = execFileSync(process.execPath, ["--require", "tsx/cjs", "-e", RUN_ALL, folder, ...apps], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  expect(JSON.parse(output.split("FAILED")[1]!)).toEqual({});
}, 120_000);
