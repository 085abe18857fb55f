/** The test bench: an AWS account, a Polytomic organization and the providers for both, all on this machine. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PolytomicApi } from "../../lib/testing";
import type { MotoServer } from "../../lib/testing/apply/moto-server";
import { Services } from "../../lib/testing/apply/services";
import { type CommandResult, type Remedy, terraform } from "../../lib/testing/apply/terraform";
import { type TerraformOptions, Workspace } from "../../lib/testing/apply/workspace";
import { startMoto } from "./aws/moto";
import { AwsProvider } from "./aws/provider";
import { type Installation, awsProviderExecutable } from "./aws/provider/executable";
import { awsProviderEnvironment, benchEnvironment, installEnvironment } from "./environment";
import { isRunning, withLock } from "./lock";
import { type PolytomicProviderKind, choosePolytomicProvider } from "./polytomic-provider";
import { StandInProvider } from "./provider";
import { type CliConfiguration, cliConfiguration } from "./terraform-config";

const BENCH_FOLDER = join(__dirname, "..", "..", ".bench");
const WORKSPACES_FOLDER = join(BENCH_FOLDER, "workspaces");

const PARTNER_KEY = "partner-key";

/** Milliseconds that Terraform gets to end its providers when the bench stops. */
const GRACE = 10_000;

/** How to start a bench. */
export interface BenchOptions {
  /** Receives Terraform's output, line by line. @default output is shown only in errors */
  readonly log?: (line: string) => void;
  /** The kind of key that the provider uses. @default "api" */
  readonly key?: "api" | "partner" | "none";
  /**
   * Whether Terraform installs and starts the AWS provider in each command, as it does for users. It then takes ten times as
   * much computing time. @default false
   */
  readonly startAwsProvider?: boolean;
}

/** Options of a workspace. */
export interface WorkspaceOptions {
  /** Environment variables of its commands, such as `TF_VAR_password`. @default none */
  readonly env?: Readonly<Record<string, string>>;
}

/** An emulated AWS account and Polytomic organization, and an environment in which unmodified apps use them. */
export class Bench {
  /** Starts everything, on free ports of 127.0.0.1. */
  public static async start(options: BenchOptions = {}): Promise<Bench> {
    const services = new Services();
    try {
      const configuration = cliConfiguration(BENCH_FOLDER);
      const [aws, api, polytomicProvider, executable] = await Promise.all([
        services.add(startMoto()),
        services.add(PolytomicApi.start({ partnerKey: PARTNER_KEY })),
        decideProvider(configuration),
        options.startAwsProvider ? undefined : awsProviderExecutable(installation(configuration)),
      ]);
      const polytomic = {
        POLYTOMIC_DEPLOYMENT_URL: api.url,
        ...keyOf(api, options.key ?? "api"),
      };
      const standIn =
        polytomicProvider === "stand-in"
          ? await services.add(StandInProvider.start({ env: polytomic }))
          : undefined;
      const awsProvider =
        executable === undefined
          ? undefined
          : await services.add(
              AwsProvider.start({
                executable,
                env: awsProviderEnvironment(process.env, aws.endpoint),
                folder: configuration.folder,
              }),
            );
      const env = benchEnvironment(process.env, {
        awsEndpoint: aws.endpoint,
        polytomic,
        cliConfigFile: configuration.file,
        pluginCache: pluginCache(configuration),
        cdktfHome: join(BENCH_FOLDER, "cdktf"),
        reattach: together([standIn?.reattach, awsProvider?.reattach]),
      });
      const lock = initLock(configuration);
      return new Bench(api, aws, awsProvider, polytomicProvider, env, lock, services, options);
    } catch (error) {
      await services.stop();
      throw error;
    }
  }

  private readonly folder = ownFolder();
  private readonly interruption = new AbortController();
  private readonly running = new Set<Promise<unknown>>();
  private stopping: Promise<void> | undefined;

  private constructor(
    public readonly api: PolytomicApi,
    public readonly aws: MotoServer,
    /** The running AWS provider, unless Terraform starts it. */
    public readonly awsProvider: AwsProvider | undefined,
    /** Which provider terraform uses for Polytomic. */
    public readonly polytomicProvider: PolytomicProviderKind,
    private readonly env: Readonly<Record<string, string>>,
    private readonly initLock: string,
    private readonly services: Services,
    private readonly options: BenchOptions,
  ) {
    process.once("SIGINT", this.onSignal);
    process.once("SIGTERM", this.onSignal);
    process.once("exit", this.onExit);
  }

  /** Creates an empty folder for a Terraform configuration. Its name is also the name of a synthesized stack. */
  public async workspace(name: string, options: WorkspaceOptions = {}): Promise<Workspace> {
    const dir = await mkdtemp(join(this.folder, `${name}-`));
    const env = { ...this.env, ...options.env };
    return new Workspace(dir, name, env, {
      terraform: (workspace, args, terraformOptions) => this.terraform(workspace, args, terraformOptions),
      exclusively: (init) => withLock(this.initLock, init),
    });
  }

  /** Interrupts running commands, stops everything and removes the workspaces. You can call it more than once. */
  public stop(): Promise<void> {
    this.stopping ??= this.shutDown();
    return this.stopping;
  }

  private async shutDown(): Promise<void> {
    process.off("SIGINT", this.onSignal);
    process.off("SIGTERM", this.onSignal);
    this.interruption.abort();
    await Promise.race([Promise.allSettled(this.running), sleep(GRACE, undefined, { ref: false })]);
    await this.services.stop();
    this.onExit();
    process.off("exit", this.onExit);
  }

  private readonly onSignal = (signal: NodeJS.Signals): void => {
    void this.stop().finally(() => process.kill(process.pid, signal));
  };

  /** The other services end automatically with this process. */
  private readonly onExit = (): void => {
    this.interruption.abort();
    rmSync(this.folder, { recursive: true, force: true });
  };

  private async terraform(
    { dir, env }: Workspace,
    args: readonly string[],
    options: TerraformOptions,
  ): Promise<CommandResult> {
    const { accept = [0], quiet = false } = options;
    const { log } = this.options;
    const signal = this.interruption.signal;
    const command = terraform(args, {
      cwd: dir,
      env,
      accept,
      signal,
      remedies: REMEDIES,
      ...(log && !quiet ? { log } : {}),
    });
    this.running.add(command);
    try {
      return await command;
    } finally {
      this.running.delete(command);
    }
  }
}

/** What to try when a command of the bench fails. */
export const REMEDIES: readonly Remedy[] = [
  {
    sign: /does not support (resource type|data source) "aws_/,
    remedy:
      "check the spelling; a type that the tests did not use before belongs in test/support/aws/provider/schema.ts",
  },
];

/** Returns the environment variables for this kind of key. */
function keyOf({ apiKey }: PolytomicApi, key: NonNullable<BenchOptions["key"]>): Record<string, string> {
  const keys = {
    api: { POLYTOMIC_API_KEY: apiKey },
    partner: { POLYTOMIC_PARTNER_KEY: PARTNER_KEY },
    none: {},
  };
  return keys[key];
}

/** The running providers as one value for `TF_REATTACH_PROVIDERS`. */
function together(reattached: readonly (string | undefined)[]): string | undefined {
  const running = reattached.filter((one) => one !== undefined);
  return running.length === 0
    ? undefined
    : JSON.stringify(Object.assign({}, ...running.map((one) => JSON.parse(one) as object)));
}

function decideProvider(configuration: CliConfiguration): Promise<PolytomicProviderKind> {
  const { folder } = configuration;
  return choosePolytomicProvider(process.env["POLYTOMIC_PROVIDER"], {
    folder,
    ...installation(configuration),
  });
}

/** How Terraform installs providers with this configuration. */
function installation(configuration: CliConfiguration): Installation {
  const cache = pluginCache(configuration);
  return {
    pluginCache: cache,
    lock: initLock(configuration),
    env: installEnvironment(process.env, { cliConfigFile: configuration.file, pluginCache: cache }),
  };
}

/** Creates the folder, because Terraform requires that it exists. */
function pluginCache({ folder }: CliConfiguration): string {
  const cache = join(folder, "plugins");
  mkdirSync(cache, { recursive: true });
  return cache;
}

function initLock({ folder }: CliConfiguration): string {
  return join(folder, "init.lock");
}

/** Creates a folder for this bench, and removes the folders of processes that were killed. */
function ownFolder(): string {
  mkdirSync(WORKSPACES_FOLDER, { recursive: true });
  for (const name of readdirSync(WORKSPACES_FOLDER)) {
    if (!isRunning(Number.parseInt(name, 10))) {
      rmSync(join(WORKSPACES_FOLDER, name), { recursive: true, force: true });
    }
  }
  return mkdtempSync(join(WORKSPACES_FOLDER, `${process.pid}-`));
}
