/** S3 connections with any valid props, for property tests: described by data and created in the stack of the test. */
import { type TerraformStack, TerraformVariable } from "cdktf";
import fc from "fast-check";
import {
  DataBucket,
  EventQueue,
  PolytomicRole,
  S3Connection,
  type S3ConnectionProps,
} from "../../constructs";
import { s3FilesSchema } from "../../constructs/schemas";

/** The description of a connection. */
export interface Description {
  readonly auth: "iam_role" | "access_key_and_secret";
  readonly bucket: string;
  /** If the bucket has its own folder, it is a construct. */
  readonly folder?: string | undefined;
  readonly construct: boolean;
  readonly events: boolean;
  readonly files?: unknown;
  readonly forceDestroy?: boolean | undefined;
}

const formats = fc.constantFrom("csv", "json", "parquet");
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 1 });

/** Any combination of the members of all layouts, valid or not. */
const filesOf = (layout: string): fc.Arbitrary<unknown> =>
  fc
    .record({
      layout: fc.constant(layout),
      tableName: optional(fc.string({ minLength: 1 })),
      format: optional(formats),
      formats: optional(fc.uniqueArray(formats, { minLength: 1 })),
      glob: optional(fc.constantFrom("*", "data/*/*.csv", "tables/*/*.parquet")),
      skipLines: optional(fc.nat()),
      csvHasHeaders: optional(fc.boolean()),
    })
    .map(present)
    // Only the schema decides which are valid.
    .filter((files) => s3FilesSchema.safeParse(files).success);

const present = (members: object): object =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** Makes all layouts equally frequent, although most combinations are valid only with the last one. */
const legalFiles = fc.oneof(filesOf("table-per-file"), filesOf("one-table"), filesOf("table-per-directory"));

const bucketName = fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,20}[a-z0-9]$/);
const folder = fc.stringMatching(/^[a-z0-9_=-]{1,8}(\/[a-z0-9_=-]{1,8}){0,2}$/);

/** Descriptions of valid connections. */
export const descriptions: fc.Arbitrary<Description> = fc.record({
  auth: fc.constantFrom("iam_role", "access_key_and_secret"),
  bucket: bucketName.filter(
    (name) => !/^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3)$/.test(name),
  ),
  folder: optional(folder),
  construct: fc.boolean(),
  events: fc.boolean(),
  files: optional(legalFiles),
  forceDestroy: optional(fc.boolean()),
});

/** Creates a connection from its description, with existing AWS resources. */
export function makeConnection(stack: TerraformStack, id: string, description: Description): S3Connection {
  const { auth, bucket, folder, construct, events, files, forceDestroy } = description;
  const roleArn = "arn:aws:iam::111122223333:role/polytomic";
  // Each connection has its own queue.
  const queueArn = `arn:aws:sqs:us-east-1:111122223333:events-${id}`;
  const secret =
    (stack.node.tryFindChild("secret") as TerraformVariable | undefined) ??
    new TerraformVariable(stack, "secret", { type: "string", sensitive: true });
  const props = {
    name: id,
    auth:
      auth === "iam_role"
        ? { mode: auth, role: PolytomicRole.fromRoleArn(stack, `${id}-role`, roleArn) }
        : { mode: auth, accessKeyId: "AKIAEXAMPLE", secretAccessKey: secret.stringValue },
    ...(construct
      ? { bucket: DataBucket.fromBucketName(stack, `${id}-bucket`, bucket, { region: "us-east-1" }), folder }
      : { bucket: folder === undefined ? bucket : `s3://${bucket}/${folder}/`, region: "us-east-1" }),
    events: events ? { queue: EventQueue.fromQueueArn(stack, `${id}-queue`, queueArn) } : undefined,
    files,
    forceDestroy,
  };
  return new S3Connection(stack, id, props as S3ConnectionProps);
}

/** The location of a described connection, as it is sent. */
export const spelledLocation = ({ bucket, folder }: Description): string =>
  folder === undefined ? `s3://${bucket}` : `s3://${bucket}/${folder}`;
