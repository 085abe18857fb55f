/** The primary keys of a schema, chosen instead of found. */
import {
  Fn,
  type ITerraformDependable,
  Op,
  type TerraformProvider,
  type TerraformResource,
  Token,
} from "cdktf";
import { Construct } from "constructs";
import { ConnectionSchemaPrimaryKeys } from "../../lib/bindings/connection-schema-primary-keys";
import { defined } from "../../lib/objects";
import { dependOn } from "../../lib/terraform/dependencies";
import { rule } from "../../lib/validation/rule";
import { formatValue } from "../../lib/format";
import { arrayOf, nonEmptyString, checkedString, withRules } from "../../lib/validation/combinators";
import { addPreconditions, type Precondition } from "../preconditions";
import { organizationRule, polytomicProviderRule, dependsOnRule } from "../rules";
import { checkConstruct } from "../validation";
import { Connection, type ConnectionLike, connectionRule } from "./connection";
import { findConflict } from "./singleton";
import { dependOnUpstream } from "./dependencies";
import { providerOf } from "./organization-scope";

/** Props of {@link PrimaryKeys}. */
export interface PrimaryKeysProps {
  /** The connection that has the schema. With another one the keys are set anew there, and reset here. */
  readonly connection: ConnectionLike;
  /**
   * Id of the schema, such as `Contact` or `public.orders`, as Polytomic lists it among the schemas of the connection.
   * Polytomic must have found it before. With another one the keys are set anew there, and reset here. An id with `/`, `?`, `#` or
   * `%` is refused: the provider would ask for another schema.
   */
  readonly schema: string;
  /**
   * Ids of the fields that are the key together, at least one. They replace what Polytomic found, and what was chosen
   * before.
   */
  readonly fields: readonly string[];
  /**
   * Organization in Polytomic, a lower-case UUID. Needed with partner and deployment keys, and with a connection that is
   * not managed in this app, as the provider fails at every later plan if Polytomic does not tell its organization.
   * @default - the organization of the connection
   */
  readonly organization?: string;
  /**
   * What must exist before the keys, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the provider of the connection, if it is managed in this stack; or the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
}

/** The provider writes the id into a URL as it is: these end it, or stand for other characters. Blanks are escaped on the way. */
const schemaProblem = (id: string): string | undefined => {
  const [character] = /[/?#%\u0000-\u001f\u007f]/.exec(id) ?? [];
  return character === undefined
    ? undefined
    : `cannot be asked for: the Terraform provider does not escape ${formatValue(character)} in a URL. ` +
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
      dependsOn: dependsOnRule().optional(),
      polytomicProvider: polytomicProviderRule().optional(),
    }),
    ({ connection, organization }, problem) => {
      if (organization === undefined && isUnmanaged(connection)) {
        const message =
          "is missing; the organization of a connection that is not managed in this app is not known";
        problem(["organization"], message, "MISSING");
      }
    },
  ),
);

const isUnmanaged = (connection: unknown): boolean =>
  Connection.isConnectionLike(connection) && Connection.of(connection).resource === undefined;

/**
 * The fields by which the records of a schema are told apart. Destroyed, it leaves the schema with the key that Polytomic
 * found. What is changed in Polytomic's app is not noticed: neither the provider nor Terraform reads the keys back.
 */
export class PrimaryKeys extends Construct {
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: ConnectionSchemaPrimaryKeys;

  /** @throws InvalidPropsError if a prop breaks one of its rules, or the schema has primary keys already */
  public constructor(scope: Construct, id: string, props: PrimaryKeysProps) {
    super(scope, id);
    props = checkConstruct(
      this,
      "PrimaryKeys",
      withRules(primaryKeysRule(), ({ connection, schema }, problem) => {
        const other = keysOfSameSchema(this, connection, schema);
        if (other !== undefined) {
          problem(["schema"], `has primary keys already, ${other}; name all fields there`);
        }
      }),
      props,
    );
    dependOn(this, props.dependsOn);
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
 * Without an organization, the provider asks Polytomic for the connection's. If Polytomic returns none, the provider stores the word
 * "default" instead, and every later plan fails.
 */
function hasOrganization(connection: TerraformResource): Precondition {
  const organization = connection.getStringAttribute("organization");
  return {
    // Neither null nor empty.
    condition: Token.asString(Op.gte(Fn.lengthOf(Fn.compact([organization])), 1)),
    errorMessage:
      "Polytomic does not tell the organization of the connection. Set organization of the PrimaryKeys.",
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
