/**
 * Props under names that they have elsewhere: in AWS, in the Terraform providers, in Polytomic, or in another construct here. None of
 * them resembles the name of the prop, so a search for misspellings does not find it.
 */

/** Names that a user may write, and the props that mean the same where they exist, the likeliest first. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  bucket: ["bucketName", "name", "existing"],
  bucketName: ["name", "existing", "bucket"],
  s3BucketName: ["bucket", "name"],
  s3BucketRegion: ["region"],
  prefix: ["folder"],
  subfolder: ["folder"],
  path: ["folder"],
  key: ["encryptionKey", "file"],
  kmsKey: ["encryptionKey"],
  kmsKeyId: ["encryptionKey"],
  queueArn: ["existing", "queue"],
  roleArn: ["existing", "role"],
  keyArn: ["existing", "encryptionKey"],
  name: ["queueName", "roleName", "alias", "bucketName"],
  iamRoleArn: ["role", "auth"],
  authMode: ["auth"],
  auth: ["role"],
  roleAuth: ["auth"],
  forceDestroy: ["onRemoval"],
  preventDestroy: ["onRemoval"],
  removalPolicy: ["onRemoval"],
  versioning: ["versioned"],
  enableEventNotifications: ["events"],
  eventQueueArn: ["events"],
  provider: ["awsProvider", "polytomicProvider"],
  connectionId: ["connection"],
  sourceConnectionId: ["source"],
  destinationConnectionId: ["destination"],
  modelId: ["source", "model"],
  organizationId: ["organization"],
  fieldMapping: ["fields"],
  isSingleTable: ["layout"],
  isDirectorySnapshot: ["layout"],
  singleTableName: ["tableName"],
  singleTableFileFormat: ["format"],
  singleTableFileFormats: ["formats"],
  directoryGlobPattern: ["glob"],
};

/** The one of `known` that means what `name` means elsewhere. */
export const otherName = (name: string, known: readonly string[]): string | undefined =>
  Object.hasOwn(MEANT, name) ? MEANT[name]?.find((one) => known.includes(one)) : undefined;

/** Where to set what is not a prop of a construct at all. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  tags: "Tags are for AWS resources: set them on the S3Integration itself, or on the construct of a bucket, queue, role or key",
  awsProvider: "Set it on the S3Integration itself, or pass a construct that has it",
};

/** Where `name` belongs, if that is known. */
export const elsewhere = (name: string): string | undefined =>
  Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
