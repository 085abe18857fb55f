/** The subscriptions of a queue to the topics on which buckets announce their objects. */
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { type ITerraformDependable, Lazy, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { type EventSelection, topicFilter } from "../../lib/aws/event-filters";
import { jsonencode } from "../../lib/jsonencode";
import { defined } from "../../lib/objects";
import { isToken } from "../../lib/validation/show";

/** What of a topic's messages a queue is interested in: some events of a bucket. */
export interface TopicSelection extends EventSelection {
  readonly bucketName: string;
}

/** SNS knows one subscription of a queue to a topic, so whoever wants more of a topic adds to its filter. */
export class TopicSubscriptions {
  private readonly byTopic = new Map<string, { filters: object[]; resource: SnsTopicSubscription }>();

  public constructor(
    private readonly queue: Construct & { readonly queueArn: string },
    private readonly awsProvider: TerraformProvider | undefined,
  ) {}

  /** What must exist before messages come. */
  public get prerequisites(): readonly ITerraformDependable[] {
    return [...this.byTopic.values()].map(({ resource }) => resource);
  }

  /**
   * Subscribes the queue to a topic, or to more of it.
   * @returns whether the queue was not subscribed before
   */
  public add(topicArn: string, { bucketName, ...selection }: TopicSelection): boolean {
    const filter = topicFilter(bucketName, selection);
    const known = this.byTopic.get(topicArn);
    if (known !== undefined) {
      known.filters.push(filter);
      return false;
    }
    const filters = [filter];
    const name = isToken(topicArn) ? String(this.byTopic.size + 1) : (topicArn.split(":").at(-1) ?? "");
    const resource = new SnsTopicSubscription(this.queue, `subscription-${name}`, {
      ...defined({ provider: this.awsProvider }),
      topicArn,
      protocol: "sqs",
      endpoint: this.queue.queueArn,
      // The message as S3 sends it, without SNS's envelope.
      rawMessageDelivery: true,
      filterPolicyScope: "MessageBody",
      filterPolicy: Lazy.stringValue({
        produce: () => jsonencode(filters.length === 1 ? filter : { $or: filters }),
      }),
    });
    this.byTopic.set(topicArn, { filters, resource });
    return true;
  }
}
