/** Access logs of a bucket. */
import type { ITerraformDependable } from "cdktf";
import { templateProblem } from "../../lib/terraform/hcl-template";
import { rule } from "../../lib/validation/rule";
import { either, checkedString } from "../../lib/validation/combinators";
import { dependsOnRule, isConstructWith } from "../rules";
import { existingBucketNameRule } from "./data-bucket-base";
import { dataBucketInstanceRule, type IDataBucket } from "./interfaces";

/** The target of access logs. */
export interface AccessLogs {
  /**
   * The bucket that receives the logs. For a `DataBucket` of this app, even one that you pass by name, the construct adds the policy
   * statement that S3 needs, and enables logging after that policy exists. For any other bucket, its owner must add the statement.
   * A bucket with Object Lock cannot receive logs. Source: S3 User Guide, "Object Lock considerations".
   */
  readonly bucket: IDataBucket | string;
  /**
   * Prefix of the keys of the logs.
   * @default - nothing
   */
  readonly prefix?: string;
  /**
   * Resources that must exist before S3 accepts the bucket as a target, such as the policy of a bucket that you pass by name.
   * @default - only the policy of a `DataBucket`
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** The rules of {@link AccessLogs}. */
export const accessLogsRule = rule((z) =>
  z.strictObject({
    bucket: either(isConstructWith, dataBucketInstanceRule(), existingBucketNameRule()),
    prefix: checkedString(templateProblem).optional(),
    dependsOn: dependsOnRule().optional(),
  }),
);
