/** The subscriptions of a queue to the topics on which buckets announce their objects. */
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { type ITerraformDependable, Lazy, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { combinationsOf, topicFilter } from "../../lib/aws/event-filters";
import { FILTER_COMBINATIONS } from "../../lib/aws/limits";
import { shortHash } from "../../lib/aws/names";
import { jsonencode } from "../../lib/terraform/jsonencode";
import { defined } from "../../lib/objects";
import { sortedBy } from "../../lib/sorted";
import { ensure } from "../../lib/terraform/needs";
import { refuse, resolveIn } from "../validation";
import { refuseNameOverrides } from "./name-overrides";
import type { TopicSelection } from "./interfaces";

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
    const topic = String(resolveIn(this.queue, topicArn));
    const known = this.byTopic.get(topic);
    this.refuseComplexity([...(known?.filters ?? []), filter]);
    if (known !== undefined) {
      known.filters.push(filter);
      return false;
    }
    const filters = [filter];
    const resource = ensure(
      new SnsTopicSubscription(this.queue, `subscription-${shortHash(topic)}`, {
        ...defined({ provider: this.awsProvider }),
        topicArn,
        protocol: "sqs",
        endpoint: this.queue.queueArn,
        // The message as S3 sends it, without SNS's envelope.
        rawMessageDelivery: true,
        filterPolicyScope: "MessageBody",
        filterPolicy: Lazy.stringValue({
          produce: (context) => {
            // Sorted: their order in the program means nothing, and SNS keeps it.
            const sorted = sortedBy(filters, (one) => [JSON.stringify(context.resolve(one))]);
            return jsonencode(sorted.length === 1 ? sorted[0] : { $or: sorted });
          },
        }),
      }),
    );
    refuseNameOverrides(this.queue, resource, {
      what: "subscription of the queue",
      names: { topic_arn: topicArn, endpoint: this.queue.queueArn },
      remedy: "Set topicArn, and awsProvider of the queue",
    });
    this.byTopic.set(topic, { filters, resource });
    return true;
  }

  private refuseComplexity(filters: readonly object[]): void {
    const combinations = filters.reduce((sum, filter) => sum + combinationsOf(filter), 0);
    if (combinations > FILTER_COMBINATIONS) {
      const message =
        `would make a filter of ${combinations} combinations, and SNS takes ${FILTER_COMBINATIONS}: ` +
        "use another queue, fewer types of events, or one folder around those that are announced";
      refuse(this.queue, "EventQueue", { prop: "topicArn", code: "OUT_OF_RANGE", message });
    }
  }
}
