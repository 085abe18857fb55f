/** When objects of a bucket go: what was never completed, what was replaced, and what its owner says. */
import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { MOST_LIFECYCLE_RULES } from "../../lib/aws/limits";
import { sortedBy } from "../../lib/sorted";
import { rule } from "../../lib/validation/rule";
import { oneOf, checkedString } from "../../lib/validation/combinators";
import { rulesWithUniqueIds } from "./unique-rule-ids";

const LIFECYCLE_RULES = { uploads: "incomplete-uploads", versions: "old-versions" } as const;

/**
 * The rules of the lifecycle rules that a bucket's owner adds. What they hold is the AWS provider's business; that they have an
 * id, and none of this library's, is ours.
 */
export const lifecycleRulesRule = rule((z) =>
  rulesWithUniqueIds(
    z.looseObject({
      id: checkedString((id) =>
        Object.values<string>(LIFECYCLE_RULES).includes(id)
          ? "is the id of a rule that this library makes"
          : undefined,
      ),
      status: oneOf(["Enabled", "Disabled"]),
    }),
    MOST_LIFECYCLE_RULES - Object.keys(LIFECYCLE_RULES).length,
  ),
);

/**
 * The lifecycle rules of a bucket, its owner's behind those of this library. They are sorted by id: Terraform compares them one by one,
 * and their order means nothing to S3.
 *
 * @param nameOf what an id comes to
 */
export function lifecycleRules(
  props: {
    readonly incompleteUploadDays?: number;
    readonly oldVersionDays?: number;
    readonly lifecycleRules?: readonly S3BucketLifecycleConfigurationRule[];
  },
  nameOf: (id: string) => string,
): S3BucketLifecycleConfigurationRule[] {
  return [
    {
      id: LIFECYCLE_RULES.uploads,
      status: "Enabled",
      filter: [{ prefix: "" }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: props.incompleteUploadDays ?? 7 }],
    },
    {
      id: LIFECYCLE_RULES.versions,
      status: "Enabled",
      filter: [{ prefix: "" }],
      noncurrentVersionExpiration: [{ noncurrentDays: props.oldVersionDays ?? 30 }],
    },
    ...sortedBy(props.lifecycleRules ?? [], ({ id }) => [nameOf(id)]),
  ];
}
