/**
 * Names that a prop has elsewhere: in AWS, in the Terraform providers, in Polytomic, or in another construct of this library. They
 * are too different from the name of the prop to be found as misspellings.
 */

/** How to write a subfolder inside a file or archive of a model, and next to a key. */
const SUBFOLDER = ["subfolder", "file: { key, subfolder }"];

/**
 * The other names, and what has the same meaning, most likely first: a prop, or how to write the prop that has it as a member. Each applies
 * where its prop exists.
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

/** The prop in `known` that has the meaning of `name` elsewhere. */
export const otherName = (name: string, known: readonly string[]): string | undefined =>
  Object.hasOwn(MEANT, name) ? MEANT[name]?.find((one) => known.includes(one.replace(/:.*/, ""))) : undefined;

const MANY_FILES =
  'How files are read is set on the S3 connection or S3Integration: files: { layout: "one-table" } reads many files as one table';

/** Where to set names that are not props of the construct at all. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  tags: "Tags apply to AWS resources: set them on the S3Integration itself, or on the bucket, queue, role or key construct",
  glob: MANY_FILES,
  layout: MANY_FILES,
  csvHasHeaders: MANY_FILES,
  awsProvider: "Set it on the S3Integration itself, or pass a construct that has it",
};

/** Where `name` belongs, if that is known. */
export const elsewhere = (name: string): string | undefined =>
  Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
