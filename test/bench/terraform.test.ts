import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { REMEDIES } from "../support/bench";
import { isRunning } from "../support/lock";
import { type CommandError, describeFailure, run } from "../../lib/testing/apply/terraform";

const node = (program: string, options: Partial<Parameters<typeof run>[2]> = {}) =>
  run(process.execPath, ["-e", program], { cwd: process.cwd(), env: {}, ...options });

const failed = (stderr: string) =>
  describeFailure("terraform plan", "/somewhere", { exitCode: 1, stdout: "", stderr }, REMEDIES);

test("a command's output is collected and logged by lines", async () => {
  const lines: string[] = [];
  const result = await node("console.log('a\\nb'); console.error('c')", { log: (line) => lines.push(line) });
  expect(result).toEqual({ exitCode: 0, stdout: "a\nb\n", stderr: "c\n" });
  expect(lines.sort()).toEqual(["a", "b", "c"]);
});

test("nothing is inherited from this process's environment", async () => {
  const { stdout } = await node("console.log(process.env.HOME, process.env.A)", { env: { A: "1" } });
  expect(stdout).toBe("undefined 1\n");
});

test("an accepted exit code is not an error", async () => {
  expect((await node("process.exit(2)", { accept: [0, 2] })).exitCode).toBe(2);
});

test("any other exit code is an error that contains the result", async () => {
  const error = await node("console.error('no such bucket'); process.exit(3)").catch((e: CommandError) => e);
  expect(error).toMatchObject({ name: "CommandError", result: { exitCode: 3, stderr: "no such bucket\n" } });
});

test("a failure reads as command, exit code, folder and output, without frames and colors", () => {
  expect(failed("╷\n│ \u001b[31mError: \u001b[0mno such bucket\n│\n╵\n")).toBe(
    "terraform plan ended with exit code 1\n  in /somewhere\n  Error: no such bucket",
  );
});

test("a long output is cut to its end", () => {
  const lines = failed(Array.from({ length: 100 }, (_, i) => `line ${i}`).join("\n")).split("\n");
  expect(lines.slice(2, 4)).toEqual(["  ... (60 lines before)", "  line 60"]);
  expect(lines.at(-1)).toBe("  line 99");
});

test.each([
  ["Error: Failed to query available provider packages", "TF_CLI_CONFIG_FILE"],
  ["Error: Required plugins are not installed", "run init first"],
  ['The provider hashicorp/aws does not support resource type "aws_glue_job".', "schema.ts"],
  ["dial tcp 127.0.0.1:4000: connect: connection refused", "start new ones"],
])("%j has a hint", (output, remedy) => {
  expect(failed(output)).toMatch(new RegExp(`^Try: .*${remedy}`, "m"));
});

test("a missing program is reported with a hint", async () => {
  const missing = run("no-such-program", [], { cwd: process.cwd(), env: {} });
  await expect(missing).rejects.toThrow(
    /^no-such-program +ended with exit code(.|\n)*ENOENT(.|\n)*Try: install/,
  );
});

test("an aborted command ends at once", async () => {
  const interruption = new AbortController();
  const started = performance.now();
  const running = node("setTimeout(() => {}, 60_000)", { signal: interruption.signal });
  await sleep(100);
  interruption.abort();
  await expect(running).rejects.toThrow("aborted");
  expect(performance.now() - started).toBeLessThan(5_000);
});

test("a command ends with its process, even if the process does not wait for it", async () => {
  const command = "console.log(process.pid); setTimeout(() => {}, 60_000)";
  const program = `
    const log = (line) => { console.log(line); process.exit(); };
    require("./lib/testing/apply/terraform").run(process.execPath, ["-e", "${command}"], { cwd: ".", env: {}, log });`;
  const { stdout } = spawnSync(process.execPath, ["--require", "tsx/cjs", "-e", program], {
    encoding: "utf8",
  });
  expect(Number(stdout)).toBeGreaterThan(0);
  for (let waited = 0; isRunning(Number(stdout)) && waited < 3_000; waited += 50) {
    await sleep(50);
  }
  expect(isRunning(Number(stdout))).toBe(false);
});
