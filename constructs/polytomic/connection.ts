/** Connections of any type, as models and syncs use them. */
import { type ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { defined, isObject, withMembers } from "../../lib/objects";
import {
  capabilitiesOf,
  type ConnectionCapability,
  connectionIdRule,
  connectionTypeProblem,
} from "../../lib/polytomic/connections";
import { rule } from "../../lib/validation/rule";
import { checkProps } from "../../lib/validation/check-props";
import { either, instance, literal, reject, checkedString } from "../../lib/validation/combinators";
import { rolePrerequisites } from "../aws/external-id";
import { isConstructWith } from "../rules";
import { checkConstruct, constructPath } from "../validation";

/** A connection in Polytomic. */
export interface IConnection {
  /** Id of the connection in Polytomic, a UUID. */
  readonly connectionId: string;
  /**
   * Id of the connection's type in Polytomic, such as `s3` or `postgresql`.
   * @default - not known
   */
  readonly connectionType?: string | undefined;
  /**
   * Capabilities that Polytomic's documentation lists for the connection type. Models and bulk syncs read from a `source`; model syncs
   * and bulk syncs write to a `destination`. For whether a source supports models, bulk syncs or both, see Polytomic's page on the type.
   * @default - not known, such as for a connection that is passed by its id
   */
  readonly capabilities?: readonly ConnectionCapability[] | undefined;
  /** Resources that must exist before Polytomic can use the connection. */
  readonly prerequisites: readonly ITerraformDependable[];
  /** The underlying Terraform resource, if it is managed in this app. */
  readonly resource?: TerraformResource;
}

/**
 * A generated connection binding, such as `PostgresqlConnection`. The methods distinguish it from other bindings: among Polytomic's
 * resources, only connections have `forceDestroy`.
 */
export type ConnectionBinding = TerraformResource & {
  readonly id: string;
  resetForceDestroy(): void;
  resetOrganization(): void;
};

/** A connection: a construct of this library, a generated binding, or the id of an existing connection. */
export type ConnectionLike = IConnection | ConnectionBinding | string;

/** Options of {@link Connection.fromId}. */
export interface ExistingConnectionOptions {
  /**
   * Id of the connection's type in Polytomic, such as `s3`, `postgresql` or `webhook`. If set, the rules, formats and warnings of that
   * type apply. Must be a literal.
   * @default - not known
   */
  readonly type?: string;
}

const existingConnectionRule = rule((z) =>
  z.strictObject({
    connectionId: connectionIdRule(),
    type: literal(
      "is a token; write a literal type",
      checkedString(connectionTypeProblem, "the id of a connection type"),
    ).optional(),
  }),
);

/** An existing connection of any type. */
export class Connection extends Construct implements IConnection {
  /** Id of the connection in Polytomic. */
  public readonly connectionId: string;
  /** Id of the connection's type, if you set it. */
  public readonly connectionType: string | undefined;
  /** Capabilities of the connection's type, if you set it. */
  public readonly capabilities: readonly ConnectionCapability[] | undefined;
  /** Empty, because the connection exists. */
  public readonly prerequisites: readonly ITerraformDependable[] = [];

  private constructor(
    scope: Construct,
    id: string,
    connectionId: string,
    options: ExistingConnectionOptions,
  ) {
    super(scope, id);
    const known = withMembers(options, { connectionId });
    const { type, ...checked } = checkConstruct(this, "Connection", existingConnectionRule(), known);
    this.connectionId = checked.connectionId;
    this.connectionType = type;
    this.capabilities = type === undefined ? undefined : capabilitiesOf(type);
  }

  /**
   * References an existing connection by its id in Polytomic.
   *
   * @param connectionId the `id` that Polytomic's API or a data source such as `DataPolytomicS3Connection` returns; a UUID
   * @throws InvalidPropsError if `connectionId` cannot be an id, or an option breaks its rule
   */
  public static fromId(
    scope: Construct,
    id: string,
    connectionId: string,
    options: ExistingConnectionOptions = {},
  ): Connection {
    return new Connection(scope, id, connectionId, options);
  }

  /**
   * Converts a construct, a generated binding of any connection type, or the id of an existing connection to an {@link IConnection}.
   *
   * @throws InvalidPropsError if the value is not a connection
   */
  public static of(connection: ConnectionLike): IConnection {
    const path = isConstructWith(connection) ? constructPath(connection) : "Connection.of";
    ({ connection } = checkProps({ path, name: "Connection" }, connectionLikeRule(), { connection }));
    if (typeof connection === "string") {
      return { connectionId: connection, prerequisites: [] };
    }
    return "connectionId" in connection
      ? connection
      : {
          connectionId: connection.id,
          ...defined({
            connectionType: connectionTypeOf(connection),
            capabilities: (connection.constructor as Documented).capabilities,
          }),
          // A getter, because the role can get more grants later.
          get prerequisites() {
            return rolePrerequisites(connection);
          },
          resource: connection,
        };
  }

  /** Whether `value` is a connection construct, a generated binding or an id. */
  public static isConnectionLike(value: unknown): value is ConnectionLike {
    if (typeof value === "string") {
      return value !== "";
    }
    if (!isObject(value)) {
      return false;
    }
    return "connectionId" in value
      ? "prerequisites" in value
      : TerraformResource.isTerraformResource(value) && connectionTypeOf(value) !== undefined;
  }
}

/** The class of a binding, which has the capabilities from Polytomic's documentation. */
type Documented = Pick<IConnection, "capabilities">;

/** The connection type, from the Terraform type of the resource. */
function connectionTypeOf({ terraformResourceType }: TerraformResource): string | undefined {
  return /^polytomic_(\w+)_connection$/.exec(terraformResourceType)?.[1];
}

/** The rule of props that take a connection. */
export const connectionRule = rule(() =>
  reject(
    (value) =>
      isConstructWith(value, "connection", "bulkSyncTo")
        ? { code: "WRONG_TYPE", message: "is an S3Integration; pass its .connection" }
        : undefined,
    either(
      (value) => typeof value === "string",
      connectionIdRule(),
      instance(
        "a connection",
        Connection.isConnectionLike,
        "an S3Connection, a binding such as PostgresqlConnection, or the id of an existing connection",
      ),
    ),
  ),
);

const connectionLikeRule = rule((z) => z.strictObject({ connection: connectionRule() }));

/** The connection type of a sync's source or destination, from props that are not validated yet. */
export function connectionTypeAt(end: unknown): string | undefined {
  const connection = isObject(end) && "connection" in end && end.connection;
  // An id has no known type, and its own rule reports an invalid one.
  return typeof connection !== "string" && Connection.isConnectionLike(connection)
    ? Connection.of(connection).connectionType
    : undefined;
}
