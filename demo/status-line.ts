/** The last line on a terminal, which shows what is being waited for and counts the seconds. Elsewhere it is silent. */
import type { Style } from "./text";

/** A stream that may be a terminal. */
export interface NarratorStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const CLEAR = "\r\u001b[K";

export class StatusLine {
  private clock: NodeJS.Timeout | undefined;
  private what = "";
  private time: () => string = () => "";

  public constructor(
    private readonly out: NarratorStream,
    private readonly style: Style,
  ) {}

  /** Shows the line, with what `time` says each second. */
  public start(what: string, time: () => string): void {
    if (this.out.isTTY !== true) {
      return;
    }
    this.what = what;
    this.time = time;
    this.clock = setInterval(() => this.draw(), 1000).unref();
  }

  /** Changes what is being waited for. */
  public show(what: string): void {
    this.what = what;
    if (this.clock !== undefined) {
      this.draw();
    }
  }

  /** Takes the line away while something else is written. */
  public interrupt(write: () => void): void {
    if (this.clock === undefined) {
      return write();
    }
    this.out.write(CLEAR);
    write();
    this.draw();
  }

  /** Takes the line away. */
  public end(): void {
    if (this.clock === undefined) {
      return;
    }
    clearInterval(this.clock);
    this.clock = undefined;
    this.out.write(CLEAR);
  }

  private draw(): void {
    const line = `   … ${[this.time(), this.what].filter((part) => part !== "").join("  ")}`;
    this.out.write(`${CLEAR}${this.style.dim(line.slice(0, (this.out.columns || 80) - 1))}`);
  }
}
