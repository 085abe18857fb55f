/** One root module on the bench: its configuration, its state, and the terraform commands on it. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, LocalBackend, TerraformBackend, TerraformStack } from "cdktf";
import { withLock } from "./lock";
import { type Plan, type State, type Tally, humanPlan, readChanges, readState, tally } from "./plan";
import type { CommandResult } from "./terraform";

/** What a workspace gets from its bench. */
export interface WorkspaceSettings {
  /** Runs terraform in the workspace. `quiet` keeps its output from the log. */
  readonly terraform: (
    workspace: Workspace,
    args: readonly string[],
    options: TerraformOptions,
  ) => Promise<CommandResult>;
  /** Held during `init`: Terraform's plugin cache allows one writer only. */
  readonly initLock: string;
}

/** How to run a terraform command in a workspace. */
export interface TerraformOptions {
  /** Exit codes that are answers rather than failures. @default [0] */
  readonly accept?: readonly number[];
  /** Whether the output is for programs and kept from the log. @default false */
  readonly quiet?: boolean;
}

/** A temporary folder with a Terraform configuration. */
export class Workspace {
  public constructor(
    /** The folder, absolute. */
    public readonly dir: string,
    /** The name given to it, also the name of a synthesized stack. */
    public readonly name: string,
    /** The whole environment of a terraform or cdktf child process in it. */
    public readonly env: Readonly<Record<string, string>>,
    private readonly settings: WorkspaceSettings,
  ) {}

  /** Makes this Terraform JSON the whole configuration. */
  public write(json: object | string): void {
    const text = typeof json === "string" ? json : JSON.stringify(json, undefined, 2);
    writeFileSync(join(this.dir, "cdk.tf.json"), text);
  }

  /**
   * Synthesizes a CDKTF app of one stack and makes the result the whole configuration.
   *
   * @param skipValidation whether terraform is to judge what this library rejects
   */
  public synth(build: (stack: TerraformStack) => void, skipValidation = false): void {
    const outdir = mkdtempSync(join(this.dir, "cdktf.out-"));
    try {
      const app = new App({ outdir, skipValidation });
      const stack = new TerraformStack(app, this.name);
      build(stack);
      // CDKTF's own default is a state file in the current directory.
      if (!stack.node.findAll().some((construct) => TerraformBackend.isBackend(construct))) {
        new LocalBackend(stack, { path: join(this.dir, "terraform.tfstate") });
      }
      app.synth();
      cpSync(join(outdir, "stacks", this.name), this.dir, { recursive: true });
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  }

  /** Installs the providers the configuration requires. */
  public async init(): Promise<void> {
    await withLock(this.settings.initLock, () => this.terraform(["init", "-no-color"]));
  }

  /** Checks the configuration against the providers' schemas. */
  public async validate(): Promise<void> {
    await this.terraform(["validate", "-no-color"]);
  }

  /** Plans, saves the plan and reads it. */
  public async plan(): Promise<Plan> {
    const file = join(this.dir, "plan.tfplan");
    const { exitCode, stdout } = await this.terraform(
      ["plan", "-no-color", "-detailed-exitcode", `-out=${file}`],
      { accept: [0, 2] },
    );
    const json = await this.terraform(["show", "-json", "-no-color", file], { quiet: true });
    return {
      exitCode,
      changes: readChanges(json.stdout),
      empty: exitCode === 0,
      text: humanPlan(stdout),
      file,
    };
  }

  /** Applies the configuration, or exactly a plan made before. */
  public async apply(plan?: Plan): Promise<Tally> {
    const { stdout } = await this.terraform([
      "apply",
      "-no-color",
      "-auto-approve",
      ...(plan ? [plan.file] : []),
    ]);
    return tally(stdout);
  }

  /** What terraform believes to exist. */
  public async show(): Promise<State> {
    return readState((await this.terraform(["show", "-json", "-no-color"], { quiet: true })).stdout);
  }

  /** Destroys everything in the state. */
  public async destroy(): Promise<Tally> {
    return tally((await this.terraform(["destroy", "-no-color", "-auto-approve"])).stdout);
  }

  /** Runs any terraform command here. */
  public terraform(args: readonly string[], options: TerraformOptions = {}): Promise<CommandResult> {
    return this.settings.terraform(this, args, options);
  }
}
