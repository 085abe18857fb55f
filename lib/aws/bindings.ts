/**
 * What the installed AWS bindings can write. Bindings are generated from one version of the AWS provider, and those of version 5 have fewer
 * arguments than those of version 6.
 */
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketServerSideEncryptionConfigurationRuleAOutputReference } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";

/** Whether regional resources have `region`: since version 6.0 of the provider. */
export const hasRegionArgument = "regionInput" in S3Bucket.prototype;

/** Whether a bucket has `bucket_namespace`: in version 6.66 of the provider, not yet in 6.25. */
export const hasBucketNamespace = "bucketNamespaceInput" in S3Bucket.prototype;

/** Whether a rule of a bucket's encryption has `blocked_encryption_types`: since version 6.22 of the provider. */
export const hasBlockedEncryptionTypes =
  "blockedEncryptionTypesInput" in S3BucketServerSideEncryptionConfigurationRuleAOutputReference.prototype;
