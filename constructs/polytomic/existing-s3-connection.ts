/** An existing S3 connection in Polytomic. It is never changed. */
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { DataPolytomicS3Connection } from "../../lib/bindings/data-polytomic-s3-connection";
import { defined } from "../../lib/objects";
import { connectionIdRule } from "../../lib/polytomic/connections";
import { resourcesBehind } from "../../lib/terraform/references";
import { rule } from "../../lib/validation/rule";
import { organizationRule, polytomicProviderRule } from "../rules";
import { checkAtSynthesis, checkChild } from "../validation";
import type { IConnection } from "./connection";
import { type S3AuthAttributes, s3AuthAttributesRule } from "./s3-auth";
import { S3Model, type S3ModelOptions, s3ModelOptionsRule } from "./s3-model";
import { inheritScope } from "./organization-scope";

/** A connection to files in S3. */
export interface IS3Connection extends IConnection {
  /** The type of the connection. */
  readonly connectionType: "s3";
  /**
   * Creates a model of files that this connection can read.
   * @throws InvalidPropsError if an option breaks one of its rules
   */
  model(id: string, options: S3ModelOptions): S3Model;
}

/** The organization and provider of an existing connection. */
export interface ExistingS3ConnectionOptions {
  /**
   * Polytomic organization, a lowercase UUID. Required with partner and deployment keys.
   * @default - the organization of the API key
   */
  readonly organization?: string;
  /** @default - the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
}

/** Attributes of an existing connection. */
export interface S3ConnectionAttributes<
  Auth extends S3AuthAttributes = S3AuthAttributes,
> extends ExistingS3ConnectionOptions {
  /** Id of the connection in Polytomic, a UUID. */
  readonly connectionId: string;
  /** Authentication attributes that Polytomic returned. */
  readonly auth: Auth;
}

const optionsShape = rule(() => ({
  organization: organizationRule().optional(),
  polytomicProvider: polytomicProviderRule().optional(),
}));

/** The rules of the arguments of `fromConnectionId`. */
export const existingS3ConnectionRule = rule((z) =>
  z.strictObject({ ...optionsShape(), connectionId: connectionIdRule() }),
);

/** The rules of {@link S3ConnectionAttributes}. */
export const s3ConnectionAttributesRule = rule((z) =>
  z.strictObject({ ...optionsShape(), connectionId: connectionIdRule(), auth: s3AuthAttributesRule() }),
);

/** An existing S3 connection. Returned by `S3Connection.fromConnectionId` and `fromAttributes`. */
export class ExistingS3Connection<Auth extends S3AuthAttributes | undefined = undefined>
  extends Construct
  implements IS3Connection
{
  /** Connection type. */
  public readonly connectionType = "s3";
  /** Polytomic can read from it and write to it. */
  public readonly capabilities = ["source", "destination"] as const;
  /** Id of the connection in Polytomic. */
  public readonly connectionId: string;
  /** Authentication attributes, if passed to `fromAttributes`. To read them from Polytomic, use {@link data}. */
  public readonly auth: Auth;
  /** Empty, because the connection exists. */
  public readonly prerequisites: readonly ITerraformDependable[] = [];
  private readonly options: ExistingS3ConnectionOptions;
  private dataSource?: DataPolytomicS3Connection;

  /** Use `S3Connection.fromConnectionId` or `fromAttributes` instead, which validate their arguments. */
  public constructor(
    scope: Construct,
    id: string,
    {
      connectionId,
      auth,
      ...options
    }: ExistingS3ConnectionOptions & { readonly connectionId: string; readonly auth: Auth },
  ) {
    super(scope, id);
    this.connectionId = connectionId;
    this.auth = auth;
    this.options = options;
  }

  /**
   * The data source that reads the connection from Polytomic, such as `data.configuration.externalId` or
   * `data.configuration.s3BucketName`. Created on first access.
   *
   * Use it only for connections that this stack does not manage. While a managed connection has a pending change, Terraform defers the
   * read and the plan sees null. Synthesis reports this as `CDKTF_POLYTOMIC_CONNECTION_MANAGED_HERE`; use the construct instead.
   */
  public get data(): DataPolytomicS3Connection {
    this.dataSource ??= this.createDataSource();
    return this.dataSource;
  }

  /**
   * Creates a model of files that this connection can read.
   * @throws InvalidPropsError if an option breaks one of its rules
   */
  public model(id: string, options: S3ModelOptions): S3Model {
    options = checkChild(this, id, "S3Model", s3ModelOptionsRule(), options);
    return new S3Model(this, id, { ...inheritScope(options, this.options), connection: this });
  }

  private createDataSource(): DataPolytomicS3Connection {
    const { organization, polytomicProvider } = this.options;
    checkAtSynthesis(this, "CDKTF_POLYTOMIC_CONNECTION_MANAGED_HERE", () => {
      const [managed] = resourcesBehind(this, this.connectionId, "locals and data sources");
      return managed === undefined
        ? undefined
        : `${managed} is managed by this stack, so it cannot be read as an existing connection: plans would fail ` +
            "whenever it has a pending change. Use its construct and the construct's auth instead";
    });
    return new DataPolytomicS3Connection(this, "data-source", {
      ...defined({ organization, provider: polytomicProvider }),
      id: this.connectionId,
    });
  }
}
