/** A process of the AWS provider. It serves any number of connections, and ends with this process at the latest. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { type ClientHttp2Session, connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { createInterface } from "node:readline";

/** A provider executable, and the complete environment of its processes. */
export interface ProviderProgram {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Ends the provider when the input closes, which happens even if this process is killed. Only the provider keeps the output open,
 * so the output ends with it.
 */
const UNTIL_INPUT_ENDS = '"$0" -debug & exec > /dev/null 2>&1; cat; kill $!; wait';

/** The address of the socket, in the instructions that the provider prints. */
const SOCKET = /TF_REATTACH_PROVIDERS=.*"Pid":(\d+).*"String":"([^"]+)"/;

/** A running provider. */
export class ProviderProcess {
  /** Starts a provider and waits until it accepts calls. */
  public static async start({ executable, env }: ProviderProgram): Promise<ProviderProcess> {
    const child = spawn("sh", ["-c", UNTIL_INPUT_ENDS, executable], { env });
    const errors = tailOf(child);
    const ended = new Promise((resolve) => child.once("close", resolve));
    for await (const line of createInterface(child.stdout)) {
      const [, pid, socket] = SOCKET.exec(line) ?? [];
      if (socket !== undefined) {
        return new ProviderProcess(Number(pid), child, ended, socket);
      }
    }
    child.stdin.end();
    await ended;
    throw new Error(`the AWS provider ${executable} did not start:\n${errors()}`);
  }

  /** The HTTP/2 session for its gRPC calls. */
  public readonly session: ClientHttp2Session;

  private constructor(
    public readonly pid: number,
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly ended: Promise<unknown>,
    socket: string,
  ) {
    child.stdout.resume();
    this.session = connectHttp2("http://localhost", { createConnection: () => connect(socket) });
    // A call that fails reports it.
    this.session.on("error", () => {});
  }

  /** Whether it can serve calls. */
  public get alive(): boolean {
    return !this.session.destroyed && !this.session.closed;
  }

  /** Ends it. You can call it more than once. */
  public async stop(): Promise<void> {
    this.session.destroy();
    this.child.stdin.end();
    await this.ended;
  }
}

/** Returns a function that returns the end of the process's error output. Reading it also keeps the process from blocking. */
function tailOf(child: ChildProcessWithoutNullStreams): () => string {
  let text = "";
  child.stderr.setEncoding("utf8").on("data", (more: string) => (text = (text + more).slice(-4000)));
  child.stdin.on("error", () => {});
  child.once("error", ({ message }) => (text += message));
  return () => text.trim();
}
