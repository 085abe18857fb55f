/** The bucket that holds the files: private, encrypted, versioned. */
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
import { dependable, type IResolvable, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { bucketArn } from "../../lib/aws/arns";
import { type PolicyStatement, renderPolicy, resourceStatementRule } from "../../lib/iam/policy-document";
import { bucketOverTlsOnly, noCustomerProvidedKeys } from "../../lib/iam/statements";
import { defined, withMembers } from "../../lib/objects";
import { rule } from "../../lib/validation/rule";
import { flag, oneOf, text, textThat, wholeNumber, writtenList } from "../../lib/validation/token-aware";
import { awsProviderRule, isConstructWith, tagsRule } from "../rules";
import { checkConstruct } from "../validation";
import { AwsPlace } from "./aws-place";
import { Bucket, bucketNameRule, type IDataBucket } from "./bucket";
import { BucketEvents } from "./bucket-events";
import { encryptionKeyInstanceRule, type IEncryptionKey } from "./encryption-key";
import { type ExistingBucketProps, ExistingDataBucket } from "./existing-data-bucket";

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
    eventBridge: z.boolean().optional(),
    policyStatements: writtenList(resourceStatementRule()).optional(),
    preventDestroy: z.boolean().optional(),
    forceDestroy: flag().optional(),
    tags: tagsRule().optional(),
    awsProvider: awsProviderRule().optional(),
  }),
);

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
    if (props.eventBridge === true) {
      this.events.sendToEventBridge();
    }
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

function encryptionRule(key: IEncryptionKey | undefined): S3BucketServerSideEncryptionConfigurationRuleA {
  return key === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.keyArn },
        bucketKeyEnabled: true,
      };
}
