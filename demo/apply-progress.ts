/** Terraform's progress while it applies or destroys, resource by resource. */
/** What a line of output says about a resource: that work on it has started, or how long it took. */
export interface Progress {
  readonly address: string;
  /** As terraform prints it, such as `1m5s`. Set when the resource is done. */
  readonly took?: string;
}

const START = /^(\S+): (?:Creating|Modifying|Destroying)\.\.\./;
const END = /^(\S+): (?:Creation|Modifications|Destruction) complete after (\S+)/;

/** Reads one line; most say nothing about a resource. */
export function readProgress(line: string): Progress | undefined {
  const [, started] = START.exec(line) ?? [];
  if (started !== undefined) {
    return { address: started };
  }
  const [, address, took] = END.exec(line) ?? [];
  return address === undefined || took === undefined ? undefined : { address, took };
}

/** Keeps count of what is under way. */
export class ApplyProgress {
  private readonly underWay = new Set<string>();

  public constructor(
    private readonly listener: {
      /** A resource is done. */
      readonly done: (address: string, took: string) => void;
      /** Other resources are under way than before. */
      readonly waiting: (addresses: readonly string[]) => void;
    },
  ) {}

  /** Takes a line of terraform's output. */
  public hear(line: string): void {
    const { address, took } = readProgress(line) ?? {};
    if (address === undefined) {
      return;
    }
    if (took === undefined) {
      this.underWay.add(address);
    } else {
      this.underWay.delete(address);
      this.listener.done(address, took);
    }
    this.listener.waiting([...this.underWay]);
  }
}
