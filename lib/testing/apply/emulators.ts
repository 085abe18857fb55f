/** Applies stacks with Terraform, on an emulated AWS account and an emulated Polytomic organization. */
import { mkdtempSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { PACKAGE } from "../../core";
import { PolytomicApi, type PolytomicApiOptions } from "../api/polytomic-api";
import { emulatedEnvironment } from "./environment";
import { MotoServer } from "./moto-server";
import type { Plan, State } from "./plan";
import { INSTALL_MOTO, pythonWithMoto } from "./python";
import { Services } from "./services";
import { terraform } from "./terraform";
import { Workspace } from "./workspace";

const REMEDY = `${INSTALL_MOTO}, or pass the URL of another AWS emulator: { aws: { endpoint: "http://127.0.0.1:4566" } }`;

/** What to start. */
export interface EmulatorsOptions {
  /**
   * The URL of an AWS emulator that runs already, such as LocalStack. By default, moto is started, from the first Python that has it: the one
   * of `moto_server` on the PATH, `python3`, or `python`.
   */
  readonly aws?: { readonly endpoint: string } | { readonly python: string };
  /** How the emulated Polytomic API starts. @default an empty organization on a free port */
  readonly polytomic?: PolytomicApiOptions;
  /** More environment variables of Terraform, such as `TF_VAR_password`. @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** Receives each line of Terraform's output, such as `console.log`. @default the end of the output is in errors only */
  readonly log?: (line: string) => void;
}

/** An emulated AWS account and an emulated Polytomic organization, on which stacks can be applied. */
export class Emulators {
  /**
   * Starts the emulators on free ports. Terraform is the one on the PATH, or `TERRAFORM_BINARY_NAME`. It installs providers from where it does
   * otherwise: `TF_CLI_CONFIG_FILE` and `TF_PLUGIN_CACHE_DIR` are kept. All other settings for AWS, Polytomic and Terraform are removed from
   * its environment, so that nothing real is reached.
   *
   * ```ts
   * const emulators = await Emulators.start();
   * const applied = await emulators.apply(stack);
   * await emulators.stop();
   * ```
   *
   * @throws if no moto is found, or an emulator does not start
   */
  public static async start(options: EmulatorsOptions = {}): Promise<Emulators> {
    const services = new Services();
    const { aws } = options;
    try {
      const [polytomic, moto] = await Promise.all([
        services.add(PolytomicApi.start(options.polytomic)),
        aws !== undefined && "endpoint" in aws
          ? undefined
          : services.add(
              pythonWithMoto(aws?.python, REMEDY).then((python) => MotoServer.start(python, REMEDY)),
            ),
      ]);
      const endpoint = aws !== undefined && "endpoint" in aws ? aws.endpoint : moto!.endpoint;
      return new Emulators(polytomic, moto, endpoint, services, options);
    } catch (error) {
      await services.stop();
      throw error;
    }
  }

  private readonly folder = mkdtempSync(join(tmpdir(), `${PACKAGE}-`));
  private readonly interruption = new AbortController();

  private constructor(
    /** The emulated Polytomic API: its objects, its requests and its faults. */
    public readonly polytomic: PolytomicApi,
    /** The AWS account, if moto was started: what it contains, and `reset()`. */
    public readonly moto: MotoServer | undefined,
    /** The URL of the AWS emulator, for AWS SDKs. Its access key and secret key are `test`. */
    public readonly awsEndpoint: string,
    private readonly services: Services,
    private readonly options: EmulatorsOptions,
  ) {
    process.once("exit", this.remove);
  }

  /** The environment of Terraform, for commands of your own. */
  public get env(): Readonly<Record<string, string>> {
    const { url, apiKey } = this.polytomic;
    const polytomic = { POLYTOMIC_DEPLOYMENT_URL: url, POLYTOMIC_API_KEY: apiKey };
    return {
      ...emulatedEnvironment(process.env, { awsEndpoint: this.awsEndpoint, polytomic }),
      ...this.options.env,
    };
  }

  /**
   * Synthesizes a stack with all validations, and runs `terraform init` and `terraform apply`. The state is kept in a temporary folder, whatever
   * the backend of the stack is.
   *
   * @throws CommandError with the end of Terraform's output, if a command fails
   */
  public async apply(stack: TerraformStack): Promise<AppliedStack> {
    const folder = await mkdtemp(join(this.folder, `${stack.node.id}-`));
    const { log } = this.options;
    const workspace = new Workspace(folder, stack.node.id, this.env, {
      terraform: ({ dir, env }, args, { accept = [0], quiet = false }) =>
        terraform(args, {
          cwd: dir,
          env,
          accept,
          signal: this.interruption.signal,
          ...(log !== undefined && !quiet && { log }),
        }),
    });
    const applied = new AppliedStack(workspace, this);
    await applied.update(stack);
    return applied;
  }

  /** Interrupts running commands, stops the emulators and removes all files. You can call it more than once. */
  public async stop(): Promise<void> {
    this.interruption.abort();
    await this.services.stop();
    this.remove();
    process.off("exit", this.remove);
  }

  private readonly remove = (): void => rmSync(this.folder, { recursive: true, force: true });
}

/** A stack that was applied on emulators. */
export class AppliedStack {
  public constructor(
    /** Its folder, for other Terraform commands: `workspace.terraform(["state", "list"])`. */
    public readonly workspace: Workspace,
    /** The emulators, which other stacks can share. */
    public readonly emulators: Emulators,
  ) {}

  /** The emulated Polytomic API. */
  public get polytomic(): PolytomicApi {
    return this.emulators.polytomic;
  }

  /** Plans, without an apply. `empty` is true if there is nothing to change: a stack must plan nothing after its apply. */
  public plan(): Promise<Plan> {
    return this.workspace.plan();
  }

  /** The resources in the Terraform state, and the values of outputs, including sensitive ones. */
  public state(): Promise<State> {
    return this.workspace.show();
  }

  /** Applies another version of the stack over this one. */
  public async update(stack: TerraformStack): Promise<void> {
    this.workspace.use(stack);
    // Needed again when the providers change, and quick when they do not.
    await this.workspace.init();
    await this.workspace.apply();
  }

  /**
   * Destroys everything, including what the code protects with `prevent_destroy`.
   *
   * @throws CommandError if a resource cannot be destroyed, such as a connection that something else uses
   */
  public async destroy(): Promise<void> {
    this.workspace.unprotect();
    await this.workspace.destroy();
  }

  /** Stops the emulators, also if other stacks share them. */
  public stop(): Promise<void> {
    return this.emulators.stop();
  }
}

/**
 * Applies a stack on emulators of its own. Call `stop()` when the test is over. If several tests or stacks share emulators, use
 * {@link Emulators} instead, because they take seconds to start.
 *
 * ```ts
 * const applied = await applyStack(stack);
 * assert.ok((await applied.plan()).empty);
 * await applied.stop();
 * ```
 *
 * @throws CommandError with the end of Terraform's output, if a command fails. The emulators are stopped
 */
export async function applyStack(
  stack: TerraformStack,
  options: EmulatorsOptions = {},
): Promise<AppliedStack> {
  const emulators = await Emulators.start(options);
  try {
    return await emulators.apply(stack);
  } catch (error) {
    await emulators.stop();
    throw error;
  }
}
