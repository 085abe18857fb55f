/** What a reader calls a resource: `bulk sync "Orders to Snowflake"`. */
import types from "../../schema/connection-types.json";
import type { ResourceChange } from "../plan";
import type { PlanContext } from "../rule";
import { Unknown, type Value } from "../value";
import { quoted } from "./phrases";
import { referencedBy } from "./references";

/** What a type of resource is called, and the argument with its name. */
interface Noun {
  readonly noun: string;
  readonly name: readonly string[];
}

const named = (noun: string, ...name: readonly string[]): Noun => ({ noun, name });

const NOUNS: Readonly<Record<string, Noun>> = {
  polytomic_bulk_sync: named("bulk sync", "name"),
  polytomic_connection_schema_primary_keys: named("primary keys of schema", "schema_id"),
  polytomic_global_error_subscribers: named("global error subscribers"),
  polytomic_model: named("model", "name"),
  polytomic_organization: named("organization", "name"),
  polytomic_policy: named("permission policy", "name"),
  polytomic_role: named("permission role", "name"),
  polytomic_sync: named("model sync", "name"),
  polytomic_user: named("user", "email"),
  aws_iam_group: named("group", "name"),
  aws_iam_group_policy: named("policy of group", "group"),
  aws_iam_group_policy_attachment: named("policy attachment of group", "group"),
  aws_iam_instance_profile: named("instance profile", "name"),
  aws_iam_policy: named("policy", "name"),
  aws_iam_role: named("role", "name"),
  aws_iam_role_policy: named("policy of role", "role"),
  aws_iam_role_policy_attachment: named("policy attachment of role", "role"),
  aws_iam_user: named("IAM user", "name"),
  aws_iam_user_policy: named("policy of IAM user", "user"),
  aws_iam_user_policy_attachment: named("policy attachment of IAM user", "user"),
  aws_kms_alias: named("key alias", "name"),
  aws_kms_key: named("key", "description"),
  aws_kms_key_policy: named("policy of key", "key_id"),
  aws_s3_bucket: named("bucket", "bucket"),
  aws_s3_bucket_accelerate_configuration: named("transfer acceleration of bucket", "bucket"),
  aws_s3_bucket_acl: named("ACL of bucket", "bucket"),
  aws_s3_bucket_cors_configuration: named("CORS rules of bucket", "bucket"),
  aws_s3_bucket_intelligent_tiering_configuration: named("archiving of bucket", "bucket"),
  aws_s3_bucket_inventory: named("inventory of bucket", "bucket"),
  aws_s3_bucket_lifecycle_configuration: named("lifecycle of bucket", "bucket"),
  aws_s3_bucket_logging: named("access logs of bucket", "bucket"),
  aws_s3_bucket_metric: named("metrics of bucket", "bucket"),
  aws_s3_bucket_notification: named("notification of bucket", "bucket"),
  aws_s3_bucket_object_lock_configuration: named("object lock of bucket", "bucket"),
  aws_s3_bucket_ownership_controls: named("object ownership of bucket", "bucket"),
  aws_s3_bucket_policy: named("policy of bucket", "bucket"),
  aws_s3_bucket_public_access_block: named("public access block of bucket", "bucket"),
  aws_s3_bucket_replication_configuration: named("replication of bucket", "bucket"),
  aws_s3_bucket_request_payment_configuration: named("request payment of bucket", "bucket"),
  aws_s3_bucket_server_side_encryption_configuration: named("encryption of bucket", "bucket"),
  aws_s3_bucket_versioning: named("versioning of bucket", "bucket"),
  aws_s3_bucket_website_configuration: named("website of bucket", "bucket"),
  aws_sns_topic: named("topic", "name"),
  aws_sns_topic_policy: named("policy of topic", "arn"),
  aws_sns_topic_subscription: named("subscription to topic", "topic_arn"),
  aws_sqs_queue: named("queue", "name"),
  aws_sqs_queue_policy: named("policy of queue", "queue_url"),
  aws_sqs_queue_redrive_policy: named("dead-letter queue of queue", "queue_url"),
};

const CONNECTION = /^polytomic_(\w+)_connection$/;

/** Whether the type is a connection in Polytomic. */
export const isConnectionType = (type: string): boolean =>
  type.endsWith("_connection") && CONNECTION.test(type);

/** The name that the resource has or gets, without what it is: `Orders to Snowflake`. */
export function nameOf(change: ResourceChange, context: PlanContext): string | undefined {
  for (const argument of nounOf(change.type).name) {
    for (const side of ["after", "before"] as const) {
      const value = change[side]?.[argument];
      const owner = value instanceof Unknown ? referencedBy(value, change, context) : undefined;
      const name = owner === undefined || owner === change ? plainName(value) : nameOf(owner, context);
      if (name !== undefined) {
        return name;
      }
    }
  }
  return undefined;
}

/** The resource in the words of its users: `bulk sync "Orders to Snowflake"`, `queue "lake-events"`. */
export const subjectOf = (change: ResourceChange, context: PlanContext): string =>
  `${nounOf(change.type).noun} ${quoted(nameOf(change, context) ?? shortName(change))}`;

/** What a type is called: `bulk sync`, `S3 connection`. */
export function nounOf(type: string): Noun {
  const connection = CONNECTION.exec(type)?.[1];
  if (connection !== undefined) {
    return named(`${titleOf(connection)} connection`, "name");
  }
  const found = Object.hasOwn(NOUNS, type) ? NOUNS[type] : undefined;
  return found ?? named(type.replace(/^aws_/, "").replace(/_/g, " "), "name");
}

const TYPES: Readonly<Record<string, { readonly name: string }>> = types;

function titleOf(connection: string): string {
  const words = connection.replace(/_/g, " ");
  const known = Object.hasOwn(TYPES, connection) ? TYPES[connection]?.name : undefined;
  return known ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** The part of a name that a reader knows: the last part of an ARN or a URL. */
function plainName(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== ""
    ? value.replace(/^(arn:|https?:).*[:/](?=[^:/]+$)/, "")
    : undefined;
}

/** The name of the construct, or the name and key in the address. */
function shortName({ construct, address }: ResourceChange): string {
  const path = construct?.split("/").slice(1) ?? [];
  const steps = path.at(-1) === "Resource" ? path.slice(0, -1) : path;
  return steps.length > 0
    ? steps.join("/")
    : address.replace(/^(.*\.)?(data\.)?[^.[]+\.(?=[^.[]+(\[.*\])?$)/, "");
}
