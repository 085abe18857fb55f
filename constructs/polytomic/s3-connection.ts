/** An S3 connection in Polytomic. */
import type { IResolvable, ITerraformDependable, TerraformProvider } from "cdktf";
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
import { ensure } from "../../lib/terraform/needs";
import { dependOn } from "../../lib/terraform/dependencies";
import { rule } from "../../lib/validation/rule";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { apiOnly, choose, bool, checkedString, withRules } from "../../lib/validation/combinators";
import { stableExternalId } from "../aws/external-id";
import { isConstructWith, nameRule, organizationRule, polytomicProviderRule, dependsOnRule } from "../rules";
import { addPreconditions, folderWithoutWildcard } from "../preconditions";
import { checkChild, checkConstruct } from "../validation";
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
import { refuseCreateBeforeDestroy } from "./dependencies";
import type { Listener } from "./warnings";
import { replaceOnOrganizationChange } from "./organization-scope";

interface S3ConnectionBaseProps<Mode extends S3AuthMode> {
  /** Name of the connection in Polytomic. */
  readonly name: string;
  /** How Polytomic authenticates with AWS. */
  readonly auth: S3Auth<Mode>;
  /**
   * How Polytomic reads the files.
   * @default - each file is a table of its own
   */
  readonly files?: S3Files;
  /**
   * The queue on which new objects are announced, for incremental syncs. Each connection needs a queue of its own: SQS gives a
   * message to one reader.
   * @default - no events
   */
  readonly events?: { readonly queue: IEventQueue };
  /**
   * Organization in Polytomic, a lower-case UUID. Needed with partner and deployment keys. Changed, the connection is replaced.
   * @default - the organization of the API key
   */
  readonly organization?: string;
  /**
   * When the connection is destroyed, destroy what uses it too, in Polytomic. It counts once it has been applied: set
   * together with the removal of the connection it comes too late, so set it and apply, then remove and apply again.
   * @default false - a connection in use is not destroyed
   */
  readonly forceDestroy?: boolean | IResolvable;
  /**
   * What must exist before the connection, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
}

/** The place of the files: a bucket of this library, which knows its region, or a name and a region. */
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
      /** `bucket`, `bucket/folder` or `s3://bucket/folder`. A token stands for a name, without `s3://` and folder. */
      readonly bucket: string;
      readonly folder?: never;
      /** Region of the bucket, such as `us-east-1`. */
      readonly region: string;
    };

/** Props of {@link S3Connection}, with one mode of authentication or any. */
export type S3ConnectionProps<Mode extends S3AuthMode = S3AuthMode> = S3ConnectionBaseProps<Mode> &
  S3ConnectionBucket;

const bucketRule = rule(() => {
  const place = choose((value) =>
    typeof value === "string"
      ? checkedString(s3LocationProblem)
      : dataBucketInstanceRule("a DataBucket or the name of a bucket"),
  );
  return describe(place, { values: "`bucket`, `bucket/folder`, `s3://bucket/folder` or a `DataBucket`" });
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
        "needed with the name of a bucket; a `DataBucket` knows it",
      ).optional(),
      auth: s3AuthRule(),
      files: s3FilesRule().optional(),
      events: setsOption(
        "enable_event_notifications",
        describe(z.strictObject({ queue: setsOption("event_queue_arn", eventQueueInstanceRule()) }), {
          values: "a queue, or nothing",
        }),
      ).optional(),
      organization: organizationRule().optional(),
      forceDestroy: bool().optional(),
      healthcheckInterval: apiOnly(),
      policies: apiOnly(),
      validate: apiOnly(),
      dependsOn: dependsOnRule().optional(),
      polytomicProvider: polytomicProviderRule().optional(),
    }),
    ({ bucket, folder, region, files, auth }, problem) => {
      const limitedTo =
        typeof bucket === "string" && !isToken(bucket) ? parseS3Location(bucket).folder : folder;
      globProblems(files, limitedTo, problem);
      if (typeof bucket === "string" && region === undefined) {
        problem(
          ["region"],
          "is missing; the region of a bucket given by name is not known otherwise",
          "MISSING",
        );
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
          const message = `is in the partition ${formatValue(others)}, the bucket in ${formatValue(own)}, and no permission reaches from one to the other`;
          problem(["auth", "role"], message);
        }
      }
      if (typeof bucket === "string" && folder !== undefined) {
        problem(["folder"], 'was given besides the name of a bucket; write bucket: "name/folder"');
      }
      if (isDataBucket(bucket) && region !== undefined) {
        problem(["region"], "was given besides a DataBucket, which knows its region; leave it out");
      }
    },
  ),
);

/**
 * A connection to the files in a bucket.
 *
 * With a role, the connection is created first, with the ARN that the role will have; Polytomic answers with an external
 * ID, and the role is created with a trust policy that demands it: one apply, no cycle, no waiting.
 */
export class S3Connection<Mode extends S3AuthMode = S3AuthMode>
  extends Construct
  implements IS3Connection, Listener
{
  /** Its type. */
  public readonly connectionType = "s3";
  /** Polytomic reads it and writes to it. */
  public readonly capabilities = ["source", "destination"] as const;
  /** Id of the connection in Polytomic, a UUID. */
  public readonly connectionId: string;
  /** What Polytomic says of the authentication: `externalId` with a role, `awsUser` with an access key. */
  public readonly auth: S3AuthAttributes<Mode>;
  /**
   * The resource behind it, for what this construct does not offer. Its `lifecycle` must not have `createBeforeDestroy` if
   * the bucket or the queue is managed in the same stack: Terraform would spread it to them.
   */
  public readonly resource: S3ConnectionResource;
  private readonly props: S3ConnectionProps;

  /** @throws InvalidPropsError if a prop breaks one of its rules, or another connection of the app reads the queue */
  public constructor(scope: Construct, id: string, props: S3ConnectionProps<Mode>) {
    super(scope, id);
    props = checkConstruct(this, "S3Connection", s3ConnectionRule(), props);
    dependOn(this, props.dependsOn);
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
        ...placeConfiguration(props),
        ...s3FilesConfiguration(props.files ?? { layout: "table-per-file" }),
        enableEventNotifications: events !== undefined,
        // Empty, to Polytomic the same as none, takes back a queue that was given before.
        eventQueueArn: events?.queue.queueArn ?? "",
      },
    });
    this.resource = ensure(resource);
    // Below the resource, as the ids below the connection are those of its models.
    replaceOnOrganizationChange(this.resource, this.resource, props.organization);
    refuseCreateBeforeDestroy(this, this.resource);
    // A role that exists has no policy here that could be checked.
    addPreconditions(this.resource, folderWithoutWildcard(this, this.folder, false));
    this.connectionId = this.resource.id;
    const attributes =
      auth.mode === "iam_role"
        ? this.handshake(auth)
        : { mode: auth.mode, awsUser: this.resource.configuration.awsUser };
    this.auth = attributes as S3AuthAttributes<Mode>;
  }

  /**
   * A connection that exists already, by its id in Polytomic. See `data` of what is returned for reading it.
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
   * A connection that exists already, of which more is known than its id: nothing is read from Polytomic.
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

  /** What must exist before Polytomic can work with the connection: role policy, queue and notification. */
  public get prerequisites(): readonly ITerraformDependable[] {
    const { auth, bucket, events } = this.props;
    return [
      ...(auth.mode === "iam_role" ? auth.role.prerequisites : []),
      ...(events === undefined ? [] : events.queue.prerequisites),
      ...(typeof bucket === "string" ? [] : bucket.prerequisites),
    ];
  }

  /** Where it writes: its folder, empty for the whole bucket. */
  public get writesBelow(): string {
    return this.folder ?? "";
  }

  /** The objects of which Polytomic is told, as far as the bucket is one of this library. */
  public get listensTo(): readonly EventSelection[] {
    const { bucket, events } = this.props;
    return events === undefined || typeof bucket === "string" ? [] : bucket.eventsSentTo(events.queue);
  }

  /**
   * A model of files that this connection reaches.
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

  /** Makes the role trust the connection. */
  private handshake({ mode, role }: RoleAuth): S3AuthAttributes<"iam_role"> {
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
    // What is left out stays as it was applied; a secret in the plan of every role would be puzzling, though.
    ...(auth.forgetAccessKey && { awsAccessKeyId: "", awsSecretAccessKey: "" }),
  };
}

function placeConfiguration(props: S3ConnectionBucket): { s3BucketName: string; s3BucketRegion: string } {
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
