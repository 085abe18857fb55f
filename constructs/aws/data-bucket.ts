/** The bucket that holds the files: created private and encrypted, or an existing one of which nothing is changed. */
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import {
  S3BucketServerSideEncryptionConfigurationA,
  type S3BucketServerSideEncryptionConfigurationRuleA,
} from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { dependable, type IResolvable, type ITerraformDependable, type TerraformProvider } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { accountIdProblem, bucketArn } from "../../lib/aws/arns";
import { bucketNameProblem, regionProblem } from "../../lib/aws/names";
import { type PolicyStatement, renderPolicy, resourceStatementRule } from "../../lib/iam/policy-document";
import {
  type Access,
  ACCESSES,
  bucketOverTlsOnly,
  noCustomerProvidedKeys,
  objectAccess,
} from "../../lib/iam/statements";
import { InvalidPropsError } from "../../lib/errors";
import { defined, withMembers } from "../../lib/objects";
import { folderProblem, normalizeFolder } from "../../lib/polytomic/s3-location";
import { rule } from "../../lib/validation/rule";
import { isToken } from "../../lib/validation/show";
import { flag, oneOf, text, textThat, wholeNumber, writtenList } from "../../lib/validation/token-aware";
import { awsProviderRule, isConstructWith, tagsRule } from "../rules";
import { checkConstruct, placeOf } from "../validation";
import { AwsPlace } from "./aws-place";
import { BucketEvents, type EventFilter, eventFilterShape, type RequiredNotification } from "./bucket-events";
import { encryptionKeyInstanceRule, type IEncryptionKey } from "./encryption-key";
import { eventQueueInstanceRule, type IEventQueue } from "./event-queue";
import { type IPolytomicRole, polytomicRoleInstanceRule } from "./polytomic-role";

/** A bucket that Polytomic reads from or writes to. */
export interface IDataBucket extends IConstruct {
  /** Name of the bucket. */
  readonly bucketName: string;
  /** ARN of the bucket, readable in the plan. */
  readonly bucketArn: string;
  /** Region of the bucket, such as `us-east-1`. */
  readonly region: string;
  /** What must exist before the bucket's events reach their queues. */
  readonly prerequisites: readonly ITerraformDependable[];
  /**
   * Allows a role to use the objects below `folder`, or all of them.
   * @throws InvalidPropsError if an argument breaks its rule
   */
  grant(role: IPolytomicRole, access: Access, folder?: string): void;
  /**
   * Announces new objects on a queue.
   * @throws InvalidPropsError if an argument breaks its rule
   */
  sendEventsTo(queue: IEventQueue, filter?: EventFilter): void;
}

/** Props of {@link DataBucket}. */
export interface DataBucketProps {
  /** Name of the bucket, unique in the world. 3 to 63 lower-case letters, digits, dots and hyphens. */
  readonly name: string;
  /**
   * Keep old versions of objects.
   * @default true
   */
  readonly versioned?: boolean;
  /**
   * Days after which old versions are removed.
   * @default 30
   */
  readonly oldVersionDays?: number;
  /**
   * Days after which an upload that was never completed is removed.
   * @default 7
   */
  readonly incompleteUploadDays?: number;
  /**
   * The key that encrypts the objects. With one, S3 Bucket Keys are on, which saves most of the requests to KMS.
   * @default - S3's own key (SSE-S3)
   */
  readonly encryptionKey?: IEncryptionKey;
  /**
   * Rules besides those for old versions and uploads, in the words of the AWS provider's `rule` block, each with an id.
   * @default - none
   */
  readonly lifecycleRules?: readonly S3BucketLifecycleConfigurationRule[];
  /**
   * Where S3 writes its access logs: the name of a bucket that lets it, and what their keys begin with.
   * @default - no access logs
   */
  readonly accessLogs?: { readonly bucket: string; readonly prefix?: string };
  /**
   * Statements of the bucket policy besides those that demand TLS, in IAM's spelling.
   * @default - none
   */
  readonly policyStatements?: readonly PolicyStatement[];
  /**
   * Refuse every plan that would destroy the bucket.
   * @default false
   */
  readonly preventDestroy?: boolean;
  /**
   * Remove the bucket with all its objects when it is destroyed. Counts only once it has been applied.
   * @default false - destroying a bucket that holds objects fails
   */
  readonly forceDestroy?: boolean | IResolvable;
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /** @default - the stack's AWS provider */
  readonly awsProvider?: TerraformProvider;
}

/** What is known of a bucket that exists already. */
export interface ExistingBucketProps {
  /**
   * Region of the bucket.
   * @default - the region of the AWS provider
   */
  readonly region?: string;
  /**
   * The key that encrypts the objects, for the role to be allowed its use.
   * @default - none, as with SSE-S3
   */
  readonly encryptionKey?: IEncryptionKey;
  /**
   * The account that owns the bucket, twelve digits.
   * @default - the account of the AWS provider
   */
  readonly ownerAccountId?: string;
  /**
   * Let this library own the notification configuration of the bucket. A bucket has exactly one: what others have
   * configured in it is lost.
   * @default false - what is needed is offered as `requiredNotifications`
   */
  readonly manageNotifications?: boolean;
  /** @default - the stack's AWS provider */
  readonly awsProvider?: TerraformProvider;
}

/** The rule of the name of a bucket. */
export const bucketNameRule = rule(() => textThat(bucketNameProblem));

/** What the rules hold is the AWS provider's business; that they have an id, and none of this library's, is ours. */
const lifecycleRulesRule = rule((z) =>
  writtenList(
    z.looseObject({
      id: textThat((id) =>
        Object.values<string>(LIFECYCLE_RULES).includes(id)
          ? "is the id of a rule that this library makes"
          : undefined,
      ),
      status: oneOf(["Enabled", "Disabled"]),
    }),
  ),
);

const LIFECYCLE_RULES = { uploads: "incomplete-uploads", versions: "old-versions" } as const;

/** The rules of {@link DataBucketProps}. */
export const dataBucketRule = rule((z) =>
  z.strictObject({
    name: bucketNameRule(),
    versioned: z.boolean().optional(),
    oldVersionDays: wholeNumber(1, 36_500).optional(),
    incompleteUploadDays: wholeNumber(1, 36_500).optional(),
    encryptionKey: encryptionKeyInstanceRule().optional(),
    lifecycleRules: lifecycleRulesRule().optional(),
    accessLogs: z.strictObject({ bucket: bucketNameRule(), prefix: text().optional() }).optional(),
    policyStatements: writtenList(resourceStatementRule()).optional(),
    preventDestroy: z.boolean().optional(),
    forceDestroy: flag().optional(),
    tags: tagsRule().optional(),
    awsProvider: awsProviderRule().optional(),
  }),
);

/** The rules of {@link ExistingBucketProps}, with the name. */
export const existingBucketRule = rule((z) =>
  z.strictObject({
    bucketName: bucketNameRule(),
    region: textThat(regionProblem).optional(),
    encryptionKey: encryptionKeyInstanceRule().optional(),
    ownerAccountId: textThat(accountIdProblem).optional(),
    manageNotifications: z.boolean().optional(),
    awsProvider: awsProviderRule().optional(),
  }),
);

/** The rule of {@link Access}. What it means is decided at synthesis, so it is no token. */
export const accessRule = rule((z) => z.enum(ACCESSES));

const grantRule = rule((z) =>
  z.strictObject({
    role: polytomicRoleInstanceRule(),
    access: accessRule(),
    folder: textThat(folderProblem).optional(),
  }),
);

const eventsRule = rule((z) =>
  z.strictObject({
    queue: eventQueueInstanceRule(),
    filter: z.strictObject(eventFilterShape()),
  }),
);

/** What owned and existing buckets have in common. */
abstract class Bucket extends Construct implements IDataBucket {
  public abstract readonly bucketName: string;
  public abstract readonly bucketArn: string;
  public abstract readonly region: string;
  protected abstract readonly events: BucketEvents;
  protected abstract readonly encryptionKey: IEncryptionKey | undefined;
  /** The region, if it is known in the program. */
  protected abstract readonly knownRegion: string | undefined;

  public get prerequisites(): readonly ITerraformDependable[] {
    return this.events.prerequisites;
  }

  public grant(role: IPolytomicRole, access: Access, folder?: string): void {
    checkConstruct(this, "DataBucket", grantRule(), { role, access, folder });
    role.addStatements(...objectAccess(this.bucketArn, normalizeFolder(folder), access));
    this.encryptionKey?.grantUse(role, { service: "s3", access });
  }

  public sendEventsTo(queue: IEventQueue, filter: EventFilter = {}): void {
    checkConstruct(this, "DataBucket", eventsRule(), { queue, filter });
    this.refuseOtherRegion(queue);
    this.events.sendTo(this, queue, filter);
  }

  /** S3 delivers to queues of the bucket's own region only. Source: S3 User Guide, "Amazon S3 Event Notifications". */
  private refuseOtherRegion({ knownRegion }: IEventQueue): void {
    if (this.knownRegion !== undefined && knownRegion !== undefined && this.knownRegion !== knownRegion) {
      const message =
        `is in ${knownRegion}, the bucket in ${this.knownRegion}; S3 delivers within a region only. ` +
        "Use a queue of the bucket's region, made with an awsProvider of that region";
      throw new InvalidPropsError(placeOf(this), "DataBucket", [
        { prop: "queue", code: "CONFLICT", message },
      ]);
    }
  }
}

/**
 * A bucket for data: private, owned by its account alone, TLS 1.2 or better, encrypted (SSE-S3), versioned.
 *
 * S3 refuses parallel configuration calls on one bucket, so they form a chain; the lifecycle configuration, which takes
 * a minute to settle, stands at its end, where nothing waits for it.
 */
export class DataBucket extends Bucket {
  /** Name of the bucket. */
  public readonly bucketName: string;
  /** ARN of the bucket, readable in the plan. */
  public readonly bucketArn: string;
  /** Region of the bucket, such as `us-east-1`. */
  public readonly region: string;
  protected readonly events: BucketEvents;
  protected readonly encryptionKey: IEncryptionKey | undefined;
  protected readonly knownRegion: string | undefined;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: DataBucketProps) {
    super(scope, id);
    checkConstruct(this, "DataBucket", dataBucketRule(), props);
    const place = AwsPlace.of(this, props.awsProvider);
    const provider = defined({ provider: props.awsProvider });
    const resource = new S3Bucket(this, "Resource", {
      ...provider,
      ...defined({ forceDestroy: props.forceDestroy, tags: props.tags }),
      bucket: props.name,
      ...(props.preventDestroy === true && { lifecycle: { preventDestroy: true } }),
    });
    this.encryptionKey = props.encryptionKey;
    const bucket = resource.bucket;
    this.bucketName = bucket;
    this.bucketArn = bucketArn(place, bucket);
    this.region = place.region;
    this.knownRegion = place.knownRegion;

    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "public-access-block", {
      ...provider,
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const policy = new S3BucketPolicy(this, "policy", {
      ...provider,
      bucket,
      policy: renderPolicy(() => [
        ...bucketOverTlsOnly(this.bucketArn),
        noCustomerProvidedKeys(this.bucketArn),
        ...(props.policyStatements ?? []),
      ]),
      dependsOn: [publicAccessBlock],
    });
    const ownership = new S3BucketOwnershipControls(this, "ownership-controls", {
      ...provider,
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
      dependsOn: [policy],
    });
    const versioning = new S3BucketVersioningA(this, "versioning", {
      ...provider,
      bucket,
      versioningConfiguration: { status: props.versioned === false ? "Suspended" : "Enabled" },
      dependsOn: [ownership],
    });
    const encryption = new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      ...provider,
      bucket,
      rule: [encryptionRule(props.encryptionKey)],
      dependsOn: [versioning],
    });
    const configured =
      props.accessLogs === undefined
        ? encryption
        : new S3BucketLoggingA(this, "logging", {
            ...provider,
            bucket,
            targetBucket: props.accessLogs.bucket,
            targetPrefix: props.accessLogs.prefix ?? "",
            dependsOn: [encryption],
          });
    const lifecycle = new S3BucketLifecycleConfiguration(this, "lifecycle", {
      ...provider,
      bucket,
      rule: [
        {
          id: LIFECYCLE_RULES.uploads,
          status: "Enabled",
          filter: [{ prefix: "" }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: props.incompleteUploadDays ?? 7 }],
        },
        {
          id: LIFECYCLE_RULES.versions,
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: props.oldVersionDays ?? 30 }],
        },
        ...(props.lifecycleRules ?? []),
      ],
      dependsOn: [configured],
    });
    this.events = new BucketEvents({
      notification: { scope: this, id: "notification" },
      bucket: { name: bucket, arn: this.bucketArn, ownerAccountId: place.accountId },
      managed: true,
      after: configured,
      awsProvider: props.awsProvider,
      created: (notification) => {
        lifecycle.dependsOn = [dependable(notification)];
      },
    });
  }

  /**
   * A bucket that exists already. Nothing of it is changed, not even its notifications, unless `manageNotifications`
   * says so.
   *
   * @throws InvalidPropsError if the name or the region is not one
   */
  public static fromBucketName(
    scope: Construct,
    id: string,
    bucketName: string,
    props: ExistingBucketProps = {},
  ): ExistingDataBucket {
    return new ExistingDataBucket(scope, id, withMembers(props, { bucketName }));
  }

  /** Whether `value` is a bucket of this library, owned or existing. */
  public static isDataBucket(value: unknown): value is IDataBucket {
    return isConstructWith(value, "bucketArn", "sendEventsTo");
  }
}

/** A bucket that exists already. */
export class ExistingDataBucket extends Bucket {
  /** Name of the bucket. */
  public readonly bucketName: string;
  /** ARN of the bucket, readable in the plan. */
  public readonly bucketArn: string;
  /** Region of the bucket, such as `us-east-1`. */
  public readonly region: string;
  protected readonly events: BucketEvents;
  protected readonly encryptionKey: IEncryptionKey | undefined;
  protected readonly knownRegion: string | undefined;

  public constructor(
    scope: Construct,
    id: string,
    props: ExistingBucketProps & { readonly bucketName: string },
  ) {
    super(scope, id);
    checkConstruct(this, "DataBucket", existingBucketRule(), props);
    const place = AwsPlace.of(this, props.awsProvider);
    this.bucketName = props.bucketName;
    this.bucketArn = bucketArn(place, this.bucketName);
    this.region = props.region ?? place.region;
    const known = props.region ?? place.knownRegion;
    this.knownRegion = isToken(known) ? undefined : known;
    this.encryptionKey = props.encryptionKey;
    const ownerAccountId = props.ownerAccountId ?? place.accountId;
    this.events = BucketEvents.ofExisting(this, {
      bucket: { name: this.bucketName, arn: this.bucketArn, ownerAccountId },
      managed: props.manageNotifications ?? false,
      awsProvider: props.awsProvider,
    });
  }

  /** Entries that the bucket's notification configuration must have, for its owner to add. */
  public get requiredNotifications(): readonly RequiredNotification[] {
    return this.events.required;
  }
}

function encryptionRule(key: IEncryptionKey | undefined): S3BucketServerSideEncryptionConfigurationRuleA {
  return key === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.keyArn },
        bucketKeyEnabled: true,
      };
}
