/** Requests and responses, as the areas of the API see them. */
import type { PolytomicApiBehavior } from "./behavior";
import type { State } from "./state";

/** The kinds of ids. Tests can generate their own ids with `PolytomicApiOptions.newId`. */
export type IdKind =
  | "organization"
  | "user"
  | "role"
  | "policy"
  | "connection"
  | "external ID"
  | "model"
  | "sync"
  | "bulk sync"
  | "execution";

/** The caller: an API key accesses one organization; a partner or deployment key accesses all, or the one in the request. */
export interface Caller {
  readonly key: "api" | "partner" | "deployment";
  readonly organizationId: string | undefined;
}

/** The state and behavior of the emulated API. */
export interface Emulation {
  readonly state: State;
  readonly behavior: PolytomicApiBehavior;
  newId(kind: IdKind): string;
}

/** A request, as an area sees it. */
export interface Call extends Emulation {
  readonly caller: Caller;
  readonly query: URLSearchParams;
  readonly body: unknown;
  param(name: string): string;
}

export interface ApiResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => ApiResponse;

export const ok = (data: unknown): ApiResponse => ({ status: 200, body: { data } });
export const created = (data: unknown): ApiResponse => ({ status: 201, body: { data } });
export const noContent = (): ApiResponse => ({ status: 204 });
