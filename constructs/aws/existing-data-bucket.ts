/** A bucket that exists already: nothing of it is changed, unless its notifications are given to this library. */
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { ZodType } from "zod";
import { withAccountId } from "../../lib/aws/accounts";
import { accountIdProblem, bucketArn } from "../../lib/aws/arns";
import { legacyBucketNameProblem, regionProblem } from "../../lib/aws/names";
import type { PolicyStatement } from "../../lib/iam/policy-document";
import { rule } from "../../lib/validation/rule";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { checkedString, withRules, literalArray } from "../../lib/validation/combinators";
import { awsProviderRule, dependsOnRule } from "../rules";
import { checkConstruct, checkOnceKnown, refuse } from "../validation";
import { AwsEnvironment } from "./aws-environment";
import { DataBucketBase, existingBucketNameRule } from "./data-bucket-base";
import { BucketNotifications } from "./bucket-notifications";
import { ExistingResourceAccess } from "./cross-account";
import { type OtherNotification, otherNotificationsRule, type RequiredNotification } from "./notification";
import { encryptionKeyInstanceRule, type IEncryptionKey } from "./interfaces";

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
   * Keys that encrypted objects before, for roles that read the bucket.
   * @default - none
   */
  readonly previousEncryptionKeys?: readonly IEncryptionKey[];
  /**
   * The account that owns the bucket, twelve digits. The role may use the bucket only while that account owns it, so if somebody
   * else takes its name, Polytomic neither reads from them nor writes to them. Needed for a bucket of another account than the role's,
   * which also has to allow the role its use in its own policy: see {@link ExistingDataBucket.crossAccountStatements}.
   * @default - the account of the AWS provider; the role is refused a bucket of another account
   */
  readonly ownerAccountId?: string;
  /**
   * Let this library own the notification configuration of the bucket. A bucket has exactly one: what others have
   * configured in it is lost unless `otherNotifications` has it. Given up again, the configuration is emptied, for others too; to
   * hand it over instead, forget the resource first (`terraform state rm`, or a `removed` block).
   * @default false - what is needed is offered as `requiredNotifications`
   */
  readonly manageNotifications?: boolean;
  /**
   * Send all events of the bucket to EventBridge too. With `manageNotifications` only: a configuration that this library
   * owns, and that does not say it, switches EventBridge off.
   * @default false
   */
  readonly eventBridge?: boolean;
  /**
   * What others than Polytomic are told. With `manageNotifications` only, where all consumers of the bucket have to be
   * declared.
   * @default - nothing
   */
  readonly otherNotifications?: readonly OtherNotification[];
  /**
   * What must exist before the bucket can be used, such as its policy, if this program creates it elsewhere. Notifications, models
   * and syncs wait for it.
   * @default - nothing but what the name refers to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the stack's AWS provider */
  readonly awsProvider?: TerraformProvider;
}

/** All that is known of a bucket that exists already. */
export interface BucketAttributes extends ExistingBucketProps {
  /**
   * Name of the bucket. Buckets of us-east-1 that are older than March 2018 may have up to 255 characters, capital letters and
   * underscores.
   */
  readonly bucketName: string;
}

/** The rules of {@link BucketAttributes}. */
export const existingBucketRule = rule((z) =>
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

/** The rules of {@link BucketAttributes} as a whole. */
export const knownBucketRule = (members: ZodType = existingBucketRule()): ZodType =>
  withRules(members, ({ eventBridge, otherNotifications, manageNotifications }, problem) => {
    for (const [prop, given] of Object.entries({
      eventBridge: eventBridge === true,
      otherNotifications: otherNotifications !== undefined,
    })) {
      if (given && manageNotifications !== true) {
        problem([prop], "was given, but the notifications are not managed; set manageNotifications");
      }
    }
  });

/** A bucket that exists already. */
export class ExistingDataBucket extends DataBucketBase {
  /** Name of the bucket. */
  public readonly bucketName: string;
  /** ARN of the bucket, readable in the plan. */
  public readonly bucketArn: string;
  /** Region of the bucket, such as `us-east-1`. */
  public readonly region: string;
  protected readonly events: BucketNotifications;
  /** The key that encrypts the objects, if it is a customer key. */
  public readonly encryptionKey: IEncryptionKey | undefined;
  protected readonly previousEncryptionKeys: readonly IEncryptionKey[];
  private readonly givenRegion: string | undefined;
  private readonly place: AwsEnvironment;
  protected readonly ownerAccountId: string;
  protected readonly givenName: string;
  protected readonly uses: ExistingResourceAccess;
  private readonly dependsOn: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: BucketAttributes) {
    super(scope, id);
    props = checkConstruct(this, "DataBucket", knownBucketRule(), props);
    const place = AwsEnvironment.of(this, props.awsProvider);
    this.givenName = props.bucketName;
    this.bucketName = props.bucketName;
    this.bucketArn = bucketArn(place, this.bucketName);
    this.region = props.region ?? place.region;
    this.givenRegion = props.region;
    this.place = place;
    this.encryptionKey = props.encryptionKey;
    this.previousEncryptionKeys = props.previousEncryptionKeys ?? [];
    this.dependsOn = props.dependsOn ?? [];
    this.ownerAccountId = props.ownerAccountId ?? place.accountId;
    this.uses = new ExistingResourceAccess({
      owner: this,
      name: "DataBucket",
      kind: "bucket",
      account: withAccountId(place, props.ownerAccountId),
      namesAccount: props.ownerAccountId !== undefined,
    });
    this.refuseOtherProvider(props, place);
    const legacy = legacyBucketNameProblem(props.bucketName, this.knownRegion);
    if (legacy !== undefined) {
      refuse(this, "DataBucket", { prop: "bucketName", code: "MALFORMED", message: legacy });
    }
    this.events = BucketNotifications.ofExisting(this, {
      bucketName: this.bucketName,
      managed: props.manageNotifications ?? false,
      after: this.dependsOn,
      awsProvider: props.awsProvider,
    });
    if (props.otherNotifications !== undefined) {
      this.refuseFarDestinations(props.otherNotifications);
      this.events.declare(this, props.otherNotifications);
    }
    if (props.eventBridge === true) {
      this.events.sendToEventBridge();
    }
  }

  protected get knownRegion(): string | undefined {
    const known = this.givenRegion ?? this.place.knownRegion;
    return isToken(known) ? undefined : known;
  }

  public override get prerequisites(): readonly ITerraformDependable[] {
    return [...this.dependsOn, ...super.prerequisites];
  }

  /** Nothing to wait for: the owner of the bucket lets S3 write logs. */
  public override allowLogsFrom(): readonly ITerraformDependable[] {
    return this.dependsOn;
  }

  /**
   * Statements that the bucket's policy must have if the bucket belongs to another account than the role, for its owner to add. They
   * can be added before the role exists, and stay valid when it is replaced.
   */
  public get crossAccountStatements(): readonly PolicyStatement[] {
    return this.uses.statements;
  }

  /** S3 answers in the region of the bucket only, and the notifications are written by the provider. */
  private refuseOtherProvider(
    { manageNotifications, region }: BucketAttributes,
    place: AwsEnvironment,
  ): void {
    if (manageNotifications !== true || region === undefined || isToken(region)) {
      return;
    }
    checkOnceKnown(
      this,
      () => place.knownRegion !== undefined,
      () => {
        if (region !== place.knownRegion) {
          const message =
            `is ${formatValue(region)}, but the notifications would be written by a provider of ${place.knownRegion}; ` +
            "give an awsProvider of the bucket's region";
          refuse(this, "DataBucket", { prop: "region", code: "CONFLICT", message });
        }
      },
    );
  }

  /** Entries that the bucket's notification configuration must have, for its owner to add. */
  public get requiredNotifications(): readonly RequiredNotification[] {
    return this.events.required;
  }
}
