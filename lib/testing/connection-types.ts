/** What Polytomic knows of each type of connection, and what it makes of a configuration by that. */
import { z } from "zod";
import typesData from "../schema/connection-types.json";
import { badRequest } from "./errors";

/** A member of a connection's configuration, in the words of JSON Schema; `sensitive` and `alias` are Polytomic's. */
const configurationMember = z.object({
  type: z.enum(["string", "boolean", "integer", "array", "object"]),
  /** A secret: never answered in clear. */
  sensitive: z.boolean().optional(),
  /** Made by Polytomic: what a client sends is not taken over. */
  readOnly: z.boolean().optional(),
  enum: z.array(z.string()).optional(),
  default: z.unknown().optional(),
  format: z.string().optional(),
  /** Another spelling that is accepted in requests; answers carry the member's own. */
  alias: z.string().optional(),
  additionalProperties: z.object({ type: z.literal("string") }).optional(),
  get items() {
    return configurationMember.optional();
  },
  get properties() {
    return z.record(z.string(), configurationMember).optional();
  },
});

const connectionType = z.object({
  name: z.string(),
  oauth: z.boolean(),
  required: z.array(z.string()),
  properties: z.record(z.string(), configurationMember),
});

export type ConfigurationMember = z.infer<typeof configurationMember>;
export type ConnectionType = z.infer<typeof connectionType>;

/** Every type of connection Polytomic has, by id. */
export const CONNECTION_TYPES: ReadonlyMap<string, ConnectionType> = new Map(
  Object.entries(z.record(z.string(), connectionType).parse(typesData)),
);

type Configuration = Readonly<Record<string, unknown>>;

/** How a secret that is set is answered. */
const SECRET_MASK = "********";

/**
 * A configuration as the API keeps it: under its own member names, without the members that are not a client's to
 * set, and with its secrets masked, so that no secret outlives the request that brought it.
 */
export function acceptConfiguration(type: ConnectionType, sent: Configuration): Record<string, unknown> {
  const own = new Map(Object.entries(type.properties).map(([name, { alias }]) => [alias ?? name, name]));
  const accepted: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(sent)) {
    const name = own.get(key) ?? key;
    const member = Object.hasOwn(type.properties, name) ? type.properties[name] : undefined;
    if (value === null || member?.readOnly) {
      continue;
    }
    if (member && !isOfType(member.type, value)) {
      throw badRequest(`configuration.${key}: expected ${member.type}, received ${typeof value}`, {
        members: [`configuration.${key}`],
      });
    }
    accepted[name] = member?.sensitive && value !== "" ? SECRET_MASK : value;
  }
  return accepted;
}

/**
 * A 400 that names the members a type of connection cannot do without. What comes from the authorization in a browser is
 * required too, but no client can set it.
 */
export function requireMembers(type: ConnectionType, configuration: Configuration): void {
  const missing = type.required.filter(
    (name) => name in type.properties && configuration[name] === undefined,
  );
  if (missing.length === 0) {
    return;
  }
  const members = missing.map((name) => `configuration.${name}`);
  throw badRequest(members.map((member) => `${member}: required`).join("; "), { members });
}

function isOfType(type: ConfigurationMember["type"], value: unknown): boolean {
  if (type === "array") {
    return Array.isArray(value);
  }
  if (type === "integer") {
    return Number.isInteger(value);
  }
  if (type === "object") {
    return typeof value === "object" && !Array.isArray(value);
  }
  return typeof value === type;
}
