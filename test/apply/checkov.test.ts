/**
 * A security scanner finds nothing in real configurations and plans, except for the entries of the skip list. Every entry of
 * the skip list is needed.
 */
import { readFileSync } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Skip, SKIPS } from "../../docs/reference/scanner-skips";
import { Bench } from "../support/bench";
import { type Configuration, isPlace } from "../support/checkov/places";
import { everything, open, type Variant, VARIANTS } from "../support/checkov/programs";
import { type Check, scan, type Scan } from "../support/checkov/scan";
import { run } from "../../lib/testing/apply/terraform";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

/** A scanned program. */
interface Subject {
  /** Its folder in the scanned folder. */
  readonly folder: string;
  readonly synth: (workspace: Workspace) => void | Promise<void>;
}

const quickstarts = VARIANTS.map((variant) => ({
  variant,
  folder: `quickstart, ${variant}`,
  synth: (workspace: Workspace) => synthQuickstart(workspace, variant),
}));
const wholes = VARIANTS.map((variant) => ({
  variant,
  folder: `everything, ${variant}`,
  synth: (workspace: Workspace) => workspace.synth((stack) => everything(stack, variant)),
}));
const programs = [...quickstarts, ...wholes];
const withHoles: Subject = { folder: "open", synth: (workspace) => workspace.synth(open) };
/** The only program that is applied and planned again, because an apply takes minutes. */
const settling: Subject = quickstarts.find(({ variant }) => variant === "customer key")!;

const SYNTHESIZED = "cdk.tf.json";
const PLAN = "plan.json";
const LATER_PLAN = "plan-after-apply.json";

let bench: Bench;
let scanned: string;
let found: Scan;

beforeAll(async () => {
  bench = await Bench.start();
  scanned = (await bench.workspace("scanned")).dir;
  await Promise.all([settle(), offerOthers()]);
  found = await scan(scanned);
});
afterAll(() => bench.stop());

async function settle(): Promise<void> {
  const workspace = await offer(settling);
  await workspace.apply();
  await offerPlan(workspace, join(settling.folder, LATER_PLAN));
}

async function offerOthers(): Promise<void> {
  for (const subject of [...programs, withHoles].filter((one) => one !== settling)) {
    await offer(subject);
  }
}

/** Scans a program and its plan. */
async function offer({ folder, synth }: Subject): Promise<Workspace> {
  const workspace = await bench.workspace("stack", { env: { TF_VAR_warehouse_password: "none" } });
  await synth(workspace);
  await mkdir(join(scanned, folder));
  await copyFile(join(workspace.dir, SYNTHESIZED), join(scanned, folder, SYNTHESIZED));
  await workspace.init();
  await offerPlan(workspace, join(folder, PLAN));
  return workspace;
}

async function offerPlan(workspace: Workspace, name: string): Promise<void> {
  const { file } = await workspace.plan();
  const { stdout } = await workspace.terraform(["show", "-json", "-no-color", file], { quiet: true });
  await writeFile(join(scanned, name), stdout);
}

/** The quickstart as published, or with the line that adds a key. */
async function synthQuickstart(workspace: Workspace, variant: Variant): Promise<void> {
  const example = readFileSync(join(__dirname, "..", "..", "examples", "quickstart", "main.ts"), "utf8");
  const withKey = example.replace('folder: "exports",', "$&\n  encryptionKey: {},");
  expect(withKey).not.toBe(example);
  const program = join(workspace.dir, "main.ts");
  await writeFile(program, variant === "customer key" ? withKey : example);
  await run(process.execPath, [require.resolve("tsx/cli"), program], {
    cwd: workspace.dir,
    env: workspace.env,
  });
  const synthesized = join(workspace.dir, "cdktf.out", "stacks", "quickstart", SYNTHESIZED);
  workspace.write(readFileSync(synthesized, "utf8"));
}

const configurations = new Map<string, Configuration>();

function configurationOf({ file }: Check): Configuration {
  const [folder] = file.split("/") as [string];
  const path = join(scanned, folder, SYNTHESIZED);
  const known = configurations.get(path) ?? (JSON.parse(readFileSync(path, "utf8")) as Configuration);
  configurations.set(path, known);
  return known;
}

const explains = ({ check, where }: Skip, finding: Check): boolean =>
  check === finding.id && isPlace(where, finding.resource, configurationOf(finding));

/** Checks of a program, or of one of its files. */
const isOf =
  ({ folder }: Subject, input?: string) =>
  ({ file }: Check): boolean =>
    input === undefined ? file.startsWith(`${folder}/`) : file === `${folder}/${input}`;

const idsOf = (checks: readonly Check[]): string[] => [...new Set(checks.map(({ id }) => id))].sort();

const unlessOpen = (): readonly Check[] => found.failed.filter((finding) => !isOf(withHoles)(finding));

const unexplained = (skips: readonly Skip[]): string[] =>
  unlessOpen()
    .filter((finding) => !skips.some((skip) => explains(skip, finding)))
    .map(({ id, name, resource, file }) => `${id} ${name}: ${resource} in ${file}`);

const needless = (skips: readonly Skip[]): string[] =>
  skips
    .filter((skip) => !unlessOpen().some((finding) => explains(skip, finding)))
    .map(({ check, where }) => `${check} on ${where}`);

test("every finding has a reason in the skip list", () => {
  process.stdout.write(`${summary()}\n`);
  expect(unexplained(SKIPS)).toEqual([]);
});

test("every entry of the skip list is needed, and matches checkov's check", () => {
  expect(needless(SKIPS)).toEqual([]);
  const names = new Map(found.failed.map(({ id, name }) => [id, name]));
  expect(SKIPS.map(({ check, asks }) => [check, asks])).toEqual(
    SKIPS.map(({ check }) => [check, names.get(check)]),
  );
});

test.each(SKIPS.map((skip) => [`${skip.check} on ${skip.where}`, skip] as const))(
  "without the entry %s a finding remains",
  (_, skip) => {
    expect(unexplained(SKIPS.filter((other) => other !== skip))).not.toEqual([]);
  },
);

test("an entry without a finding is detected", () => {
  const stale: Skip = { check: "CKV_AWS_21", asks: "", where: "a bucket without events", reason: "" };
  expect(needless([...SKIPS, stale])).toEqual(["CKV_AWS_21 on a bucket without events"]);
});

/** Checks that pass for every program. A scanner that cannot read the files does not report them. */
const PASSED = {
  resources: [
    ...["CKV_AWS_19", "CKV_AWS_20", "CKV_AWS_21", "CKV_AWS_27", "CKV_AWS_41", "CKV_AWS_300"],
    ...["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"],
  ],
  graph: ["CKV2_AWS_6", "CKV2_AWS_40", "CKV2_AWS_56", "CKV2_AWS_61", "CKV2_AWS_62", "CKV2_AWS_65"],
  /** Checks of the JSON of policies, which only a plan has. */
  policies: [
    ...["CKV_AWS_60", "CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_70", "CKV_AWS_93", "CKV_AWS_286", "CKV_AWS_287"],
    ...["CKV_AWS_288", "CKV_AWS_289", "CKV_AWS_290", "CKV_AWS_355"],
  ],
  keys: ["CKV_AWS_7", "CKV_AWS_33", "CKV_AWS_145", "CKV_AWS_227", "CKV2_AWS_64"],
};

describe.each(programs)("$folder", (program) => {
  const keys = program.variant === "customer key" ? PASSED.keys : [];

  test.each([
    [SYNTHESIZED, [...PASSED.resources, ...PASSED.graph, ...keys]],
    [PLAN, [...PASSED.resources, ...PASSED.graph, ...PASSED.policies, ...keys]],
  ])("passes the important checks in %s", (input, expected) => {
    expect(idsOf(found.passed.filter(isOf(program, input)))).toEqual(expect.arrayContaining(expected));
  });
});

test("the plan after an apply is scanned with the policies that were unknown before", () => {
  const isLater = isOf(settling, LATER_PLAN);
  expect(idsOf(found.passed.filter(isLater))).toEqual(
    expect.arrayContaining([...PASSED.resources, ...PASSED.graph, ...PASSED.policies, ...PASSED.keys]),
  );
  expect(idsOf(found.failed.filter(isLater))).toContain("CKV_AWS_61");
});

test("open resources are found", () => {
  const findings = (input: string): string[] => idsOf(found.failed.filter(isOf(withHoles, input)));
  expect(findings(SYNTHESIZED)).toEqual(expect.arrayContaining(["CKV_AWS_54", "CKV2_AWS_6"]));
  expect(findings(PLAN)).toEqual(expect.arrayContaining(["CKV_AWS_54", "CKV2_AWS_6", "CKV_AWS_62"]));
});

/** A line for each scanned file. */
function summary(): string {
  const files = [...new Set([...found.passed, ...found.failed].map(({ file }) => file))].sort();
  const width = Math.max(...files.map((file) => file.length));
  return files
    .map((name) => {
      const passed = found.passed.filter(({ file }) => file === name);
      const failed = found.failed.filter(({ file }) => file === name);
      const counts = `${String(passed.length).padStart(3)} passed, ${String(failed.length).padStart(2)} found`;
      return `${name.padEnd(width)}  ${counts}: ${idsOf(failed).join(" ")}`;
    })
    .join("\n");
}
