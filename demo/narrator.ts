/** What the demo says: numbered steps, what each of them found, and how long it took. */
import { type NarratorStream, StatusLine } from "./status-line";
import { duration, paint, type Style } from "./text";

/** Something the demo claims to be true and found not to be. */
export class BrokenClaim extends Error {
  public override readonly name = "BrokenClaim";
}

/** How to speak. */
export interface NarratorOptions {
  /** Whether to use colors. @default only on a terminal, unless `NO_COLOR` is set */
  readonly color?: boolean;
  /** Milliseconds since some moment. @default the system's clock */
  readonly now?: () => number;
}

/** Tells a sequence of steps on a stream. A running step has a line with its seconds, if the stream is a terminal. */
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

  /** Does one step: its title, what `work` says meanwhile, and its time. What `work` throws goes on. */
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

  /** Says what is being waited for, on the line with the seconds. */
  public waitFor(what: string): void {
    this.status.show(what);
  }

  /** Says something. */
  public say(text = ""): void {
    this.print(indent(text));
  }

  /** Says something that explains rather than reports. */
  public explain(text: string): void {
    this.print(indent(this.style.dim(text)));
  }

  /** Says in the words of somebody else: indented further. */
  public quote(text: string): void {
    this.print(indent(indent(text)));
  }

  /** Says that something is so, or is not. */
  public mark(holds: boolean, text: string): void {
    this.print(indent(`${holds ? this.style.green("✓") : this.style.red("✗")} ${text}`));
  }

  /** Claims that something is so. Throws a {@link BrokenClaim} if it is not. */
  public claim(holds: boolean, text: string): void {
    this.mark(holds, text);
    if (!holds) {
      throw new BrokenClaim(`this should be so and is not: ${text}`);
    }
  }

  /** Whether somebody asked for the end, so that no failure counts. */
  public get interrupted(): boolean {
    return this.stopped;
  }

  /** Says that somebody asked for the end. */
  public interrupt(): void {
    this.stopped = true;
    this.print("\n   Stopping, and removing what was made");
  }

  /** Says why there are no further steps, and what to try. */
  public fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.print(`\n${this.style.red(indent(message))}`);
    if (!message.includes("\nTry: ")) {
      this.print(indent(`Try: ${remedyOf(error)}`));
    }
  }

  /** The last words: how many steps, and how long all of it took. */
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
    ? "npm run demo -- --keep stops before anything is destroyed, to look at it; npm run test:apply tells more"
    : "npm run test:apply, which tests each part of this by itself";
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `   ${line}`))
    .join("\n");
}
