/**
 * The arguments whose change replaces a resource, for the resources that this library creates. Terraform learns them from the provider
 * during a plan, so a synthesized stack does not contain them. `test/apply/replacing-arguments.test.ts` compares them with real plans.
 */

/** What an argument that is not set means. */
export type Unset =
  /** The provider keeps the value, so removing the argument changes nothing. */
  | "kept"
  /** Nothing: removing the argument is a change. */
  | "nothing"
  /** This value. */
  | { readonly is: unknown };

type Arguments = Readonly<Record<string, Unset>>;

const is = (value: unknown): Unset => ({ is: value });

const NAMED: Arguments = { name: "kept", name_prefix: "kept" };
const OF_BUCKET: Arguments = { bucket: "nothing" };
const OWNED: Arguments = { ...OF_BUCKET, expected_bucket_owner: "nothing" };

/** By type of resource. A type that is not here has none that is known. */
export const REPLACING_ARGUMENTS: Readonly<Record<string, Arguments>> = {
  aws_cloudwatch_metric_alarm: { alarm_name: "nothing" },
  aws_iam_policy: { ...NAMED, path: is("/"), description: "nothing" },
  aws_iam_role: { ...NAMED, path: is("/") },
  aws_iam_role_policy: { ...NAMED, role: "nothing" },
  aws_iam_role_policy_attachment: { role: "nothing", policy_arn: "nothing" },
  aws_kms_alias: NAMED,
  aws_kms_key: {
    custom_key_store_id: "nothing",
    customer_master_key_spec: is("SYMMETRIC_DEFAULT"),
    key_usage: is("ENCRYPT_DECRYPT"),
    multi_region: is(false),
  },
  aws_kms_key_policy: {},
  aws_s3_bucket: { bucket: "kept", bucket_prefix: "kept", object_lock_enabled: "kept" },
  aws_s3_bucket_accelerate_configuration: OWNED,
  aws_s3_bucket_cors_configuration: OWNED,
  aws_s3_bucket_intelligent_tiering_configuration: { ...OF_BUCKET, name: "nothing" },
  aws_s3_bucket_inventory: { ...OF_BUCKET, name: "nothing" },
  aws_s3_bucket_lifecycle_configuration: OWNED,
  aws_s3_bucket_logging: OWNED,
  aws_s3_bucket_metric: { ...OF_BUCKET, name: "nothing" },
  aws_s3_bucket_notification: OF_BUCKET,
  aws_s3_bucket_object_lock_configuration: OWNED,
  aws_s3_bucket_ownership_controls: OF_BUCKET,
  aws_s3_bucket_policy: OF_BUCKET,
  aws_s3_bucket_public_access_block: OF_BUCKET,
  aws_s3_bucket_replication_configuration: OF_BUCKET,
  aws_s3_bucket_request_payment_configuration: OWNED,
  aws_s3_bucket_server_side_encryption_configuration: OWNED,
  aws_s3_bucket_versioning: OWNED,
  aws_sns_topic: { ...NAMED, fifo_topic: is(false) },
  aws_sns_topic_policy: { arn: "nothing" },
  aws_sns_topic_subscription: { endpoint: "nothing", protocol: "nothing", topic_arn: "nothing" },
  aws_sqs_queue: { ...NAMED, fifo_queue: is(false) },
  aws_sqs_queue_policy: { queue_url: "nothing" },
  terraform_data: { triggers_replace: "nothing" },
};
