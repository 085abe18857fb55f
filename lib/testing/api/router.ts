/** Routes a method and path to a handler. */
import type { Handler } from "./call";
import { badRequest } from "./errors";

/** A method and a path, in which `{name}` matches any segment, and their handler. */
export interface Route {
  readonly method: string;
  readonly segments: readonly string[];
  readonly handler: Handler;
}

export interface Match {
  readonly handler: Handler;
  readonly params: Readonly<Record<string, string>>;
}

/** `route("GET /api/models/{id}", getModel)` */
export function route(pattern: string, handler: Handler): Route {
  const [method = "", path = ""] = pattern.split(" ");
  return { method, segments: path.split("/"), handler };
}

/** The first matching route. Segments are split before they are decoded, so that a schema id can contain a slash. */
export function findRoute(routes: readonly Route[], method: string, path: string): Match | undefined {
  const segments = path.split("/");
  // Trailing slashes leave empty segments.
  segments.length = segments.findLastIndex((segment) => segment !== "") + 1;
  for (const candidate of routes) {
    const params = candidate.method === method ? matchSegments(candidate.segments, segments) : undefined;
    if (params) {
      return { handler: candidate.handler, params };
    }
  }
  return undefined;
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? "";
    const name = /^\{(\w+)\}$/.exec(expected)?.[1];
    if (name !== undefined) {
      params[name] = decode(actual);
    } else if (expected !== actual) {
      return undefined;
    }
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest(`the path segment ${segment} is not percent-encoded correctly`);
  }
}
