/** A bucket that exists already: nothing of it is changed, unless its notifications are given to this library. */
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { accountIdProblem, bucketArn } from "../../lib/aws/arns";
import { regionProblem } from "../../lib/aws/names";
import { rule } from "../../lib/validation/rule";
import { isToken } from "../../lib/validation/show";
import { textThat, withRules } from "../../lib/validation/token-aware";
import { awsProviderRule } from "../rules";
import { checkConstruct } from "../validation";
import { AwsPlace } from "./aws-place";
import { Bucket, bucketNameRule } from "./bucket";
import { BucketEvents, type RequiredNotification } from "./bucket-events";
import { encryptionKeyInstanceRule, type IEncryptionKey } from "./encryption-key";

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
  /**
   * Send all events of the bucket to EventBridge too. With `manageNotifications` only: a configuration that this library
   * owns, and that does not say it, switches EventBridge off.
   * @default false
   */
  readonly eventBridge?: boolean;
  /** @default - the stack's AWS provider */
  readonly awsProvider?: TerraformProvider;
}

/** The rules of {@link ExistingBucketProps}, with the name. */
export const existingBucketRule = rule((z) =>
  z.strictObject({
    bucketName: bucketNameRule(),
    region: textThat(regionProblem).optional(),
    encryptionKey: encryptionKeyInstanceRule().optional(),
    ownerAccountId: textThat(accountIdProblem).optional(),
    manageNotifications: z.boolean().optional(),
    eventBridge: z.boolean().optional(),
    awsProvider: awsProviderRule().optional(),
  }),
);

const consistentRule = rule(() =>
  withRules(existingBucketRule(), ({ eventBridge, manageNotifications }, problem) => {
    if (eventBridge === true && manageNotifications !== true) {
      problem(["eventBridge"], "was given, but the notifications are not managed; set manageNotifications");
    }
  }),
);

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
    checkConstruct(this, "DataBucket", consistentRule(), props);
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
    if (props.eventBridge === true) {
      this.events.sendToEventBridge();
    }
  }

  /** Entries that the bucket's notification configuration must have, for its owner to add. */
  public get requiredNotifications(): readonly RequiredNotification[] {
    return this.events.required;
  }
}
