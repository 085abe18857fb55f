/**
 * Names that a prop has elsewhere: in AWS, in the Terraform providers, in Polytomic, or in another construct of this library. They
 * are too different from the name of the prop to be found as misspellings.
 */

/** The other names, and the props that have the same meaning, most likely first. */
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

/** The prop in `known` that has the meaning of `name` elsewhere. */
export const otherName = (name: string, known: readonly string[]): string | undefined =>
  Object.hasOwn(MEANT, name) ? MEANT[name]?.find((one) => known.includes(one)) : undefined;

/** Where to set names that are not props of the construct at all. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  tags: "Tags apply to AWS resources: set them on the S3Integration itself, or on the bucket, queue, role or key construct",
  awsProvider: "Set it on the S3Integration itself, or pass a construct that has it",
};

/** Where `name` belongs, if that is known. */
export const elsewhere = (name: string): string | undefined =>
  Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
