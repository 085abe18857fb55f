/** The quickstart as a user's project: a folder with a cdktf.json, where `cdktf` and `terraform` run. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "../test/support/bench";
import { type CommandResult, run } from "../lib/testing/apply/terraform";
import type { Workspace } from "../lib/testing/apply/workspace";

const CHECKOUT = join(__dirname, "..");
const STACK = "quickstart";

/** The quickstart's only variable, which you export before you run it. */
export const VARIABLES = { TF_VAR_warehouse_password: "correct horse battery staple" };

/** The project. Its state is in its folder, so `cdktf` and `terraform` see the same resources. */
export class Quickstart {
  /** Creates the project in a folder of the bench. Aborting the signal ends a running `cdktf`. */
  public static async on(bench: Bench, interruption?: AbortSignal): Promise<Quickstart> {
    const workspace = await bench.workspace(STACK, { env: VARIABLES });
    const project = {
      language: "typescript",
      app: command(
        process.execPath,
        require.resolve("tsx/cli"),
        join(CHECKOUT, "examples/quickstart/main.ts"),
      ),
      projectId: STACK,
      sendCrashReports: "false",
    };
    writeFileSync(join(workspace.dir, "cdktf.json"), JSON.stringify(project));
    return new Quickstart(workspace, interruption);
  }

  private constructor(
    /** The project's folder, for terraform. */
    public readonly workspace: Workspace,
    private readonly interruption: AbortSignal | undefined,
  ) {}

  /** Runs `cdktf` as a user would, with `lakeName` as the connection's name. */
  public cdktf(args: readonly string[], lakeName?: string): Promise<CommandResult> {
    return run(process.execPath, [require.resolve("cdktf-cli/bundle/bin/cdktf"), ...args], {
      cwd: this.workspace.dir,
      ...(this.interruption && { signal: this.interruption }),
      env: { ...this.workspace.env, ...(lakeName !== undefined && { LAKE_NAME: lakeName }) },
    });
  }

  /** Runs `cdktf synth` and copies the result to Terraform's folder. */
  public async synth(lakeName?: string): Promise<void> {
    await this.cdktf(["synth"], lakeName);
    this.workspace.write(this.synthesized());
  }

  /** The synthesized Terraform configuration. */
  public synthesized(): string {
    return readFileSync(join(this.workspace.dir, "cdktf.out", "stacks", STACK, "cdk.tf.json"), "utf8");
  }
}

/** A shell command line for cdktf.json. */
function command(...words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(" ");
}
