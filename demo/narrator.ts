/** Prints the demo: numbered steps, their results and how long each took. */
import { type NarratorStream, StatusLine } from "./status-line";
import { duration, paint, type Style } from "./text";

/** A check of the demo that failed. */
export class BrokenClaim extends Error {
  public override readonly name = "BrokenClaim";
}

/** How to print. */
export interface NarratorOptions {
  /** Whether to use colors. @default only on a terminal, unless `NO_COLOR` is set */
  readonly color?: boolean;
  /** Returns a time in milliseconds. @default the system clock */
  readonly now?: () => number;
}

/** Prints steps to a stream. On a terminal, a running step has a status line with its elapsed time. */
export class Narrator {
  private readonly now: () => number;
  private readonly style: Style;
  private readonly status: StatusLine;
  private readonly begin: number;
  private count = 0;
  private stopped = false;

  public constructor(
    private readonly out: NarratorStream,
    { color = out.isTTY === true && !process.env["NO_COLOR"], now = Date.now }: NarratorOptions = {},
  ) {
    this.now = now;
    this.style = paint(color);
    this.begin = now();
    this.status = new StatusLine(out, this.style);
  }

  /** Runs one step and prints its title, the output of `work` and the time it took. Rethrows errors from `work`. */
  public async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    this.count++;
    const started = this.now();
    const time = () => duration(this.now() - started);
    this.print(`\n${this.style.bold(`${this.count}  ${title}`)}`);
    this.status.start("", time);
    try {
      const result = await work();
      this.status.end();
      this.print(`   ${this.style.dim(time())}`);
      return result;
    } catch (error) {
      this.status.end();
      const end = this.interrupted ? "interrupted" : "failed";
      this.print(`   ${this.style.red("✗")} step ${this.count} ${end} after ${time()}`);
      throw error;
    }
  }

  /** Shows on the status line what the step waits for. */
  public waitFor(what: string): void {
    this.status.show(what);
  }

  /** Prints text. */
  public say(text = ""): void {
    this.print(indent(text));
  }

  /** Prints a dimmed explanation. */
  public explain(text: string): void {
    this.print(indent(this.style.dim(text)));
  }

  /** Prints text from another source, indented further. */
  public quote(text: string): void {
    this.print(indent(indent(text)));
  }

  /** Prints whether a statement is true. */
  public mark(holds: boolean, text: string): void {
    this.print(indent(`${holds ? this.style.green("✓") : this.style.red("✗")} ${text}`));
  }

  /** Prints whether a statement is true, and throws a {@link BrokenClaim} if it is not. */
  public claim(holds: boolean, text: string): void {
    this.mark(holds, text);
    if (!holds) {
      throw new BrokenClaim(`expected, but not true: ${text}`);
    }
  }

  /** Whether the user interrupted the demo. Failures do not count then. */
  public get interrupted(): boolean {
    return this.stopped;
  }

  /** Records that the user interrupted the demo. */
  public interrupt(): void {
    this.stopped = true;
    this.print("\n   Stopping and cleaning up");
  }

  /** Prints why the demo stopped, and what to try. */
  public fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.print(`\n${this.style.red(indent(message))}`);
    if (!message.includes("\nTry: ")) {
      this.print(indent(`Try: ${remedyOf(error)}`));
    }
  }

  /** Prints the number of steps and the total time. */
  public summarize(): void {
    const time = duration(this.now() - this.begin);
    this.print(`\n${this.style.green("✓")} ${this.count} steps in ${time}`);
  }

  private print(text: string): void {
    this.status.interrupt(() => this.out.write(`${text}\n`));
  }
}

function remedyOf(error: unknown): string {
  return error instanceof BrokenClaim
    ? "run npm run demo -- --keep to inspect the resources before they are destroyed, or npm run test:apply for details"
    : "run npm run test:apply, which tests each part separately";
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `   ${line}`))
    .join("\n");
}
