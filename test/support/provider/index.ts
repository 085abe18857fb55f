/** Serves the stand-in provider to Terraform over gRPC. */
import { once } from "node:events";
import { type AddressInfo, type Server as NetServer, createServer } from "node:net";
import {
  Server,
  ServerCredentials,
  status,
  type UntypedHandleCall,
  type ServiceDefinition,
} from "@grpc/grpc-js";
import { SERVICE_PATH, messageType } from "./protocol";
import { PROVIDER_ADDRESS } from "./schema";
import { type Client, ProviderService, type Request, type Response } from "./service";
import type { ProviderEnvironment } from "./session";

export interface StandInProviderOptions {
  /** The POLYTOMIC_* variables, which the real provider reads from its environment. */
  readonly env?: ProviderEnvironment;
}

type Procedure = (request: Request, client: Client) => Response | Buffer | Promise<Response>;

/**
 * A stand-in for the Terraform provider polytomic/polytomic 2.0.0. This process serves it to any number of Terraform processes.
 * If you set `TF_REATTACH_PROVIDERS` to its `reattach`, Terraform does not download or start a provider.
 */
export class StandInProvider {
  /** The value for `TF_REATTACH_PROVIDERS`. */
  public readonly reattach: string;
  private constructor(
    private readonly server: Server,
    private readonly listener: NetServer,
    port: number,
  ) {
    this.reattach = JSON.stringify({
      [PROVIDER_ADDRESS]: {
        Protocol: "grpc",
        ProtocolVersion: 6,
        Pid: process.pid,
        Test: true,
        Addr: { Network: "tcp", String: `127.0.0.1:${port}` },
      },
    });
  }

  /** Serves on a free port of the loopback interface. */
  public static async start({ env = {} }: StandInProviderOptions = {}): Promise<StandInProvider> {
    const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    const clients = new Map<string, Client>();
    addProcedures(server, procedures(new ProviderService(env)), clients);
    const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
    const listener = createServer((socket) => {
      // The port of a Terraform process that has ended can be that of the next one, which is not configured.
      const peer = `${socket.remoteAddress}:${socket.remotePort}`;
      clients.delete(peer);
      socket.once("close", () => clients.delete(peer));
      injector.injectConnection(socket);
    });
    listener.listen(0, "127.0.0.1");
    await once(listener, "listening");
    return new StandInProvider(server, listener, (listener.address() as AddressInfo).port);
  }

  /** Ends the server and all open connections of Terraform processes. */
  public stop(): Promise<void> {
    this.listener.close();
    this.server.forceShutdown();
    return Promise.resolve();
  }
}

function procedures(service: ProviderService): { readonly [name: string]: Procedure } {
  let encodedSchema: Buffer | undefined;
  return {
    GetProviderSchema: () => (encodedSchema ??= encodeMessage("GetProviderSchemaResponse", service.schema())),
    ValidateProviderConfig: (request, client) => service.validateProviderConfig(request, client),
    ConfigureProvider: (request, client) => service.configure(request, client),
    ValidateResourceConfig: (request, client) => service.validateResource(request, client),
    ValidateDataResourceConfig: (request) => service.validateDataSource(request),
    UpgradeResourceState: (request) => service.upgradeState(request),
    ReadResource: (request, client) => service.readResource(request, client),
    PlanResourceChange: (request, client) => service.planResource(request, client),
    ApplyResourceChange: (request, client) => service.applyResource(request, client),
    ImportResourceState: (request, client) => service.importResource(request, client),
    ReadDataSource: (request, client) => service.readDataSource(request, client),
    StopProvider: () => ({}),
  };
}

function encodeMessage(name: string, message: Response): Buffer {
  const type = messageType(name);
  return Buffer.from(type.encode(type.fromObject(message)).finish());
}

function addProcedures(
  server: Server,
  all: { readonly [name: string]: Procedure },
  clients: Map<string, Client>,
): void {
  const statusOfDeath = statusOfDeaths();
  const definition: Record<string, ServiceDefinition[string]> = {};
  const handlers: Record<string, UntypedHandleCall> = {};
  for (const [name, procedure] of Object.entries(all)) {
    const requestType = messageType(`${name}Request`);
    definition[name] = {
      path: SERVICE_PATH + name,
      requestStream: false,
      responseStream: false,
      requestSerialize: (request: Request) =>
        Buffer.from(requestType.encode(requestType.fromObject(request)).finish()),
      requestDeserialize: (bytes: Buffer): Request => requestType.toObject(requestType.decode(bytes)),
      responseSerialize: (response: Response | Buffer) =>
        Buffer.isBuffer(response) ? response : encodeMessage(`${name}Response`, response),
      responseDeserialize: (bytes: Buffer) => bytes,
    };
    handlers[name] = answering(clients, procedure, statusOfDeath);
  }
  server.addService(definition, handlers);
}

interface Call {
  readonly request: Request;
  getPeer(): string;
}

type Callback = (failure: { code: status; details: string } | null, response?: Response | Buffer) => void;

/**
 * The status of a call during which the provider crashes. Terraform reports "Plugin did not respond" or "Request cancelled": at random
 * with the real provider, alternately here, so that no test relies on one of them.
 */
function statusOfDeaths(): () => status {
  let deaths = 0;
  return () => (deaths++ % 2 === 0 ? status.UNAVAILABLE : status.CANCELLED);
}

/** Each connection has its own configuration, because it represents a separate provider process. */
function answering(
  clients: Map<string, Client>,
  procedure: Procedure,
  statusOfDeath: () => status,
): UntypedHandleCall {
  return (call: Call, callback: Callback): void => {
    const peer = call.getPeer();
    const client = clients.get(peer) ?? {};
    clients.set(peer, client);
    new Promise<Response | Buffer>((resolve) => resolve(procedure(call.request, client))).then(
      (response) => callback(null, response),
      // For Terraform, the provider crashed during the call.
      (cause: unknown) => callback({ code: statusOfDeath(), details: String(cause) }),
    );
  };
}
