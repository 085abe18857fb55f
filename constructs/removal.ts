/** What happens when Terraform plans to destroy a resource that holds data, or that data depends on. */
import { rule } from "../lib/validation/rule";

const BUCKET_REMOVALS = ["keep", "delete-with-objects"] as const;
const REMOVALS = ["keep", "delete"] as const;

/**
 * What happens when Terraform plans to destroy or replace a bucket:
 *
 * - `keep`: the plan fails before anything changes (`prevent_destroy`).
 * - `delete-with-objects`: the bucket is deleted with all objects and their versions (`force_destroy`). Apply this before you remove the
 *   bucket: Terraform reads it from the state.
 *
 * There is no "delete if empty". Terraform destroys the settings of a bucket before the bucket, so S3 would reject the deletion of a
 * non-empty bucket only after its public access block, policy and encryption are gone.
 *
 * `keep` protects only while the construct is in your code: removing the construct removes the protection too. To remove a bucket from
 * your code but keep it in AWS, use {@link RetainedDataBucket}.
 */
export type BucketRemoval = (typeof BUCKET_REMOVALS)[number];

/**
 * What happens when Terraform plans to destroy or replace a resource: `keep` fails the plan before anything changes, `delete` deletes
 * the resource. `keep` protects only while the construct is in your code.
 */
export type Removal = (typeof REMOVALS)[number];

/** The rule of {@link BucketRemoval}. Not a token, because Terraform accepts only a literal for `prevent_destroy`. */
export const bucketRemovalRule = rule((z) => z.enum(BUCKET_REMOVALS));

/** The rule of {@link Removal}. Not a token, for the same reason. */
export const removalRule = rule((z) => z.enum(REMOVALS));

/** The arguments of a bucket for `removal`. */
export const bucketRemovalArguments = (removal: BucketRemoval = "keep") =>
  removal === "delete-with-objects" ? { forceDestroy: true } : removalArguments("keep");

/** The arguments of any other resource for `removal`. */
export const removalArguments = (removal: Removal) =>
  removal === "keep" ? { lifecycle: { preventDestroy: true } } : {};
