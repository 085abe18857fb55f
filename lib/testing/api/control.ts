/** The paths by which other programs inspect and change the emulator. They are not part of Polytomic's API. */
import { DEFAULT_BEHAVIOR } from "./behavior";
import { behaviorJson, behaviorOf } from "./behavior-json";
import type { ApiResponse } from "./call";
import type { WireRequest } from "./emulator";
import type { PolytomicApi } from "./polytomic-api";

/** Where these paths begin. */
export const CONTROL = "/__emulator";

type Handler = (api: PolytomicApi, body: unknown) => unknown;

const HANDLERS: Readonly<Record<string, Handler>> = {
  [`GET ${CONTROL}`]: () => ({ paths: CONTROL_PATHS }),
  [`GET ${CONTROL}/behavior`]: (api) => behaviorJson(api.behavior),
  [`PATCH ${CONTROL}/behavior`]: (api, body) => behaviorJson(Object.assign(api.behavior, behaviorOf(body))),
  [`DELETE ${CONTROL}/behavior`]: (api) => behaviorJson(Object.assign(api.behavior, DEFAULT_BEHAVIOR)),
  [`GET ${CONTROL}/requests`]: (api) => api.requests,
  [`DELETE ${CONTROL}/requests`]: (api) => api.forgetRequests(),
  [`GET ${CONTROL}/snapshot`]: (api) => api.snapshot(),
  [`POST ${CONTROL}/seed`]: (api, body) => api.seed(body as never),
};

/** The methods and paths. */
export const CONTROL_PATHS: readonly string[] = Object.keys(HANDLERS);

/** The response to a request of one of these paths. `undefined` for all other requests. */
export function control(api: PolytomicApi, { method, path, text }: WireRequest): ApiResponse | undefined {
  if (path !== CONTROL && !path.startsWith(`${CONTROL}/`)) {
    return undefined;
  }
  const handler = HANDLERS[`${method} ${path}`];
  if (handler === undefined) {
    return { status: 404, body: { message: `expected one of ${CONTROL_PATHS.join(", ")}` } };
  }
  try {
    const body = handler(api, text === "" ? undefined : JSON.parse(text));
    return body === undefined ? { status: 204 } : { status: 200, body };
  } catch (error) {
    return { status: 400, body: { message: (error as Error).message } };
  }
}
