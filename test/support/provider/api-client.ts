/** Calls the Polytomic API as the provider's client library does, and converts its errors to diagnostics. */
import { error, Crash, Failure } from "./diagnostics";
import { type Json, type JsonObject, isJsonObject } from "./values";

/** Sent with every request, including reads. */
const HEADERS = {
  "Content-Type": "application/json",
  "User-Agent": "polytomic-terraform-provider",
  "X-Polytomic-Version": "2024-02-08",
  "X-Fern-Language": "Go",
  "X-Fern-SDK-Name": "github.com/polytomic/polytomic-go",
  "X-Fern-SDK-Version": "v1.16.1",
};

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface RequestOptions {
  /** The query, already encoded. */
  readonly query?: string;
  readonly body?: JsonObject;
}

/** A response outside 2xx: the status, and the unchanged body. */
export class ApiError extends Error {
  public readonly status: number;
  public readonly body: string;

  public constructor(status: number, body: string) {
    super(body === "" ? String(status) : `${status}: ${body}`);
    this.status = status;
    this.body = body;
  }

  /** The parsed body. Undefined if it is not JSON, as for errors that the client library does not recognize. */
  public get json(): Json | undefined {
    try {
      return JSON.parse(this.body) as Json;
    } catch {
      return undefined;
    }
  }
}

/** The Polytomic API as the provider calls it: one attempt, no escaping of path parameters. */
export class ApiClient {
  private readonly deploymentUrl: string;
  private readonly authorization: string;

  public constructor(deploymentUrl: string, authorization: string) {
    this.deploymentUrl = deploymentUrl;
    this.authorization = authorization;
  }

  /** Sends a request and ignores the body of the response. */
  public async send(method: Method, path: string, options: RequestOptions = {}): Promise<string> {
    const url = `${this.deploymentUrl}${path}${options.query ? `?${options.query}` : ""}`;
    const response = await fetch(url, {
      method,
      headers: { ...HEADERS, Authorization: this.authorization },
      ...(options.body && { body: JSON.stringify(options.body) }),
    });
    const body = await response.text();
    if (!response.ok) {
      throw new ApiError(response.status, body);
    }
    return body;
  }

  /** Sends a request whose response must be JSON. */
  public async call(method: Method, path: string, options: RequestOptions = {}): Promise<Json> {
    const body = await this.send(method, path, options);
    if (body === "") {
      throw new Error("expected a response, but the server responded with nothing");
    }
    return JSON.parse(body) as Json;
  }

  /** Returns the `data` of a response. The provider does not check it, and crashes if it is missing. */
  public async data(method: Method, path: string, options: RequestOptions = {}): Promise<JsonObject> {
    const data = await this.envelope(method, path, options);
    if (!isJsonObject(data)) {
      throw new Crash(`${method} ${path} was answered without data`);
    }
    return data;
  }

  /** Returns the `data` of a response, whatever it is. */
  public async envelope(method: Method, path: string, options: RequestOptions = {}): Promise<Json> {
    const answer = await this.call(method, path, options);
    return isJsonObject(answer) ? (answer["data"] ?? null) : null;
  }
}

export function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) {
    return String(cause);
  }
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message;
}

/** Calls the API and reports an error with this summary and an optional introduction. */
export async function reporting<T>(
  summary: string,
  introduction: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof Crash || cause instanceof Failure) {
      throw cause;
    }
    throw new Failure(error(summary, introduction + messageOf(cause)));
  }
}

/** Like `reporting`, for a read: returns null if the object no longer exists. */
export async function readOrGone<T>(
  summary: string,
  introduction: string,
  call: () => Promise<T>,
): Promise<T | null> {
  return reporting(summary, introduction, async () => {
    try {
      return await call();
    } catch (cause) {
      if (cause instanceof ApiError && cause.status === 404) {
        return null;
      }
      throw cause;
    }
  });
}
