/** Runs programs on the bench, and checks the results. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { PolytomicProvider } from "../../../constructs";
import { DEFAULT_BEHAVIOR } from "../../../lib/testing/api/behavior";
import type { Bench } from "../bench";
import type { Change } from "../../../lib/testing/apply/plan";
import type { Workspace } from "../../../lib/testing/apply/workspace";
import { loadRecording } from "../replay/recording";
import type { Outcome, Program, Recorded } from "./proof";

/** Variables of all programs: a secret, and a string that must be escaped in JSON. */
const env = { TF_VAR_secret: "hidden-away", TF_VAR_text: 'say "x" \\ <y>' };

/** Runs the programs of `outcome`, and compares the result of the last one with the expected result. */
export async function expectOutcome(bench: Bench, outcome: Outcome): Promise<void> {
  const { api } = bench;
  const workspace = await bench.workspace("trap", { env });
  const versions: readonly Program[] =
    typeof outcome.program === "function" ? [outcome.program] : outcome.program;
  const write = (version: Program): void =>
    workspace.synth((stack) => {
      new PolytomicProvider(stack, "polytomic");
      version(stack, api);
    });
  Object.assign(api.behavior, DEFAULT_BEHAVIOR, outcome.server);
  for (const earlier of versions.slice(0, -1)) {
    write(earlier);
    await workspace.init();
    await workspace.apply();
  }
  api.forgetRequests();
  write(versions.at(-1)!);
  await workspace.init();
  const attempt = await tryOut(workspace);
  outcome.meanwhile?.(api);
  expect(attempt.failed ?? "is applied").toEqual(
    outcome.fails === undefined ? "is applied" : [outcome.fails[0], containing(outcome.fails[1])],
  );
  if (outcome.changes !== undefined) {
    expect(attempt.changes).toEqual(outcome.changes);
  }
  if (outcome.sent !== undefined) {
    const { path } = outcome.sent;
    const requests = api.requests.filter((one) => one.method !== "GET" && one.path.startsWith(path));
    expect(requests.at(-1)).toMatchObject({ ...outcome.sent, path: expect.stringContaining(path) as string });
  }
  if (outcome.planned !== undefined || outcome.fails === undefined) {
    expect(actions((await workspace.plan()).changes)).toEqual(outcome.planned ?? []);
  }
  if (outcome.outputs !== undefined) {
    expect((await workspace.show()).outputs).toEqual(outcome.outputs);
  }
  if (outcome.file !== undefined) {
    expect(readFileSync(join(workspace.dir, "cdk.tf.json"), "utf8")).toContain(outcome.file);
  }
  const state = (): string => readFileSync(join(workspace.dir, "terraform.tfstate"), "utf8");
  if (outcome.state !== undefined) {
    expect(state()).toContain(outcome.state);
  }
  if (outcome.forgotten !== undefined) {
    expect(state()).not.toContain(outcome.forgotten);
  }
}

const containing = (message: string | RegExp): unknown =>
  typeof message === "string" ? expect.stringContaining(message) : expect.stringMatching(message);

/** Validates, plans and applies the configuration of a workspace. Returns the changes, and where and how it fails. */
async function tryOut(
  workspace: Workspace,
): Promise<{ readonly changes: readonly string[]; readonly failed?: readonly [string, string] }> {
  try {
    await workspace.validate();
  } catch (error) {
    return { changes: [], failed: ["validate", oneLine(error)] };
  }
  let plan;
  try {
    plan = await workspace.plan();
  } catch (error) {
    return { changes: [], failed: ["plan", oneLine(error)] };
  }
  const changes = actions(plan.changes);
  try {
    await workspace.apply(plan);
    return { changes };
  } catch (error) {
    return { changes, failed: ["apply", oneLine(error)] };
  }
}

const oneLine = (error: unknown): string => stripVTControlCharacters(String(error)).replace(/[\s│]+/g, " ");

const actions = (changes: readonly Change[]): string[] =>
  changes.map(({ type, actions }) => `${type}: ${actions.join(", ")}`).sort();

/** One line for each message, planned change and request of the real provider in a case. */
export function recordedLines({ recording, case: wanted }: Recorded): string[] {
  let current: string | undefined;
  return loadRecording(recording).steps.flatMap((step) => {
    current = step.case ?? current;
    if (current !== wanted) {
      return [];
    }
    const { command, exit_code, diagnostics = [], plan, requests = [], state_after = [] } = step;
    return [
      `exit code ${exit_code}`,
      ...diagnostics,
      ...(plan?.resource_changes ?? []).map(({ address, actions }) => `${address} ${actions.join(", ")}`),
      ...requests.map(
        ({ method, path, status, body }) => `${method} ${path} ${status} ${JSON.stringify(body)}`,
      ),
      ...state_after.map(({ address, values }) => `${address} is ${JSON.stringify(values)}`),
    ].map((line) => `${command}: ${line}`);
  });
}
