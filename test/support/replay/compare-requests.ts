/** Compares recorded requests with those of the replay. */
import { sorted } from "../provider/go-json";
import type { Json, JsonObject } from "../provider/values";
import { type Difference, differences } from "./difference";
import type { RecordedRequest } from "./recording";
import type { ObservedRequest } from "./replay-server";

const QUERY_LIMIT = 400;

/**
 * Compares the requests of a step: method, path, query and body, and the headers if they were recorded. Terraform works on
 * several resources at the same time, so the order is compared separately for each object.
 */
export function compareRequests(
  recorded: readonly RecordedRequest[],
  observed: readonly ObservedRequest[],
): Difference[] {
  const left = recorded.map((request) =>
    essentials(request.method, request.path, request.query ?? "", request.body),
  );
  const right = observed.map((request) =>
    essentials(request.method, request.path, request.query, request.body),
  );
  return [
    ...differences("requests", ordered(left), ordered(right)),
    ...differences("order of requests", byObject(recorded), byObject(observed)),
    ...compareHeaders(recorded, observed),
  ];
}

function essentials(method: string, path: string, query: string, body: Json | undefined): JsonObject {
  return { request: `${method} ${path}`, query: comparableQuery(query), body: sorted(body ?? null) };
}

/** For a relation, the query contains a memory address, which differs from run to run. */
function comparableQuery(query: string): string {
  return query.slice(0, QUERY_LIMIT).replace(/0x[0-9a-f]+/g, "0x0");
}

function ordered(requests: JsonObject[]): JsonObject[] {
  const keyed = requests.map((request) => ({ request, key: JSON.stringify(request) }));
  return keyed.sort((left, right) => (left.key < right.key ? -1 : 1)).map(({ request }) => request);
}

const OBJECT = /^.*?\/[0-9a-f-]{36}/;

/** The requests to each object, or to each path without an id, in order. */
function byObject(requests: readonly { readonly method: string; readonly path: string }[]): JsonObject {
  const groups: { [object: string]: string[] } = {};
  for (const { method, path } of requests) {
    (groups[OBJECT.exec(path)?.[0] ?? path] ??= []).push(`${method} ${path}`);
  }
  return groups;
}

function compareHeaders(
  recorded: readonly RecordedRequest[],
  observed: readonly ObservedRequest[],
): Difference[] {
  const expected = recorded[0]?.headers;
  const first = observed[0];
  if (!expected || !first) {
    return [];
  }
  const { authorization_scheme: scheme, ...plain } = expected;
  const found = Object.fromEntries(Object.keys(plain).map((name) => [name, String(first.headers[name])]));
  return [
    ...differences("headers", plain, found),
    ...differences("headers.authorization_scheme", scheme, first.headers.authorization?.split(" ")[0]),
  ];
}
