// The same resources, written by hand with the generated bindings and Fn.jsonencode, as a careful user would: shared values once per
// stack, and each output of a resource read once.
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity/index.js";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition/index.js";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification/index.js";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { DataResource, Fn } from "cdktf";
import { Model } from "cdktf-polytomic/bindings/model";
import { S3Connection } from "cdktf-polytomic/bindings/s3-connection";
import { Sync } from "cdktf-polytomic/bindings/sync";

const DAY = 24 * 60 * 60;
const POLYTOMIC = "arn:aws:iam::568237466542:root";

/** The values that all integrations of a stack share. */
export const shared = (stack) => ({
  account: new DataAwsCallerIdentity(stack, "account").accountId,
  partition: new DataAwsPartition(stack, "partition").partition,
  region: new DataAwsRegion(stack, "region").id,
});

const policy = (...statements) => Fn.jsonencode({ Version: "2012-10-17", Statement: statements });

const overTlsOnly = (service, resources) => ({
  Sid: "DenyInsecureTransport",
  Effect: "Deny",
  Principal: "*",
  Action: `${service}:*`,
  Resource: resources,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

/** Bucket, role, queue and connection: 14 resources. */
export function integration(scope, id, name, { account, partition, region }) {
  const named = (part) => `${id}-${part}`;
  const resource = new S3Bucket(scope, named("bucket"), {
    bucket: name,
    lifecycle: { preventDestroy: true },
  });
  const bucket = resource.bucket;
  const bucketArn = `arn:${partition}:s3:::${name}`;
  const lifecycle = { replaceTriggeredBy: [`aws_s3_bucket.${resource.friendlyUniqueId}.id`] };

  const publicAccess = new S3BucketPublicAccessBlock(scope, named("public-access"), {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
    lifecycle,
  });
  const objects = `${bucketArn}/*`;
  const bucketPolicy = new S3BucketPolicy(scope, named("bucket-policy"), {
    bucket,
    policy: policy(
      overTlsOnly("s3", [bucketArn, objects]),
      {
        Sid: "DenyOldTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, objects],
        Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
      },
      {
        Sid: "DenyCustomerProvidedKeys",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:PutObject",
        Resource: objects,
        Condition: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } },
      },
    ),
    dependsOn: [publicAccess],
    lifecycle,
  });
  const ownership = new S3BucketOwnershipControls(scope, named("ownership"), {
    bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
    dependsOn: [bucketPolicy],
    lifecycle,
  });
  const versioning = new S3BucketVersioningA(scope, named("versioning"), {
    bucket,
    versioningConfiguration: { status: "Enabled" },
    dependsOn: [ownership],
    lifecycle,
  });
  const rules = new S3BucketLifecycleConfiguration(scope, named("lifecycle"), {
    bucket,
    rule: [
      {
        id: "incomplete-uploads",
        status: "Enabled",
        filter: [{ prefix: "" }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
      {
        id: "old-versions",
        status: "Enabled",
        filter: [{ prefix: "" }],
        noncurrentVersionExpiration: [{ noncurrentDays: 30 }],
      },
    ],
    dependsOn: [versioning],
    lifecycle,
  });
  const encryption = new S3BucketServerSideEncryptionConfigurationA(scope, named("encryption"), {
    bucket,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    dependsOn: [rules],
    lifecycle,
  });

  const queueName = `${id}-queue`;
  const deadLettersName = `${queueName}-dlq`;
  const queueArn = `arn:${partition}:sqs:${region}:${account}:${queueName}`;
  const deadLetters = new SqsQueue(scope, named("dead-letters"), {
    name: deadLettersName,
    messageRetentionSeconds: 14 * DAY,
    sqsManagedSseEnabled: true,
    policy: policy(overTlsOnly("sqs", `arn:${partition}:sqs:${region}:${account}:${deadLettersName}`)),
    redriveAllowPolicy: Fn.jsonencode({ redrivePermission: "byQueue", sourceQueueArns: [queueArn] }),
  });
  const queue = new SqsQueue(scope, named("queue"), {
    name: queueName,
    messageRetentionSeconds: 4 * DAY,
    receiveWaitTimeSeconds: 20,
    visibilityTimeoutSeconds: 300,
    sqsManagedSseEnabled: true,
    policy: policy(overTlsOnly("sqs", queueArn), {
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Principal: { Service: "s3.amazonaws.com" },
      Condition: {
        ArnLike: { "aws:SourceArn": bucketArn },
        StringEquals: { "aws:SourceAccount": account },
      },
    }),
    redrivePolicy: Fn.jsonencode({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 5 }),
  });
  const eventQueueArn = queue.arn;
  new S3BucketNotification(scope, named("notification"), {
    bucket,
    queue: [
      {
        id: `${queueName}-1`,
        events: ["s3:ObjectCreated:*"],
        filterPrefix: "exports/",
        queueArn: eventQueueArn,
      },
    ],
    dependsOn: [encryption, queue],
    lifecycle,
  });

  const roleName = `${id}-role`;
  const connection = new S3Connection(scope, named("connection"), {
    name: `Lake ${name}`,
    configuration: {
      authMode: "iam_role",
      iamRoleArn: `arn:${partition}:iam::${account}:role/${roleName}`,
      s3BucketName: `s3://${bucket}/exports`,
      s3BucketRegion: region,
      enableEventNotifications: true,
      eventQueueArn,
      csvHasHeaders: true,
      directoryGlobPattern: "",
      isDirectorySnapshot: false,
      isSingleTable: false,
      singleTableName: "",
      skipLines: 0,
    },
  });
  const externalId = new DataResource(scope, named("external-id"), {
    input: { external_id: connection.configuration.externalId },
    triggersReplace: { connection: connection.id, auth_mode: "iam_role" },
    lifecycle: { ignoreChanges: ["input"] },
  });
  const role = new IamRole(scope, named("role"), {
    name: roleName,
    path: "/",
    maxSessionDuration: 3600,
    description: `Assumed by Polytomic (${POLYTOMIC}) with the external ID of its connection`,
    assumeRolePolicy: policy({
      Effect: "Allow",
      Principal: { AWS: POLYTOMIC },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "sts:ExternalId": externalId.interpolationForAttribute("output.external_id") },
      },
    }),
  });
  const sameAccount = { StringEquals: { "aws:ResourceAccount": account } };
  new IamRolePolicy(scope, named("role-policy"), {
    name: "polytomic",
    role: role.name,
    policy: policy(
      {
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: bucketArn,
        Condition: { StringLike: { "s3:prefix": ["exports", "exports/*"] }, ...sameAccount },
      },
      { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: bucketArn, Condition: sameAccount },
      {
        Effect: "Allow",
        Action: [
          "s3:GetObject",
          "s3:PutObject",
          "s3:DeleteObject",
          "s3:AbortMultipartUpload",
          "s3:ListMultipartUploadParts",
        ],
        Resource: `${bucketArn}/exports/*`,
        Condition: sameAccount,
      },
      {
        Effect: "Allow",
        Action: [
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:ChangeMessageVisibility",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
        ],
        Resource: queueArn,
      },
    ),
  });
}

export function modelAndSync(scope, id, connection, target) {
  const connectionId = connection.id;
  const model = new Model(scope, `${id}-model`, {
    name: `Orders ${id}`,
    connectionId,
    configuration: Fn.jsonencode({ query: "SELECT id, email FROM orders" }),
    identifier: "id",
    lifecycle: {
      replaceTriggeredBy: [`${connection.terraformResourceType}.${connection.friendlyUniqueId}.id`],
    },
  });
  const modelId = model.id;
  new Sync(scope, `${id}-sync`, {
    name: `Orders ${id}`,
    mode: "updateOrCreate",
    active: true,
    target: { connectionId: target, object: "Contact" },
    identity: { source: { field: "email", modelId }, target: "Email", function: "Equality" },
    fields: [{ source: { field: "id", modelId }, target: "Name" }],
    schedule: { frequency: "daily", hour: "4", minute: "0" },
    dependsOn: [model],
    lifecycle: { replaceTriggeredBy: [`polytomic_model.${model.friendlyUniqueId}.id`] },
  });
}
