import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readPlans, type ReadOptions } from "../../../lib/plan/read/inputs";

const fixtures = join(__dirname, "..", "fixtures");
const json = readFileSync(join(fixtures, "quickstart-first.json"));
const synthesized = readFileSync(join(fixtures, "quickstart.cdk.tf.json"), "utf8");
const binary = join(fixtures, "quickstart-first.tfplan");

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "inputs-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(file: string, content: string | Buffer): string {
  const path = join(cwd, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** A program instead of Terraform, which runs `code`. */
function program(name: string, code: string): string {
  const path = write(`bin/${name}`, `#!${process.execPath}\n${code}`);
  chmodSync(path, 0o755);
  return path;
}

/** Shows a plan of one bucket, whose name is the folder and the arguments. */
const SHOWS = `
  const [, , ...args] = process.argv;
  const change = { actions: ["create"], before: null, after: { bucket: process.cwd() + " " + args.join(" ") } };
  const resource = { address: "aws_s3_bucket.b", mode: "managed", type: "aws_s3_bucket", change };
  console.log(JSON.stringify({ format_version: "1.2", resource_changes: [resource] }));
`;

const read = (files: readonly string[], options: ReadOptions = {}) =>
  readPlans(files, { cwd, env: { PATH: "" }, ...options });

const manifest = (stacks: readonly string[]): string =>
  JSON.stringify({
    version: "0.21.0",
    stacks: Object.fromEntries(stacks.map((name) => [name, { name, workingDirectory: `stacks/${name}` }])),
  });

test("a file of JSON has the name of the file", async () => {
  write("out/first.json", json);
  const [plan] = await read(["out/first.json"]);
  expect(plan).toMatchObject({ stack: "first", terraformVersion: "1.11.4" });
  expect(plan!.resources[0]).toMatchObject({ construct: undefined, source: undefined });
});

test("cdk.tf.json beside it has the stack, construct paths and lines", async () => {
  write("out/first.json", json);
  write("out/cdk.tf.json", synthesized);
  const [plan] = await read(["out/first.json"]);
  expect(plan!.stack).toBe("quickstart");
  expect(plan!.resources[0]).toMatchObject({
    construct: "quickstart/lake/role/Resource",
    source: { file: "out/cdk.tf.json", line: 68 },
  });
});

test("standard input", async () => {
  const [plan] = await read(["-"], { stdin: () => Promise.resolve(json) });
  expect(plan).toMatchObject({ stack: "plan", terraformVersion: "1.11.4" });
  await expect(read(["-"], { stdin: () => Promise.resolve(readFileSync(binary)) })).rejects.toThrow(
    /^standard input: is a binary plan\. Pass its file name instead/,
  );
  await expect(read(["-"], { stdin: () => Promise.resolve(Buffer.alloc(0)) })).rejects.toThrow(
    /^standard input: is empty\./,
  );
});

describe("cdktf.out", () => {
  test("has the plans of all stacks", async () => {
    write("cdktf.out/manifest.json", manifest(["one", "two"]));
    write("cdktf.out/stacks/one/plan.json", json);
    write("cdktf.out/stacks/two/plan.json", json);
    expect((await read(["cdktf.out"])).map(({ stack }) => stack)).toEqual(["one", "two"]);
    expect((await read(["."])).map(({ stack }) => stack)).toEqual(["one", "two"]);
  });

  test("without plans is refused with the commands to run", async () => {
    write("cdktf.out/manifest.json", manifest(["one", "two", "three"]));
    write("cdktf.out/stacks/one/plan.json", json);
    await expect(read(["cdktf.out"])).rejects.toThrow(
      /^cdktf\.out: has no plan of the stacks two, three\. Run: cdktf diff two, and the same for the others, or `terraform plan -out=plan` in the folder of the stack\./,
    );
  });

  test("without stacks is refused", async () => {
    write("cdktf.out/manifest.json", "{}");
    await expect(read(["cdktf.out"])).rejects.toThrow(/^cdktf\.out: has no stacks\. Run: cdktf synth/);
  });
});

describe("the folder of a stack", () => {
  test("has the newest plan", async () => {
    const old = write("stacks/one/plan.json", "{}");
    utimesSync(old, 1, 1);
    write("stacks/one/tfplan.json", json);
    expect((await read(["stacks/one"])).map(({ stack }) => stack)).toEqual(["one"]);
  });

  test("without a plan is refused", async () => {
    write("stacks/one/cdk.tf.json", synthesized);
    await expect(read(["stacks/one"])).rejects.toThrow(
      /^stacks\/one: has no plan of the stack\. Run there: terraform plan -out=plan, or in the app's folder: cdktf diff one/,
    );
    mkdirSync(join(cwd, "empty"));
    await expect(read(["empty"])).rejects.toThrow(/^empty: contains neither a plan nor a synthesized app\./);
  });
});

test("several plans are read in their order", async () => {
  write("b.json", json);
  write("a.json", json);
  expect((await read(["b.json", "a.json"])).map(({ stack }) => stack)).toEqual(["b", "a"]);
});

test("a file that does not exist is refused", async () => {
  await expect(read(["nope.json"])).rejects.toThrow(/^nope\.json: does not exist\. Pass a plan/);
});

describe("a binary plan", () => {
  beforeEach(() => {
    mkdirSync(join(cwd, "stack"));
    copyFileSync(binary, join(cwd, "stack", "plan"));
  });

  const bucket = async (env: Record<string, string>) => {
    const [plan] = await read(["stack/plan"], { env });
    return plan!.resources[0]!.after!["bucket"];
  };

  test("is shown by the program that TERRAFORM_BINARY_NAME names, in the folder of the plan", async () => {
    const path = program("other", SHOWS);
    expect(await bucket({ TERRAFORM_BINARY_NAME: path })).toBe(
      `${join(cwd, "stack")} show -json -no-color ${join(cwd, "stack", "plan")}`,
    );
  });

  test("is shown where providers are installed", async () => {
    mkdirSync(join(cwd, ".terraform"));
    const path = program("other", SHOWS);
    expect(await bucket({ TERRAFORM_BINARY_NAME: path })).toMatch(`${cwd} show`);
  });

  test("is shown by OpenTofu if there is no Terraform", async () => {
    program("tofu", SHOWS);
    expect(await bucket({ PATH: join(cwd, "bin") })).toMatch("show -json");
  });

  test("has construct paths, because it contains the configuration", async () => {
    const path = program(
      "other",
      `process.stdout.write(require("fs").readFileSync(${JSON.stringify(join(fixtures, "quickstart-first.json"))}))`,
    );
    const [plan] = await read(["stack/plan"], { env: { TERRAFORM_BINARY_NAME: path } });
    expect(plan).toMatchObject({ stack: "quickstart", terraformVersion: "1.11.4" });
    expect(plan!.resources[0]).toMatchObject({
      construct: "quickstart/lake/role/Resource",
      source: { file: "stack/cdk.tf.json", line: 68 },
    });
  });

  test("needs Terraform", async () => {
    await expect(read(["stack/plan"])).rejects.toThrow(
      /^stack\/plan: is a binary plan, and `terraform` and `tofu` cannot be found\. Install Terraform, set TERRAFORM_BINARY_NAME, or pass the output of: terraform show -json plan/,
    );
    await expect(read(["stack/plan"], { env: { TERRAFORM_BINARY_NAME: "nope" } })).rejects.toThrow(
      /^stack\/plan: is a binary plan, and `nope` cannot be found\. Correct TERRAFORM_BINARY_NAME/,
    );
  });

  test.each([
    [
      "╷\n│ Error: Failed to load plugin schemas\n│ \n│ Could not load the schema.\n╵\n",
      "Error: Failed to load plugin schemas Could not load the schema",
      /^Run `\S+other init` in the folder of the plan first/,
    ],
    [
      "Error: Failed to read the given file as a state or plan file\n\nplan file was created by OpenTofu version 1.10\n",
      "Error: Failed to read the given file as a state or plan file plan file was created by OpenTofu version 1.10",
      /^Use the version that made the plan/,
    ],
    ["Error: broken\n", "Error: broken", /^Plan again/],
  ])("that Terraform cannot read is explained: %j", async (stderr, summary, remedy) => {
    const path = program("other", `process.stderr.write(${JSON.stringify(stderr)}); process.exitCode = 1;`);
    await expect(read(["stack/plan"], { env: { TERRAFORM_BINARY_NAME: path } })).rejects.toMatchObject({
      problem: `\`${path} show -json\` failed: ${summary}`,
      remedy: expect.stringMatching(remedy),
    });
  });

  test("is not any archive", async () => {
    write("x.zip", Buffer.from("PK\x03\x04 something else", "latin1"));
    await expect(read(["x.zip"])).rejects.toThrow(/^x\.zip: is a zip archive, but not a plan\./);
  });

  test("can be encrypted by OpenTofu", async () => {
    write("encrypted", '{"meta":{},"encrypted_data":"AAAA","encryption_version":"v0"}');
    const path = program("tofu", SHOWS);
    const [plan] = await read(["encrypted"], { env: { TERRAFORM_BINARY_NAME: path } });
    expect(plan!.resources).toHaveLength(1);
  });
});
