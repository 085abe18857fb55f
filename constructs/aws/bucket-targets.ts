/** Buckets that a bucket writes to: S3 takes only some of them, which is known of those that the app creates. */
import type { Construct } from "constructs";
import { bucketNameOfArn } from "../../lib/aws/arns";
import { formatValue } from "../../lib/format";
import { checkOnceKnown, refuse } from "../validation";
import type { AccessLogs } from "./access-logs";
import type { BucketReplication } from "./bucket-replication";

/** What decides whether a bucket of the app can be a target. */
export interface TargetFeatures {
  /** Name of the bucket. */
  readonly name: string;
  readonly versioned: boolean;
  readonly hasObjectLock: boolean;
}

/** Where a bucket writes to, and what it is itself. */
export interface TargetsOfBucket {
  readonly accessLogs?: AccessLogs | undefined;
  readonly replication?: BucketReplication | undefined;
  readonly hasObjectLock: boolean;
}

/**
 * Refuses targets that S3 would refuse: access logs into a bucket with Object Lock, and replication from a bucket with Object Lock
 * into one without, or into one without versions. Sources: S3 User Guide, "Object Lock considerations" and "Amazon S3 replication
 * failure reasons" (`DstBucketObjectLockConfigMissing`, `DstBucketUnversioned`).
 *
 * @param featuresOf what is known of a bucket, by its construct or its name, if the app creates it
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
