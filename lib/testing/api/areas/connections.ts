/** Connections. */
import { createdNow, updatedNow } from "../audit";
import { connectionBody, connectionTestBody, connectionUpdateBody, parseBody } from "../bodies";
import { type Call, created, noContent, ok } from "../call";
import {
  acceptConfiguration,
  CONNECTION_TYPES,
  type ConnectionType,
  requireMembers,
} from "../connection-types";
import { badRequest, unprocessable } from "../errors";
import { find, organizationOf, visible } from "../ownership";
import { route } from "../router";
import type { Connection } from "../state";
import { assignedMembers, completedConfiguration } from "./connection-configuration";
import { dependentsOf, removeConnection, removeDependents } from "./connection-dependents";

export const connectionRoutes = [
  route("GET /api/connections", (call) =>
    ok(visible(call, call.state.connections).map((connection) => readView(call, connection))),
  ),
  route("POST /api/connections", create),
  route("POST /api/connections/test", test),
  route("GET /api/connections/{id}", (call) => ok(readView(call, connectionOf(call)))),
  route("PUT /api/connections/{id}", update),
  route("DELETE /api/connections/{id}", remove),
];

/** The connection in the path. */
export function connectionOf(call: Call): Connection {
  return find(call, call.state.connections, "connection", call.param("id"));
}

function create(call: Call) {
  const body = parseBody(connectionBody, call.body);
  const organization_id = organizationOf(call, body.organization_id);
  const type = typeOf(body.type);
  const sent = acceptConfiguration(type, body.configuration);
  requireMembers(type, sent);
  const id = call.newId("connection");
  const connection: Connection = {
    ...body,
    id,
    organization_id,
    configuration: {
      ...sent,
      ...assignedMembers(call, { type, organization_id, sent: body.configuration }, sent),
    },
    ...createdNow(),
  };
  call.state.connections[id] = connection;
  const view = writeView(call, connection);
  if (call.behavior.externalId === "after-creation") {
    delete view.configuration["external_id"];
  }
  return created(view);
}

/** Keeps members of the configuration that are not sent, in particular secrets. */
function update(call: Call) {
  const before = connectionOf(call);
  const body = parseBody(connectionUpdateBody, call.body);
  if (body.type !== undefined && body.type !== before.type) {
    throw badRequest(`type: the type of a connection cannot be changed (${before.type})`, {
      members: ["type"],
    });
  }
  const type = typeOf(before.type);
  const { organization_id } = before;
  const merged = { ...before.configuration, ...acceptConfiguration(type, body.configuration) };
  const assigned = assignedMembers(call, { type, organization_id, sent: {} }, merged);
  const connection: Connection = {
    ...body,
    id: before.id,
    type: before.type,
    organization_id,
    configuration: { ...withoutAssigned(type, merged), ...assigned },
    ...updatedNow(before),
  };
  call.state.connections[before.id] = connection;
  return ok(writeView(call, connection));
}

function remove(call: Call) {
  const connection = connectionOf(call);
  const used_by = dependentsOf(call.state, connection.id);
  if (used_by.length > 0) {
    if (call.query.get("force") !== "true") {
      throw unprocessable("connection_in_use", "connection in use", { used_by });
    }
    removeDependents(call.state, connection.id);
  }
  removeConnection(call.state, connection.id);
  return noContent();
}

function test(call: Call) {
  const body = parseBody(connectionTestBody, call.body);
  const type = typeOf(body.type);
  const saved = body.connection_id
    ? find(call, call.state.connections, "connection", body.connection_id).configuration
    : {};
  requireMembers(type, { ...saved, ...acceptConfiguration(type, body.configuration) });
  return noContent();
}

function typeOf(id: string): ConnectionType {
  const type = CONNECTION_TYPES.get(id);
  if (!type) {
    throw badRequest(`type: Polytomic has no connection type "${id}"`, { members: ["type"] });
  }
  return type;
}

/** Removes read-only members, which may belong to another authentication mode. */
function withoutAssigned(type: ConnectionType, configuration: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(configuration).filter(([name]) => type.properties[name]?.readOnly !== true),
  );
}

/** The response to a change. The response to a read also contains the audit members. */
function writeView(call: Call, connection: Connection) {
  const { id, name, organization_id, policies, healthcheck_interval } = connection;
  return {
    id,
    name,
    organization_id,
    type: { id: connection.type, name: typeOf(connection.type).name, logo_url: "", operations: [] },
    configuration: completedConfiguration(call.behavior, connection),
    status: call.behavior.connectionStatus,
    status_error:
      call.behavior.connectionStatus === "healthy" ? null : "the connection failed its health check",
    saved: true,
    policies,
    healthcheck_interval,
  };
}

function readView(call: Call, connection: Connection) {
  const { created_at, created_by, updated_at, updated_by } = connection;
  return { ...writeView(call, connection), created_at, created_by, updated_at, updated_by };
}
