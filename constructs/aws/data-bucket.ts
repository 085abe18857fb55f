/** The bucket that holds the files: private, encrypted, versioned. */
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
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { ZodType } from "zod";
import { bucketArn, bucketNameOfArn } from "../../lib/aws/arns";
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
import { isInAccountNamespace } from "../../lib/aws/names";
import { defined, memberAt, withMembers } from "../../lib/objects";
import { sortedBy } from "../../lib/sorted";
import { refuseSecondOwner } from "../../lib/synthesis/owners";
import { replaceWith } from "../../lib/terraform/replacement";
import { ensure } from "../../lib/terraform/needs";
import { dependOn } from "../../lib/terraform/dependencies";
import { rule } from "../../lib/validation/rule";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { integer, withRules, literalArray } from "../../lib/validation/combinators";
import { awsProviderRule, tagsRule, dependsOnRule } from "../rules";
import { checkAtSynthesis, checkConstruct } from "../validation";
import { type AccessLogs, accessLogsRule } from "./access-logs";
import { type AllowedNetworks, allowedNetworksRule, networksOf } from "./allowed-networks";
import { AwsEnvironment } from "./aws-environment";
import { DataBucketBase, bucketNameRule } from "./data-bucket-base";
import { BucketNotifications } from "./bucket-notifications";
import { lifecycleRules, lifecycleRulesRule } from "./bucket-lifecycle";
import { type BucketReplication, bucketReplicationRule } from "./bucket-replication";
import { BucketSettings } from "./bucket-settings";
import { checkTargets, type TargetFeatures } from "./bucket-targets";
import { OwnedResourceAccess } from "./cross-account";
import { type BucketAttributes, type ExistingBucketProps, ExistingDataBucket } from "./existing-data-bucket";
import { refuseNameOverrides } from "./name-overrides";
import { type OtherNotification, otherNotificationsRule } from "./notification";
import { refuseOtherPartitions } from "./partitions";
import { nameIn } from "./notification-ownership";
import { objectLockRule, type ObjectRetention } from "./object-lock";
import { checkPolicyLimits } from "./policy-limits";
import { type BucketRemoval, bucketRemovalArguments, bucketRemovalRule } from "../removal";
import { encryptionKeyInstanceRule, type IDataBucket, type IEncryptionKey, isDataBucket } from "./interfaces";

const PUBLIC_ACCESS_BLOCKS = ["bucket", "organization"] as const;

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
   * Keys that encrypted the objects before `encryptionKey`. S3 does not encrypt objects again when you change the key, so roles that
   * read the bucket keep `kms:Decrypt` of these keys. docs/aws.md has the steps of a change.
   * @default - none
   */
  readonly previousEncryptionKeys?: readonly IEncryptionKey[];
  /**
   * Rules besides those for old versions and uploads, in the words of the AWS provider's `rule` block, each with an id.
   * @default - none
   */
  readonly lifecycleRules?: readonly S3BucketLifecycleConfigurationRule[];
  /**
   * Where S3 writes its access logs.
   * @default - no access logs
   */
  readonly accessLogs?: AccessLogs;
  /**
   * S3 Object Lock: the default retention of objects, or `{}` to turn Object Lock on without one. It needs a versioned bucket. You can
   * turn it on for an existing bucket, in place; S3 has no way to turn it off again. If you unset this prop, the default retention ends.
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
   * Who blocks public access: the bucket by settings of its own, or `organization` if a policy of your organization keeps the block and
   * denies `s3:PutBucketPublicAccessBlock`. Nothing is created for the latter: S3 blocks all public access to new buckets, and the
   * bucket policy is refused to be public as long as the block of the account or organization is on. Before you switch a bucket that
   * exists, remove `aws_s3_bucket_public_access_block` from the state, or Terraform deletes its block.
   *
   * Source: S3 User Guide, "Blocking public access to your Amazon S3 storage".
   * @default "bucket"
   */
  readonly publicAccessBlock?: (typeof PUBLIC_ACCESS_BLOCKS)[number];
  /**
   * What happens to the bucket and its objects when Terraform is to destroy or replace it.
   * See {@link BucketRemoval}; docs/aws.md has the way to let a bucket leave the program and stay.
   * @default "keep"
   */
  readonly onRemoval?: BucketRemoval;
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * What must exist before the bucket, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the stack's AWS provider */
  readonly awsProvider?: TerraformProvider;
}

/** The rules of {@link DataBucketProps}. */
export const dataBucketRule = rule((z) =>
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
    // It decides which resources there are, so it is no token.
    publicAccessBlock: z.enum(PUBLIC_ACCESS_BLOCKS).optional(),
    onRemoval: bucketRemovalRule().optional(),
    tags: tagsRule().optional(),
    dependsOn: dependsOnRule().optional(),
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

/** The resources that a {@link DataBucket} may consist of, by their ids below it. */
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
 * A bucket for data: private, owned by its account alone, TLS 1.2 or better, encrypted (SSE-S3), versioned.
 *
 * S3 refuses parallel configuration calls on one bucket, so they form a chain; the lifecycle configuration, which takes
 * a minute to settle, stands at its end, where nothing waits for it.
 */
export class DataBucket extends DataBucketBase {
  /** Name of the bucket. */
  public readonly bucketName: string;
  /** ARN of the bucket, readable in the plan. */
  public readonly bucketArn: string;
  /** Region of the bucket, such as `us-east-1`. */
  public readonly region: string;
  protected readonly events: BucketNotifications;
  /** The key that encrypts the objects, unless S3 uses its own. */
  public readonly encryptionKey: IEncryptionKey | undefined;
  protected readonly previousEncryptionKeys: readonly IEncryptionKey[];
  private readonly place: AwsEnvironment;
  protected readonly ownerAccountId: string;
  protected readonly givenName: string;
  protected readonly uses: OwnedResourceAccess;
  private readonly logDeliveries: PolicyStatement[] = [];
  private readonly policy: S3BucketPolicy;
  private readonly versioning: S3BucketVersioningA;
  private readonly features: TargetFeatures;
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: S3Bucket;

  /** @throws InvalidPropsError if a prop breaks one of its rules, or another construct of the app owns the bucket */
  public constructor(scope: Construct, id: string, props: DataBucketProps) {
    super(scope, id);
    props = checkConstruct(this, "DataBucket", newBucketRule(), props);
    dependOn(this, props.dependsOn);
    this.features = {
      name: props.name,
      versioned: props.versioned !== false,
      hasObjectLock: props.objectLock !== undefined,
    };
    checkTargets(this, { ...props, ...this.features }, (target) => {
      // A token passes, also one that names a bucket of the app.
      const named = typeof target === "string" && !isToken(target) ? target : undefined;
      const bucket = named === undefined ? target : BucketNotifications.makerOf(this, named);
      return bucket instanceof DataBucket ? bucket.features : undefined;
    });
    refuseSecondOwner(this);
    const place = AwsEnvironment.of(this, props.awsProvider);
    const provider = defined({ provider: props.awsProvider });
    const { knownPartition } = place;
    refuseOtherPartitions(
      this,
      "DataBucket",
      { what: "bucket", knownPartition },
      {
        encryptionKey: props.encryptionKey?.keyArn,
        "replication.roleArn": props.replication?.roleArn,
      },
    );
    const resource = ensure(
      new S3Bucket(this, "Resource", {
        ...provider,
        ...defined({ tags: props.tags }),
        ...bucketRemovalArguments(props.onRemoval),
        bucket: props.name,
      }),
    );
    this.resource = resource;
    this.demandNamespace(resource, props.name);
    refuseNameOverrides(this, resource, {
      what: "bucket",
      names: { bucket: props.name },
      remedy: "Set name and awsProvider",
    });
    this.encryptionKey = props.encryptionKey;
    this.previousEncryptionKeys = props.previousEncryptionKeys ?? [];
    this.givenName = props.name;
    this.bucketName = resource.bucket;
    // Not from the resource: a key whose policy names the bucket does not depend on it, and can be created before it is destroyed.
    this.bucketArn = bucketArn(place, props.name);
    this.region = place.region;
    this.place = place;

    this.ownerAccountId = place.accountId;

    const used = { owner: this, name: "DataBucket", kind: "bucket", account: place } as const;
    this.uses = new OwnedResourceAccess(used, () => this.policy);
    const settings = new BucketSettings(this, resource, props.awsProvider);
    this.policy = this.protect(settings, props);
    this.versioning = settings.add(S3BucketVersioningA, "versioning", {
      versioningConfiguration: { status: props.versioned === false ? "Suspended" : "Enabled" },
    });
    const last = this.configure(settings, props);
    this.events = BucketNotifications.ofNew(this, props.name, {
      bucketName: this.bucketName,
      after: [last],
      awsProvider: props.awsProvider,
    });
    if (props.otherNotifications !== undefined) {
      this.refuseFarDestinations(props.otherNotifications);
      this.events.declare(this, props.otherNotifications);
    }
    if (props.eventBridge === true) {
      this.events.sendToEventBridge();
    }
    // Somebody may want events later on.
    settings.addLast(() => this.events.prerequisites, S3BucketLifecycleConfiguration, "lifecycle", {
      rule: lifecycleRules(props, (id) => nameIn(this, id)),
    });
  }

  /**
   * A name of an account's own namespace is refused outside of it. The argument is new in the AWS provider, so it is an override. Source: S3
   * User Guide, "Namespaces for general purpose buckets".
   */
  private demandNamespace(resource: S3Bucket, name: string): void {
    if (isToken(name) || !isInAccountNamespace(name)) {
      return;
    }
    checkAtSynthesis(this, "CDKTF_POLYTOMIC_REFUSED_BY_AWS", () => {
      const { terraformResourceType: type, friendlyUniqueId: id } = resource;
      return memberAt(resource.toTerraform(), "resource", type, id, "bucket_namespace") === undefined
        ? `the bucket's name ${formatValue(name)} is of the namespace of an account, in which the bucket is not created. If it should be, use ` +
            'an AWS provider that knows the argument, and bucket.node.defaultChild.addOverride("bucket_namespace", "account-regional"). ' +
            "Otherwise choose another name"
        : undefined;
    });
  }

  /** Keeps the bucket private, before anything else is configured. */
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
      remedy: "Shorten policyStatements, or let logs be written to more buckets",
    });
    const policy = settings.add(S3BucketPolicy, "policy", { policy: renderPolicy(statements) });
    settings.add(S3BucketOwnershipControls, "ownership-controls", {
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    return policy;
  }

  /**
   * Makes the configuration calls between the versioning and the notification.
   * @returns the last of them
   */
  private configure(settings: BucketSettings, props: DataBucketProps): ITerraformDependable {
    const { accessLogs, encryptionKey, objectLock, replication } = props;
    // What S3 encrypts with a key nobody can read before the roles may use it.
    settings.addAfter(() => this.keyGrants, S3BucketServerSideEncryptionConfigurationA, "encryption", {
      rule: [encryptionRule(encryptionKey)],
    });
    if (accessLogs !== undefined) {
      const { bucket: named, prefix = "", dependsOn = [] } = accessLogs;
      const bucket = typeof named === "string" ? (BucketNotifications.makerOf(this, named) ?? named) : named;
      const source = { arn: this.bucketArn, ownerAccountId: this.ownerAccountId };
      const awaited = isDataBucket(bucket)
        ? [...dependsOn, ...bucket.allowLogsFrom(source, prefix)]
        : dependsOn;
      settings.addAfter(() => awaited, S3BucketLoggingA, "logging", {
        targetBucket: isDataBucket(named) ? named.bucketName : named,
        targetPrefix: prefix,
      });
    }
    if (objectLock !== undefined) {
      // It turns the lock on, too: the argument of the bucket for that replaces a bucket that exists.
      settings.add(S3BucketObjectLockConfigurationA, "object-lock", {
        objectLockEnabled: "Enabled",
        ...(objectLock.mode !== undefined && { rule: { defaultRetention: objectLock } }),
      });
    }
    if (replication !== undefined) {
      const replicated = settings.addAfter(
        () => this.prerequisitesOf(replication),
        S3BucketReplicationConfigurationA,
        "replication",
        {
          role: replication.roleArn,
          // Their order means nothing: S3 goes by their priorities.
          rule: sortedBy(replication.rules, ({ id = "" }) => [nameIn(this, id)]),
        },
      );
      // S3 does not suspend the versioning of a bucket that is replicated, which is what the provider does when it replaces the versioning.
      replaceWith(replicated, [this.versioning]);
    }
    return settings.last;
  }

  /** S3 replicates into versioned buckets only. */
  private prerequisitesOf({ rules, dependsOn = [] }: BucketReplication): ITerraformDependable[] {
    const destinations = rules.flatMap(({ destination }) => bucketNameOfArn(destination.bucket) ?? []);
    const created = destinations.map((name) => BucketNotifications.makerOf(this, name));
    return [
      ...dependsOn,
      ...created.flatMap((bucket) => (bucket instanceof DataBucket ? bucket.versioning : [])),
    ];
  }

  protected get knownRegion(): string | undefined {
    return this.place.knownRegion;
  }

  /** What must exist before the bucket's events reach their queues, and before roles of other accounts may use it. */
  public override get prerequisites(): readonly ITerraformDependable[] {
    return [...super.prerequisites, ...this.uses.prerequisites];
  }

  /**
   * Lets S3 write the access logs of another bucket here, below `prefix`.
   * @returns what must exist before S3 accepts this bucket as the target of logs
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
    return isDataBucket(value);
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
