/** An S3 connection that exists already in Polytomic: nothing of it is changed. */
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { DataPolytomicS3Connection } from "../../lib/bindings/data-polytomic-s3-connection";
import { defined } from "../../lib/objects";
import { rule } from "../../lib/validation/rule";
import { connectionIdRule, organizationRule, polytomicProviderRule } from "../rules";
import { checkAtSynthesis, checkChild, checkConstruct, resolveIn } from "../validation";
import type { IConnection } from "./connection";
import { inherit } from "./inherit";
import { type S3AuthAttributes, s3AuthAttributesRule } from "./s3-auth";
import { S3Model, type S3ModelOptions, s3ModelOptionsRule } from "./s3-model";

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

const existingS3ConnectionRule = rule((z) =>
  z.strictObject({
    connectionId: connectionIdRule(),
    auth: s3AuthAttributesRule().optional(),
    organization: organizationRule().optional(),
    polytomicProvider: polytomicProviderRule().optional(),
  }),
);

/** An S3 connection that exists already. Made by `S3Connection.fromConnectionId` and `fromAttributes`. */
export class ExistingS3Connection<Auth extends S3AuthAttributes | undefined = undefined>
  extends Construct
  implements IS3Connection
{
  /** Its type. */
  public readonly connectionType = "s3";
  /** Id of the connection in Polytomic. */
  public readonly connectionId: string;
  /** What Polytomic says of its authentication, if that was given. See {@link data} for reading it. */
  public readonly auth: Auth;
  /** Nothing: the connection exists. */
  public readonly prerequisites: readonly ITerraformDependable[] = [];
  private readonly options: ExistingS3ConnectionOptions;
  private dataSource?: DataPolytomicS3Connection;

  public constructor(
    scope: Construct,
    id: string,
    props: ExistingS3ConnectionOptions & { readonly connectionId: string } & (Auth extends undefined
        ? object
        : { readonly auth: Auth }),
  ) {
    super(scope, id);
    checkConstruct(this, "S3Connection", existingS3ConnectionRule(), props);
    this.connectionId = props.connectionId;
    this.auth = ("auth" in props ? props.auth : undefined) as Auth;
    this.options = defined({
      organization: props.organization,
      polytomicProvider: props.polytomicProvider,
    });
  }

  /**
   * The data source that reads the connection, for what Polytomic knows of it: `data.configuration.externalId`,
   * `data.configuration.s3BucketName`. Made when it is first asked for.
   *
   * Only for connections that this app does not manage: while one is about to change, Terraform postpones the reading,
   * and what is read is null in the plan. A connection of this app is used by its construct.
   */
  public get data(): DataPolytomicS3Connection {
    this.dataSource ??= this.createDataSource();
    return this.dataSource;
  }

  public model(id: string, options: S3ModelOptions): S3Model {
    checkChild(this, id, "S3Model", s3ModelOptionsRule(), options);
    return new S3Model(this, id, { ...inherit(options, this.options), connection: this });
  }

  private createDataSource(): DataPolytomicS3Connection {
    const { organization, polytomicProvider } = this.options;
    checkAtSynthesis(this, "CDKTF_POLYTOMIC_CONNECTION_MANAGED_HERE", () => {
      const managed = /\bpolytomic_\w+_connection\.[\w-]+/.exec(
        String(resolveIn(this, this.connectionId)),
      )?.[0];
      return managed === undefined
        ? undefined
        : `${managed} is managed by this app, so it cannot be read as an existing connection: whenever it is about ` +
            "to change, every plan would fail. Use its construct, and its auth, instead";
    });
    return new DataPolytomicS3Connection(this, "Data", {
      ...defined({ organization, provider: polytomicProvider }),
      id: this.connectionId,
    });
  }
}
