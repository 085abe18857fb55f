/** Sets the primary keys of a schema, instead of those that Polytomic finds. */
import { Fn, Op, type TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import { ConnectionSchemaPrimaryKeys } from "../../lib/bindings/connection-schema-primary-keys";
import { defined } from "../../lib/objects";
import { rule } from "../../lib/validation/rule";
import { formatValue } from "../../lib/format";
import { arrayOf, nonEmptyString, checkedString, withRules } from "../../lib/validation/combinators";
import { addPreconditions, type Precondition } from "../preconditions";
import { organizationRule } from "../rules";
import { type PolytomicResourceProps, polytomicResourceShape } from "../common-props";
import { checkNew } from "../validation";
import { Connection, type ConnectionLike, connectionRule } from "./connection";
import { findConflict } from "./singleton";
import { dependOnUpstream } from "./dependencies";
import { providerOf } from "./organization-scope";

/** Props of {@link PrimaryKeys}. */
export interface PrimaryKeysProps extends PolytomicResourceProps {
  /** The connection that has the schema. Changing this resets the keys on the old connection and sets them on the new one. */
  readonly connection: ConnectionLike;
  /**
   * Id of the schema, such as `Contact` or `public.orders`, as Polytomic lists it among the schemas of the connection. Polytomic must
   * have found the schema before. Changing this resets the keys of the old schema and sets those of the new one. An id with `/`, `?`,
   * `#` or `%` is rejected: the provider would request a different schema.
   */
  readonly schema: string;
  /**
   * Ids of the fields that together form the key, at least one. They replace the key that Polytomic found and any key set before.
   */
  readonly fields: readonly string[];
  /**
   * Polytomic organization, a lowercase UUID. Required with partner and deployment keys, and with a connection that is not
   * managed in this app: if Polytomic does not return the organization of the connection, the provider fails every later plan.
   * @default - the organization of the connection
   */
  readonly organization?: string;
}

/** The provider does not escape the id in its URL. These characters would end the path or be decoded; spaces are escaped by HTTP. */
const schemaProblem = (id: string): string | undefined => {
  const [character] = /[/?#%\u0000-\u001f\u007f]/.exec(id) ?? [];
  return character === undefined
    ? undefined
    : `is not supported: the Terraform provider does not escape ${formatValue(character)} in its URL. ` +
        "Set the keys of this schema in Polytomic's app";
};

/** The rules of {@link PrimaryKeysProps}. */
export const primaryKeysRule = rule((z) =>
  withRules(
    z.strictObject({
      connection: connectionRule(),
      schema: checkedString(schemaProblem),
      fields: arrayOf(nonEmptyString()),
      organization: organizationRule().optional(),
      ...polytomicResourceShape(),
    }),
    ({ connection, organization }, problem) => {
      if (organization === undefined && isUnmanaged(connection)) {
        const message =
          "is missing; set it, because the connection is not managed in this app and its organization is unknown";
        problem(["organization"], message, "MISSING");
      }
    },
  ),
);

const isUnmanaged = (connection: unknown): boolean =>
  Connection.isConnectionLike(connection) && Connection.of(connection).resource === undefined;

/**
 * The fields that identify the records of a schema. Destroying this resets the schema to the key that Polytomic found. Changes made in
 * Polytomic's app are not detected, because the provider does not read the keys back.
 */
export class PrimaryKeys extends Construct {
  /** The underlying Terraform resource, for arguments that this construct does not expose. */
  public readonly resource: ConnectionSchemaPrimaryKeys;

  /** @throws InvalidPropsError if a prop breaks one of its rules, or the schema has primary keys already */
  public constructor(scope: Construct, id: string, props: PrimaryKeysProps) {
    super(scope, id);
    props = checkNew(
      this,
      "PrimaryKeys",
      withRules(primaryKeysRule(), ({ connection, schema }, problem) => {
        const other = keysOfSameSchema(this, connection, schema);
        if (other !== undefined) {
          problem(["schema"], `already has primary keys, set by ${other}; list all fields there`);
        }
      }),
      props,
    );
    const connection = Connection.of(props.connection);
    const config = {
      ...defined({
        organization: props.organization,
        provider: providerOf(this, "PrimaryKeys", [connection], props.polytomicProvider),
      }),
      connectionId: connection.connectionId,
      schemaId: props.schema,
      fieldIds: Token.asList(props.fields),
    };
    this.resource = new ConnectionSchemaPrimaryKeys(this, "Resource", config);
    if (props.organization === undefined && connection.resource !== undefined) {
      addPreconditions(this.resource, [hasOrganization(connection.resource)]);
    }
    dependOnUpstream(this.resource, [connection]);
  }
}

/**
 * Without an organization, the provider reads the organization of the connection. If Polytomic returns none, the provider stores "default"
 * instead, and every later plan fails.
 */
function hasOrganization(connection: TerraformResource): Precondition {
  const organization = connection.getStringAttribute("organization");
  return {
    // Neither null nor empty.
    condition: Token.asString(Op.gte(Fn.lengthOf(Fn.compact([organization])), 1)),
    errorMessage:
      "Polytomic does not return the organization of the connection. Set organization of the PrimaryKeys.",
  };
}

function keysOfSameSchema(scope: Construct, connection: unknown, schema: unknown): string | undefined {
  if (!Connection.isConnectionLike(connection) || typeof schema !== "string") {
    return undefined;
  }
  const { connectionId } = Connection.of(connection);
  return findConflict<ConnectionSchemaPrimaryKeys>(
    scope,
    ConnectionSchemaPrimaryKeys.tfResourceType,
    ({ connectionIdInput, schemaIdInput }, resolved) =>
      resolved([connectionIdInput, schemaIdInput]) === resolved([connectionId, schema]),
  );
}
