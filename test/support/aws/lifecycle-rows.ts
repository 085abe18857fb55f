/** The options of bucket, queue, role, key and integration that open or protect something, each on a separate construct. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import type { TerraformStack } from "cdktf";
import {
  DataBucket,
  type DataBucketProps,
  EncryptionKey,
  type EncryptionKeyProps,
  EventQueue,
  type EventQueueProps,
  PolytomicProvider,
  PolytomicRole,
  type PolytomicRoleProps,
  S3Integration,
  type S3IntegrationProps,
} from "../../../constructs";

/** Without the option, with it, and with another value of it. */
export type Stage = "without" | "set" | "changed";

/** The resources that options can refer to. They exist at each stage. */
export interface Surroundings {
  readonly old: EncryptionKey;
  readonly recent: EncryptionKey;
  readonly logs: DataBucket;
  readonly copy: DataBucket;
  readonly topicArn: string;
  readonly replicatorArn: string;
  readonly boundaryArns: readonly [string, string];
}

type Values<Props> = Partial<Props> | ((surroundings: Surroundings) => Partial<Props>);

interface Options<Props> {
  readonly without?: Values<Props>;
  readonly set: Values<Props>;
  readonly changed: Values<Props>;
}

/** An option of a construct. */
export interface Row {
  readonly id: string;
  readonly make: (stack: TerraformStack, surroundings: Surroundings, stage: Stage) => void;
}

const given = <Props>(values: Values<Props> | undefined, surroundings: Surroundings): Partial<Props> =>
  typeof values === "function" ? values(surroundings) : (values ?? {});

function rowsOf<Props>(
  kind: string,
  rows: Readonly<Record<string, Options<Props>>>,
  make: (stack: TerraformStack, id: string, props: Partial<Props>) => void,
): Row[] {
  return Object.entries(rows).map(([name, options]) => ({
    id: `${kind}-${name}`,
    make: (stack, surroundings, stage) => make(stack, `${kind}-${name}`, given(options[stage], surroundings)),
  }));
}

const ACCOUNT = "123456789012";
const replaceable = { onRemoval: "delete-with-objects" } as const;

/** A replication rule with a priority, because the emulated account always returns an empty prefix. */
const replication =
  (priority: number) =>
  ({ copy, replicatorArn }: Surroundings) => ({
    replication: {
      roleArn: replicatorArn,
      rules: [
        {
          id: "all",
          status: "Enabled" as const,
          priority,
          filter: { prefix: "" },
          deleteMarkerReplication: { status: "Disabled" },
          destination: { bucket: copy.bucketArn },
        },
      ],
    },
  });

const denial = (action: string) => ({
  Effect: "Deny" as const,
  Principal: { AWS: "*" },
  Action: action,
  Resource: "arn:aws:s3:::acme-bucket-policy/*",
  Condition: { StringNotEquals: { "aws:PrincipalAccount": ACCOUNT } },
});

const BUCKETS: Readonly<Record<string, Options<DataBucketProps>>> = {
  versioned: { set: { versioned: false }, changed: { versioned: true } },
  "encryption-key": {
    set: ({ old }) => ({ encryptionKey: old }),
    changed: ({ old, recent }) => ({ encryptionKey: recent, previousEncryptionKeys: [old] }),
  },
  "object-lock": {
    set: { objectLock: { mode: "GOVERNANCE", days: 1 } },
    changed: { objectLock: { mode: "GOVERNANCE", days: 2 } },
  },
  replication: { set: replication(1), changed: replication(2) },
  // In one apply, and in this order, because S3 does not suspend the versioning of a replicated bucket.
  "replicated-versions": {
    without: { versioned: false },
    set: replication(1),
    changed: { versioned: false },
  },
  "access-logs": {
    set: ({ logs }) => ({ accessLogs: { bucket: logs, prefix: "one/" } }),
    changed: ({ logs }) => ({ accessLogs: { bucket: logs, prefix: "two/" } }),
  },
  "allowed-networks": {
    set: { allowedNetworks: { ipRanges: ["203.0.113.0/24"] } },
    changed: { allowedNetworks: { ipRanges: ["198.51.100.0/24"], vpcEndpoints: ["vpce-1a2b3c4d"] } },
  },
  policy: {
    set: { policyStatements: [denial("s3:GetObject")] },
    changed: { policyStatements: [denial("s3:PutObject")] },
  },
  "lifecycle-rules": {
    set: {
      lifecycleRules: [
        { id: "own", status: "Enabled", filter: [{ prefix: "a/" }], expiration: [{ days: 9 }] },
      ],
    },
    changed: {
      lifecycleRules: [
        { id: "own", status: "Enabled", filter: [{ prefix: "b/" }], expiration: [{ days: 8 }] },
      ],
    },
  },
  "event-bridge": { set: { eventBridge: true }, changed: { eventBridge: false } },
  "other-notifications": {
    set: ({ topicArn }) => ({
      otherNotifications: [{ id: "a", topicArn, events: ["s3:ObjectCreated:*"], filterPrefix: "a/" }],
    }),
    changed: ({ topicArn }) => ({
      otherNotifications: [{ id: "a", topicArn, events: ["s3:ObjectRemoved:*"], filterPrefix: "b/" }],
    }),
  },
  removal: { set: { onRemoval: "keep" }, changed: replaceable },
};

const QUEUES: Readonly<Record<string, Options<EventQueueProps>>> = {
  "encryption-key": {
    set: ({ old }) => ({ encryptionKey: old }),
    changed: ({ old, recent }) => ({ encryptionKey: recent, previousEncryptionKeys: [old] }),
  },
  attributes: {
    set: { maxReceives: 3, retentionDays: 2 },
    changed: { maxReceives: 7, retentionDays: 9 },
  },
  alarms: {
    set: ({ topicArn }) => ({ alarms: { actions: [topicArn] } }),
    changed: ({ topicArn }) => ({ alarms: { actions: [topicArn], maxAge: 60, maxDeadLetters: 3 } }),
  },
  removal: { set: { onRemoval: "keep" }, changed: { onRemoval: "delete" } },
};

const ROLES: Readonly<Record<string, Options<PolytomicRoleProps>>> = {
  path: { set: { path: "/one/" }, changed: { path: "/two/" } },
  boundary: {
    set: ({ boundaryArns: [one] }) => ({ permissionsBoundary: one }),
    changed: ({ boundaryArns: [, other] }) => ({ permissionsBoundary: other }),
  },
  session: { set: { maxSessionDuration: 7200 }, changed: { maxSessionDuration: 3700 } },
  principals: {
    set: { trustedPrincipals: [`arn:aws:iam::${ACCOUNT}:root`] },
    changed: { trustedPrincipals: [`arn:aws:iam::${ACCOUNT}:role/replicator`] },
  },
  "external-ids": { set: { externalIds: ["id", "second"] }, changed: { externalIds: ["third"] } },
  conditions: {
    set: { trustConditions: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } } },
    changed: { trustConditions: { IpAddress: { "aws:SourceIp": ["198.51.100.0/24"] } } },
  },
};

const KEYS: Readonly<Record<string, Options<EncryptionKeyProps>>> = {
  alias: { set: { alias: "one" }, changed: { alias: "two" } },
  window: { set: { deletionWindowDays: 7 }, changed: { deletionWindowDays: 9 } },
  removal: { set: { onRemoval: "keep" }, changed: { onRemoval: "delete" } },
};

const INTEGRATIONS: Readonly<Record<string, Options<S3IntegrationProps>>> = {
  folder: { set: { folder: "in" }, changed: { folder: "out" } },
  access: { set: { access: "read" }, changed: { access: "write" } },
  events: { set: { events: false }, changed: { events: { suffix: ".csv" } } },
  key: {
    set: { encryptionKey: { onRemoval: "delete" } },
    changed: ({ recent }) => ({
      encryptionKey: { existing: recent.keyArn },
      previousEncryptionKeys: [{ onRemoval: "delete" }],
    }),
  },
};

/** All options. */
export const ROWS: readonly Row[] = [
  ...rowsOf("bucket", BUCKETS, (stack, id, props) => {
    const bucket = new DataBucket(stack, id, { name: `acme-${id}`, ...replaceable, ...props });
    if (id.endsWith("key")) {
      bucket.grant(new PolytomicRole(stack, `${id}-role`, { externalIds: ["id"] }), "read");
    }
  }),
  ...rowsOf("queue", QUEUES, (stack, id, props) => {
    const queue = new EventQueue(stack, id, { queueName: id, ...props });
    queue.grantConsume(new PolytomicRole(stack, `${id}-role`, { externalIds: ["id"] }));
  }),
  ...rowsOf("role", ROLES, (stack, id, props) => {
    const role = new PolytomicRole(stack, id, { externalIds: ["id"], ...props });
    role.addStatements({ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" });
  }),
  ...rowsOf("key", KEYS, (stack, id, props) => {
    new EncryptionKey(stack, id, { onRemoval: "delete", ...props });
  }),
  ...rowsOf("integration", INTEGRATIONS, (stack, id, props) => {
    const bucket = { name: `acme-${id}`, ...replaceable };
    new S3Integration(stack, id, { name: id, bucket, ...props } as S3IntegrationProps);
  }),
];

const trusting = (service: string, action: string, resource?: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: service },
        Action: action,
        ...(resource !== undefined && { Resource: resource }),
      },
    ],
  });

/** Adds all options at a stage to a stack. */
export function atStage(stack: TerraformStack, stage: Stage): void {
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new PolytomicProvider(stack, "polytomic");
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
  });
  const surroundings: Surroundings = {
    old: new EncryptionKey(stack, "old", { onRemoval: "delete" }),
    recent: new EncryptionKey(stack, "recent", { onRemoval: "delete" }),
    logs: new DataBucket(stack, "logs", { name: "acme-logs", ...replaceable }),
    copy: new DataBucket(stack, "copy", { name: "acme-copy", ...replaceable }),
    topicArn: new SnsTopic(stack, "topic", {
      name: "objects",
      policy: trusting("s3.amazonaws.com", "sns:Publish", `arn:aws:sns:us-east-1:${ACCOUNT}:objects`),
    }).arn,
    replicatorArn: new IamRole(stack, "replicator", {
      name: "replicator",
      assumeRolePolicy: trusting("s3.amazonaws.com", "sts:AssumeRole"),
    }).arn,
    boundaryArns: [
      new IamPolicy(stack, "boundary", { name: "boundary", policy }).arn,
      new IamPolicy(stack, "other-boundary", { name: "other-boundary", policy }).arn,
    ],
  };
  for (const row of ROWS) {
    row.make(stack, surroundings, stage);
  }
}
