/** One request as the areas of the API see it, and how they answer. */
import type { PolytomicApiBehavior } from "./behavior";
import type { State } from "./state";

/** What an id can be asked for; a test may make ids of its own, see `PolytomicApiOptions.newId`. */
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

/** Who asks: an API key speaks for one organization, a partner or deployment key for all, or for the one it names. */
export interface Caller {
  readonly key: "api" | "partner" | "deployment";
  readonly organizationId: string | undefined;
}

/** The emulated API behind the wire: what it remembers and how it behaves. */
export interface Emulation {
  readonly state: State;
  readonly behavior: PolytomicApiBehavior;
  newId(kind: IdKind): string;
}

/** One request, as an area sees it. */
export interface Call extends Emulation {
  readonly caller: Caller;
  readonly query: URLSearchParams;
  readonly body: unknown;
  param(name: string): string;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Answer;

export const ok = (data: unknown): Answer => ({ status: 200, body: { data } });
export const created = (data: unknown): Answer => ({ status: 201, body: { data } });
export const noContent = (): Answer => ({ status: 204 });
