/** Where S3 writes the access logs of a bucket. */
import type { ITerraformDependable } from "cdktf";
import { templateProblem } from "../../lib/terraform/hcl-template";
import { rule } from "../../lib/validation/rule";
import { choose, checkedString } from "../../lib/validation/combinators";
import { dependsOnRule, isConstructWith } from "../rules";
import { existingBucketNameRule } from "./data-bucket-base";
import { dataBucketInstanceRule, type IDataBucket } from "./interfaces";

/** The target of access logs. */
export interface AccessLogs {
  /**
   * The bucket that gets the logs. A `DataBucket` of this app, also one that you name, gets the policy statement that S3 needs, and
   * S3 is not asked to write logs before that policy exists. For the name of any other bucket, the owner of that bucket adds the
   * statement. A bucket with Object Lock cannot get logs. Source: S3 User Guide, "Object Lock considerations".
   */
  readonly bucket: IDataBucket | string;
  /**
   * What the keys of the logs begin with.
   * @default - nothing
   */
  readonly prefix?: string;
  /**
   * What must exist before S3 accepts the bucket as a target, such as the bucket policy of a bucket that you name.
   * @default - nothing but the policy of a `DataBucket`
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** The rules of {@link AccessLogs}. */
export const accessLogsRule = rule((z) =>
  z.strictObject({
    bucket: choose((value) => (isConstructWith(value) ? dataBucketInstanceRule() : existingBucketNameRule())),
    prefix: checkedString(templateProblem).optional(),
    dependsOn: dependsOnRule().optional(),
  }),
);
