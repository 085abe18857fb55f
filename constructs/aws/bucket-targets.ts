/** Rejects buckets of this app to which S3 cannot write the access logs or the replicas of another bucket. */
import type { Construct } from "constructs";
import { bucketNameOfArn } from "../../lib/aws/arns";
import { formatValue } from "../../lib/format";
import { checkOnceKnown, refuse } from "../validation";
import type { AccessLogs } from "./access-logs";
import type { BucketReplication } from "./bucket-replication";

/** The settings of a bucket that decide whether it can be a target. */
export interface TargetFeatures {
  /** Name of the bucket. */
  readonly name: string;
  readonly versioned: boolean;
  readonly hasObjectLock: boolean;
}

/** The targets of a bucket, and its own Object Lock. */
export interface TargetsOfBucket {
  readonly accessLogs?: AccessLogs | undefined;
  readonly replication?: BucketReplication | undefined;
  readonly hasObjectLock: boolean;
}

/**
 * Rejects a target of access logs that has Object Lock, and a destination of replication that is not versioned, or that lacks Object Lock
 * if `bucket` has it. Sources: S3 User Guide, "Object Lock considerations" and "Amazon S3 replication
 * failure reasons" (`DstBucketObjectLockConfigMissing`, `DstBucketUnversioned`).
 *
 * @param featuresOf returns the settings of a bucket of this app, by its construct or its name
 * @throws InvalidPropsError now, or at synthesis if the target is created later
 */
export function checkTargets(
  bucket: Construct,
  { accessLogs, replication, hasObjectLock }: TargetsOfBucket,
  featuresOf: (target: AccessLogs["bucket"]) => TargetFeatures | undefined,
): void {
  const check = (
    prop: string,
    target: AccessLogs["bucket"],
    problem: (features: TargetFeatures) => string | undefined,
  ): void => {
    checkOnceKnown(
      bucket,
      () => featuresOf(target) !== undefined,
      () => {
        const features = featuresOf(target);
        const message = features === undefined ? undefined : problem(features);
        if (message !== undefined) {
          refuse(bucket, "DataBucket", { prop, code: "CONFLICT", message });
        }
      },
    );
  };
  if (accessLogs !== undefined) {
    check("accessLogs.bucket", accessLogs.bucket, ({ name, ...target }) =>
      target.hasObjectLock
        ? `${formatValue(name)} has Object Lock, and S3 writes no access logs to such a bucket. Name a bucket without objectLock`
        : undefined,
    );
  }
  for (const [index, { destination }] of (replication?.rules ?? []).entries()) {
    const named = bucketNameOfArn(destination.bucket);
    if (named !== undefined) {
      check(`replication.rules[${index}].destination.bucket`, named, ({ name, versioned, ...target }) => {
        if (!versioned) {
          return `${formatValue(name)} keeps no versions, and S3 replicates to versioned buckets only. Remove versioned: false there`;
        }
        return hasObjectLock && !target.hasObjectLock
          ? `${formatValue(name)} has no Object Lock, and S3 replicates a bucket with Object Lock only to one that has it too. ` +
              "Set objectLock: {} there"
          : undefined;
      });
    }
  }
}
