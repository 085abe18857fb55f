/** The queue that receives a bucket's events for Polytomic, with its dead-letter queue. */
import { SqsQueue, type SqsQueueConfig } from "@cdktf/provider-aws/lib/sqs-queue";
import { type ITerraformDependable, Op, type TerraformProvider, Token } from "cdktf";
import { Construct } from "constructs";
import { accountOfArn } from "../../lib/aws/accounts";
import { queueArn, queueArnProblem, regionOfArn, topicArnProblem } from "../../lib/aws/arns";
import { hasRegionArgument } from "../../lib/aws/bindings";
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
import { forbidSecondOwner } from "../../lib/synthesis/owners";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { rule } from "../../lib/validation/rule";
import {
  nonEmptyString,
  checkedString,
  integer,
  withRules,
  literalArray,
} from "../../lib/validation/combinators";
import { nameWithoutWildcard, type Precondition } from "../preconditions";
import { awsProviderRule, dependsOnRule } from "../rules";
import { checkConstruct, checkNew, checkOnceKnown, pathBelowApp, refuse, resolveIn } from "../validation";
import type { AwsLocation } from "./aws-environment";
import {
  locationOf,
  refuseKeysOfOtherRegions,
  type RegionalResourceProps,
  regionalResourceShape,
} from "./aws-region";
import { ExistingResourceAccess, grantOf, OwnedResourceAccess } from "./cross-account";
import { eventSourceRule } from "./event-source";
import { forbidNameOverrides } from "./name-overrides";
import { filterValueRule } from "./notification";
import { refuseOtherPartitions } from "./partitions";
import { checkPolicyLimits } from "./policy-limits";
import { addAlarms, type QueueAlarms, queueAlarmsRule } from "./queue-alarms";
import { type Removal, removalArguments, removalRule } from "../removal";
import { TopicSubscriptions } from "./topic-subscriptions";
import {
  type IEventQueue,
  type TopicSelection,
  encryptionKeyInstanceRule,
  type Grant,
  type IEncryptionKey,
  type IPolytomicRole,
  polytomicRoleInstanceRule,
} from "./interfaces";

/** Props of {@link EventQueue}. */
export interface EventQueueProps extends RegionalResourceProps {
  /**
   * Name of the queue: letters, digits, hyphens and underscores. The dead-letter queue has the same name with the suffix `-dlq`, and
   * both are limited to 80 characters.
   * @default - derived from the construct's path, which begins with the stack's name. Changing the path replaces the queue. If you
   * deploy an app several times to one account, give the stacks or the queues different names
   */
  readonly queueName?: string;
  /**
   * How long an event waits for Polytomic, in days, 1 to 13. That is a day less than dead letters are kept, because SQS counts their age
   * from when the event was first sent.
   * @default 4
   */
  readonly retentionDays?: number;
  /**
   * How long a received event stays hidden from other consumers, in seconds, 0 to 43,200.
   * @default 300
   */
  readonly visibilityTimeout?: number;
  /**
   * How many times an event is received before it moves to the dead-letter queue, 1 to 1,000.
   * @default 5
   */
  readonly maxReceives?: number;
  /**
   * The key that encrypts the events, in the queue and in its dead-letter queue.
   * @default - SQS's own key (SSE-SQS)
   */
  readonly encryptionKey?: IEncryptionKey;
  /**
   * Keys that encrypted events before `encryptionKey`. Events already in the queue keep their key, so the role keeps `kms:Decrypt` on
   * these keys.
   * @default - none
   */
  readonly previousEncryptionKeys?: readonly IEncryptionKey[];
  /**
   * What happens when Terraform would destroy or replace the queue or its dead-letter queue. Events in them are lost. The files are not:
   * a full sync picks them up. See {@link Removal}.
   * @default "delete"
   */
  readonly onRemoval?: Removal;
  /**
   * Alarms for events that wait too long and for dead letters, and their actions.
   * @default - none
   */
  readonly alarms?: QueueAlarms;
}

const DAY = 86_400;
/** The suffix of a dead-letter queue's name. */
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
    ...regionalResourceShape(),
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
          problem(["filterSuffix"], "conflicts with filterPrefix: SNS filters keys by only one of them");
        }
      },
    ),
  }),
);

const consumptionRule = rule((z) => z.strictObject({ role: polytomicRoleInstanceRule() }));

/** The base class of new and existing queues. */
abstract class Queue extends Construct implements IEventQueue {
  public abstract readonly queueArn: string;
  public abstract readonly prerequisites: readonly ITerraformDependable[];
  /** The ARN as policies name it. */
  protected abstract readonly predictedArn: string;
  protected readonly deliveries: PolicyStatement[] = [];
  protected abstract readonly subscriptions: TopicSubscriptions;
  /** The roles that consume the queue. */
  protected abstract readonly access: ExistingResourceAccess | OwnedResourceAccess;
  public abstract readonly encryptionKey: IEncryptionKey | undefined;
  /** Keys that encrypted events earlier. */
  protected abstract readonly previousEncryptionKeys: readonly IEncryptionKey[];
  public abstract readonly knownRegion: string | undefined;
  /** Preconditions on the ARN, for the policies of roles. */
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
          `is in ${region}, but the queue is in ${this.knownRegion}, and its subscriptions are created in that region. ` +
          "Use a queue in the topic's region";
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
    this.access.add(role, [statement]);
    const keys = [this.encryptionKey, ...this.previousEncryptionKeys].filter((key) => key !== undefined);
    const ofKeys = keys.flatMap((key) => key.grantUse(role, { service: "sqs", access: "read" }).statements);
    return grantOf(role, [statement, ...ofKeys], this.access);
  }
}

/**
 * A standard SQS queue for the events of a bucket: encrypted (SSE-SQS), TLS only, long polling, and a dead-letter queue
 * that keeps events that could not be consumed for 14 days.
 */
export class EventQueue extends Queue {
  /** ARN of the queue, readable in the plan. */
  public readonly queueArn: string;
  /** ARN of the dead-letter queue. */
  public readonly deadLetterQueueArn: string;
  /** The ARN, composed from the name. */
  protected readonly predictedArn: string;
  /** The subscriptions of the queue to topics. */
  protected readonly subscriptions: TopicSubscriptions;
  /** The roles that consume the queue. */
  protected readonly access: OwnedResourceAccess;
  /** The underlying `aws_sqs_queue`, as an escape hatch. */
  public readonly resource: SqsQueue;
  private readonly deadLetters: SqsQueue;
  private readonly environment: AwsLocation;
  /** The key that encrypts the events. Undefined with SSE-SQS. */
  public readonly encryptionKey: IEncryptionKey | undefined;
  /** Keys that encrypted waiting events before. */
  protected readonly previousEncryptionKeys: readonly IEncryptionKey[];

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: EventQueueProps = {}) {
    super(scope, id);
    props = checkNew(this, "EventQueue", eventQueueRule(), props);
    forbidSecondOwner(this);
    const environment = locationOf(this, "EventQueue", props);
    this.environment = environment;
    const { knownPartition } = environment;
    const encryptionKey = props.encryptionKey?.keyArn;
    refuseOtherPartitions(this, "EventQueue", { what: "queue", knownPartition }, { encryptionKey });
    const name =
      props.queueName ?? physicalName(pathBelowApp(this), QUEUE.nameLength - DEAD_LETTER_SUFFIX.length);
    const deadLetterName = `${name}${DEAD_LETTER_SUFFIX}`;
    const arn = queueArn(environment, name);
    this.encryptionKey = props.encryptionKey;
    this.previousEncryptionKeys = props.previousEncryptionKeys ?? [];
    refuseKeysOfOtherRegions(this, "EventQueue", "queue", () => this.knownRegion, props);
    const used = { owner: this, name: "EventQueue", kind: "queue", account: environment } as const;
    this.access = new OwnedResourceAccess(used, () => this.resource);
    const common = {
      ...environment.arguments,
      ...defined({ tags: props.tags }),
      ...removalArguments(props.onRemoval ?? "delete"),
      ...(props.encryptionKey === undefined
        ? { sqsManagedSseEnabled: true }
        : { kmsMasterKeyId: props.encryptionKey.keyArn }),
    };

    const statements: StatementsOfPolicy = (resolve) => [
      queueOverTlsOnly(arn),
      ...withSourcesTogether(this.deliveries, resolve),
      ...this.access.statements,
    ];
    checkPolicyLimits(this, () => [statements], {
      what: "the policy of the queue",
      length: POLICY.queue.size,
      statements: POLICY.queue.statements,
      remedy: "Use more queues: each connection needs its own queue anyway",
    });
    // Policy and redrive settings are arguments of the queues: as separate resources, each costs 25 seconds of waiting in the AWS provider.
    this.deadLetters = this.createQueue("dead-letters", {
      ...common,
      name: deadLetterName,
      messageRetentionSeconds: QUEUE.retention.maximum,
      policy: renderPolicy(() => [queueOverTlsOnly(queueArn(environment, deadLetterName))]),
      redriveAllowPolicy: jsonencode({ redrivePermission: "byQueue", sourceQueueArns: [arn] }),
    });
    this.deadLetterQueueArn = this.deadLetters.arn;
    this.resource = this.createQueue("Resource", {
      ...common,
      name,
      messageRetentionSeconds: inSeconds(props.retentionDays ?? 4),
      receiveWaitTimeSeconds: QUEUE.receiveWait.maximum,
      visibilityTimeoutSeconds: props.visibilityTimeout ?? 300,
      policy: renderPolicy(statements),
      redrivePolicy: jsonencode({
        deadLetterTargetArn: this.deadLetterQueueArn,
        maxReceiveCount: props.maxReceives ?? 5,
      }),
    });
    const remedy = "Set queueName, region and awsProvider";
    forbidNameOverrides(this, this.resource, { what: "queue", names: { name }, remedy });
    forbidNameOverrides(this, this.deadLetters, {
      what: "dead-letter queue",
      names: { name: deadLetterName },
      remedy,
    });
    this.queueArn = this.resource.arn;
    this.predictedArn = arn;
    this.subscriptions = new TopicSubscriptions(this, environment.arguments);
    if (props.alarms !== undefined) {
      const names = { queue: this.queueName, deadLetters: this.deadLetters.name };
      addAlarms(this, names, props.alarms, { ...environment.arguments, ...defined({ tags: props.tags }) });
    }
  }

  /** Name of the queue. */
  public get queueName(): string {
    return this.resource.name;
  }

  /** URL of the queue, known after apply. */
  public get queueUrl(): string {
    return this.resource.url;
  }

  /** URL of the dead-letter queue, known after apply. */
  public get deadLetterQueueUrl(): string {
    return this.deadLetters.url;
  }

  /** Region of the queue, if it is known at synthesis. */
  public get knownRegion(): string | undefined {
    return this.environment.knownRegion;
  }

  private createQueue(id: string, config: SqsQueueConfig): SqsQueue {
    return withMetaArguments(new SqsQueue(this, id, config));
  }

  /** The queue, its subscriptions, and the prerequisites of its key. */
  public get prerequisites(): readonly ITerraformDependable[] {
    return [this.resource, ...this.subscriptions.prerequisites, ...(this.encryptionKey?.prerequisites ?? [])];
  }

  /**
   * References an existing queue. Its policy is not changed, so it must already allow `s3.amazonaws.com` to call `sqs:SendMessage` for
   * the bucket. See {@link ExistingEventQueue.requiredStatements}.
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

/** Options of {@link EventQueue.fromQueueArn}. */
export interface ExistingQueueOptions {
  /**
   * The customer key that encrypts the events, which the role is granted access to. SSE-SQS needs no permission. The AWS-managed key
   * `alias/aws/sqs` cannot be used, because its policy cannot allow S3.
   * @default - none
   */
  readonly encryptionKey?: IEncryptionKey;
  /**
   * Keys that encrypted events earlier, which the role keeps access to.
   * @default - none
   */
  readonly previousEncryptionKeys?: readonly IEncryptionKey[];
  /**
   * Resources that must exist before S3 can deliver events, such as the queue's policy if your app creates it elsewhere.
   * @default - only what the ARN refers to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /**
   * The provider that creates the queue's subscriptions to topics.
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

/** An existing queue. It is not changed. */
export class ExistingEventQueue extends Queue {
  /** The roles that consume the queue. */
  protected readonly access: ExistingResourceAccess;
  /** The ARN, composed from the name. */
  protected readonly predictedArn: string;
  /** What a plan checks before a role can consume the queue. */
  protected override readonly preconditions: readonly Precondition[];
  /** The subscriptions of the queue to topics. */
  protected readonly subscriptions: TopicSubscriptions;
  /** Region of the queue, if it is known at synthesis. */
  public readonly knownRegion: string | undefined;
  /** The key that encrypts the events, if it is a customer key. */
  public readonly encryptionKey: IEncryptionKey | undefined;
  /** Keys that encrypted waiting events before. */
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
    forbidSecondOwner(this);
    this.predictedArn = queueArn;
    this.preconditions = nameWithoutWildcard(this, "The ARN", queueArn);
    this.access = new ExistingResourceAccess({
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
    refuseKeysOfOtherRegions(this, "EventQueue", "queue", () => this.knownRegion, options);
    this.subscriptions = new TopicSubscriptions(this, {
      ...defined({ provider: options.awsProvider }),
      // Otherwise the provider must be in the region of the queue.
      ...(hasRegionArgument ? defined({ region: this.knownRegion }) : {}),
    });
  }

  /** The option `dependsOn`, the queue's subscriptions, and the prerequisites of its key. */
  public get prerequisites(): readonly ITerraformDependable[] {
    return [
      ...this.dependsOn,
      ...this.subscriptions.prerequisites,
      ...(this.encryptionKey?.prerequisites ?? []),
    ];
  }

  /**
   * Statements that the owner must add to the queue's policy if the role is in another account than the queue. They can be added before
   * the role exists, and stay valid when it is replaced.
   */
  public get crossAccountStatements(): readonly PolicyStatement[] {
    return this.access.statements;
  }

  /** Statements that the owner must add to the queue's policy so that events can be delivered. */
  public get requiredStatements(): readonly PolicyStatement[] {
    return withSourcesTogether(this.deliveries, (value) => resolveIn(this, value));
  }
}

function inSeconds(days: number): number {
  return Token.isUnresolved(days) ? Token.asNumber(Op.mul(argument(days), DAY)) : days * DAY;
}
