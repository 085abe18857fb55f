/** The emulated API, without HTTP. */
import { authenticate, type Keys } from "./authentication";
import type { CannedResponse } from "./behavior";
import type { ApiResponse, Call, Emulation } from "./call";
import { ApiError, badRequest, notFound, unauthorizedBody } from "./errors";
import { once } from "./idempotency";
import { findRoute } from "./router";
import { routes } from "./routes";

/** A request as it was received. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly idempotencyKey: string | undefined;
  /** The body; empty if the request has none. */
  readonly text: string;
  /** Whether the body exceeds the size limit. If so, `text` is empty. */
  readonly isTooLarge: boolean;
}

/** Handles a request: canned responses, authentication, idempotency, then the area. */
export class Emulator {
  private readonly timesGiven = new Map<CannedResponse, number>();

  public constructor(
    private readonly emulation: Emulation,
    private readonly keys: Keys,
  ) {}

  public respond(request: WireRequest): ApiResponse {
    const canned = this.takeCanned(request);
    if (canned && !canned.afterEffect) {
      return { status: canned.status, body: canned.body };
    }
    const own = withErrors(() => this.ownResponse(request));
    return canned ? { status: canned.status, body: canned.body } : own;
  }

  private ownResponse(request: WireRequest): ApiResponse {
    const { method, path, query } = request;
    const caller = authenticate(request.authorization, this.keys, this.emulation.state);
    if (!caller) {
      return { status: 401, body: unauthorizedBody("unauthorized") };
    }
    if (request.isTooLarge) {
      throw new ApiError(413, "request_too_large", "the body is larger than 2 MiB");
    }
    const match = findRoute(routes, method, path);
    if (!match) {
      throw notFound(`the emulated Polytomic API does not implement ${method} ${path}`);
    }
    const call: Call = {
      ...this.emulation,
      caller,
      query,
      body: parseJson(request.text),
      param: (name) => match.params[name] ?? "",
    };
    const key = method === "POST" ? request.idempotencyKey : undefined;
    return once(this.emulation.state, caller.organizationId, key, () =>
      withErrors(() => match.handler(call)),
    );
  }

  private takeCanned({ method, path }: WireRequest): CannedResponse | undefined {
    const canned = this.emulation.behavior.cannedResponses.find(
      (candidate) =>
        candidate.method === method &&
        (typeof candidate.path === "string" ? candidate.path === path : candidate.path.test(path)) &&
        (this.timesGiven.get(candidate) ?? 0) < (candidate.times ?? Infinity),
    );
    if (canned) {
      this.timesGiven.set(canned, (this.timesGiven.get(canned) ?? 0) + 1);
    }
    return canned;
  }
}

/** Turns an area's error into a response. */
function withErrors(handle: () => ApiResponse): ApiResponse {
  try {
    return handle();
  } catch (error) {
    if (error instanceof ApiError) {
      return { status: error.status, body: error.body };
    }
    throw error;
  }
}

function parseJson(text: string): unknown {
  if (text === "") {
    return undefined;
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw badRequest("the body is not JSON");
  }
  if (isNestedDeeperThan(MAX_NESTING, body)) {
    throw badRequest(`the body is nested deeper than ${MAX_NESTING} levels`);
  }
  return body;
}

/** Maximum nesting of a body. Much deeper values could not be returned or copied, because JSON is written recursively. */
const MAX_NESTING = 500;

function isNestedDeeperThan(levels: number, value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth <= levels && level.length > 0; depth++) {
    level = level.flatMap((one): unknown[] =>
      typeof one === "object" && one !== null ? Object.values(one) : [],
    );
  }
  return level.length > 0;
}
