/** Organizations, managed with partner and deployment keys. */
import { organizationBody, parseBody } from "../bodies";
import { type Call, noContent, ok } from "../call";
import { conflict, forbidden, notFound } from "../errors";
import { route } from "../router";
import type { Organization } from "../state";
import { removeConnection } from "./connection-dependents";
import { addSystemRoles } from "./roles";

export const organizationRoutes = [
  route("GET /api/organizations", (call) => ok(accessible(call).map(view))),
  route("POST /api/organizations", create),
  route("GET /api/organizations/{id}", (call) => ok(view(organizationOfPath(call)))),
  route("PUT /api/organizations/{id}", update),
  route("DELETE /api/organizations/{id}", remove),
];

/** The organization in the path. An API key can access only its own organization. */
export function organizationOfPath(call: Call): Organization {
  const organization = accessible(call).find(({ id }) => id === call.param("id").toLowerCase());
  if (!organization) {
    throw notFound("organization not found");
  }
  return organization;
}

function accessible({ caller, state }: Call): Organization[] {
  return Object.values(state.organizations).filter(
    ({ id }) => caller.organizationId === undefined || caller.organizationId === id,
  );
}

function requirePartner(call: Call): void {
  if (call.caller.key === "api") {
    throw forbidden("a partner or deployment key is required");
  }
}

function create(call: Call) {
  requirePartner(call);
  const body = parseBody(organizationBody, call.body);
  requireFreeName(call, body.name, undefined);
  const id = call.newId("organization");
  const organization: Organization = { ...body, id, external_id: call.newId("external ID") };
  call.state.organizations[id] = organization;
  addSystemRoles(call.state, id, () => call.newId("role"));
  return ok(view(organization));
}

function update(call: Call) {
  requirePartner(call);
  const { id, external_id } = organizationOfPath(call);
  const body = parseBody(organizationBody, call.body);
  requireFreeName(call, body.name, id);
  const organization: Organization = { ...body, id, external_id };
  call.state.organizations[id] = organization;
  return ok(view(organization));
}

function requireFreeName(call: Call, name: string, ownId: string | undefined): void {
  const taken = Object.values(call.state.organizations).some(
    (other) => other.name === name && other.id !== ownId,
  );
  if (taken) {
    throw conflict(`an organization named ${name} already exists`);
  }
}

/** Also removes everything in the organization. */
function remove(call: Call) {
  requirePartner(call);
  const { state } = call;
  const { users, roles, policies, connections, models, syncs, bulkSyncs } = state;
  const { id } = organizationOfPath(call);
  delete state.organizations[id];
  delete state.globalErrorSubscribers[id];
  for (const connection of Object.values(connections)) {
    if (connection.organization_id === id) {
      removeConnection(state, connection.id);
    }
  }
  for (const objects of [users, roles, policies, models, syncs, bulkSyncs]) {
    removeOwned(objects, id);
  }
  return noContent();
}

function removeOwned(
  objects: Record<string, { readonly organization_id: string }>,
  organizationId: string,
): void {
  for (const [key, object] of Object.entries(objects)) {
    if (object.organization_id === organizationId) {
      delete objects[key];
    }
  }
}

function view({ id, name, sso_domain, sso_org_id, issuer }: Organization) {
  return { id, name, sso_domain, sso_org_id, issuer };
}
