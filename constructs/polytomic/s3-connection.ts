/** An S3 connection in Polytomic. */
import type { IResolvable, ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { S3Connection as S3ConnectionResource } from "../../lib/bindings/s3-connection";
import type { EventSelection } from "../../lib/aws/event-filters";
import { partitionOf } from "../../lib/aws/arns";
import { legacyBucketNameProblem, regionProblem } from "../../lib/aws/names";
import { defined, memberAt, withMembers } from "../../lib/objects";
import { globProblems, type S3Files, s3FilesConfiguration, s3FilesRule } from "../../lib/polytomic/s3-files";
import {
  folderProblem,
  formatS3Location,
  normalizeFolder,
  parseS3Location,
  s3LocationProblem,
} from "../../lib/polytomic/s3-location";
import { describe, setsOption } from "../../lib/validation/metadata";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { rule } from "../../lib/validation/rule";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { apiOnly, either, bool, checkedString, withRules } from "../../lib/validation/combinators";
import { stableExternalId } from "../aws/external-id";
import { isConstructWith, nameRule, organizationRule } from "../rules";
import { addPreconditions, folderWithoutWildcard } from "../preconditions";
import { type PolytomicResourceProps, polytomicResourceShape } from "../common-props";
import { checkChild, checkNew } from "../validation";
import {
  ExistingS3Connection,
  type ExistingS3ConnectionOptions,
  existingS3ConnectionRule,
  type IS3Connection,
  type S3ConnectionAttributes,
  s3ConnectionAttributesRule,
} from "./existing-s3-connection";
import { registerQueueConsumer } from "./queue-consumers";
import { type RoleAuth, type S3Auth, type S3AuthAttributes, type S3AuthMode, s3AuthRule } from "./s3-auth";
import { S3Model, type S3ModelOptions, s3ModelOptionsRule } from "./s3-model";
import {
  dataBucketInstanceRule,
  eventQueueInstanceRule,
  type IDataBucket,
  type IEventQueue,
  isDataBucket,
} from "../aws/interfaces";
import { forbidCreateBeforeDestroy } from "./dependencies";
import type { Listener } from "./warnings";
import { replaceOnOrganizationChange } from "./organization-scope";

interface S3ConnectionBaseProps<Mode extends S3AuthMode> extends PolytomicResourceProps {
  /** Name of the connection in Polytomic. */
  readonly name: string;
  /** How Polytomic authenticates with AWS. */
  readonly auth: S3Auth<Mode>;
  /**
   * How Polytomic reads the files.
   * @default - each file is its own table
   */
  readonly files?: S3Files;
  /**
   * The queue that receives events for new objects, for incremental syncs. Each connection needs its own queue, because SQS delivers
   * each message to one consumer only.
   * @default - no events
   */
  readonly events?: { readonly queue: IEventQueue };
  /**
   * Polytomic organization, a lowercase UUID. Required with partner and deployment keys. Changing it replaces the connection.
   * @default - the organization of the API key
   */
  readonly organization?: string;
  /**
   * On destroy, also delete the Polytomic models and syncs that use the connection. The flag must already be in the state: apply it
   * first, then remove the connection in a second apply.
   * @default false - a connection that is in use is not destroyed
   */
  readonly forceDestroy?: boolean | IResolvable;
}

/** Where the files are: a bucket construct, which knows its region, or a bucket name and a region. */
export type S3ConnectionBucket =
  | {
      readonly bucket: IDataBucket;
      /**
       * Limits Polytomic to the objects below this folder.
       * @default - the whole bucket
       */
      readonly folder?: string;
      readonly region?: never;
    }
  | {
      /** `bucket`, `bucket/folder` or `s3://bucket/folder`. A token must be a bucket name, without `s3://` and folder. */
      readonly bucket: string;
      readonly folder?: never;
      /** Region of the bucket, such as `us-east-1`. */
      readonly region: string;
    };

/** Props of {@link S3Connection}, for one authentication mode or any. */
export type S3ConnectionProps<Mode extends S3AuthMode = S3AuthMode> = S3ConnectionBaseProps<Mode> &
  S3ConnectionBucket;

const bucketRule = rule(() => {
  const location = either(
    (value) => typeof value === "string",
    checkedString(s3LocationProblem),
    dataBucketInstanceRule(undefined, undefined, "a DataBucket or the name of a bucket"),
  );
  return describe(location, { values: "`bucket`, `bucket/folder`, `s3://bucket/folder` or a `DataBucket`" });
});

/** The rules of {@link S3ConnectionProps}. */
export const s3ConnectionRule = rule((z) =>
  withRules(
    z.strictObject({
      name: nameRule(),
      bucket: setsOption("s3_bucket_name", bucketRule()),
      folder: setsOption(
        "s3_bucket_name",
        checkedString(folderProblem, "a folder"),
        "with a `DataBucket`",
      ).optional(),
      region: setsOption(
        "s3_bucket_region",
        checkedString(regionProblem, "the name of a region, such as `us-east-1`"),
        "required with a bucket name; a `DataBucket` knows its region",
      ).optional(),
      auth: s3AuthRule(),
      files: s3FilesRule().optional(),
      events: setsOption(
        "enable_event_notifications",
        describe(z.strictObject({ queue: setsOption("event_queue_arn", eventQueueInstanceRule()) }), {
          values: "a queue, or omitted",
        }),
      ).optional(),
      organization: organizationRule().optional(),
      forceDestroy: bool().optional(),
      healthcheckInterval: apiOnly(),
      policies: apiOnly(),
      validate: apiOnly(),
      ...polytomicResourceShape(),
    }),
    ({ bucket, folder, region, files, auth }, problem) => {
      const limitedTo =
        typeof bucket === "string" && !isToken(bucket) ? parseS3Location(bucket).folder : folder;
      globProblems(files, limitedTo, problem);
      if (typeof bucket === "string" && region === undefined) {
        problem(["region"], "is missing; a bucket that is passed by name needs its region", "MISSING");
      }
      const legacy =
        typeof bucket === "string"
          ? legacyBucketNameProblem(parseS3Location(bucket).bucket, region)
          : undefined;
      if (legacy !== undefined) {
        problem(["bucket"], legacy, "MALFORMED");
      }
      const role = memberAt(auth, "role");
      if (typeof region === "string" && !isToken(region) && isConstructWith(role, "roleArn", "account")) {
        const [own, others] = [partitionOf(region), memberAt(role, "account", "knownPartition")];
        if (others !== undefined && own !== others) {
          const message = `is in the partition ${formatValue(others)} and the bucket in ${formatValue(own)}; IAM permissions do not cross partitions`;
          problem(["auth", "role"], message);
        }
      }
      if (typeof bucket === "string" && folder !== undefined) {
        problem(["folder"], 'cannot be combined with a bucket name; write bucket: "name/folder"');
      }
      if (isDataBucket(bucket) && region !== undefined) {
        problem(["region"], "cannot be combined with a DataBucket, which knows its region; omit it");
      }
    },
  ),
);

/**
 * A connection to the files in a bucket.
 *
 * With a role, Terraform creates the connection first, with the ARN that the role will have. Polytomic returns an external ID, and the
 * role is created with a trust policy that requires it: one apply, no cycle, no waiting.
 */
export class S3Connection<Mode extends S3AuthMode = S3AuthMode>
  extends Construct
  implements IS3Connection, Listener
{
  /** Connection type. */
  public readonly connectionType = "s3";
  /** Polytomic can read from it and write to it. */
  public readonly capabilities = ["source", "destination"] as const;
  /** Id of the connection in Polytomic, a UUID. */
  public readonly connectionId: string;
  /** Authentication values that Polytomic generates: `externalId` with a role, `awsUser` with an access key. */
  public readonly auth: S3AuthAttributes<Mode>;
  /**
   * The underlying Terraform resource, for arguments that this construct does not expose. Do not set `createBeforeDestroy` in its
   * `lifecycle` if the bucket or the queue is managed in the same stack: Terraform would apply it to them too.
   */
  public readonly resource: S3ConnectionResource;
  private readonly props: S3ConnectionProps;

  /** @throws InvalidPropsError if a prop breaks one of its rules, or another connection of the app reads the queue */
  public constructor(scope: Construct, id: string, props: S3ConnectionProps<Mode>) {
    super(scope, id);
    props = checkNew(this, "S3Connection", s3ConnectionRule(), props);
    this.props = props as S3ConnectionProps;
    const { auth, events } = this.props;
    if (events !== undefined) {
      registerQueueConsumer(this, events.queue);
    }
    const resource = new S3ConnectionResource(this, "Resource", {
      ...defined({
        organization: props.organization,
        forceDestroy: props.forceDestroy,
        provider: props.polytomicProvider,
      }),
      name: props.name,
      configuration: {
        ...authConfiguration(auth),
        ...bucketConfiguration(props),
        ...s3FilesConfiguration(props.files ?? { layout: "table-per-file" }),
        enableEventNotifications: events !== undefined,
        // An empty ARN unsets a queue that was applied before; to Polytomic it is the same as no queue.
        eventQueueArn: events?.queue.queueArn ?? "",
      },
    });
    this.resource = withMetaArguments(resource);
    // The scope is the resource because ids under the connection are reserved for its models.
    replaceOnOrganizationChange(this.resource, this.resource, props.organization);
    forbidCreateBeforeDestroy(this, this.resource);
    // `false`: an existing role has no policy in this app that could be checked.
    addPreconditions(this.resource, folderWithoutWildcard(this, this.folder, false));
    this.connectionId = this.resource.id;
    const attributes =
      auth.mode === "iam_role"
        ? this.trustConnection(auth)
        : { mode: auth.mode, awsUser: this.resource.configuration.awsUser };
    this.auth = attributes as S3AuthAttributes<Mode>;
  }

  /**
   * References an existing connection by its id in Polytomic. To read its settings, use `data` of the returned construct.
   *
   * @param connectionId a UUID, as Polytomic's API reports it
   * @throws InvalidPropsError if `connectionId` is empty or an option breaks its rule
   */
  public static fromConnectionId(
    scope: Construct,
    id: string,
    connectionId: string,
    options: ExistingS3ConnectionOptions = {},
  ): ExistingS3Connection {
    const props = withMembers(options, { connectionId });
    const checked = checkChild(scope, id, "S3Connection", existingS3ConnectionRule(), props);
    return new ExistingS3Connection(scope, id, { ...checked, auth: undefined });
  }

  /**
   * References an existing connection whose attributes you know. Nothing is read from Polytomic.
   *
   * @throws InvalidPropsError if an attribute breaks its rule
   */
  public static fromAttributes<Auth extends S3AuthAttributes>(
    scope: Construct,
    id: string,
    attributes: S3ConnectionAttributes<Auth>,
  ): ExistingS3Connection<Auth> {
    attributes = checkChild(scope, id, "S3Connection", s3ConnectionAttributesRule(), attributes);
    return new ExistingS3Connection(scope, id, attributes);
  }

  /** Resources that must exist before Polytomic can use the connection: role policy, queue and notification. */
  public get prerequisites(): readonly ITerraformDependable[] {
    const { auth, bucket, events } = this.props;
    return [
      ...(auth.mode === "iam_role" ? auth.role.prerequisites : []),
      ...(events === undefined ? [] : events.queue.prerequisites),
      ...(typeof bucket === "string" ? [] : bucket.prerequisites),
    ];
  }

  /** The folder that Polytomic writes to; empty for the whole bucket. */
  public get writesBelow(): string {
    return this.folder ?? "";
  }

  /** The objects that Polytomic receives events for. Empty if the bucket is not a construct. */
  public get listensTo(): readonly EventSelection[] {
    const { bucket, events } = this.props;
    return events === undefined || typeof bucket === "string" ? [] : bucket.eventsSentTo(events.queue);
  }

  /**
   * Creates a model of files that this connection can read.
   * @throws InvalidPropsError if an option breaks one of its rules
   */
  public model(id: string, options: S3ModelOptions): S3Model {
    options = checkChild(this, id, "S3Model", s3ModelOptionsRule(), options);
    return new S3Model(this, id, { ...options, connection: this });
  }

  private get folder(): string | undefined {
    const { bucket, folder } = this.props;
    return typeof bucket === "string" ? parseS3Location(bucket).folder : normalizeFolder(folder);
  }

  /** Adds the connection's external ID to the trust policy of the role. */
  private trustConnection({ mode, role }: RoleAuth): S3AuthAttributes<"iam_role"> {
    const externalId = stableExternalId(this, "external-id", this.resource);
    role.trustExternalId(externalId);
    return { mode, externalId };
  }
}

function authConfiguration(auth: S3Auth) {
  if (auth.mode === "access_key_and_secret") {
    return {
      authMode: auth.mode,
      awsAccessKeyId: auth.accessKeyId,
      awsSecretAccessKey: auth.secretAccessKey,
    };
  }
  return {
    authMode: auth.mode,
    iamRoleArn: auth.role.roleArn,
    // The provider keeps the applied value of an omitted argument. Not sent by default: a secret in the plan of every role would confuse.
    ...(auth.forgetAccessKey && { awsAccessKeyId: "", awsSecretAccessKey: "" }),
  };
}

function bucketConfiguration(props: S3ConnectionBucket): { s3BucketName: string; s3BucketRegion: string } {
  if (typeof props.bucket === "string") {
    return {
      s3BucketName: formatS3Location(parseS3Location(props.bucket)),
      s3BucketRegion: props.region ?? "",
    };
  }
  const folder = normalizeFolder(props.folder);
  return {
    s3BucketName: formatS3Location({ bucket: props.bucket.bucketName, ...defined({ folder }) }),
    s3BucketRegion: props.bucket.region,
  };
}
