/** Serves the emulated API over HTTP. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ApiResponse } from "./call";
import type { Emulator, WireRequest } from "./emulator";

/** A request to the emulated API and the status of the response. The Authorization header is not recorded. */
export interface RecordedRequest {
  /** Such as `POST`. */
  readonly method: string;
  /** Such as `/api/connections`. */
  readonly path: string;
  /** The query parameters, by name. */
  readonly query: Readonly<Record<string, string>>;
  /** The parsed body, including secrets; a string if it is not JSON, undefined if there is none. */
  readonly body: unknown;
  /** The HTTP status of the response. */
  readonly status: number;
}

/** Version of the emulated Polytomic API. */
const API_VERSION = "2024-02-08";

/** Updates of models also contain the whole model in the query, so the request line is long. */
const MAX_HEADER_SIZE = 1024 * 1024;

/** More than any client sends, but small enough to validate within seconds. */
const MAX_BODY_SIZE = 2 * 1024 * 1024;

/** The handlers of the server that are not part of the emulated API. */
export interface Observers {
  /** The response to a request that is not for the API. `undefined` for all others. */
  control(request: WireRequest): ApiResponse | undefined;
  /** Is called for each request of the API before the response is sent. */
  onAnswered(request: RecordedRequest): void;
}

/** Serves an emulator over HTTP. */
export async function serve(
  emulator: Emulator,
  { host, port }: { readonly host: string; readonly port: number },
  observers: Observers,
): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_SIZE }, (message, response) => {
    exchange(emulator, message, response, observers).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return { server, url: urlOf(server.address()) };
}

/** Stops the server and closes keep-alive connections. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function exchange(
  emulator: Emulator,
  message: IncomingMessage,
  response: ServerResponse,
  { control, onAnswered }: Observers,
): Promise<void> {
  const request = await readRequest(message);
  const result = safely(() => {
    const controlled = control(request);
    if (controlled !== undefined) {
      return controlled;
    }
    const { method, path, query, text } = request;
    const own = emulator.respond(request);
    onAnswered({ method, path, query: Object.fromEntries(query), body: readable(text), status: own.status });
    return own;
  });
  write(response, result, String(message.headers["x-polytomic-version"] ?? API_VERSION));
}

async function readRequest(message: IncomingMessage): Promise<WireRequest> {
  const body = await readBody(message);
  const url = targetOf(message.url ?? "/");
  const idempotencyKey = message.headers["idempotency-key"];
  return {
    method: message.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    authorization: message.headers.authorization,
    idempotencyKey: typeof idempotencyKey === "string" ? idempotencyKey : undefined,
    text: body ?? "",
    isTooLarge: body === undefined,
  };
}

/** The URL of a request. Only an absolute URL has a host; multiple leading slashes are part of the path. */
function targetOf(target: string): URL {
  return URL.canParse(target) ? new URL(target) : new URL(`http://localhost/${target.replace(/^\//, "")}`);
}

/** The text of a body; undefined if it is too large. The whole body is read, so that the client gets a response. */
async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= MAX_BODY_SIZE) {
      chunks.push(bytes);
    }
  }
  return size <= MAX_BODY_SIZE ? Buffer.concat(chunks).toString() : undefined;
}

function write(response: ServerResponse, result: ApiResponse, version: string): void {
  const { status, body, headers } = result;
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "text/plain" : "application/json";
  response.writeHead(status, {
    "X-Polytomic-Version": version,
    ...(text === undefined ? {} : { "Content-Type": type }),
    ...headers,
  });
  response.end(text);
}

/** Returns an internal error, such as a state file that cannot be written, to the client in the API's format. */
function safely(handle: () => ApiResponse): ApiResponse {
  try {
    return handle();
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { status: 500, body: { key: "internal_error", message, metadata: {}, status: 500 } };
  }
}

function readable(text: string): unknown {
  if (text === "") {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") {
    throw new Error("the server has no TCP address");
  }
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
