import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const start = (args: readonly string[], env: NodeJS.ProcessEnv = process.env) =>
  spawnSync(process.execPath, [join(__dirname, "../../demo/run.mjs"), ...args], { encoding: "utf8", env });

test("--help prints how to start the demo", () => {
  const { status, stdout } = start(["--help"]);
  expect([status, stdout]).toEqual([0, expect.stringContaining("--keep")]);
});

test.each([["--kep"], ["now"]])("%s is rejected, with the usage", (argument) => {
  const { status, stderr } = start([argument]);
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(new RegExp(`'${argument}'[^]*Usage: npm run demo`)),
  ]);
});

test("without Terraform and Python, it prints what is missing and how to install it", () => {
  const onlyNode = mkdtempSync(join(tmpdir(), "only-node-"));
  try {
    symlinkSync(process.execPath, join(onlyNode, "node"));
    const { status, stderr } = start([], { PATH: onlyNode });
    expect(status).toBe(1);
    expect(stderr).toMatch(/Terraform 1\.5 or newer \(terraform is not installed\): \S+/);
    expect(stderr).toMatch(/Python 3\.10 or newer .*python3 is not installed.*: \S+/);
  } finally {
    rmSync(onlyNode, { recursive: true });
  }
});
