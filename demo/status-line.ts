/** The last line of a terminal. It shows what the demo waits for and the elapsed time. On other streams it prints nothing. */
import type { Style } from "./text";

/** An output stream, such as a terminal. */
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

  /** Shows the line, and updates the time each second. */
  public start(what: string, time: () => string): void {
    if (this.out.isTTY !== true) {
      return;
    }
    this.what = what;
    this.time = time;
    this.clock = setInterval(() => this.draw(), 1000).unref();
  }

  /** Changes the text. */
  public show(what: string): void {
    this.what = what;
    if (this.clock !== undefined) {
      this.draw();
    }
  }

  /** Clears the line while other output is written. */
  public interrupt(write: () => void): void {
    if (this.clock === undefined) {
      return write();
    }
    this.out.write(CLEAR);
    write();
    this.draw();
  }

  /** Clears the line and stops the clock. */
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
