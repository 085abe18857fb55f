/**
 * Bindings that few programs need. Each is loaded when a construct first does, as they are large and an import of the package would
 * pay for all of them.
 */
import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import type { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import type { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";

/** The classes, by their names. */
interface Bindings {
  readonly CloudwatchMetricAlarm: typeof CloudwatchMetricAlarm;
  readonly KmsAlias: typeof KmsAlias;
  readonly KmsKey: typeof KmsKey;
  readonly S3BucketLoggingA: typeof S3BucketLoggingA;
  readonly S3BucketObjectLockConfigurationA: typeof S3BucketObjectLockConfigurationA;
  readonly S3BucketReplicationConfigurationA: typeof S3BucketReplicationConfigurationA;
  readonly SnsTopicSubscription: typeof SnsTopicSubscription;
}

/** The class of that name, loaded at the first call. */
export function seldom<Name extends keyof Bindings>(name: Name): Bindings[Name] {
  return (LOADERS[name]() as Bindings)[name];
}

// Each path is written out, for bundlers to find.
const LOADERS: { readonly [Name in keyof Bindings]: () => unknown } = {
  CloudwatchMetricAlarm: () => require("@cdktf/provider-aws/lib/cloudwatch-metric-alarm"),
  KmsAlias: () => require("@cdktf/provider-aws/lib/kms-alias"),
  KmsKey: () => require("@cdktf/provider-aws/lib/kms-key"),
  S3BucketLoggingA: () => require("@cdktf/provider-aws/lib/s3-bucket-logging"),
  S3BucketObjectLockConfigurationA: () =>
    require("@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration"),
  S3BucketReplicationConfigurationA: () =>
    require("@cdktf/provider-aws/lib/s3-bucket-replication-configuration"),
  SnsTopicSubscription: () => require("@cdktf/provider-aws/lib/sns-topic-subscription"),
};
