/** `cdktf synth --hcl`: the configuration for users who move from CDKTF to plain Terraform. */
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Quickstart } from "../../demo/quickstart";
import { Bench } from "../support/bench";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

let bench: Bench;
let quickstart: Quickstart;
let exported: Workspace;
let hcl: string;
beforeAll(async () => {
  // This file also tests that Terraform installs the AWS provider with the constraint in the configuration.
  bench = await Bench.start({ startAwsProvider: true });
  quickstart = await Quickstart.on(bench);
  await quickstart.cdktf(["synth", "--hcl"]);
  exported = await bench.workspace("exported", { env: quickstart.workspace.env });
  const { dir } = quickstart.workspace;
  cpSync(join(dir, "cdktf.out", "stacks", "quickstart", "cdk.tf"), join(exported.dir, "cdk.tf"));
  hcl = readFileSync(join(exported.dir, "cdk.tf"), "utf8");
});
afterAll(() => bench?.stop());

/** The HCL of the first resource of a type. */
const resource = (type: string) => new RegExp(`^resource "${type}" [^]*?^}`, "m").exec(hcl)?.[0] ?? "";

test("nested attributes are written as attributes", () => {
  expect(resource("polytomic_s3_connection")).toContain("  configuration = {\n");
  expect(resource("polytomic_sync")).toMatch(/ {2}fields = \[\n {4}\{\n {6}source = \{/);
  expect(hcl).not.toMatch(/^ *(configuration|source|target|destination|identity|schedule) \{/m);
});

test("references that cause a replacement are written as references", () => {
  const [, references] = /replace_triggered_by = \[([^\]]*)\]/.exec(resource("polytomic_model")) ?? [];
  expect(references?.trim()).toMatch(/^polytomic_s3_connection\.\w+\.id,?$/);
});

test("the postcondition of the role is written as a block", () => {
  expect(resource("aws_iam_role")).toMatch(/ {2}lifecycle \{\n\s*postcondition \{\n\s*condition/);
});

test("the conditions of the external ID are written as blocks that refer to self", () => {
  const kept = resource("terraform_data");
  expect(kept.match(/^ *postcondition \{$/gm)).toHaveLength(2);
  expect(kept).toMatch(
    /condition\s*= "\$\{\(self\.output\.external_id == polytomic_s3_connection\.\w+\.configuration\.external_id\)\}"/,
  );
  expect(kept).toMatch(/replace_triggered_by\s*= \[polytomic_s3_connection\.\w+\.configuration\.auth_mode\]/);
});

test("terraform can read it", async () => {
  await exported.terraform(["fmt", "-no-color"]);
  await exported.terraform(["fmt", "-check", "-no-color"]);
});

test("it is valid for both providers", async () => {
  await exported.init();
  const { stdout } = await exported.terraform(["validate", "-no-color"]);
  expect(stdout).toContain("Success!");
});

test("its plan equals the plan of the JSON", async () => {
  await quickstart.synth();
  await quickstart.workspace.init();
  const fromJson = await quickstart.workspace.plan();
  expect(fromJson.changes).toHaveLength(19);
  expect((await exported.plan()).changes).toEqual(fromJson.changes);
});
