/** The connection types of Polytomic, and how their configurations are validated and stored. */
import { z } from "zod";
import typesData from "../../schema/connection-types.json";
import { badRequest } from "./errors";

/** A member of a connection's configuration, as in JSON Schema. `sensitive` and `alias` are Polytomic's additions. */
const configurationMember = z.object({
  type: z.enum(["string", "boolean", "integer", "array", "object"]),
  /** A secret: never returned in clear text. */
  sensitive: z.boolean().optional(),
  /** Set by Polytomic: a value from a client is ignored. */
  readOnly: z.boolean().optional(),
  enum: z.array(z.string()).optional(),
  default: z.unknown().optional(),
  format: z.string().optional(),
  /** Another spelling that requests can use. Responses use the name of the member. */
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

/** Every connection type of Polytomic, by id. */
export const CONNECTION_TYPES: ReadonlyMap<string, ConnectionType> = new Map(
  Object.entries(z.record(z.string(), connectionType).parse(typesData)),
);

type Configuration = Readonly<Record<string, unknown>>;

/** Returned in place of a secret. */
const SECRET_MASK = "********";

/**
 * A configuration as the API stores it: with the API's member names, without read-only members, and with masked secrets, so that no
 * secret is kept after the request.
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
 * Throws a 400 that names the missing required members of a connection type. Ignores required members that only the authorization in
 * a browser can set.
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
