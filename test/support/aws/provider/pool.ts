/** The processes of the AWS provider that are configured, each for one connection at a time. */

/** The part of a process that the pool uses. */
export interface Pooled {
  readonly alive: boolean;
  stop(): Promise<void>;
}

/** Processes that are kept for the next command. Each takes 200 MB. */
const MOST_IDLE = 3;

/**
 * Lends processes. A process is used again only with the configuration that it already has, so that nothing of another region,
 * account or alias remains in it.
 */
export class ProcessPool<T extends Pooled> {
  private readonly idle: { readonly process: T; readonly configuration: string }[] = [];
  private readonly all = new Set<Promise<T>>();

  public constructor(private readonly start: () => Promise<T>) {}

  /** Returns a process with this configuration, or a new one without a configuration. */
  public async take(configuration: string): Promise<T> {
    const index = this.idle.findIndex((one) => one.configuration === configuration && one.process.alive);
    const [found] = index < 0 ? [] : this.idle.splice(index, 1);
    return found?.process ?? this.create();
  }

  /** Takes back a process whose connection has ended. */
  public release(process: T, configuration: string): void {
    this.idle.push({ process, configuration });
    if (this.idle.length > MOST_IDLE) {
      void this.idle.shift()?.process.stop();
    }
  }

  /** Ends all processes. */
  public async stop(): Promise<void> {
    const started = await Promise.allSettled(this.all);
    await Promise.all(started.map((one) => (one.status === "fulfilled" ? one.value.stop() : undefined)));
  }

  /** Starts a process outside the pool's turn, which also ends with the pool. */
  public create(): Promise<T> {
    const started = this.start();
    this.all.add(started);
    return started;
  }
}
