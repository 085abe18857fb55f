/**
 * Props under names that they have elsewhere: in AWS, in the Terraform providers, in Polytomic, or in another construct here. None of
 * them resembles the name of the prop, so a search for misspellings does not find it.
 */

/** How a subfolder is written inside of a file or archive of a model, and beside a key. */
const SUBFOLDER = ["subfolder", "file: { key, subfolder }"];

/**
 * Names that a user may write, and what means the same, the likeliest first: a prop, or how it is written if the name is a member of it.
 * Each counts where its prop exists.
 */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  bucket: ["bucketName", "name", "existing"],
  bucketName: ["name", "existing", "bucket"],
  s3BucketName: ["bucket", "name"],
  s3BucketRegion: ["region"],
  prefix: ["folder", ...SUBFOLDER],
  subfolder: ["folder", ...SUBFOLDER, "destination: { configuration: { subfolder } }"],
  folder: SUBFOLDER,
  path: ["folder", "file", "key"],
  key: ["encryptionKey", "file"],
  fileName: ["file", "key"],
  objectKey: ["file", "key"],
  file: ["key"],
  archive: ["key"],
  glob: ['files: { layout: "table-per-directory", glob }'],
  layout: ["files: { layout }"],
  tableName: ['files: { layout: "one-table", tableName }'],
  skipLines: ['files: { layout: "one-table", skipLines }'],
  csvHasHeaders: ["files: { layout, csvHasHeaders }"],
  kmsKey: ["encryptionKey"],
  kmsKeyId: ["encryptionKey"],
  queueArn: ["existing", "queue"],
  roleArn: ["existing", "role"],
  keyArn: ["existing", "encryptionKey"],
  name: ["queueName", "roleName", "alias", "bucketName", "key"],
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
  directoryGlobPattern: ["glob", 'files: { layout: "table-per-directory", glob }'],
};

/** What means with the props `known` what `name` means elsewhere. */
export const otherName = (name: string, known: readonly string[]): string | undefined =>
  Object.hasOwn(MEANT, name) ? MEANT[name]?.find((one) => known.includes(one.replace(/:.*/, ""))) : undefined;

const MANY_FILES =
  'How files are read is set on the S3 connection or S3Integration: files: { layout: "one-table" } reads many files as one table';

/** Where to set what is not a prop of a construct at all. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  tags: "Tags are for AWS resources: set them on the S3Integration itself, or on the construct of a bucket, queue, role or key",
  glob: MANY_FILES,
  layout: MANY_FILES,
  csvHasHeaders: MANY_FILES,
  awsProvider: "Set it on the S3Integration itself, or pass a construct that has it",
};

/** Where `name` belongs, if that is known. */
export const elsewhere = (name: string): string | undefined =>
  Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
