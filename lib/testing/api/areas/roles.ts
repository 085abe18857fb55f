/** Roles. */
import { parseBody, roleBody } from "../bodies";
import { type Call, noContent, ok } from "../call";
import { forbidden } from "../errors";
import { find, organizationOf, visible } from "../ownership";
import { route } from "../router";
import type { Role, State } from "../state";

export const roleRoutes = [
  route("GET /api/permissions/roles", (call) => ok(visible(call, call.state.roles))),
  route("POST /api/permissions/roles", create),
  route("GET /api/permissions/roles/{id}", (call) => ok(roleOf(call))),
  route("PUT /api/permissions/roles/{id}", update),
  route("DELETE /api/permissions/roles/{id}", remove),
];

/** Adds the roles that every new organization has. */
export function addSystemRoles(state: State, organization_id: string, newId: () => string): void {
  for (const name of ["Admin", "Member"]) {
    const role = { id: newId(), name, organization_id, system: true };
    state.roles[role.id] = role;
  }
}

function roleOf(call: Call): Role {
  return find(call, call.state.roles, "role", call.param("id"));
}

function changeableRoleOf(call: Call): Role {
  const role = roleOf(call);
  if (role.system) {
    throw forbidden(`${role.name} is a system role`);
  }
  return role;
}

function create(call: Call) {
  const body = parseBody(roleBody, call.body);
  const organization_id = organizationOf(call, body.organization_id);
  const role: Role = { id: call.newId("role"), name: body.name, organization_id, system: false };
  call.state.roles[role.id] = role;
  return ok(role);
}

function update(call: Call) {
  const role = changeableRoleOf(call);
  role.name = parseBody(roleBody, call.body).name;
  return ok(role);
}

/** Policies keep their references to the role. */
function remove(call: Call) {
  delete call.state.roles[changeableRoleOf(call).id];
  return noContent();
}
