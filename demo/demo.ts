/** The demo: one integration, from source code to apply to destroy. */
import { Narrator } from "./narrator";
import { Stage } from "./stage";
import { apply, plan, synthesize } from "./steps/create";
import { describeStage, keepRunning } from "./steps/keep";
import { compareBothSides, planAgain, planRename, sendEvents } from "./steps/prove";
import { destroy } from "./steps/remove";

/** The options of the command line. */
export interface DemoOptions {
  /** Whether to leave everything running instead of destroying it. */
  readonly keep: boolean;
  /** Whether to use colors. @default only on a terminal, unless `NO_COLOR` is set */
  readonly color?: boolean;
}

const INTERRUPTED = 130;

/** Runs the demo and returns the exit code. */
export async function demo({ keep, ...style }: DemoOptions): Promise<number> {
  const narrator = new Narrator(process.stdout, style);
  narrator.say("Creates, checks and destroys an S3 bucket, its role, its queue and a Polytomic connection.");
  narrator.say("Everything runs on this machine, without an AWS or Polytomic account.");
  let stage: Stage | undefined;
  try {
    stage = await narrator.step("Start an AWS account and a Polytomic organization", () => open(narrator));
    await play(stage, narrator, keep);
    return 0;
  } catch (error) {
    if (narrator.interrupted) {
      return INTERRUPTED;
    }
    narrator.fail(error);
    return 1;
  } finally {
    await stage?.close();
  }
}

async function play(stage: Stage, narrator: Narrator, keep: boolean): Promise<void> {
  const paths = await narrator.step("Synthesize examples/quickstart", () => synthesize(stage));
  const creation = await narrator.step("Plan", () => plan(stage, paths));
  await narrator.step("Apply", () => apply(stage, creation, paths));
  const wiring = await narrator.step("Check that AWS and Polytomic agree", () => compareBothSides(stage));
  await narrator.step("Check that only the folder sends events", () => sendEvents(stage, wiring));
  await narrator.step("Plan again", () => planAgain(stage));
  await narrator.step("Plan a new name for the connection", () => planRename(stage, paths));
  if (keep) {
    narrator.summarize();
    narrator.say(describeStage(stage));
    return keepRunning(stage);
  }
  await narrator.step("Destroy", () => destroy(stage, paths, wiring));
  narrator.summarize();
}

async function open(narrator: Narrator): Promise<Stage> {
  const stage = await Stage.open(narrator);
  // Runs before the bench's own listener, which ends the process once everything is stopped.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.prependOnceListener(signal, () => {
      narrator.interrupt();
      void stage.close();
    });
  }
  const { bench } = stage;
  narrator.say(`AWS         ${bench.aws.endpoint} (moto)`);
  narrator.say(`Polytomic   ${bench.api.url} (cdktf-polytomic/testing)`);
  narrator.say(`Provider    ${PROVIDERS[bench.polytomicProvider]}`);
  return stage;
}

const PROVIDERS = {
  real: "Polytomic's own provider",
  "stand-in": "this repository's stand-in, because Terraform cannot install Polytomic's provider",
};
