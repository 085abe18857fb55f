import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformVariable } from "cdktf";
import { S3Connection } from "../../constructs";
import { newStack } from "../constructs/synth";

const root = join(__dirname, "..", "..");
const readme = readFileSync(join(root, "README.md"), "utf8");
// Inside the checkout, so that `cdktf-polytomic` is this package.
const folder = join(root, ".bench", `readme-${process.pid}`);

const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block!);

/** Combines all programs of the README: imports first and once, `app.synth()` last. */
function wholeProgram(): string {
  const lines = blocks.join("\n").split("\n");
  const imports = new Map<string, Set<string>>();
  for (const line of lines) {
    const [, names, module] = /^import \{ (.*) \} from "(.*)";$/.exec(line) ?? [];
    for (const name of names?.split(", ") ?? []) {
      imports.set(module!, (imports.get(module!) ?? new Set()).add(name));
    }
  }
  return [
    ...[...imports].map(([module, names]) => `import { ${[...names].join(", ")} } from "${module}";`),
    ...lines.filter((line) => !line.startsWith("import ") && line !== "app.synth();"),
    "app.synth();",
  ].join("\n");
}

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.ts"), wholeProgram());
  writeFileSync(join(folder, "integrations.yaml"), /```yaml\n([\s\S]*?)```/.exec(readme)![1]!);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("the programs of the README", () => {
  test("compile", () => {
    const config = {
      extends: "../../tsconfig.json",
      compilerOptions: { noEmit: true, rootDir: "../.." },
      include: ["main.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    expect(() =>
      execFileSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8", stdio: "pipe" }),
    ).not.toThrow();
  });

  test("synthesize", () => {
    execFileSync(process.execPath, ["--import", "tsx", "main.ts"], { cwd: folder, stdio: "pipe" });
    const { resource } = JSON.parse(
      readFileSync(join(folder, "cdktf.out", "stacks", "data", "cdk.tf.json"), "utf8"),
    );
    expect(Object.keys(resource.polytomic_s3_connection)).toHaveLength(4);
    expect(Object.keys(resource.polytomic_bulk_sync)).toHaveLength(2);
    expect(Object.keys(resource.polytomic_sync)).toHaveLength(1);
    expect(Object.keys(resource.aws_s3_bucket)).toHaveLength(1);
  });
});

test("the error in the README is the library's error", () => {
  const stack = newStack("lake");
  const secretAccessKey = new TerraformVariable(stack, "secret", { sensitive: true }).stringValue;
  const props = {
    name: "Lake",
    bucket: "acme-lake",
    region: "us-east",
    auth: { mode: "access_key_and_secret", accessKeyId: "AKIAEXAMPLE", secretAccessKey },
    files: { layout: "one-table", format: "parquet", skipLines: 2 },
  } as never;
  const shown = /```\n(Invalid props [\s\S]*?)\n```/.exec(readme)?.[1] ?? "";
  expect(() => new S3Connection(stack, "archive", props)).toThrow(new Error(shown));
});
