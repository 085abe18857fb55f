/** The guide of the testing kit: its blocks compile, its ten tests pass and can fail, and what it shows is real. */
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { PolytomicApi, PolytomicTemplate } from "../../lib/testing";
import { CONTROL, CONTROL_PATHS } from "../../lib/testing/api/control";
import { S3Integration } from "../../constructs";
import { newStack } from "../constructs/synth";
import { messageOf } from "../testing/template/stacks";

jest.setTimeout(300_000);

const root = join(__dirname, "..", "..");
const guide = readFileSync(join(root, "docs", "how-to", "testing.md"), "utf8");
const folder = join(root, ".bench", `testing-guide-${process.pid}`);
const blocks = (language: string): string[] =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, block]) => block!);
const between = (name: string): string =>
  new RegExp(`<!-- ${name} -->\\s+\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(guide)![1]!;

/** The stack of the guide. `OVERRIDES` changes what it renders, to see which tests notice. */
const STACK = `
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import { PolytomicProvider, S3Integration } from "cdktf-polytomic";
import type { Construct } from "constructs";

export class DataStack extends TerraformStack {
  public readonly lake: S3Integration;
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: "us-east-1" });
    new PolytomicProvider(this, "polytomic");
    this.lake = new S3Integration(this, "lake", {
      name: "Acme data lake",
      bucket: { name: "acme-lake" },
      folder: "exports",
    });
    const overrides = JSON.parse(process.env["OVERRIDES"] ?? "{}") as Record<string, unknown>;
    for (const [path, value] of Object.entries(overrides)) {
      this.addOverride("resource." + path, value);
    }
  }
}
`;

const GIVEN: Readonly<Record<string, string>> = {
  stack: 'const stack = new DataStack(Testing.app(), "data");',
  lake: "const { lake } = stack;",
  template: "const template = PolytomicTemplate.fromStack(stack);",
};

/** A block with what it takes from the blocks before it. */
function program(block: string): string {
  const declares = (name: string): boolean => new RegExp(`const (\\{ )?${name}\\b`).test(block);
  if (declares("stack")) {
    return block;
  }
  const imported = (name: string, from: string): string =>
    new RegExp(`import \\{[^}]*\\b${name}\\b`).test(block) ? "" : `import { ${name} } from "${from}";`;
  return [
    imported("Testing", "cdktf"),
    imported("PolytomicTemplate", "cdktf-polytomic/testing"),
    'import { DataStack } from "./stack";',
    ...Object.entries(GIVEN).flatMap(([name, line]) => (declares(name) ? [] : [line])),
    block,
    "export {};",
  ].join("\n");
}

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "stack.ts"), STACK);
  writeFileSync(join(folder, "lake.test.ts"), between("ten tests"));
  blocks("ts").forEach((block, index) => writeFileSync(join(folder, `block-${index}.ts`), program(block)));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("every block compiles", () => {
  const config = {
    extends: "../../tsconfig.json",
    compilerOptions: { noEmit: true, rootDir: "../.." },
    include: ["*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  expect(blocks("ts").length).toBeGreaterThan(6);
  expect(
    (() => {
      try {
        return execFileSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8", stdio: "pipe" });
      } catch (error) {
        return (error as { stdout: string }).stdout;
      }
    })(),
  ).toBe("");
});

/** The names of the tests that fail, and how many there are. */
function failing(overrides: object): Promise<{ failed: string[]; all: number }> {
  return new Promise((resolve) => {
    const args = ["--import", "tsx", "--test", "--test-reporter=tap", join(folder, "lake.test.ts")];
    const env = {
      ...process.env,
      TSX_TSCONFIG_PATH: join(root, "test", "tsconfig.json"),
      OVERRIDES: JSON.stringify(overrides),
    };
    execFile(process.execPath, args, { cwd: folder, env, encoding: "utf8" }, (_, output) => {
      const names = [...output.matchAll(/^ *(not ok|ok) \d+ - ([^\n/]*)$/gm)];
      resolve({
        failed: names.filter(([, state]) => state === "not ok").map(([, , name]) => name!),
        all: names.length,
      });
    });
  });
}

const trust = (statement: object): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", ...statement }],
  });
const ROLE = "aws_iam_role.lake_role_2F4B70B4.assume_role_policy";

test("the ten tests fit into thirty lines and pass, and each of them can fail", async () => {
  const lines = between("ten tests").trimEnd().split("\n");
  expect(lines.filter((line) => line !== "" && !line.startsWith("import ")).length).toBeLessThanOrEqual(30);
  const outcomes = await Promise.all([
    failing({}),
    failing({
      "aws_s3_bucket.lake_bucket_668C5D6D.lifecycle.prevent_destroy": false,
      "aws_s3_bucket_lifecycle_configuration.lake_bucket_lifecycle_7910717B.rule": "none",
      "aws_sqs_queue.lake_queue_616DC540.message_retention_seconds": 60,
      "aws_sqs_queue.lake_queue_dead-letters_4BDDC82A.sqs_managed_sse_enabled": false,
      "aws_s3_bucket_notification.lake_bucket_notification_50854A74.queue": "none",
    }),
    failing({
      [ROLE]: trust({ Principal: "*" }),
      "aws_iam_role_policy.lake_role_policy_60501849.policy": JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
      }),
    }),
    failing({ [ROLE]: trust({ Principal: { AWS: "111122223333" } }) }),
  ]);
  expect(outcomes.map(({ all }) => all)).toEqual([10, 10, 10, 10]);
  expect(outcomes.map(({ failed }) => failed.join(", "))).toEqual([
    "",
    "bucket is kept, old versions expire, events wait 4 days, events of exports, all queues are encrypted",
    "nobody else can, reads exports only, cannot delete the bucket, a review finds nothing",
    expect.stringMatching(/^Polytomic can assume the role/),
  ]);
});

test("the message is the kit's", () => {
  const stack = newStack("data", Testing.app());
  new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme-lake" }, folder: "exports" });
  const template = PolytomicTemplate.fromStack(stack);
  expect(messageOf(() => template.hasResource("aws_sqs_queue", { messageRetentionSeconds: 60 }))).toBe(
    between("message").trimEnd(),
  );
});

test("the seed and the behavior are valid, and the control paths are all there", async () => {
  const [behavior, seed] = blocks("json").map((block) => JSON.parse(block) as object);
  const api = await PolytomicApi.start({ control: true });
  try {
    const send = async (method: string, path: string, body: object) =>
      (await fetch(`${api.url}${CONTROL}/${path}`, { method, body: JSON.stringify(body) })).status;
    expect(await send("PATCH", "behavior", behavior!)).toBe(200);
    expect(await send("POST", "seed", seed!)).toBe(204);
    expect(Object.values(api.snapshot().models)).toMatchObject([{ name: "Accounts" }]);
  } finally {
    await api.stop();
  }
  const documented = CONTROL_PATHS.filter((path) => !guide.includes(`\`${path}\``));
  expect(documented).toEqual([`GET ${CONTROL}`, `DELETE ${CONTROL}/requests`]);
});
