/** The lifecycle rules of a bucket: for incomplete uploads, for old versions, and those that you add. */
import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { MOST_LIFECYCLE_RULES } from "../../lib/aws/limits";
import { sortedBy } from "../../lib/sorted";
import { rule } from "../../lib/validation/rule";
import { oneOf, checkedString } from "../../lib/validation/combinators";
import { rulesWithUniqueIds } from "./unique-rule-ids";

const LIFECYCLE_RULES = { uploads: "incomplete-uploads", versions: "old-versions" } as const;

/** The rule of added lifecycle rules. Only ids and status are checked here; the AWS provider checks the rest. */
export const lifecycleRulesRule = rule((z) =>
  rulesWithUniqueIds(
    z.looseObject({
      id: checkedString((id) =>
        Object.values<string>(LIFECYCLE_RULES).includes(id)
          ? "is the id of a rule that the DataBucket creates; choose another id"
          : undefined,
      ),
      status: oneOf(["Enabled", "Disabled"]),
    }),
    MOST_LIFECYCLE_RULES - Object.keys(LIFECYCLE_RULES).length,
  ),
);

/**
 * The lifecycle rules of a bucket. Added rules are sorted by id, because Terraform compares them by position and S3 ignores the order.
 *
 * @param nameOf resolves an id
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
