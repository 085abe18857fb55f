/** An S3 connection that exists already in Polytomic: nothing of it is changed. */
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
import { withScope } from "./organization-scope";

/** A connection to files in S3. */
export interface IS3Connection extends IConnection {
  readonly connectionType: "s3";
  /**
   * A model of files that this connection reaches.
   * @throws InvalidPropsError if an option breaks one of its rules
   */
  model(id: string, options: S3ModelOptions): S3Model;
}

/** Where an existing connection lives, and by whom it is read. */
export interface ExistingS3ConnectionOptions {
  /**
   * Organization in Polytomic, a lower-case UUID. Needed with partner and deployment keys.
   * @default - the organization of the API key
   */
  readonly organization?: string;
  /** @default - the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
}

/** What is known of an existing connection. */
export interface S3ConnectionAttributes<
  Auth extends S3AuthAttributes = S3AuthAttributes,
> extends ExistingS3ConnectionOptions {
  /** Id of the connection in Polytomic, a UUID. */
  readonly connectionId: string;
  /** What Polytomic says of its authentication. */
  readonly auth: Auth;
}

const optionsShape = rule(() => ({
  organization: organizationRule().optional(),
  polytomicProvider: polytomicProviderRule().optional(),
}));

/** The rules of what `fromConnectionId` is told. */
export const existingS3ConnectionRule = rule((z) =>
  z.strictObject({ ...optionsShape(), connectionId: connectionIdRule() }),
);

/** The rules of {@link S3ConnectionAttributes}. */
export const s3ConnectionAttributesRule = rule((z) =>
  z.strictObject({ ...optionsShape(), connectionId: connectionIdRule(), auth: s3AuthAttributesRule() }),
);

/** An S3 connection that exists already. Made by `S3Connection.fromConnectionId` and `fromAttributes`. */
export class ExistingS3Connection<Auth extends S3AuthAttributes | undefined = undefined>
  extends Construct
  implements IS3Connection
{
  /** Its type. */
  public readonly connectionType = "s3";
  /** Polytomic reads it and writes to it. */
  public readonly capabilities = ["source", "destination"] as const;
  /** Id of the connection in Polytomic. */
  public readonly connectionId: string;
  /** What Polytomic says of its authentication, if that was given. See {@link data} for reading it. */
  public readonly auth: Auth;
  /** Nothing: the connection exists. */
  public readonly prerequisites: readonly ITerraformDependable[] = [];
  private readonly options: ExistingS3ConnectionOptions;
  private dataSource?: DataPolytomicS3Connection;

  /** Use `S3Connection.fromConnectionId` and `fromAttributes`, which check what they are told. */
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
   * The data source that reads the connection, for what Polytomic knows of it: `data.configuration.externalId`,
   * `data.configuration.s3BucketName`. Made when it is first asked for.
   *
   * Only for connections that this stack does not manage: while one is about to change, Terraform postpones the
   * reading, and what is read is null in the plan. That is reported at synthesis, as
   * `CDKTF_POLYTOMIC_CONNECTION_MANAGED_HERE`. A connection of this stack is used by its construct.
   */
  public get data(): DataPolytomicS3Connection {
    this.dataSource ??= this.createDataSource();
    return this.dataSource;
  }

  /**
   * A model of files that this connection reaches.
   * @throws InvalidPropsError if an option breaks one of its rules
   */
  public model(id: string, options: S3ModelOptions): S3Model {
    options = checkChild(this, id, "S3Model", s3ModelOptionsRule(), options);
    return new S3Model(this, id, { ...withScope(options, this.options), connection: this });
  }

  private createDataSource(): DataPolytomicS3Connection {
    const { organization, polytomicProvider } = this.options;
    checkAtSynthesis(this, "CDKTF_POLYTOMIC_CONNECTION_MANAGED_HERE", () => {
      const [managed] = resourcesBehind(this, this.connectionId, "locals and data sources");
      return managed === undefined
        ? undefined
        : `${managed} is managed by this stack, so it cannot be read as an existing connection: whenever it is about ` +
            "to change, every plan would fail. Use its construct, and its auth, instead";
    });
    return new DataPolytomicS3Connection(this, "data-source", {
      ...defined({ organization, provider: polytomicProvider }),
      id: this.connectionId,
    });
  }
}
