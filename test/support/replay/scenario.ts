/** Replays one recording. */
import { StandInProvider } from "../provider";
import { withoutAwsAddresses } from "./aws-substitution";
import { compareDiagnostics } from "./compare-diagnostics";
import { comparePlan } from "./compare-plan";
import { compareRequests } from "./compare-requests";
import { compareState } from "./compare-state";
import { type Difference, differences } from "./difference";
import { type RecordedStep, loadRecording } from "./recording";
import { ReplayServer } from "./replay-server";
import { ReplayWorkspace } from "./replay-workspace";

/** The result of replaying one step. */
export interface StepResult {
  readonly step: number;
  readonly command: string;
  /** The compared aspects. */
  readonly compared: readonly string[];
  readonly differences: readonly Difference[];
}

export interface ScenarioResult {
  readonly scenario: string;
  readonly steps: readonly StepResult[];
}

/** Runs the commands of a recording with the stand-in and the recorded responses, and compares all results. */
export async function replayScenario(scenario: string): Promise<ScenarioResult> {
  const recording = loadRecording(scenario);
  const provider = await StandInProvider.start();
  const server = await ReplayServer.start();
  const workspace = new ReplayWorkspace(server.url, provider.reattach);
  try {
    const steps: StepResult[] = [];
    for (const [index, step] of recording.steps.entries()) {
      if (step.config) {
        workspace.configure(step.config);
      }
      if (step.command === "reset") {
        workspace.reset();
      } else if (step.command !== "inspect") {
        steps.push(await replayStep(workspace, server, index, step));
      }
    }
    return { scenario, steps };
  } finally {
    workspace.remove();
    await server.stop();
    await provider.stop();
  }
}

async function replayStep(
  workspace: ReplayWorkspace,
  server: ReplayServer,
  index: number,
  step: RecordedStep,
): Promise<StepResult> {
  server.expect(step.requests ?? []);
  const outcome = await workspace.execute(step.command);
  const found: [string, Difference[]][] = [
    ["exit code", differences("exit code", step.exit_code, outcome.exitCode)],
    [
      "diagnostics",
      compareDiagnostics((step.diagnostics ?? []).map(withoutAwsAddresses), outcome.diagnostics),
    ],
    ["requests", compareRequests(step.requests ?? [], server.requests())],
  ];
  if (step.plan) {
    found.push(["plan", comparePlan(step.plan, (await workspace.plan()) ?? {})]);
  }
  if (step.state_after) {
    found.push(["state", compareState(step.state_after, workspace.state())]);
  }
  if (step.generated_config !== undefined) {
    const generated = workspace.generatedConfiguration();
    found.push(["configuration", differences("generated configuration", step.generated_config, generated)]);
  }
  return {
    step: index,
    command: step.command,
    compared: found.map(([kind]) => kind),
    differences: found.flatMap(([, list]) => list),
  };
}
