/** When objects of a bucket go: what was never completed, what was replaced, and what its owner says. */
import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { ZodType } from "zod";
import { memberAt } from "../../lib/objects";
import { sortedBy } from "../../lib/sorted";
import { rule } from "../../lib/validation/rule";
import { isToken, show } from "../../lib/validation/show";
import { oneOf, refusing, textThat, writtenList } from "../../lib/validation/token-aware";

const LIFECYCLE_RULES = { uploads: "incomplete-uploads", versions: "old-versions" } as const;

/**
 * The rules of the lifecycle rules that a bucket's owner adds. What they hold is the AWS provider's business; that they have an
 * id, and none of this library's, is ours.
 */
export const lifecycleRulesRule = rule((z) =>
  withoutTwins(
    z.looseObject({
      id: textThat((id) =>
        Object.values<string>(LIFECYCLE_RULES).includes(id)
          ? "is the id of a rule that this library makes"
          : undefined,
      ),
      status: oneOf(["Enabled", "Disabled"]),
    }),
  ),
);

/** A list of rules, each with an id of its own. Source: S3 API Reference, LifecycleRule. */
const withoutTwins = (one: ZodType): ZodType =>
  refusing((rules) => {
    const ids = (Array.isArray(rules) && !isToken(rules) ? rules : []).map((each) => memberAt(each, "id"));
    const twin = ids.find((id, index) => typeof id === "string" && ids.indexOf(id) < index);
    const message = `has two rules with the id ${show(twin)}. Give each rule an id of its own`;
    return twin === undefined ? undefined : { code: "CONFLICT", message };
  }, writtenList(one));

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
