/** The members that Polytomic adds to the configuration of a connection. */
import type { PolytomicApiBehavior } from "../behavior";
import type { Call } from "../call";
import type { ConnectionType } from "../connection-types";
import type { Connection } from "../state";

/** Values of unset members in responses for S3 connections. */
const S3_DEFAULTS = {
  csv_has_headers: true,
  is_single_table: false,
  is_directory_snapshot: false,
  skip_lines: 0,
};

interface Origin {
  readonly type: ConnectionType;
  readonly organization_id: string;
  /** The configuration that the client sent, including read-only members. */
  readonly sent: Readonly<Record<string, unknown>>;
}

/**
 * The members that Polytomic sets: the external ID of a connection that assumes a role, and the user of a connection with access keys.
 * An existing external ID does not change.
 */
export function assignedMembers(
  call: Call,
  { type, organization_id, sent }: Origin,
  configuration: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const assigned: Record<string, unknown> = {};
  if (type.properties["external_id"] && usesMode(type, configuration, "iam_role")) {
    const chosen = call.behavior.externalIdFromClient ? sent["external_id"] : undefined;
    assigned["external_id"] = configuration["external_id"] ?? chosen ?? newExternalId(call, organization_id);
  }
  if (type.properties["aws_user"] && usesMode(type, configuration, "access_key_and_secret")) {
    assigned["aws_user"] = "arn:aws:iam::999900000000:user/example";
  }
  return assigned;
}

/** Whether a connection authenticates with `mode`. Types without a choice have all members of their only mode. */
function usesMode(
  type: ConnectionType,
  configuration: Readonly<Record<string, unknown>>,
  mode: string,
): boolean {
  const chooser = ["auth_mode", "auth_method"].find((name) => type.properties[name]);
  return chooser === undefined || (configuration[chooser] ?? type.properties[chooser]?.default) === mode;
}

function newExternalId(call: Call, organizationId: string): string {
  const shared = call.state.organizations[organizationId]?.external_id;
  return call.behavior.externalIdScope === "organization" && shared ? shared : call.newId("external ID");
}

/** The configuration in responses. */
export function completedConfiguration(
  behavior: PolytomicApiBehavior,
  connection: Connection,
): Record<string, unknown> {
  const defaults = behavior.connectionDefaults && connection.type === "s3" ? S3_DEFAULTS : {};
  const completed: Record<string, unknown> = { ...defaults, ...connection.configuration };
  for (const name of behavior.droppedConfiguration) {
    delete completed[name];
  }
  return completed;
}
