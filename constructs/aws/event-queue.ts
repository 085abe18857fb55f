/** The queue on which a bucket announces its objects to Polytomic, with its dead-letter queue. */
import { SqsQueue, type SqsQueueConfig } from "@cdktf/provider-aws/lib/sqs-queue";
import { type ITerraformDependable, Op, type TerraformProvider, Token } from "cdktf";
import { Construct } from "constructs";
import { accountOfArn } from "../../lib/aws/accounts";
import { queueArn, queueArnProblem, regionOfArn, topicArnProblem } from "../../lib/aws/arns";
import { POLICY, QUEUE } from "../../lib/aws/limits";
import { physicalName, queueNameProblem } from "../../lib/aws/names";
import { type PolicyStatement, renderPolicy, type StatementsOfPolicy } from "../../lib/iam/policy-document";
import {
  eventDelivery,
  type EventSource,
  queueConsumption,
  queueOverTlsOnly,
  withSourcesTogether,
} from "../../lib/iam/statements";
import { argument, jsonencode } from "../../lib/terraform/jsonencode";
import { defined, withMembers } from "../../lib/objects";
import { refuseSecondOwner } from "../../lib/synthesis/owners";
import { ensure } from "../../lib/terraform/needs";
import { dependOn } from "../../lib/terraform/dependencies";
import { rule } from "../../lib/validation/rule";
import {
  nonEmptyString,
  checkedString,
  integer,
  withRules,
  literalArray,
} from "../../lib/validation/combinators";
import { nameWithoutWildcard, type Precondition } from "../preconditions";
import { awsProviderRule, dependsOnRule, tagsRule } from "../rules";
import { checkConstruct, checkOnceKnown, pathBelowApp, refuse, resolveIn } from "../validation";
import { AwsEnvironment } from "./aws-environment";
import { ExistingResourceAccess, granted, OwnedResourceAccess } from "./cross-account";
import { eventSourceRule } from "./event-source";
import { refuseNameOverrides } from "./name-overrides";
import { filterValueRule } from "./notification";
import { refuseOtherPartitions } from "./partitions";
import { checkPolicyLimits } from "./policy-limits";
import { addAlarms, type QueueAlarms, queueAlarmsRule } from "./queue-alarms";
import { type Removal, removalArguments, removalRule } from "../removal";
import { TopicSubscriptions } from "./topic-subscriptions";
import type { IEventQueue, TopicSelection } from "./interfaces";
import {
  encryptionKeyInstanceRule,
  type Grant,
  type IEncryptionKey,
  type IPolytomicRole,
  polytomicRoleInstanceRule,
} from "./interfaces";

/** Props of {@link EventQueue}. */
export interface EventQueueProps {
  /**
   * Name of the queue, at most 80 letters, digits, hyphens and underscores. Its dead-letter queue has `-dlq` behind it.
   * @default - made from the construct's path, which begins with the stack's name: changing that path replaces the
   * queue, and where one account gets several deployments of an app, name their stacks or these queues apart
   */
  readonly queueName?: string;
  /**
   * How long an event waits for Polytomic, in days, 1 to 13. A day less than the dead letters stay: SQS counts from
   * the first enqueueing.
   * @default 4
   */
  readonly retentionDays?: number;
  /**
   * How long an event that Polytomic has received stays hidden from others, in seconds, 0 to 43,200.
   * @default 300
   */
  readonly visibilityTimeout?: number;
  /**
   * How often an event is received before it goes to the dead-letter queue, 1 to 1,000.
   * @default 5
   */
  readonly maxReceives?: number;
  /**
   * The key that encrypts the events, here and in the dead-letter queue.
   * @default - SQS's own key (SSE-SQS)
   */
  readonly encryptionKey?: IEncryptionKey;
  /**
   * Keys that encrypted the events before `encryptionKey`. Events that wait in the queue keep the key they were encrypted with, so the
   * role keeps `kms:Decrypt` of these keys.
   * @default - none
   */
  readonly previousEncryptionKeys?: readonly IEncryptionKey[];
  /**
   * What happens when Terraform is to destroy or replace the queue or its dead-letter queue. The events that wait in them are lost; the
   * files are not, and Polytomic finds them again when it copies everything. See {@link Removal}.
   * @default "delete"
   */
  readonly onRemoval?: Removal;
  /**
   * Alarms for events that wait too long and for dead letters, and whom they tell.
   * @default - none
   */
  readonly alarms?: QueueAlarms;
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * What must exist before the queue, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the stack's AWS provider */
  readonly awsProvider?: TerraformProvider;
}

const DAY = 86_400;
/** What the name of a dead-letter queue ends with. */
export const DEAD_LETTER_SUFFIX = "-dlq";

/** The rules of {@link EventQueueProps}. */
export const eventQueueRule = rule((z) =>
  z.strictObject({
    queueName: checkedString(
      (name) => queueNameProblem(name) ?? queueNameProblem(`${name}${DEAD_LETTER_SUFFIX}`),
    ).optional(),
    retentionDays: integer(1, QUEUE.retention.maximum / DAY - 1).optional(),
    visibilityTimeout: integer(QUEUE.visibilityTimeout.minimum, QUEUE.visibilityTimeout.maximum).optional(),
    maxReceives: integer(QUEUE.receives.minimum, QUEUE.receives.maximum).optional(),
    encryptionKey: encryptionKeyInstanceRule().optional(),
    previousEncryptionKeys: literalArray(encryptionKeyInstanceRule()).optional(),
    onRemoval: removalRule().optional(),
    alarms: queueAlarmsRule().optional(),
    tags: tagsRule().optional(),
    dependsOn: dependsOnRule().optional(),
    awsProvider: awsProviderRule().optional(),
  }),
);

const subscriptionRule = rule((z) =>
  z.strictObject({
    topicArn: checkedString(topicArnProblem),
    selection: withRules(
      z.strictObject({
        bucketName: nonEmptyString(),
        events: literalArray(nonEmptyString()),
        filterPrefix: filterValueRule().optional(),
        filterSuffix: filterValueRule().optional(),
      }),
      ({ filterPrefix, filterSuffix }, problem) => {
        if (filterPrefix !== undefined && filterSuffix !== undefined) {
          problem(
            ["filterSuffix"],
            "was given besides filterPrefix, but SNS filters keys by one of them only",
          );
        }
      },
    ),
  }),
);

const consumptionRule = rule((z) => z.strictObject({ role: polytomicRoleInstanceRule() }));

/** What owned and existing queues have in common. */
abstract class Queue extends Construct implements IEventQueue {
  public abstract readonly queueArn: string;
  public abstract readonly prerequisites: readonly ITerraformDependable[];
  /** The ARN as policies name it. */
  protected abstract readonly predictedArn: string;
  protected readonly deliveries: PolicyStatement[] = [];
  protected abstract readonly subscriptions: TopicSubscriptions;
  /** Which roles consume the queue. */
  protected abstract readonly uses: ExistingResourceAccess | OwnedResourceAccess;
  public abstract readonly encryptionKey: IEncryptionKey | undefined;
  /** Keys that encrypted events before. */
  protected abstract readonly previousEncryptionKeys: readonly IEncryptionKey[];
  public abstract readonly knownRegion: string | undefined;
  /** What must hold of the ARN in the policy of a role. */
  protected readonly preconditions: readonly Precondition[] = [];

  public allowDeliveryFrom(source: EventSource): void {
    ({ source } = checkConstruct(this, "EventQueue", eventSourceRule(), { source }));
    this.deliveries.push(eventDelivery(this.predictedArn, source));
    this.encryptionKey?.allowDeliveryFrom(source);
  }

  public subscribeTo(topicArn: string, selection: TopicSelection): void {
    ({ topicArn, selection } = checkConstruct(this, "EventQueue", subscriptionRule(), {
      topicArn,
      selection,
    }));
    const region = regionOfArn(topicArn);
    const isKnown = (): boolean => region === undefined || this.knownRegion !== undefined;
    checkOnceKnown(this, isKnown, () => {
      if (region !== undefined && region !== this.knownRegion) {
        const message =
          `is in ${region}, the queue in ${this.knownRegion}; the subscription is made by the queue's provider, in the queue's ` +
          "region. Use a queue of the topic's region";
        refuse(this, "EventQueue", { prop: "topicArn", code: "CONFLICT", message });
      }
    });
    if (this.subscriptions.add(topicArn, selection)) {
      this.allowDeliveryFrom({ topicArn });
    }
  }

  public grantConsume(role: IPolytomicRole): Grant {
    checkConstruct(this, "EventQueue", consumptionRule(), { role });
    const statement = queueConsumption(this.predictedArn);
    role.addStatements(statement);
    role.checkAtPlan?.(this.preconditions);
    this.uses.add(role, [statement]);
    const keys = [this.encryptionKey, ...this.previousEncryptionKeys].filter((key) => key !== undefined);
    const ofKeys = keys.flatMap((key) => key.grantUse(role, { service: "sqs", access: "read" }).statements);
    return granted(role, [statement, ...ofKeys], this.uses);
  }
}

/**
 * A standard SQS queue for the events of a bucket: encrypted (SSE-SQS), TLS only, long polling, and a dead-letter queue
 * that keeps for 14 days what could not be consumed.
 */
export class EventQueue extends Queue {
  /** ARN of the queue, readable in the plan. */
  public readonly queueArn: string;
  /** ARN of the dead-letter queue. */
  public readonly deadLetterQueueArn: string;
  protected readonly predictedArn: string;
  protected readonly subscriptions: TopicSubscriptions;
  protected readonly uses: OwnedResourceAccess;
  /** Name of the queue. */
  public readonly queueName: string;
  /** URL of the queue, known once it has been created. */
  public readonly queueUrl: string;
  /** URL of the dead-letter queue, known once it has been created. */
  public readonly deadLetterQueueUrl: string;
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: SqsQueue;
  private readonly place: AwsEnvironment;
  /** The key that encrypts the events, unless SQS uses its own. */
  public readonly encryptionKey: IEncryptionKey | undefined;
  protected readonly previousEncryptionKeys: readonly IEncryptionKey[];

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: EventQueueProps = {}) {
    super(scope, id);
    props = checkConstruct(this, "EventQueue", eventQueueRule(), props);
    dependOn(this, props.dependsOn);
    refuseSecondOwner(this);
    const place = AwsEnvironment.of(this, props.awsProvider);
    this.place = place;
    const { knownPartition } = place;
    const encryptionKey = props.encryptionKey?.keyArn;
    refuseOtherPartitions(this, "EventQueue", { what: "queue", knownPartition }, { encryptionKey });
    const name =
      props.queueName ?? physicalName(pathBelowApp(this), QUEUE.nameLength - DEAD_LETTER_SUFFIX.length);
    const arn = queueArn(place, name);
    const deadLetterArn = queueArn(place, `${name}${DEAD_LETTER_SUFFIX}`);
    this.encryptionKey = props.encryptionKey;
    this.previousEncryptionKeys = props.previousEncryptionKeys ?? [];
    const used = { owner: this, name: "EventQueue", kind: "queue", account: place } as const;
    this.uses = new OwnedResourceAccess(used, () => this.resource);
    const common = {
      ...defined({ provider: props.awsProvider, tags: props.tags }),
      ...removalArguments(props.onRemoval ?? "delete"),
      ...(props.encryptionKey === undefined
        ? { sqsManagedSseEnabled: true }
        : { kmsMasterKeyId: props.encryptionKey.keyArn }),
    };

    const statements: StatementsOfPolicy = (resolve) => [
      queueOverTlsOnly(arn),
      ...withSourcesTogether(this.deliveries, resolve),
      ...this.uses.statements,
    ];
    checkPolicyLimits(this, () => [statements], {
      what: "the policy of the queue",
      length: POLICY.queue.size,
      statements: POLICY.queue.statements,
      remedy: "Use more queues: each connection needs one of its own anyway",
    });
    // Policy and redrive settings stand on the queues themselves: as resources of their own they are written side by
    // side, and each write costs 25 seconds of waiting in the AWS provider.
    const deadLetters = this.createQueue("dead-letters", {
      ...common,
      name: `${name}${DEAD_LETTER_SUFFIX}`,
      messageRetentionSeconds: QUEUE.retention.maximum,
      policy: renderPolicy(() => [queueOverTlsOnly(deadLetterArn)]),
      redriveAllowPolicy: jsonencode({ redrivePermission: "byQueue", sourceQueueArns: [arn] }),
    });
    this.resource = this.createQueue("Resource", {
      ...common,
      name,
      messageRetentionSeconds: inSeconds(props.retentionDays ?? 4),
      receiveWaitTimeSeconds: QUEUE.receiveWait.maximum,
      visibilityTimeoutSeconds: props.visibilityTimeout ?? 300,
      policy: renderPolicy(statements),
      redrivePolicy: jsonencode({
        deadLetterTargetArn: deadLetters.arn,
        maxReceiveCount: props.maxReceives ?? 5,
      }),
    });
    const remedy = "Set queueName and awsProvider";
    refuseNameOverrides(this, this.resource, { what: "queue", names: { name }, remedy });
    const deadLetterName = `${name}${DEAD_LETTER_SUFFIX}`;
    refuseNameOverrides(this, deadLetters, {
      what: "dead-letter queue",
      names: { name: deadLetterName },
      remedy,
    });
    this.queueArn = this.resource.arn;
    this.queueName = this.resource.name;
    this.queueUrl = this.resource.url;
    this.deadLetterQueueUrl = deadLetters.url;
    this.predictedArn = arn;
    this.deadLetterQueueArn = deadLetters.arn;
    this.subscriptions = new TopicSubscriptions(this, props.awsProvider);
    if (props.alarms !== undefined) {
      const names = { queue: this.queueName, deadLetters: deadLetters.name };
      addAlarms(this, names, props.alarms, defined({ provider: props.awsProvider, tags: props.tags }));
    }
  }

  /** Region of the queue, if it is known in the program. */
  public get knownRegion(): string | undefined {
    return this.place.knownRegion;
  }

  private createQueue(id: string, config: SqsQueueConfig): SqsQueue {
    return ensure(new SqsQueue(this, id, config));
  }

  /** The queue, with its policy, its subscriptions, and what its key needs. */
  public get prerequisites(): readonly ITerraformDependable[] {
    return [this.resource, ...this.subscriptions.prerequisites, ...(this.encryptionKey?.prerequisites ?? [])];
  }

  /**
   * A queue that exists already. Its policy is left alone: it must allow `s3.amazonaws.com` to `sqs:SendMessage` for
   * the bucket, see {@link ExistingEventQueue.requiredStatements}.
   *
   * @throws InvalidPropsError if `queueArn` is not the ARN of a standard queue
   */
  public static fromQueueArn(
    scope: Construct,
    id: string,
    queueArn: string,
    options: ExistingQueueOptions = {},
  ): ExistingEventQueue {
    return new ExistingEventQueue(scope, id, queueArn, options);
  }
}

/** What is known of a queue that exists already. */
export interface ExistingQueueOptions {
  /**
   * The key that encrypts the events, for the role to be allowed its use. SQS's own key needs no permission, and the key
   * behind `alias/aws/sqs` cannot let S3 deliver.
   * @default - none
   */
  readonly encryptionKey?: IEncryptionKey;
  /**
   * Keys that encrypted events before, for the role to keep their use.
   * @default - none
   */
  readonly previousEncryptionKeys?: readonly IEncryptionKey[];
  /**
   * What must exist before S3 may deliver events, such as the policy of the queue, if this program creates it elsewhere.
   * @default - nothing but what the ARN refers to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /**
   * The provider of the queue's subscriptions to topics.
   * @default - the stack's AWS provider
   */
  readonly awsProvider?: TerraformProvider;
}

const existingQueueRule = rule((z) =>
  z.strictObject({
    queueArn: checkedString(queueArnProblem),
    encryptionKey: encryptionKeyInstanceRule().optional(),
    previousEncryptionKeys: literalArray(encryptionKeyInstanceRule()).optional(),
    dependsOn: dependsOnRule().optional(),
    awsProvider: awsProviderRule().optional(),
  }),
);

/** A queue that exists already: nothing of it is changed. */
export class ExistingEventQueue extends Queue {
  protected readonly uses: ExistingResourceAccess;
  protected readonly predictedArn: string;
  protected override readonly preconditions: readonly Precondition[];
  protected readonly subscriptions: TopicSubscriptions;
  /** Region of the queue, if it is known in the program. */
  public readonly knownRegion: string | undefined;
  /** The key that encrypts the events, if it is a customer key. */
  public readonly encryptionKey: IEncryptionKey | undefined;
  protected readonly previousEncryptionKeys: readonly IEncryptionKey[];
  private readonly dependsOn: readonly ITerraformDependable[];

  public constructor(
    scope: Construct,
    id: string,
    /** ARN of the queue. */
    public readonly queueArn: string,
    options: ExistingQueueOptions = {},
  ) {
    super(scope, id);
    ({ queueArn, ...options } = checkConstruct(
      this,
      "EventQueue",
      existingQueueRule(),
      withMembers(options, { queueArn }),
    ));
    this.queueArn = queueArn;
    refuseSecondOwner(this);
    this.predictedArn = queueArn;
    this.preconditions = nameWithoutWildcard(this, "The ARN", queueArn);
    this.uses = new ExistingResourceAccess({
      owner: this,
      name: "EventQueue",
      kind: "queue",
      account: accountOfArn(queueArn),
      namesAccount: true,
    });
    this.encryptionKey = options.encryptionKey;
    this.previousEncryptionKeys = options.previousEncryptionKeys ?? [];
    this.dependsOn = options.dependsOn ?? [];
    this.knownRegion = regionOfArn(queueArn);
    this.subscriptions = new TopicSubscriptions(this, options.awsProvider);
  }

  /** The option `dependsOn`, the queue's subscriptions, and what its key needs; the queue itself exists. */
  public get prerequisites(): readonly ITerraformDependable[] {
    return [
      ...this.dependsOn,
      ...this.subscriptions.prerequisites,
      ...(this.encryptionKey?.prerequisites ?? []),
    ];
  }

  /**
   * Statements that the queue's policy must also have if the queue belongs to another account than the role, for its owner to add.
   * They can be added before the role exists, and stay valid when it is replaced.
   */
  public get crossAccountStatements(): readonly PolicyStatement[] {
    return this.uses.statements;
  }

  /** Statements that the queue's policy must have, for its owner to add. */
  public get requiredStatements(): readonly PolicyStatement[] {
    return withSourcesTogether(this.deliveries, (value) => resolveIn(this, value));
  }
}

function inSeconds(days: number): number {
  return Token.isUnresolved(days) ? Token.asNumber(Op.mul(argument(days), DAY)) : days * DAY;
}
