/** Access to objects according to their organization. */
import type { Call } from "./call";
import { badRequest, forbidden, notFound } from "./errors";

interface Owned {
  readonly id: string;
  readonly organization_id: string;
}

/** The object with an id, or a 404 that names its kind if it does not exist or the caller has no access. */
export function find<T extends Owned>(call: Call, objects: Record<string, T>, kind: string, id: string): T {
  const object = lookUp(call, objects, id);
  if (object === undefined) {
    throw notFound(`${kind} not found`);
  }
  return object;
}

/** Throws a 400 if a body references an object that does not exist. */
export function requireReference(
  call: Call,
  objects: Record<string, Owned>,
  member: string,
  id: string,
): void {
  if (lookUp(call, objects, id) === undefined) {
    throw badRequest(`${member}: no such object (${id})`, { members: [member] });
  }
}

/** All objects of a kind that the caller can access. */
export function visible<T extends Owned>(call: Call, objects: Record<string, T>): T[] {
  return Object.values(objects).filter((object) => isVisible(call, object));
}

function lookUp<T extends Owned>(call: Call, objects: Record<string, T>, id: string): T | undefined {
  const object = Object.hasOwn(objects, id) ? objects[id] : undefined;
  return object && isVisible(call, object) ? object : undefined;
}

function isVisible(call: Call, object: Owned): boolean {
  return call.caller.organizationId === undefined || call.caller.organizationId === object.organization_id;
}

/** The organization of a new object: that of the API key, or the requested one for a partner key. */
export function organizationOf(call: Call, requested: string | undefined): string {
  const own = call.caller.organizationId;
  const named = requested ? requested.toLowerCase() : undefined;
  if (own !== undefined && named !== undefined && own !== named) {
    throw forbidden(`this key has no access to organization ${named}`);
  }
  const id = own ?? named;
  if (id === undefined) {
    throw badRequest("organization_id: required with a partner or deployment key");
  }
  if (!Object.hasOwn(call.state.organizations, id)) {
    throw notFound("organization not found");
  }
  return id;
}
