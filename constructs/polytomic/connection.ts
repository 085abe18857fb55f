/** Connections of any type: what models and syncs need to know of them. */
import { type ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { defined, withMembers } from "../../lib/objects";
import {
  capabilitiesOf,
  type ConnectionCapability,
  connectionIdRule,
  connectionTypeProblem,
} from "../../lib/polytomic/connections";
import { rule } from "../../lib/validation/rule";
import { checkProps } from "../../lib/validation/check-props";
import { choose, instance, reject, checkedString } from "../../lib/validation/combinators";
import { rolePrerequisites } from "../aws/external-id";
import { isToken } from "../../lib/tokens";
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
   * What the connection can be, as Polytomic's documentation lists its type: models and bulk syncs read a `source`, model syncs and bulk
   * syncs write to a `destination`. Whether a source offers models, bulk syncs or both, Polytomic's pages of the type say.
   * @default - not known, as of a connection that is given by its id
   */
  readonly capabilities?: readonly ConnectionCapability[] | undefined;
  /** What must exist before Polytomic can work with the connection. */
  readonly prerequisites: readonly ITerraformDependable[];
  /** The resource behind it, if it is managed in this app. */
  readonly resource?: TerraformResource;
}

/**
 * A generated binding of a connection, such as `PostgresqlConnection`. The methods tell it from the bindings of other
 * things: of Polytomic's resources, connections alone have `forceDestroy`.
 */
export type ConnectionBinding = TerraformResource & {
  readonly id: string;
  resetForceDestroy(): void;
  resetOrganization(): void;
};

/** Whatever stands for a connection: a construct of this library, a generated binding, or the id of one that exists. */
export type ConnectionLike = IConnection | ConnectionBinding | string;

/** What you know of a connection that exists. */
export interface ExistingConnectionOptions {
  /**
   * Id of the connection's type in Polytomic, such as `s3`, `postgresql` or `webhook`. With it, the rules, formats and warnings of that
   * type apply. A literal.
   * @default - not known
   */
  readonly type?: string;
}

const existingConnectionRule = rule((z) =>
  z.strictObject({
    connectionId: connectionIdRule(),
    type: reject(
      (value) =>
        isToken(value) ? { code: "WRONG_TYPE", message: "is a token; write the type itself" } : undefined,
      checkedString(connectionTypeProblem, "the id of a type of connection"),
    ).optional(),
  }),
);

/** A connection of any type. */
export class Connection extends Construct implements IConnection {
  /** Id of the connection in Polytomic. */
  public readonly connectionId: string;
  /** Id of the connection's type, if you said it. */
  public readonly connectionType: string | undefined;
  /** What the connection can be, if you said its type. */
  public readonly capabilities: readonly ConnectionCapability[] | undefined;
  /** Nothing: the connection exists. */
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
   * A connection that exists already, by its id in Polytomic.
   *
   * @param connectionId the `id` that Polytomic's API and the provider's data sources report, such as
   * `DataPolytomicS3Connection`; a UUID
   * @throws InvalidPropsError if `connectionId` is no UUID, or an option breaks its rule
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
   * The connection that `connection` stands for. A generated binding, of any connection type, becomes one, and so does the id of one
   * that exists.
   *
   * @throws InvalidPropsError if it stands for none
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
          // Asked when it is needed: more may be allowed to the role later on.
          get prerequisites() {
            return rolePrerequisites(connection);
          },
          resource: connection,
        };
  }

  /** Whether `value` stands for a connection. */
  public static isConnectionLike(value: unknown): value is ConnectionLike {
    if (typeof value === "string") {
      return value !== "";
    }
    if (typeof value !== "object" || value === null) {
      return false;
    }
    return "connectionId" in value
      ? "prerequisites" in value
      : TerraformResource.isTerraformResource(value) && connectionTypeOf(value) !== undefined;
  }
}

/** The class of a binding, which knows what Polytomic's documentation says. */
type Documented = Pick<IConnection, "capabilities">;

/** The type of connection that a resource of the provider manages, from its name. */
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
    choose((value) =>
      typeof value === "string"
        ? connectionIdRule()
        : instance(
            "a connection",
            Connection.isConnectionLike,
            "an S3Connection, a binding such as PostgresqlConnection, or the id of one that exists",
          ),
    ),
  ),
);

const connectionLikeRule = rule((z) => z.strictObject({ connection: connectionRule() }));

/** The type of the connection at an end of a sync, from props that nothing has checked yet. */
export function connectionTypeAt(end: unknown): string | undefined {
  const connection = typeof end === "object" && end !== null && "connection" in end && end.connection;
  // Of an id nothing is known; whether it is one is for its own rule to say.
  return typeof connection !== "string" && Connection.isConnectionLike(connection)
    ? Connection.of(connection).connectionType
    : undefined;
}
