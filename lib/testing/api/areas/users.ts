/** Users of an organization. */
import { parseBody, userBody } from "../bodies";
import { type Call, ok } from "../call";
import { unprocessable } from "../errors";
import { find, visible } from "../ownership";
import { route } from "../router";
import type { User } from "../state";
import { organizationOfPath } from "./organizations";

export const userRoutes = [
  route("GET /api/organizations/{id}/users", (call) => ok(usersOf(call).map(view))),
  route("POST /api/organizations/{id}/users", create),
  route("GET /api/organizations/{id}/users/{user}", (call) => ok(view(userOf(call)))),
  route("PUT /api/organizations/{id}/users/{user}", update),
  route("DELETE /api/organizations/{id}/users/{user}", remove),
];

function usersOf(call: Call): User[] {
  const { id } = organizationOfPath(call);
  return visible(call, call.state.users).filter((user) => user.organization_id === id);
}

function userOf(call: Call): User {
  const inOrganization = Object.fromEntries(usersOf(call).map((user) => [user.id, user]));
  return find(call, inOrganization, "user", call.param("user"));
}

function readBody(call: Call) {
  const { email, role, role_ids } = parseBody(userBody, call.body);
  if (role !== undefined && role_ids !== undefined) {
    throw unprocessable("invalid_user", "role and role_ids cannot be combined");
  }
  return { email: email.toLowerCase(), role: role?.toLowerCase(), role_ids };
}

function create(call: Call) {
  const { email, role = "user", role_ids = [] } = readBody(call);
  const organization_id = organizationOfPath(call).id;
  const user: User = { id: call.newId("user"), organization_id, email, role, role_ids, initial: false };
  call.state.users[user.id] = user;
  return ok(view(user));
}

function update(call: Call) {
  const user = userOf(call);
  const { email, role = user.role, role_ids = user.role_ids } = readBody(call);
  const changed: User = { ...user, email, role, role_ids };
  call.state.users[user.id] = changed;
  return ok(view(changed));
}

/** The only deletion that returns the deleted object. */
function remove(call: Call) {
  const user = userOf(call);
  delete call.state.users[user.id];
  return ok(view(user));
}

function view({ id, organization_id, email, role, role_ids }: User) {
  return { id, organization_id, email, role, ...(role_ids.length > 0 ? { role_ids } : {}) };
}
