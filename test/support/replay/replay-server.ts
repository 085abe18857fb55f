/** Serves the API of a recording. */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sorted } from "../provider/go-json";
import { type Json, isJsonObject } from "../provider/values";
import type { RecordedRequest } from "./recording";

/** A received request. */
export interface ObservedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: Json;
  readonly headers: IncomingMessage["headers"];
}

const IDENTITY = {
  data: {
    id: "0b000000-0000-4000-8000-000000000001",
    email: "dev@example.com",
    role: "admin",
    organization_id: "0a000000-0000-4000-8000-000000000001",
    organization_name: "Example Org",
    is_user: false,
    is_organization: true,
    is_partner: false,
    is_system: false,
  },
};

const LONG_REQUEST_LINES = 1024 * 1024;

/** Responds to every request with the recorded response, and stores the requests. */
export class ReplayServer {
  public readonly url: string;
  private readonly server: Server;
  private expected: RecordedRequest[] = [];
  private observed: ObservedRequest[] = [];

  private constructor(server: Server) {
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  public static async start(): Promise<ReplayServer> {
    const server = createServer({ maxHeaderSize: LONG_REQUEST_LINES });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const replay = new ReplayServer(server);
    server.on("request", (request, response) => void replay.answer(request, response));
    return replay;
  }

  public stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  public expect(requests: readonly RecordedRequest[]): void {
    this.expected = [...requests];
    this.observed = [];
  }

  /** The requests since `expect`. */
  public requests(): readonly ObservedRequest[] {
    return this.observed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const { pathname, search } = new URL(request.url ?? "/", this.url);
    const method = request.method ?? "";
    const parsed = body === "" ? null : (JSON.parse(body) as Json);
    this.observed.push({
      method,
      path: pathname,
      query: search.slice(1),
      body: parsed,
      headers: request.headers,
    });
    const { status, text } = this.take(method, pathname, parsed);
    response.writeHead(status, { "Content-Type": "application/json" }).end(text);
  }

  /** If several recorded requests have this path, the one with the same body is used first. */
  private take(method: string, path: string, body: Json): { status: number; text: string } {
    const matches = this.expected.filter((request) => request.method === method && request.path === path);
    const same = matches.find(
      (request) => JSON.stringify(sorted(request.body ?? null)) === JSON.stringify(sorted(body)),
    );
    const found = same ?? matches[0];
    if (!found) {
      return { status: 404, text: pythonJson({ message: "not recorded", status: 404 }) };
    }
    this.expected.splice(this.expected.indexOf(found), 1);
    if (path === "/api/me") {
      return { status: found.status, text: pythonJson(IDENTITY) };
    }
    return { status: found.status, text: found.response === undefined ? "" : responseText(found.response) };
  }
}

function responseText(response: Json): string {
  return typeof response === "string" ? response : pythonJson(response);
}

/** JSON with a space after each comma and colon, like the recorded server's, because error messages quote it. */
function pythonJson(value: Json): string {
  if (Array.isArray(value)) {
    return `[${value.map(pythonJson).join(", ")}]`;
  }
  if (!isJsonObject(value)) {
    return JSON.stringify(value);
  }
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${pythonJson(member)}`,
  );
  return `{${members.join(", ")}}`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}
