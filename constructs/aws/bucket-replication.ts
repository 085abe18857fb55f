/** Replication of a bucket to other buckets. */
import type { S3BucketReplicationConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { ITerraformDependable } from "cdktf";
import { roleArnProblem } from "../../lib/aws/arns";
import { MOST_REPLICATION_RULES } from "../../lib/aws/limits";
import { rule } from "../../lib/validation/rule";
import { oneOf, nonEmptyString, checkedString } from "../../lib/validation/combinators";
import { dependsOnRule } from "../rules";
import { rulesWithUniqueIds } from "./unique-rule-ids";

/** Replication of a bucket's objects to other buckets. */
export interface BucketReplication {
  /** ARN of the role that S3 assumes to replicate. */
  readonly roleArn: string;
  /**
   * Rules, written like the AWS provider's `rule` block, each with an id. Each destination must be versioned, and must have Object Lock
   * if this bucket has it. Source: S3 User Guide, "Amazon S3 replication failure reasons".
   */
  readonly rules: readonly S3BucketReplicationConfigurationRule[];
  /**
   * Resources that must exist before S3 accepts the rules, such as the policy of the role, or the versioning of a destination that is
   * not a `DataBucket`.
   * @default - the versioning of each destination that is a `DataBucket` of this stack, and what the rules refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** The rules of {@link BucketReplication}. */
export const bucketReplicationRule = rule((z) =>
  z.strictObject({
    roleArn: checkedString(roleArnProblem),
    rules: rulesWithUniqueIds(
      z.looseObject({
        id: nonEmptyString(),
        status: oneOf(["Enabled", "Disabled"]),
        destination: z.looseObject({ bucket: nonEmptyString() }),
      }),
      MOST_REPLICATION_RULES,
    ),
    dependsOn: dependsOnRule().optional(),
  }),
);
