/** An S3 connection in Polytomic. */
import { DataResource, type ITerraformDependable, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { S3Connection as S3ConnectionResource } from "../../lib/bindings/s3-connection";
import { regionProblem } from "../../lib/aws/names";
import { defined } from "../../lib/objects";
import { type S3Files, s3FilesConfiguration, s3FilesRule } from "../../lib/polytomic/s3-files";
import {
  folderProblem,
  formatS3Location,
  normalizeFolder,
  parseS3Location,
  s3LocationProblem,
} from "../../lib/polytomic/s3-location";
import { rule } from "../../lib/validation/rule";
import {
  choose,
  flag,
  instance,
  secret,
  text,
  textThat,
  variants,
  withRules,
} from "../../lib/validation/token-aware";
import { DataBucket, type IDataBucket } from "../aws/data-bucket";
import { eventQueueInstanceRule, type IEventQueue } from "../aws/event-queue";
import { type IPolytomicRole, polytomicRoleInstanceRule } from "../aws/polytomic-role";
import { existingOrNew, nameRule, organizationRule, polytomicProviderRule } from "../rules";
import { checkChild, checkConstruct } from "../validation";
import type { IConnection } from "./connection";
import { inherit } from "./inherit";
import { S3Model, type S3ModelOptions, s3ModelOptionsRule } from "./s3-model";

/** Polytomic assumes a role, with the external ID of the connection. */
export interface RoleAuth {
  readonly mode: "iam_role";
  /** The role. The connection makes it trust its external ID. */
  readonly role: IPolytomicRole;
}

/** Polytomic uses an access key. For where a role cannot be used. */
export interface AccessKeyAuth {
  readonly mode: "access_key_and_secret";
  /** Id of the access key, such as `AKIAIOSFODNN7EXAMPLE`. */
  readonly accessKeyId: string;
  /** A token, such as the value of a sensitive `TerraformVariable`: a literal would stand in the synthesized files. */
  readonly secretAccessKey: string;
}

interface S3ConnectionBaseProps {
  /** Name of the connection in Polytomic. */
  readonly name: string;
  /** How Polytomic authenticates with AWS. */
  readonly auth: RoleAuth | AccessKeyAuth;
  /**
   * How Polytomic reads the files.
   * @default - each file is a table of its own
   */
  readonly files?: S3Files;
  /**
   * The queue on which new objects are announced, for incremental syncs.
   * @default - no events
   */
  readonly events?: { readonly queue: IEventQueue };
  /**
   * Organization in Polytomic, a lower-case UUID. Needed with partner and deployment keys.
   * @default - the organization of the API key
   */
  readonly organization?: string;
  /**
   * When the connection is destroyed, destroy what uses it too, in Polytomic. Counts only once it has been applied.
   * @default false - a connection in use is not destroyed
   */
  readonly forceDestroy?: boolean;
  /** @default - the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
}

/** The place of the files: a bucket of this library, which knows its region, or a name and a region. */
export type S3ConnectionPlace =
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
      /** `bucket`, `bucket/folder` or `s3://bucket/folder`. */
      readonly bucket: string;
      readonly folder?: never;
      /** Region of the bucket, such as `us-east-1`. */
      readonly region: string;
    };

/** Props of {@link S3Connection}. */
export type S3ConnectionProps = S3ConnectionBaseProps & S3ConnectionPlace;

const bucketRule = rule(() =>
  choose((value) =>
    typeof value === "string"
      ? textThat(s3LocationProblem)
      : instance(
          "a DataBucket or the name of a bucket",
          DataBucket.isDataBucket,
          existingOrNew("DataBucket.fromBucketName", "new DataBucket(...)"),
        ),
  ),
);

const s3ConnectionRule = rule((z) =>
  withRules(
    z.strictObject({
      name: nameRule(),
      bucket: bucketRule(),
      folder: textThat(folderProblem).optional(),
      region: textThat(regionProblem).optional(),
      auth: variants("mode", {
        iam_role: z.strictObject({ mode: z.string(), role: polytomicRoleInstanceRule() }),
        access_key_and_secret: z.strictObject({
          mode: z.string(),
          accessKeyId: text(),
          secretAccessKey: secret(),
        }),
      }),
      files: s3FilesRule().optional(),
      events: z.strictObject({ queue: eventQueueInstanceRule() }).optional(),
      organization: organizationRule().optional(),
      forceDestroy: flag().optional(),
      polytomicProvider: polytomicProviderRule().optional(),
    }),
    ({ bucket, folder, region }, problem) => {
      if (typeof bucket === "string" && region === undefined) {
        problem(["region"], "is missing; the region of a bucket given by name is not known otherwise");
      }
      if (typeof bucket === "string" && folder !== undefined) {
        problem(["folder"], 'was given besides the name of a bucket; write bucket: "name/folder"');
      }
      if (DataBucket.isDataBucket(bucket) && region !== undefined) {
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
export class S3Connection extends Construct implements IConnection {
  /** Id of the connection in Polytomic, a UUID. */
  public readonly connectionId: string;
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: S3ConnectionResource;
  private readonly props: S3ConnectionProps;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: S3ConnectionProps) {
    super(scope, id);
    checkConstruct(this, "S3Connection", s3ConnectionRule(), props);
    this.props = props;
    const { auth, events } = props;
    this.resource = new S3ConnectionResource(this, "Resource", {
      ...defined({
        organization: props.organization,
        forceDestroy: props.forceDestroy,
        provider: props.polytomicProvider,
      }),
      name: props.name,
      configuration: {
        ...(auth.mode === "iam_role"
          ? { authMode: auth.mode, iamRoleArn: auth.role.roleArn }
          : {
              authMode: auth.mode,
              awsAccessKeyId: auth.accessKeyId,
              awsSecretAccessKey: auth.secretAccessKey,
            }),
        ...placeConfiguration(props),
        ...s3FilesConfiguration(props.files ?? { layout: "table-per-file" }),
        enableEventNotifications: events !== undefined,
        ...(events !== undefined && { eventQueueArn: events.queue.queueArn }),
      },
    });
    this.connectionId = this.resource.id;
    if (auth.mode === "iam_role") {
      auth.role.trustExternalId(this.keepExternalId());
    }
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

  /**
   * A model of files that this connection reaches.
   * @throws InvalidPropsError if an option breaks one of its rules
   */
  public model(id: string, options: S3ModelOptions): S3Model {
    checkChild(this, id, "S3Model", s3ModelOptionsRule(), options);
    return new S3Model(this, id, {
      ...inherit(options, this.props),
      connection: this,
    });
  }

  /**
   * The external ID, kept from turning unknown in every plan that changes the connection: the provider marks it so, and
   * the trust policy would be unreadable in the plan of a mere rename. It is read again when the connection is
   * replaced or begins to use a role, for then Polytomic makes a new one.
   */
  private keepExternalId(): string {
    const kept = new DataResource(this, "external-id", {
      input: { external_id: this.resource.configuration.externalId },
      triggersReplace: { connection: this.resource.id, auth_mode: "iam_role" },
      lifecycle: { ignoreChanges: ["input"] },
    });
    return kept.interpolationForAttribute("output.external_id").toString();
  }
}

function placeConfiguration(props: S3ConnectionPlace): { s3BucketName: string; s3BucketRegion: string } {
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
