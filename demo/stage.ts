/** The demo's environment: the emulated services on this machine, and the project. */
import { Bench } from "../test/support/bench";
import { ApplyProgress } from "./apply-progress";
import { AwsAccount } from "./aws-account";
import type { Narrator } from "./narrator";
import { Quickstart } from "./quickstart";
import type { ConstructPaths } from "./readable";

type Listener = (line: string) => void;

export class Stage {
  /** Starts the services and creates the project. */
  public static async open(narrator: Narrator): Promise<Stage> {
    const listeners = new Set<Listener>();
    const log: Listener = (line) => listeners.forEach((listener) => listener(line));
    const bench = await Bench.start({ log });
    try {
      const interruption = new AbortController();
      const quickstart = await Quickstart.on(bench, interruption.signal);
      return new Stage(narrator, bench, quickstart, listeners, interruption);
    } catch (error) {
      await bench.stop();
      throw error;
    }
  }

  public readonly aws: AwsAccount;

  private constructor(
    public readonly narrator: Narrator,
    public readonly bench: Bench,
    public readonly quickstart: Quickstart,
    private readonly listeners: Set<Listener>,
    private readonly interruption: AbortController,
  ) {
    this.aws = new AwsAccount(bench.aws.endpoint);
  }

  /** Runs an apply or destroy, and prints each resource when it is done. */
  public async showing<T>(paths: ConstructPaths, work: () => Promise<T>): Promise<T> {
    const progress = new ApplyProgress({
      done: (address, took) => this.narrator.mark(true, `${paths.of(address)}  ${took}`),
      waiting: (addresses) => this.narrator.waitFor(addresses.map((one) => paths.of(one)).join(", ")),
    });
    const listener: Listener = (line) => progress.read(line);
    this.listeners.add(listener);
    try {
      return await work();
    } finally {
      this.listeners.delete(listener);
    }
  }

  /** Ends running commands, stops the emulated services and removes the project. You can call it more than once. */
  public close(): Promise<void> {
    this.interruption.abort();
    this.aws.close();
    return this.bench.stop();
  }
}
