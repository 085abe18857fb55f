import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Annotations, AssetType, LocalBackend, TerraformAsset, TerraformOutput } from "cdktf";
import { Workspace } from "../../lib/testing/apply/workspace";

let root: string;
let calls: string[][];
let workspace: Workspace;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "workspace-"));
  calls = [];
  workspace = new Workspace(
    root,
    "lake",
    {},
    {
      terraform: async (_workspace, args) => {
        calls.push([...args]);
        return { exitCode: 0, stdout: `{"format_version":"1.0"}`, stderr: "" };
      },
    },
  );
});
afterEach(() => rmSync(root, { recursive: true }));

const configuration = () => JSON.parse(readFileSync(join(root, "cdk.tf.json"), "utf8"));

test("a write replaces the whole configuration", () => {
  workspace.write({ locals: { a: 1 } });
  workspace.write({ locals: { b: 2 } });
  expect(configuration()).toEqual({ locals: { b: 2 } });
});

test("Terraform JSON can be a string", () => {
  workspace.write(`{"locals":{"a":1}}`);
  expect(configuration()).toEqual({ locals: { a: 1 } });
});

test("a stack is synthesized with its state in the workspace, and nothing else is left", () => {
  workspace.synth((stack) => new TerraformOutput(stack, "answer", { value: 42 }));
  expect(configuration()).toMatchObject({
    output: { answer: { value: 42 } },
    terraform: { backend: { local: { path: join(root, "terraform.tfstate") } } },
  });
  expect(readdirSync(root)).toEqual(["cdk.tf.json"]);
});

test("the stack's own backend is kept", () => {
  workspace.synth((stack) => new LocalBackend(stack, { path: "elsewhere.tfstate" }));
  expect(configuration().terraform.backend).toEqual({ local: { path: "elsewhere.tfstate" } });
});

test("assets are included", () => {
  const source = join(mkdtempSync(join(root, "source-")), "orders.csv");
  writeFileSync(source, "id\n");
  workspace.synth((stack) => {
    const asset = new TerraformAsset(stack, "orders", { path: source, type: AssetType.FILE });
    new TerraformOutput(stack, "path", { value: asset.path });
  });
  expect(existsSync(join(root, configuration().output.path.value))).toBe(true);
});

test("a failing validation fails the synthesis", () => {
  const build = () =>
    workspace.synth((stack) => stack.node.addValidation({ validate: () => ["bucket name is too long"] }));
  expect(build).toThrow("bucket name is too long");
  expect(readdirSync(root)).toEqual([]);
});

test("an error annotation fails the synthesis", () => {
  const build = () => workspace.synth((stack) => Annotations.of(stack).addError("no region"));
  expect(build).toThrow("no region");
});

test("a plan is saved, so that apply can run exactly that plan", async () => {
  const plan = await workspace.plan();
  await workspace.apply(plan);
  await workspace.apply();
  expect(calls).toEqual([
    ["plan", "-no-color", "-detailed-exitcode", `-out=${join(root, "plan.tfplan")}`],
    ["show", "-json", "-no-color", join(root, "plan.tfplan")],
    ["apply", "-no-color", "-auto-approve", join(root, "plan.tfplan")],
    ["apply", "-no-color", "-auto-approve"],
  ]);
});
