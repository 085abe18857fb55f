/** A root module on the emulators: its configuration, its state, and Terraform commands. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, LocalBackend, TerraformBackend, TerraformStack, Testing } from "cdktf";
import { type Plan, type State, type Tally, humanPlan, readChanges, readState, tally } from "./plan";
import type { CommandResult } from "./terraform";

/** What a workspace needs to run Terraform. */
export interface WorkspaceSettings {
  /** Runs Terraform in the workspace. `quiet` omits its output from the log. */
  readonly terraform: (
    workspace: Workspace,
    args: readonly string[],
    options: TerraformOptions,
  ) => Promise<CommandResult>;
  /** Runs `init` while no other `init` runs, because Terraform's plugin cache allows only one writer. @default runs it at once */
  readonly exclusively?: (init: () => Promise<unknown>) => Promise<unknown>;
}

/** How to run a Terraform command in a workspace. */
export interface TerraformOptions {
  /** Exit codes that are not failures. @default [0] */
  readonly accept?: readonly number[];
  /** Whether the output is machine-readable and omitted from the log. @default false */
  readonly quiet?: boolean;
}

/** A temporary folder with a Terraform configuration. */
export class Workspace {
  public constructor(
    /** The absolute path of the folder. */
    public readonly dir: string,
    /** Its name, which is also the name of a synthesized stack. */
    public readonly name: string,
    /** The complete environment of its `terraform` and `cdktf` processes. */
    public readonly env: Readonly<Record<string, string>>,
    private readonly settings: WorkspaceSettings,
  ) {}

  /** Replaces the configuration with this Terraform JSON. */
  public write(json: object | string): void {
    const text = typeof json === "string" ? json : JSON.stringify(json, undefined, 2);
    writeFileSync(join(this.dir, "cdk.tf.json"), text);
  }

  /**
   * Synthesizes a CDKTF app with one stack, and replaces the configuration with the result.
   *
   * @param skipValidation whether to skip the checks of this library, so that Terraform reports the errors
   */
  public synth(build: (stack: TerraformStack) => void, skipValidation = false): void {
    const outdir = mkdtempSync(join(this.dir, "cdktf.out-"));
    try {
      const app = new App({ outdir, skipValidation });
      const stack = new TerraformStack(app, this.name);
      build(stack);
      // CDKTF's default is a state file in the current directory.
      if (!stack.node.findAll().some((construct) => TerraformBackend.isBackend(construct))) {
        new LocalBackend(stack, { path: join(this.dir, "terraform.tfstate") });
      }
      app.synth();
      cpSync(join(outdir, "stacks", this.name), this.dir, { recursive: true });
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  }

  /**
   * Synthesizes a stack with all validations, and replaces the configuration with the result and its assets. The state is kept in this
   * folder, whatever the backend of the stack is.
   */
  public use(stack: TerraformStack): void {
    stack.prepareStack();
    const outdir = Testing.fullSynth(stack);
    try {
      cpSync(join(outdir, "stacks", stack.node.id), this.dir, { recursive: true });
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
    const configuration = this.read();
    const settings = Object.entries((configuration["terraform"] ?? {}) as object);
    const kept = settings.filter(([name]) => name !== "backend" && name !== "cloud");
    this.write({ ...configuration, terraform: Object.fromEntries(kept) });
  }

  private read(reviver?: (name: string, value: unknown) => unknown): Record<string, unknown> {
    return JSON.parse(readFileSync(join(this.dir, "cdk.tf.json"), "utf8"), reviver) as Record<
      string,
      unknown
    >;
  }

  /** Installs the providers that the configuration requires. */
  public async init(): Promise<void> {
    const { exclusively = (init) => init() } = this.settings;
    await exclusively(() => this.terraform(["init", "-no-color"]));
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

  /** Applies the configuration, or a saved plan. */
  public async apply(plan?: Plan): Promise<Tally> {
    const { stdout } = await this.terraform([
      "apply",
      "-no-color",
      "-auto-approve",
      ...(plan ? [plan.file] : []),
    ]);
    return tally(stdout);
  }

  /** Returns the Terraform state. */
  public async show(): Promise<State> {
    return readState((await this.terraform(["show", "-json", "-no-color"], { quiet: true })).stdout);
  }

  /** Removes `prevent_destroy` from the configuration, so that everything can be destroyed. */
  public unprotect(): void {
    this.write(this.read((name, value) => (name === "prevent_destroy" ? undefined : value)));
  }

  /** Destroys everything in the state. */
  public async destroy(): Promise<Tally> {
    return tally((await this.terraform(["destroy", "-no-color", "-auto-approve"])).stdout);
  }

  /** Runs any Terraform command in the workspace. */
  public terraform(args: readonly string[], options: TerraformOptions = {}): Promise<CommandResult> {
    return this.settings.terraform(this, args, options);
  }
}
