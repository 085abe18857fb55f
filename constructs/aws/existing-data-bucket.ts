/** An existing bucket. It is not changed, except for its notifications if this library manages them. */
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { ZodType } from "zod";
import { withAccountId } from "../../lib/aws/accounts";
import { accountIdProblem, bucketArn } from "../../lib/aws/arns";
import { hasRegionArgument } from "../../lib/aws/bindings";
import { AWS_BINDINGS } from "../../lib/core";
import { legacyBucketNameProblem, regionProblem } from "../../lib/aws/names";
import type { PolicyStatement } from "../../lib/iam/policy-document";
import { rule } from "../../lib/validation/rule";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { checkedString, withRules, literalArray } from "../../lib/validation/combinators";
import { awsProviderRule, dependsOnRule } from "../rules";
import { checkConstruct, checkOnceKnown, refuse } from "../validation";
import { AwsEnvironment } from "./aws-environment";
import { locationOf, refuseKeysOfOtherRegions } from "./aws-region";
import { DataBucketBase, existingBucketNameRule } from "./data-bucket-base";
import { BucketNotifications } from "./bucket-notifications";
import { ExistingResourceAccess } from "./cross-account";
import { type OtherNotification, otherNotificationsRule, type RequiredNotification } from "./notification";
import { encryptionKeyInstanceRule, type IEncryptionKey } from "./interfaces";

/** Options of {@link DataBucket.fromBucketName}. */
export interface ExistingBucketProps {
  /**
   * Region of the bucket.
   * @default - the region of the AWS provider
   */
  readonly region?: string;
  /**
   * The customer key that encrypts the objects, which roles are granted access to.
   * @default - none, as with SSE-S3
   */
  readonly encryptionKey?: IEncryptionKey;
  /**
   * Keys that encrypted objects earlier, which roles that read the bucket are granted access to.
   * @default - none
   */
  readonly previousEncryptionKeys?: readonly IEncryptionKey[];
  /**
   * The account that owns the bucket, twelve digits. The role can use the bucket only while that account owns it: if another account
   * takes over the name, Polytomic neither reads nor writes there. Required if the bucket is in another account than the role. The
   * bucket's own policy must then allow the role too: see {@link ExistingDataBucket.crossAccountStatements}.
   * @default - the account of the AWS provider; the role cannot use a bucket of another account
   */
  readonly ownerAccountId?: string;
  /**
   * Manage the bucket's notification configuration in this app. A bucket has exactly one: entries of other consumers are lost unless you
   * list them in `otherNotifications`. If you later turn this off, the configuration is cleared, including those entries. To hand it over
   * instead, remove the resource from the state first (`terraform state rm`, or a `removed` block).
   * @default false - the entries to add are listed in `requiredNotifications`
   */
  readonly manageNotifications?: boolean;
  /**
   * Also send all events of the bucket to EventBridge. Requires `manageNotifications`, which turns EventBridge off unless you set this.
   * @default false
   */
  readonly eventBridge?: boolean;
  /**
   * Notifications for consumers other than Polytomic. Requires `manageNotifications`; list all other consumers of the bucket here.
   * @default - nothing
   */
  readonly otherNotifications?: readonly OtherNotification[];
  /**
   * Resources that must exist before the bucket can be used, such as its policy if your app creates it elsewhere. Notifications, models
   * and syncs wait for them.
   * @default - only what the name refers to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the stack's AWS provider */
  readonly awsProvider?: TerraformProvider;
}

/** Attributes of {@link DataBucket.fromBucketAttributes}. */
export interface BucketAttributes extends ExistingBucketProps {
  /**
   * Name of the bucket. Buckets created in us-east-1 before March 2018 can have up to 255 characters, capital letters and underscores.
   */
  readonly bucketName: string;
}

/** The rule of each member of {@link BucketAttributes}, without the rules that compare members. */
export const existingBucketMembersRule = rule((z) =>
  z.strictObject({
    bucketName: existingBucketNameRule(),
    region: checkedString(regionProblem).optional(),
    encryptionKey: encryptionKeyInstanceRule().optional(),
    previousEncryptionKeys: literalArray(encryptionKeyInstanceRule()).optional(),
    ownerAccountId: checkedString(accountIdProblem).optional(),
    manageNotifications: z.boolean().optional(),
    eventBridge: z.boolean().optional(),
    otherNotifications: otherNotificationsRule().optional(),
    dependsOn: dependsOnRule().optional(),
    awsProvider: awsProviderRule().optional(),
  }),
);

/** The rules of {@link BucketAttributes}. */
export const existingBucketRule = (members: ZodType = existingBucketMembersRule()): ZodType =>
  withRules(members, ({ eventBridge, otherNotifications, manageNotifications }, problem) => {
    for (const [prop, isSet] of Object.entries({
      eventBridge: eventBridge === true,
      otherNotifications: otherNotifications !== undefined,
    })) {
      if (isSet && manageNotifications !== true) {
        problem(
          [prop],
          "has no effect unless this app manages the notifications; set manageNotifications: true",
        );
      }
    }
  });

/** An existing bucket. */
export class ExistingDataBucket extends DataBucketBase {
  /** Name of the bucket. */
  public readonly bucketName: string;
  /** ARN of the bucket, readable in the plan. */
  public readonly bucketArn: string;
  /** Region of the bucket, such as `us-east-1`. */
  public readonly region: string;
  /** The notifications of the bucket. */
  protected readonly events: BucketNotifications;
  /** The key that encrypts the objects, if it is a customer key. */
  public readonly encryptionKey: IEncryptionKey | undefined;
  /** Keys that encrypted objects before. */
  protected readonly previousEncryptionKeys: readonly IEncryptionKey[];
  private readonly configuredRegion: string | undefined;
  private readonly environment: AwsEnvironment;
  /** The account that owns the bucket. */
  protected readonly ownerAccountId: string;
  /** The name as it was passed. */
  protected readonly configuredName: string;
  /** The roles that use the objects. */
  protected readonly access: ExistingResourceAccess;
  private readonly dependsOn: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: BucketAttributes) {
    super(scope, id);
    props = checkConstruct(this, "DataBucket", existingBucketRule(), props);
    const environment = AwsEnvironment.of(this, props.awsProvider);
    this.configuredName = props.bucketName;
    this.bucketName = props.bucketName;
    this.bucketArn = bucketArn(environment, this.bucketName);
    this.region = props.region ?? environment.region;
    this.configuredRegion = props.region;
    this.environment = environment;
    this.encryptionKey = props.encryptionKey;
    this.previousEncryptionKeys = props.previousEncryptionKeys ?? [];
    this.dependsOn = props.dependsOn ?? [];
    this.ownerAccountId = props.ownerAccountId ?? environment.accountId;
    this.access = new ExistingResourceAccess({
      owner: this,
      name: "DataBucket",
      kind: "bucket",
      account: withAccountId(environment, props.ownerAccountId),
      namesAccount: props.ownerAccountId !== undefined,
    });
    const managed = props.manageNotifications ?? false;
    this.refuseOtherProvider(props, environment);
    refuseKeysOfOtherRegions(this, "DataBucket", "bucket", () => this.knownRegion, props);
    const legacy = legacyBucketNameProblem(props.bucketName, this.knownRegion);
    if (legacy !== undefined) {
      refuse(this, "DataBucket", { prop: "bucketName", code: "MALFORMED", message: legacy });
    }
    this.events = BucketNotifications.ofExisting(this, {
      bucketName: this.bucketName,
      managed,
      after: this.dependsOn,
      aws: (managed && hasRegionArgument ? locationOf(this, "DataBucket", props) : environment).arguments,
    });
    if (props.otherNotifications !== undefined) {
      this.refuseOtherRegions(props.otherNotifications);
      this.events.declare(this, props.otherNotifications);
    }
    if (props.eventBridge === true) {
      this.events.sendToEventBridge();
    }
  }

  /** The region, if it is known at synthesis. */
  protected get knownRegion(): string | undefined {
    const known = this.configuredRegion ?? this.environment.knownRegion;
    return isToken(known) ? undefined : known;
  }

  /** Resources that must exist before the bucket sends events. Empty unless this app manages its notifications. */
  public override get prerequisites(): readonly ITerraformDependable[] {
    return [...this.dependsOn, ...super.prerequisites];
  }

  /** Adds no statement: the owner of the bucket must let S3 write logs. */
  public override allowLogsFrom(): readonly ITerraformDependable[] {
    return this.dependsOn;
  }

  /**
   * Statements that the owner must add to the bucket's policy if the role is in another account than the bucket. They can be added
   * before the role exists, and stay valid when it is replaced.
   */
  public get crossAccountStatements(): readonly PolicyStatement[] {
    return this.access.statements;
  }

  /** S3 accepts the notifications only in the bucket's region. Version 6 of the provider can write them in any region. */
  private refuseOtherProvider(
    { manageNotifications, region }: BucketAttributes,
    environment: AwsEnvironment,
  ): void {
    if (manageNotifications !== true || region === undefined || isToken(region) || hasRegionArgument) {
      return;
    }
    checkOnceKnown(
      this,
      () => environment.knownRegion !== undefined,
      () => {
        if (region !== environment.knownRegion) {
          const message =
            `is ${formatValue(region)}, but the provider that would write the notifications is in ${environment.knownRegion}; ` +
            `pass an awsProvider in the bucket's region, or install a ${AWS_BINDINGS} for version 6 of the AWS provider`;
          refuse(this, "DataBucket", { prop: "region", code: "CONFLICT", message });
        }
      },
    );
  }

  /** Entries that the owner must add to the bucket's notification configuration. */
  public get requiredNotifications(): readonly RequiredNotification[] {
    return this.events.required;
  }
}
