/** The bucket that holds the files: private, encrypted, versioned. */
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import {
  S3BucketServerSideEncryptionConfigurationA,
  type S3BucketServerSideEncryptionConfigurationRuleA,
} from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { dependable, type IResolvable, type ITerraformDependable, Lazy, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { ZodType } from "zod";
import { bucketArn } from "../../lib/aws/arns";
import { type PolicyStatement, renderPolicy, resourceStatementRule } from "../../lib/iam/policy-document";
import { bucketOverTlsOnly, fromNetworksOnly, noCustomerProvidedKeys } from "../../lib/iam/statements";
import { defined, withMembers } from "../../lib/objects";
import { rule } from "../../lib/validation/rule";
import { flag, text, wholeNumber, withRules, writtenList } from "../../lib/validation/token-aware";
import { awsProviderRule, isConstructWith, tagsRule } from "../rules";
import { checkConstruct } from "../validation";
import { type AllowedNetworks, allowedNetworksRule, networksOf } from "./allowed-networks";
import { AwsPlace } from "./aws-place";
import { Bucket, bucketNameRule, type IDataBucket } from "./bucket";
import { BucketEvents } from "./bucket-events";
import { lifecycleRules, lifecycleRulesRule } from "./bucket-lifecycle";
import { type BucketReplication, bucketReplicationRule } from "./bucket-replication";
import { UsesOfOwned } from "./cross-account";
import { encryptionKeyInstanceRule, type IEncryptionKey } from "./encryption-key";
import { type BucketAttributes, type ExistingBucketProps, ExistingDataBucket } from "./existing-data-bucket";
import { type OtherNotification, otherNotificationsRule } from "./notification";
import { objectLockRule, type ObjectRetention } from "./object-lock";
import { seldom } from "./seldom";

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
   * S3 Object Lock: how long objects are kept by default, or `{}` where only some shall be. It needs a versioned bucket, and to turn
   * it on replaces a bucket that exists.
   * @default - no Object Lock
   */
  readonly objectLock?: ObjectRetention | Readonly<Record<string, never>>;
  /**
   * Replication to other buckets. It needs a versioned bucket.
   * @default - none
   */
  readonly replication?: BucketReplication;
  /**
   * The only networks from which objects may be read and written, besides AWS services and the role of `replication`. Whoever
   * lists or configures the bucket may do so from anywhere.
   * @default - any network
   */
  readonly allowedNetworks?: AllowedNetworks;
  /**
   * Entries of the bucket's notification configuration for others than Polytomic: a bucket has only one configuration.
   * @default - none
   */
  readonly otherNotifications?: readonly OtherNotification[];
  /**
   * Send all events of the bucket to EventBridge too, for others than Polytomic.
   * @default false
   */
  readonly eventBridge?: boolean;
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
    objectLock: objectLockRule().optional(),
    replication: bucketReplicationRule().optional(),
    allowedNetworks: allowedNetworksRule().optional(),
    otherNotifications: otherNotificationsRule().optional(),
    eventBridge: z.boolean().optional(),
    policyStatements: writtenList(resourceStatementRule()).optional(),
    preventDestroy: z.boolean().optional(),
    forceDestroy: flag().optional(),
    tags: tagsRule().optional(),
    awsProvider: awsProviderRule().optional(),
  }),
);

/** The rules of {@link DataBucketProps} as a whole. */
export const newBucketRule = (members: ZodType = dataBucketRule()): ZodType =>
  withRules(members, ({ name, versioned, accessLogs, objectLock, replication }, problem) => {
    if (name !== undefined && typeof accessLogs === "object" && accessLogs !== null) {
      if ("bucket" in accessLogs && accessLogs.bucket === name) {
        problem(
          ["accessLogs", "bucket"],
          "is the bucket itself, whose logs would be logged in turn; name another one",
        );
      }
    }
    for (const [prop, value] of Object.entries({ objectLock, replication })) {
      if (versioned === false && value !== undefined) {
        problem(["versioned"], `is false, but ${prop} needs versions; leave it out`);
      }
    }
  });

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
  /** The key that encrypts the objects, unless S3 uses its own. */
  public readonly encryptionKey: IEncryptionKey | undefined;
  protected readonly knownRegion: string | undefined;
  protected readonly ownerAccountId: string;
  protected readonly uses: UsesOfOwned;
  private readonly policy: S3BucketPolicy;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: DataBucketProps) {
    super(scope, id);
    checkConstruct(this, "DataBucket", newBucketRule(), props);
    const place = AwsPlace.of(this, props.awsProvider);
    const provider = defined({ provider: props.awsProvider });
    const resource = new S3Bucket(this, "Resource", {
      ...provider,
      ...defined({ forceDestroy: props.forceDestroy, tags: props.tags }),
      bucket: props.name,
      ...(props.objectLock !== undefined && { objectLockEnabled: true }),
      ...(props.preventDestroy === true && { lifecycle: { preventDestroy: true } }),
    });
    this.encryptionKey = props.encryptionKey;
    this.bucketName = resource.bucket;
    this.bucketArn = bucketArn(place, this.bucketName);
    this.region = place.region;
    this.knownRegion = place.knownRegion;

    this.ownerAccountId = place.accountId;

    const used = { owner: this, name: "DataBucket", kind: "bucket", account: place } as const;
    this.uses = new UsesOfOwned(used, () => this.policy);

    const { last, policy } = this.configure(props);
    this.policy = policy;
    this.events = BucketEvents.ofNew(this, props.name, {
      bucketName: this.bucketName,
      after: last,
      awsProvider: props.awsProvider,
    });
    if (props.otherNotifications !== undefined) {
      this.events.declare(this, props.otherNotifications);
    }
    if (props.eventBridge === true) {
      this.events.sendToEventBridge();
    }
    const lifecycle = new S3BucketLifecycleConfiguration(this, "lifecycle", {
      ...provider,
      bucket: this.bucketName,
      rule: lifecycleRules(props),
    });
    // Somebody may want events later on.
    lifecycle.dependsOn = Lazy.listValue({
      produce: () => [this.events.prerequisites[0] ?? last].map(dependable),
    });
  }

  /**
   * Makes the configuration calls that come before notification and lifecycle, one after the other.
   * @returns the last of them, and the policy
   */
  private configure(props: DataBucketProps): { last: ITerraformDependable; policy: S3BucketPolicy } {
    const common = { ...defined({ provider: props.awsProvider }), bucket: this.bucketName };
    const { accessLogs, encryptionKey, objectLock = {}, replication } = props;
    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "public-access-block", {
      ...common,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const policy = new S3BucketPolicy(this, "policy", {
      ...common,
      policy: renderPolicy(() => this.policyStatements(props)),
      dependsOn: [publicAccessBlock],
    });
    const ownership = new S3BucketOwnershipControls(this, "ownership-controls", {
      ...common,
      rule: { objectOwnership: "BucketOwnerEnforced" },
      dependsOn: [policy],
    });
    const versioning = new S3BucketVersioningA(this, "versioning", {
      ...common,
      versioningConfiguration: { status: props.versioned === false ? "Suspended" : "Enabled" },
      dependsOn: [ownership],
    });
    let last: ITerraformDependable = new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      ...common,
      rule: [encryptionRule(encryptionKey)],
      dependsOn: [versioning],
    });
    if (accessLogs !== undefined) {
      last = new (seldom("S3BucketLoggingA"))(this, "logging", {
        ...common,
        targetBucket: accessLogs.bucket,
        targetPrefix: accessLogs.prefix ?? "",
        dependsOn: [last],
      });
    }
    if (objectLock.mode !== undefined) {
      last = new (seldom("S3BucketObjectLockConfigurationA"))(this, "object-lock", {
        ...common,
        rule: { defaultRetention: objectLock },
        dependsOn: [last],
      });
    }
    if (replication !== undefined) {
      last = new (seldom("S3BucketReplicationConfigurationA"))(this, "replication", {
        ...common,
        role: replication.roleArn,
        rule: [...replication.rules],
        dependsOn: [last],
      });
    }
    return { last, policy };
  }

  /** What must exist before the bucket's events reach their queues, and before roles of other accounts may use it. */
  public override get prerequisites(): readonly ITerraformDependable[] {
    return [...super.prerequisites, ...this.uses.prerequisites];
  }

  private policyStatements(props: DataBucketProps): PolicyStatement[] {
    const { allowedNetworks, replication, policyStatements = [] } = props;
    const replicator = replication === undefined ? [] : [replication.roleArn];
    return [
      ...bucketOverTlsOnly(this.bucketArn),
      noCustomerProvidedKeys(this.bucketArn),
      ...(allowedNetworks === undefined
        ? []
        : [fromNetworksOnly(this.bucketArn, networksOf(allowedNetworks), replicator)]),
      ...this.uses.statements,
      ...policyStatements,
    ];
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

  /**
   * A bucket that exists already, by all that is known of it: `fromBucketName` in one object.
   *
   * @throws InvalidPropsError if an attribute breaks its rule
   */
  public static fromBucketAttributes(
    scope: Construct,
    id: string,
    attributes: BucketAttributes,
  ): ExistingDataBucket {
    return new ExistingDataBucket(scope, id, attributes);
  }

  /** Whether `value` is a bucket of this library, owned or existing. */
  public static isDataBucket(value: unknown): value is IDataBucket {
    return isConstructWith(value, "bucketArn", "sendEventsTo", "announcedOn");
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
