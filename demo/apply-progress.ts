/** Reads the progress of `terraform apply` and `terraform destroy`, resource by resource. */
/** A resource that Terraform has started, or finished. */
export interface Progress {
  readonly address: string;
  /** The duration that Terraform prints, such as `1m5s`. Set when the resource is done. */
  readonly took?: string;
}

const START = /^(\S+): (?:Creating|Modifying|Destroying)\.\.\./;
const END = /^(\S+): (?:Creation|Modifications|Destruction) complete after (\S+)/;

/** Reads one line of output. Most lines are about no resource. */
export function readProgress(line: string): Progress | undefined {
  const [, started] = START.exec(line) ?? [];
  if (started !== undefined) {
    return { address: started };
  }
  const [, address, took] = END.exec(line) ?? [];
  return address === undefined || took === undefined ? undefined : { address, took };
}

/** Tracks the resources in progress. */
export class ApplyProgress {
  private readonly inProgress = new Set<string>();

  public constructor(
    private readonly listener: {
      /** Called when a resource is done. */
      readonly done: (address: string, took: string) => void;
      /** Called when the set of resources in progress changes. */
      readonly waiting: (addresses: readonly string[]) => void;
    },
  ) {}

  /** Processes a line of Terraform's output. */
  public read(line: string): void {
    const { address, took } = readProgress(line) ?? {};
    if (address === undefined) {
      return;
    }
    if (took === undefined) {
      this.inProgress.add(address);
    } else {
      this.inProgress.delete(address);
      this.listener.done(address, took);
    }
    this.listener.waiting([...this.inProgress]);
  }
}
