/** The subscriptions of a queue to topics that receive bucket events. */
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { type ITerraformDependable, Lazy } from "cdktf";
import type { Construct } from "constructs";
import { combinationsOf, topicFilter } from "../../lib/aws/event-filters";
import { FILTER_COMBINATIONS } from "../../lib/aws/limits";
import { shortHash } from "../../lib/aws/names";
import { jsonencode } from "../../lib/terraform/jsonencode";
import { sortedBy } from "../../lib/sorted";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { refuse, resolveIn } from "../validation";
import type { AwsArguments } from "./aws-environment";
import { forbidNameOverrides } from "./name-overrides";
import type { TopicSelection } from "./interfaces";

/** SNS allows one subscription per queue and topic, so additional selections extend its filter policy. */
export class TopicSubscriptions {
  private readonly byTopic = new Map<string, { filters: object[]; resource: SnsTopicSubscription }>();

  public constructor(
    private readonly queue: Construct & { readonly queueArn: string },
    private readonly aws: AwsArguments,
  ) {}

  /** Resources that must exist before messages arrive. */
  public get prerequisites(): readonly ITerraformDependable[] {
    return [...this.byTopic.values()].map(({ resource }) => resource);
  }

  /**
   * Subscribes the queue to a topic, or extends its subscription.
   * @returns whether the subscription is new
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
    const resource = withMetaArguments(
      new SnsTopicSubscription(this.queue, `subscription-${shortHash(topic)}`, {
        ...this.aws,
        topicArn,
        protocol: "sqs",
        endpoint: this.queue.queueArn,
        // Without SNS's envelope, so that the message is the one S3 sends.
        rawMessageDelivery: true,
        filterPolicyScope: "MessageBody",
        filterPolicy: Lazy.stringValue({
          produce: (context) => {
            // Sorted, so that reordering code changes nothing: SNS keeps the order.
            const sorted = sortedBy(filters, (one) => [JSON.stringify(context.resolve(one))]);
            return jsonencode(sorted.length === 1 ? sorted[0] : { $or: sorted });
          },
        }),
      }),
    );
    forbidNameOverrides(this.queue, resource, {
      what: "subscription of the queue",
      names: { topic_arn: topicArn, endpoint: this.queue.queueArn },
      remedy: "Set topicArn, and region and awsProvider of the queue",
    });
    this.byTopic.set(topic, { filters, resource });
    return true;
  }

  private refuseComplexity(filters: readonly object[]): void {
    const combinations = filters.reduce((sum, filter) => sum + combinationsOf(filter), 0);
    if (combinations > FILTER_COMBINATIONS) {
      const message =
        `would need a filter with ${combinations} combinations, but SNS allows ${FILTER_COMBINATIONS}; ` +
        "use another queue, fewer event types, or one folder that contains the others";
      refuse(this.queue, "EventQueue", { prop: "topicArn", code: "OUT_OF_RANGE", message });
    }
  }
}
