// How long `cdktf synth` takes until the files of the quickstart are written, with TypeScript and with compiled JavaScript.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./processes.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

const APP = `
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { App, TerraformStack } from "cdktf";
import { PolytomicProvider, S3Integration } from "cdktf-polytomic";

const app = new App();
const stack = new TerraformStack(app, "data");
new AwsProvider(stack, "aws", { region: "us-east-1" });
new PolytomicProvider(stack, "polytomic");
new S3Integration(stack, "lake", { name: "Acme data lake", bucket: { name: "acme-lake" }, folder: "exports" });
app.synth();
`;

const COMMANDS = { "tsx main.ts": "npx tsx main.ts", "node main.mjs": "node main.mjs" };

export function commandLine({ quick, progress }) {
  const folder = mkdtempSync(join(tmpdir(), "command-line-"));
  try {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), '{ "name": "cdktf-polytomic", "exports": "./index.js" }');
    writeFileSync(
      join(folder, "index.js"),
      `module.exports = require(${JSON.stringify(join(root, "dist/constructs"))});`,
    );
    writeFileSync(join(folder, "cdktf.json"), '{ "language": "typescript", "app": "node main.mjs" }');
    writeFileSync(join(folder, "main.ts"), APP);
    writeFileSync(join(folder, "main.mjs"), APP);
    const env = { ...process.env, CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1", CI: "1" };
    const seconds = (command) => {
      progress(`cdktf synth, ${command}`);
      const start = process.hrtime.bigint();
      const args = ["synth", "--app", command, "--output", join(folder, "cdktf.out")];
      execFileSync(join(root, "node_modules", ".bin", "cdktf"), args, { cwd: folder, env, stdio: "pipe" });
      return Number(process.hrtime.bigint() - start) / 1e9;
    };
    const rounds = Array.from({ length: quick ? 1 : 5 }, () =>
      Object.fromEntries(Object.entries(COMMANDS).map(([name, command]) => [name, seconds(command)])),
    );
    const results = Object.fromEntries(
      Object.keys(COMMANDS).map((name) => [name, median(rounds.map((round) => round[name]))]),
    );
    return {
      title: "cdktf synth of the quickstart, until the files are written (elapsed time)",
      results,
      rows: Object.entries(results).map(([app, value]) => ({ app, elapsed: `${value.toFixed(1)} s` })),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
