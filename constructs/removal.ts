/** What happens to a resource that holds data, or that data depends on, when Terraform is to remove it. */
import { rule } from "../lib/validation/rule";

const BUCKET_REMOVALS = ["keep", "delete-with-objects"] as const;
const REMOVALS = ["keep", "delete"] as const;

/**
 * What happens to a bucket when Terraform is to destroy or replace it:
 *
 * - `keep`: the plan fails before anything is touched (`prevent_destroy`).
 * - `delete-with-objects`: the bucket is deleted with all objects and their versions (`force_destroy`). This has to be applied before
 *   the bucket is removed: Terraform takes it from the state.
 *
 * There is no "delete if empty". Terraform destroys the settings of a bucket before the bucket, so S3 would refuse to delete a
 * bucket that holds objects only after its public access block, policy and encryption are gone.
 *
 * `keep` is a setting of the resource, so it protects only while the construct is in the program: when you remove the construct, you
 * remove the protection with it. {@link RetainedDataBucket} is the way to take a bucket out of the program and keep it in AWS.
 */
export type BucketRemoval = (typeof BUCKET_REMOVALS)[number];

/**
 * What happens to a resource when Terraform is to destroy or replace it: `keep` fails the plan before anything is touched, `delete`
 * deletes it. `keep` protects only while the construct is in the program.
 */
export type Removal = (typeof REMOVALS)[number];

/** The rule of {@link BucketRemoval}. Terraform takes no expression for `prevent_destroy`, so it is no token. */
export const bucketRemovalRule = rule((z) => z.enum(BUCKET_REMOVALS));

/** The rule of {@link Removal}, likewise no token. */
export const removalRule = rule((z) => z.enum(REMOVALS));

/** The arguments of a bucket for `removal`. */
export const bucketRemovalArguments = (removal: BucketRemoval = "keep") =>
  removal === "delete-with-objects" ? { forceDestroy: true } : removalArguments("keep");

/** The arguments of any other resource for `removal`. */
export const removalArguments = (removal: Removal) =>
  removal === "keep" ? { lifecycle: { preventDestroy: true } } : {};
