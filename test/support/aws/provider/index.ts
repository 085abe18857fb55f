/**
 * Keeps the real AWS provider running between Terraform commands. Terraform otherwise starts it two or three times in each
 * command and reads its whole schema.
 */
import { createHash } from "node:crypto";
import {
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
  constants,
  createServer,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { answer, ask, passOn } from "./calls";
import { ProcessPool } from "./pool";
import { ProviderProcess, type ProviderProgram } from "./process";
import { storedSchema } from "./schema";
import { REGISTRY } from "../../registry";

const ADDRESS = `${REGISTRY}/hashicorp/aws`;
const SERVICE = "/tfplugin5.Provider/";

/** How to run the provider. */
export interface AwsProviderOptions extends ProviderProgram {
  /** The folder for the part of the schema that the tests use. */
  readonly folder: string;
}

/**
 * The address where Terraform finds the AWS provider. Terraform connects once for each provider configuration of a command.
 * As if it had started the provider, each of them has a process that nobody else uses at that time. Calls before the
 * configuration, such as validations, share a process that is never configured.
 */
export class AwsProvider {
  /** Serves on a free port of the loopback interface. Processes start when they are needed. */
  public static async start(options: AwsProviderOptions): Promise<AwsProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new AwsProvider(server, options);
  }

  /** The value for `TF_REATTACH_PROVIDERS`. */
  public readonly reattach: string;
  /** The process of each configured connection so far, in their order. */
  public readonly used: number[] = [];
  private readonly connections = new Map<ServerHttp2Session, Connection>();
  private readonly pool: ProcessPool<ProviderProcess>;
  private unconfigured: Promise<ProviderProcess> | undefined;
  private schema: Promise<Buffer> | undefined;

  private constructor(
    private readonly server: Http2Server,
    private readonly options: AwsProviderOptions,
  ) {
    const { port } = server.address() as AddressInfo;
    this.reattach = JSON.stringify({
      [ADDRESS]: {
        Protocol: "grpc",
        ProtocolVersion: 5,
        Pid: process.pid,
        // Terraform then does not end the process.
        Test: true,
        Addr: { Network: "tcp", String: `127.0.0.1:${port}` },
      },
    });
    this.pool = new ProcessPool(() => ProviderProcess.start(options));
    server.on("session", (session) => this.open(session));
    server.on("stream", (stream, headers) => this.receive(stream, headers));
  }

  /** Ends all connections and processes. */
  public async stop(): Promise<void> {
    this.server.close();
    for (const session of this.connections.keys()) {
      session.destroy();
    }
    await this.pool.stop();
  }

  private open(session: ServerHttp2Session): void {
    this.connections.set(session, {});
    session.on("error", () => {});
    session.once("close", () => {
      const { own, configuration, stopped } = this.connections.get(session) ?? {};
      this.connections.delete(session);
      if (own !== undefined && configuration !== undefined) {
        // The provider of a stopped command can still be busy.
        void own.then((process) => (stopped ? process.stop() : this.pool.release(process, configuration)));
      }
    });
  }

  private receive(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    stream.on("error", () => {});
    // For Terraform, the provider crashed during the call.
    this.handle(stream, headers).catch(() => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  }

  private async handle(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
    const connection = this.connections.get(stream.session as ServerHttp2Session) ?? {};
    switch (headers[":path"]) {
      case `${SERVICE}GetSchema`:
        return answer(stream, await (this.schema ??= this.readSchema()));
      case `${SERVICE}Configure`: {
        const body = await buffer(stream);
        const own = await this.configure(connection, body);
        return passOn(stream, headers, own.session, body);
      }
      case `${SERVICE}Stop`:
        connection.stopped = true;
    }
    const { session } = await (connection.own ?? this.shared());
    passOn(stream, headers, session);
  }

  /** Gives a connection its own process. */
  private async configure(connection: Connection, body: Buffer): Promise<ProviderProcess> {
    connection.configuration = createHash("sha256").update(body).digest("hex");
    connection.own = this.pool.take(connection.configuration);
    const process = await connection.own;
    this.used.push(process.pid);
    return process;
  }

  private shared(): Promise<ProviderProcess> {
    return (this.unconfigured ??= this.pool.create());
  }

  private readSchema(): Promise<Buffer> {
    const { folder, executable } = this.options;
    return storedSchema(folder, executable, async () =>
      ask((await this.shared()).session, `${SERVICE}GetSchema`),
    );
  }
}

/** A connection of Terraform. */
interface Connection {
  /** Its process, once it is configured. */
  own?: Promise<ProviderProcess>;
  configuration?: string;
  /** Whether Terraform interrupted the provider. */
  stopped?: boolean;
}
