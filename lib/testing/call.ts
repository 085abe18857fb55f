import type { PolytomicApiBehavior } from "./behavior";
import { badRequest, forbidden, notFound } from "./errors";
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

interface Owned {
  readonly id: string;
  readonly organization_id: string;
}

/** The object of an id, if the caller may see it; a 404 that names its kind if not. */
export function find<T extends Owned>(call: Call, objects: Record<string, T>, kind: string, id: string): T {
  const object = objects[id];
  if (object === undefined || !isVisible(call, object)) throw notFound(`${kind} not found`);
  return object;
}

/** All objects of a kind that the caller may see. */
export function visible<T extends Owned>(call: Call, objects: Record<string, T>): T[] {
  return Object.values(objects).filter((object) => isVisible(call, object));
}

function isVisible(call: Call, object: Owned): boolean {
  return call.caller.organizationId === undefined || call.caller.organizationId === object.organization_id;
}

/** A 400 when a body names an object that does not exist. */
export function requireReference<T extends Owned>(
  call: Call,
  objects: Record<string, T>,
  member: string,
  id: string,
): T {
  const object = objects[id];
  if (object === undefined || !isVisible(call, object)) {
    throw badRequest(`${member}: there is no such object (${id})`, { members: [member] });
  }
  return object;
}

/** The organization a new object belongs to. An API key's own; a partner key has to name one. */
export function organizationOf(call: Call, requested: string | undefined): string {
  const own = call.caller.organizationId;
  const named = requested ? requested.toLowerCase() : undefined;
  if (own !== undefined && named !== undefined && own !== named) {
    throw forbidden(`this key has no access to organization ${named}`);
  }
  const id = own ?? named;
  if (id === undefined) throw badRequest("organization_id: required with a partner or deployment key");
  if (call.state.organizations[id] === undefined) throw notFound("organization not found");
  return id;
}

const actor = { id: "0b000000-0000-4000-8000-000000000001", name: "API key", type: "api" };

/** Audit members of an object made now. */
export function createdNow() {
  const now = new Date().toISOString();
  return { created_at: now, created_by: actor, updated_at: now, updated_by: actor };
}

/** Audit members of an object changed now. */
export function updatedNow(before: { created_at: string; created_by: typeof actor }) {
  const { created_at, created_by } = before;
  return { created_at, created_by, updated_at: new Date().toISOString(), updated_by: actor };
}
