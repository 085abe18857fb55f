// The quickstart as the project of its user: a folder with a cdktf.json, in which `cdktf` and `terraform` are run.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "../support/bench";
import { type CommandResult, run } from "../support/terraform";
import type { Workspace } from "../support/workspace";

const checkout = join(__dirname, "..", "..");
const stack = "quickstart";

/** What the user would export before running anything: the quickstart's only variable. */
const variables = { warehouse_password: "correct horse battery staple" };

/** The project. Its state lies in its folder, so `cdktf` and `terraform` see the same resources. */
export class Quickstart {
  /** Makes the project in a folder of the bench. An interruption ends the `cdktf` that runs. */
  static async on(bench: Bench, interruption?: AbortSignal): Promise<Quickstart> {
    const workspace = await bench.workspace(stack);
    const project = {
      language: "typescript",
      app: command(
        process.execPath,
        require.resolve("tsx/cli"),
        join(checkout, "examples/quickstart/main.ts"),
      ),
      projectId: stack,
      sendCrashReports: "false",
    };
    writeFileSync(join(workspace.dir, "cdktf.json"), JSON.stringify(project));
    writeFileSync(join(workspace.dir, "terraform.tfvars.json"), JSON.stringify(variables));
    return new Quickstart(bench, workspace, interruption);
  }

  private constructor(
    private readonly bench: Bench,
    /** The project's folder, for terraform. */
    readonly workspace: Workspace,
    private readonly interruption: AbortSignal | undefined,
  ) {}

  /** Runs `cdktf` as its user would, the connection having the given name. */
  cdktf(args: readonly string[], lakeName?: string): Promise<CommandResult> {
    return run(process.execPath, [require.resolve("cdktf-cli/bundle/bin/cdktf"), ...args], {
      cwd: this.workspace.dir,
      ...(this.interruption && { signal: this.interruption }),
      env: {
        ...this.bench.env,
        TF_VAR_warehouse_password: variables.warehouse_password,
        ...(lakeName !== undefined && { LAKE_NAME: lakeName }),
      },
    });
  }

  /** Synthesizes with `cdktf synth`, and gives the result to terraform. */
  async synth(lakeName?: string): Promise<void> {
    await this.cdktf(["synth"], lakeName);
    this.workspace.write(this.synthesized());
  }

  /** The synthesized Terraform configuration. */
  synthesized(): string {
    return readFileSync(join(this.workspace.dir, "cdktf.out", "stacks", stack, "cdk.tf.json"), "utf8");
  }
}

/** A shell's command line, as cdktf.json takes it. */
function command(...words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(" ");
}
