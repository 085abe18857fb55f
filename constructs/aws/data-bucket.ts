/** A new bucket for files: private, encrypted, versioned. */
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
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
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { ZodType } from "zod";
import { bucketArn, bucketNameOfArn } from "../../lib/aws/arns";
import { hasBlockedEncryptionTypes } from "../../lib/aws/bindings";
import {
  type PolicyStatement,
  renderPolicy,
  type Resolve,
  resourceStatementRule,
} from "../../lib/iam/policy-document";
import {
  type BucketSource,
  bucketOverTlsOnly,
  fromNetworksOnly,
  logDelivery,
  noCustomerProvidedKeys,
  withSourcesTogether,
} from "../../lib/iam/statements";
import { POLICY } from "../../lib/aws/limits";
import { defined, memberAt, withMembers } from "../../lib/objects";
import { sortedBy } from "../../lib/sorted";
import { forbidSecondOwner } from "../../lib/synthesis/owners";
import { replaceTriggeredBy } from "../../lib/terraform/replacement";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { rule } from "../../lib/validation/rule";
import { isToken } from "../../lib/tokens";
import { integer, withRules, literalArray } from "../../lib/validation/combinators";
import { checkNew } from "../validation";
import { type AccessLogs, accessLogsRule } from "./access-logs";
import { type AllowedNetworks, allowedNetworksRule, networksOf } from "./allowed-networks";
import type { AwsLocation } from "./aws-environment";
import {
  locationOf,
  refuseKeysOfOtherRegions,
  type RegionalResourceProps,
  regionalResourceShape,
} from "./aws-region";
import { DataBucketBase, bucketNameRule } from "./data-bucket-base";
import { checkNamespace, namespaceArguments } from "./bucket-namespace";
import { BucketNotifications } from "./bucket-notifications";
import { lifecycleRules, lifecycleRulesRule } from "./bucket-lifecycle";
import { type BucketReplication, bucketReplicationRule } from "./bucket-replication";
import { BucketSettings } from "./bucket-settings";
import { checkTargets, type TargetFeatures } from "./bucket-targets";
import { OwnedResourceAccess } from "./cross-account";
import { type BucketAttributes, type ExistingBucketProps, ExistingDataBucket } from "./existing-data-bucket";
import { forbidNameOverrides } from "./name-overrides";
import { type OtherNotification, otherNotificationsRule } from "./notification";
import { refuseOtherPartitions } from "./partitions";
import { nameIn } from "./notification-ownership";
import { objectLockRule, type ObjectRetention } from "./object-lock";
import { checkPolicyLimits } from "./policy-limits";
import { type BucketRemoval, bucketRemovalArguments, bucketRemovalRule } from "../removal";
import { encryptionKeyInstanceRule, type IDataBucket, type IEncryptionKey, isDataBucket } from "./interfaces";

const PUBLIC_ACCESS_BLOCKS = ["bucket", "organization"] as const;

/** Props of {@link DataBucket}. */
export interface DataBucketProps extends RegionalResourceProps {
  /** Name of the bucket, globally unique: 3 to 63 lowercase letters, digits, dots and hyphens. */
  readonly name: string;
  /**
   * Keep old versions of objects.
   * @default true
   */
  readonly versioned?: boolean;
  /**
   * Days after which old versions of objects are deleted.
   * @default 30
   */
  readonly oldVersionDays?: number;
  /**
   * Days after which incomplete multipart uploads are aborted.
   * @default 7
   */
  readonly incompleteUploadDays?: number;
  /**
   * The key that encrypts the objects. S3 Bucket Keys are then on, which saves most requests to KMS.
   * @default - S3's own key (SSE-S3)
   */
  readonly encryptionKey?: IEncryptionKey;
  /**
   * Keys that encrypted objects before `encryptionKey`. Changing the key does not re-encrypt existing objects, so roles that read the
   * bucket keep `kms:Decrypt` on these keys. docs/how-to/remove-and-replace.md lists the steps of a key change.
   * @default - none
   */
  readonly previousEncryptionKeys?: readonly IEncryptionKey[];
  /**
   * Additional lifecycle rules, written like the AWS provider's `rule` block, each with an id.
   * @default - none
   */
  readonly lifecycleRules?: readonly S3BucketLifecycleConfigurationRule[];
  /**
   * Where S3 writes its access logs.
   * @default - no access logs
   */
  readonly accessLogs?: AccessLogs;
  /**
   * S3 Object Lock: the default retention of objects, or `{}` to enable Object Lock without a default. Requires versioning. You can
   * enable it on an existing bucket, in place. S3 cannot disable it again; unsetting this prop removes the default retention.
   * @default - no Object Lock
   */
  readonly objectLock?: ObjectRetention | Readonly<Record<string, never>>;
  /**
   * Replication to other buckets. Requires versioning.
   * @default - none
   */
  readonly replication?: BucketReplication;
  /**
   * The only networks from which objects can be read and written. AWS services and the role of `replication` are exempt, and so is
   * listing or configuring the bucket.
   * @default - any network
   */
  readonly allowedNetworks?: AllowedNetworks;
  /**
   * Entries of the bucket's notification configuration for consumers other than Polytomic. A bucket has only one configuration, so
   * declare all of them here.
   * @default - none
   */
  readonly otherNotifications?: readonly OtherNotification[];
  /**
   * Also send all events of the bucket to EventBridge, for consumers other than Polytomic.
   * @default false
   */
  readonly eventBridge?: boolean;
  /**
   * Additional statements of the bucket policy, in IAM's JSON spelling.
   * @default - none
   */
  readonly policyStatements?: readonly PolicyStatement[];
  /**
   * Where public access is blocked: `bucket` for settings of the bucket, or `organization` if your organization enforces the block
   * and denies `s3:PutBucketPublicAccessBlock`. With `organization` nothing is created: S3 blocks all public access to new buckets, and
   * rejects public bucket policies while the block of the account or organization is on. Before you switch an existing bucket to
   * `organization`, remove `aws_s3_bucket_public_access_block` from the state. Otherwise Terraform deletes the bucket's block.
   *
   * Source: S3 User Guide, "Blocking public access to your Amazon S3 storage".
   * @default "bucket"
   */
  readonly publicAccessBlock?: (typeof PUBLIC_ACCESS_BLOCKS)[number];
  /**
   * What happens to the bucket and its objects when Terraform would destroy or replace it. See {@link BucketRemoval}. To remove a
   * bucket from your app but keep it in AWS, see docs/how-to/remove-and-replace.md.
   * @default "keep"
   */
  readonly onRemoval?: BucketRemoval;
}

/** The rule of each member of {@link DataBucketProps}, without the rules that compare members. */
export const dataBucketMembersRule = rule((z) =>
  z.strictObject({
    name: bucketNameRule(),
    versioned: z.boolean().optional(),
    oldVersionDays: integer(1, 36_500).optional(),
    incompleteUploadDays: integer(1, 36_500).optional(),
    encryptionKey: encryptionKeyInstanceRule().optional(),
    previousEncryptionKeys: literalArray(encryptionKeyInstanceRule()).optional(),
    lifecycleRules: lifecycleRulesRule().optional(),
    accessLogs: accessLogsRule().optional(),
    objectLock: objectLockRule().optional(),
    replication: bucketReplicationRule().optional(),
    allowedNetworks: allowedNetworksRule().optional(),
    otherNotifications: otherNotificationsRule().optional(),
    eventBridge: z.boolean().optional(),
    policyStatements: literalArray(resourceStatementRule()).optional(),
    // No token: it decides which resources are created.
    publicAccessBlock: z.enum(PUBLIC_ACCESS_BLOCKS).optional(),
    onRemoval: bucketRemovalRule().optional(),
    ...regionalResourceShape(),
  }),
);

/** The rules of {@link DataBucketProps}. */
export const dataBucketRule = (members: ZodType = dataBucketMembersRule()): ZodType =>
  withRules(members, ({ name, versioned, accessLogs, objectLock, replication }, problem) => {
    if (name !== undefined && memberAt(accessLogs, "bucket") === name) {
      problem(
        ["accessLogs", "bucket"],
        "is the bucket itself, so writing logs would create more logs; use another bucket",
      );
    }
    for (const [prop, value] of Object.entries({ objectLock, replication })) {
      if (versioned === false && value !== undefined) {
        problem(["versioned"], `is false, but ${prop} requires versioning; remove versioned`);
      }
    }
  });

/** The resources that a {@link DataBucket} can create, by construct id. */
export const BUCKET_RESOURCES = {
  Resource: "aws_s3_bucket",
  "public-access-block": "aws_s3_bucket_public_access_block",
  policy: "aws_s3_bucket_policy",
  "ownership-controls": "aws_s3_bucket_ownership_controls",
  versioning: "aws_s3_bucket_versioning",
  encryption: "aws_s3_bucket_server_side_encryption_configuration",
  logging: "aws_s3_bucket_logging",
  "object-lock": "aws_s3_bucket_object_lock_configuration",
  replication: "aws_s3_bucket_replication_configuration",
  notification: "aws_s3_bucket_notification",
  lifecycle: "aws_s3_bucket_lifecycle_configuration",
} as const;

/**
 * A bucket for data: private, BucketOwnerEnforced, TLS 1.2 or later, encrypted (SSE-S3), versioned.
 *
 * S3 rejects parallel configuration calls on one bucket, so they form a chain. The lifecycle configuration takes a minute to settle. It
 * comes before the settings that wait for a queue: the notification and, with a customer key, the encryption, which waits for the roles.
 */
export class DataBucket extends DataBucketBase {
  /** Name of the bucket. */
  public readonly bucketName: string;
  /** ARN of the bucket, readable in the plan. */
  public readonly bucketArn: string;
  /** Region of the bucket, such as `us-east-1`. */
  public readonly region: string;
  /** The notifications of the bucket. */
  protected readonly events: BucketNotifications;
  /** The key that encrypts the objects. Undefined with SSE-S3. */
  public readonly encryptionKey: IEncryptionKey | undefined;
  /** Keys that encrypted objects before. */
  protected readonly previousEncryptionKeys: readonly IEncryptionKey[];
  private readonly environment: AwsLocation;
  /** The account that owns the bucket. */
  protected readonly ownerAccountId: string;
  /** The name as it was passed. */
  protected readonly configuredName: string;
  /** The roles that use the objects. */
  protected readonly access: OwnedResourceAccess;
  private readonly logDeliveries: PolicyStatement[] = [];
  private readonly policy: S3BucketPolicy;
  private readonly versioning: S3BucketVersioningA;
  private readonly encryption: S3BucketServerSideEncryptionConfigurationA;
  private readonly features: TargetFeatures;
  /** The underlying `aws_s3_bucket`, as an escape hatch. */
  public readonly resource: S3Bucket;

  /** @throws InvalidPropsError if a prop breaks one of its rules, or another construct of the app owns the bucket */
  public constructor(scope: Construct, id: string, props: DataBucketProps) {
    super(scope, id);
    props = checkNew(this, "DataBucket", dataBucketRule(), props);
    this.features = {
      name: props.name,
      versioned: props.versioned !== false,
      hasObjectLock: props.objectLock !== undefined,
    };
    checkTargets(this, { ...props, ...this.features }, (target) => {
      // A token passes, also one that names a bucket of the app.
      const named = typeof target === "string" && !isToken(target) ? target : undefined;
      const bucket = named === undefined ? target : BucketNotifications.creatorOf(this, named);
      return bucket instanceof DataBucket ? bucket.features : undefined;
    });
    forbidSecondOwner(this);
    const environment = locationOf(this, "DataBucket", props);
    const { knownPartition } = environment;
    refuseOtherPartitions(
      this,
      "DataBucket",
      { what: "bucket", knownPartition },
      {
        encryptionKey: props.encryptionKey?.keyArn,
        "replication.roleArn": props.replication?.roleArn,
      },
    );
    const resource = withMetaArguments(
      new S3Bucket(this, "Resource", {
        ...environment.arguments,
        ...defined({ tags: props.tags }),
        ...bucketRemovalArguments(props.onRemoval),
        ...namespaceArguments(props.name),
        bucket: props.name,
      }),
    );
    this.resource = resource;
    checkNamespace(this, resource, props.name, environment);
    forbidNameOverrides(this, resource, {
      what: "bucket",
      names: { bucket: props.name },
      remedy: "Set name, region and awsProvider",
    });
    this.encryptionKey = props.encryptionKey;
    this.previousEncryptionKeys = props.previousEncryptionKeys ?? [];
    this.configuredName = props.name;
    this.bucketName = resource.bucket;
    // Composed, so that a key policy that contains it does not depend on the bucket, and the key can set create_before_destroy.
    this.bucketArn = bucketArn(environment, props.name);
    this.region = environment.region;
    this.environment = environment;
    this.ownerAccountId = environment.accountId;
    refuseKeysOfOtherRegions(this, "DataBucket", "bucket", () => this.knownRegion, props);

    const used = { owner: this, name: "DataBucket", kind: "bucket", account: environment } as const;
    this.access = new OwnedResourceAccess(used, () => this.policy);
    const settings = new BucketSettings(this, resource, this.bucketName, environment.arguments);
    this.policy = this.protect(settings, props);
    this.versioning = settings.add(S3BucketVersioningA, "versioning", {
      versioningConfiguration: { status: props.versioned === false ? "Suspended" : "Enabled" },
    });
    this.configure(settings, props);
    settings.add(S3BucketLifecycleConfiguration, "lifecycle", {
      rule: lifecycleRules(props, (id) => nameIn(this, id)),
    });
    // Grant the roles first: until then they could not read what S3 encrypts with the key.
    const encryption = { rule: [encryptionRule(props.encryptionKey)] };
    this.encryption = settings.add(
      S3BucketServerSideEncryptionConfigurationA,
      "encryption",
      encryption,
      () => this.keyGrants,
    );
    this.events = BucketNotifications.ofNew(this, props.name, {
      bucketName: this.bucketName,
      after: [settings.last],
      aws: environment.arguments,
    });
    if (props.otherNotifications !== undefined) {
      this.refuseOtherRegions(props.otherNotifications);
      this.events.declare(this, props.otherNotifications);
    }
    if (props.eventBridge === true) {
      this.events.sendToEventBridge();
    }
  }

  /** Makes the bucket private before anything else is configured. */
  private protect(settings: BucketSettings, props: DataBucketProps): S3BucketPolicy {
    if (props.publicAccessBlock !== "organization") {
      settings.add(S3BucketPublicAccessBlock, "public-access-block", {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
    }
    const statements = (resolve: Resolve): PolicyStatement[] => this.policyStatements(props, resolve);
    checkPolicyLimits(this, () => [statements], {
      what: "the policy of the bucket",
      length: POLICY.bucket,
      remedy: "Shorten policyStatements, or spread the access logs over more buckets",
    });
    const policy = settings.add(S3BucketPolicy, "policy", { policy: renderPolicy(statements) });
    settings.add(S3BucketOwnershipControls, "ownership-controls", {
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    return policy;
  }

  /** Adds the settings between versioning and lifecycle. */
  private configure(settings: BucketSettings, props: DataBucketProps): void {
    const { accessLogs, objectLock, replication } = props;
    if (accessLogs !== undefined) {
      const { bucket: named, prefix = "", dependsOn = [] } = accessLogs;
      const bucket =
        typeof named === "string" ? (BucketNotifications.creatorOf(this, named) ?? named) : named;
      const source = { arn: this.bucketArn, ownerAccountId: this.ownerAccountId };
      const awaited = isDataBucket(bucket)
        ? [...dependsOn, ...bucket.allowLogsFrom(source, prefix)]
        : dependsOn;
      const target = { targetBucket: isDataBucket(named) ? named.bucketName : named, targetPrefix: prefix };
      settings.add(S3BucketLoggingA, "logging", target, () => awaited);
    }
    if (objectLock !== undefined) {
      // This also enables the lock. The bucket's own argument would replace an existing bucket.
      settings.add(S3BucketObjectLockConfigurationA, "object-lock", {
        objectLockEnabled: "Enabled",
        ...(objectLock.mode !== undefined && { rule: { defaultRetention: objectLock } }),
      });
    }
    if (replication !== undefined) {
      const rules = {
        role: replication.roleArn,
        // Sorted, because S3 goes by priority, not by order.
        rule: sortedBy(replication.rules, ({ id = "" }) => [nameIn(this, id)]),
      };
      const replicated = settings.add(S3BucketReplicationConfigurationA, "replication", rules, () =>
        this.prerequisitesOf(replication),
      );
      // To replace the versioning, the provider suspends it, which S3 rejects while the bucket is replicated.
      replaceTriggeredBy(replicated, [this.versioning]);
    }
  }

  /** S3 replicates only to versioned buckets. */
  private prerequisitesOf({ rules, dependsOn = [] }: BucketReplication): ITerraformDependable[] {
    const destinations = rules.flatMap(({ destination }) => bucketNameOfArn(destination.bucket) ?? []);
    const created = destinations.map((name) => BucketNotifications.creatorOf(this, name));
    return [
      ...dependsOn,
      ...created.flatMap((bucket) => (bucket instanceof DataBucket ? bucket.versioning : [])),
    ];
  }

  /** The region, if it is known at synthesis. */
  protected get knownRegion(): string | undefined {
    return this.environment.knownRegion;
  }

  /**
   * Resources that must exist before the bucket's events reach their queues, roles of other accounts can use it, and S3 encrypts objects
   * with the key.
   */
  public override get prerequisites(): readonly ITerraformDependable[] {
    const encryption = this.encryptionKey === undefined ? [] : [this.encryption];
    return [...super.prerequisites, ...this.access.prerequisites, ...encryption];
  }

  /**
   * Lets S3 write the access logs of another bucket to this one, under `prefix`.
   * @returns resources that must exist before S3 accepts this bucket as the target
   */
  public override allowLogsFrom(source: BucketSource, prefix: string): readonly ITerraformDependable[] {
    this.logDeliveries.push(logDelivery(this.bucketArn, prefix, source));
    return [this.policy];
  }

  private policyStatements(props: DataBucketProps, resolve: Resolve): PolicyStatement[] {
    const { allowedNetworks, replication, policyStatements = [] } = props;
    const replicator = replication === undefined ? [] : [replication.roleArn];
    return [
      ...bucketOverTlsOnly(this.bucketArn),
      noCustomerProvidedKeys(this.bucketArn),
      ...(allowedNetworks === undefined
        ? []
        : [fromNetworksOnly(this.bucketArn, networksOf(allowedNetworks), replicator)]),
      ...withSourcesTogether(this.logDeliveries, resolve),
      ...this.access.statements,
      ...policyStatements,
    ];
  }

  /**
   * References an existing bucket. It stays unchanged, except for its notification configuration if you set `manageNotifications`.
   *
   * @throws InvalidPropsError if the name or the region is not valid
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
   * References an existing bucket, like `fromBucketName`, but with the name among the attributes.
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

  /** Whether `value` is a bucket construct of this library, new or existing. */
  public static isDataBucket(value: unknown): value is IDataBucket {
    return isDataBucket(value);
  }
}

/**
 * The rule of the bucket's encryption. S3 blocks SSE-C on new buckets, except in a few regions, and on buckets of accounts that never used it.
 * The provider would remove that block from a bucket whose rule does not name it (issue 47320 of the provider, fixed in version 6.40).
 * Source: S3 User Guide, "Blocking or unblocking SSE-C for a general purpose bucket".
 */
function encryptionRule(key: IEncryptionKey | undefined): S3BucketServerSideEncryptionConfigurationRuleA {
  const blocked = hasBlockedEncryptionTypes ? { blockedEncryptionTypes: ["SSE-C"] } : {};
  return key === undefined
    ? { ...blocked, applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        ...blocked,
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.keyArn },
        bucketKeyEnabled: true,
      };
}
