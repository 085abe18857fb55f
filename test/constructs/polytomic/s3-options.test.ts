/**
 * Each row of Polytomic's page on S3 has the prop that `docs/reference/s3-options.md` lists: its value is sent, and a value that breaks the
 * rule of the row is rejected. A row without a proof does not compile.
 */
import { type TerraformStack, TerraformOutput, TerraformVariable } from "cdktf";
import {
  BulkSync,
  Connection,
  DataBucket,
  EventQueue,
  ModelSync,
  PolytomicRole,
  S3Connection,
  type S3ConnectionProps,
  S3Model,
} from "../../../constructs";
import { ROW_IDS, type RowId } from "../../../docs/reference/s3-page";
import { invalidProps } from "../../support/problems";
import { newStack, synth, type Synthesized } from "../synth";

interface Proof {
  /** A construct, and the value it sends for the option of the row. */
  readonly sent: readonly (readonly [(stack: TerraformStack) => unknown, unknown])[];
  /** A construct that breaks the rule, and the code and prop of the error. */
  readonly rejected: readonly (readonly [(stack: TerraformStack) => unknown, string])[];
}

const roleArn = "arn:aws:iam::111122223333:role/polytomic";
const queueArn = "arn:aws:sqs:us-east-1:111122223333:events";

type Props = (stack: TerraformStack) => object;

const keys: Props = (stack) => {
  const secret =
    stack.node.tryFindChild("secret") ?? new TerraformVariable(stack, "secret", { sensitive: true });
  const { stringValue: secretAccessKey } = secret as TerraformVariable;
  return { mode: "access_key_and_secret", accessKeyId: "AKIA", secretAccessKey };
};
const role: Props = (stack) => ({
  mode: "iam_role",
  role: PolytomicRole.fromRoleArn(stack, "role", roleArn),
});

/** A connection with these and the required props. */
const connection =
  (props: object | Props = {}) =>
  (stack: TerraformStack): S3Connection => {
    const given = typeof props === "function" ? (props as Props)(stack) : props;
    const base = { name: "Lake", bucket: "acme-lake", region: "us-east-1", auth: keys(stack) };
    return new S3Connection(stack, "lake", { ...base, ...given } as S3ConnectionProps);
  };
const files = (layout: string, options: object = {}) => connection({ files: { layout, ...options } });

const model = (props: object) => (stack: TerraformStack) =>
  new S3Model(stack, "model", { name: "M", connection: lakeOf(stack), ...props } as never);

const target = (props: object) => (stack: TerraformStack) => {
  const people = new S3Model(stack, "people", { name: "M", file: "f", connection: lakeOf(stack) });
  new ModelSync(stack, "sync", {
    name: "S",
    mode: "replace",
    target: { connection: lakeOf(stack), object: "o", ...props } as never,
    fields: { email: people.field("email") },
  });
};

const destination = (configuration: object) => (stack: TerraformStack) =>
  new BulkSync(stack, "bulk", {
    name: "B",
    source: { connection: Connection.fromId(stack, "crm", "crm") },
    destination: { connection: lakeOf(stack), configuration: { ...configuration } },
  });

const source = (configuration?: object) => (stack: TerraformStack) =>
  new BulkSync(stack, "bulk", {
    name: "B",
    source: { connection: lakeOf(stack), ...(configuration && { configuration: { ...configuration } }) },
    destination: { connection: Connection.fromId(stack, "crm", "crm") },
  });

const lakeOf = (stack: TerraformStack) =>
  stack.node.tryFindChild("existing") === undefined
    ? S3Connection.fromConnectionId(stack, "existing", "lake")
    : (stack.node.findChild("existing") as never);

const PROOFS: Readonly<Record<RowId, Proof>> = {
  "connection.auth_mode": {
    sent: [
      [connection(), "access_key_and_secret"],
      [connection((stack) => ({ auth: role(stack) })), "iam_role"],
    ],
    rejected: [
      [connection({ auth: undefined }), "MISSING auth"],
      [connection({ auth: { mode: "sso" } }), "NOT_ALLOWED auth.mode"],
      [
        connection((stack) => ({ auth: { ...role(stack), accessKeyId: "A" } })),
        "UNKNOWN_PROP auth.accessKeyId",
      ],
    ],
  },
  "connection.csv_has_headers": {
    sent: [
      [connection(), true],
      [files("table-per-file", { csvHasHeaders: false }), false],
      [files("one-table", { csvHasHeaders: false }), false],
      [files("table-per-directory", { glob: "*", csvHasHeaders: false }), false],
    ],
    rejected: [[files("one-table", { csvHasHeaders: "no" }), "WRONG_TYPE files.csvHasHeaders"]],
  },
  "connection.enable_event_notifications": {
    sent: [
      [connection(), false],
      [connection((stack) => ({ events: { queue: EventQueue.fromQueueArn(stack, "q", queueArn) } })), true],
    ],
    rejected: [
      [connection({ events: true }), "WRONG_TYPE events"],
      [connection({ events: {} }), "MISSING events.queue"],
    ],
  },
  "connection.is_single_table": {
    sent: [
      [connection(), false],
      [files("one-table"), true],
      [files("table-per-directory", { glob: "*" }), true],
    ],
    rejected: [
      [files("one-file"), "NOT_ALLOWED files.layout"],
      [connection({ files: {} }), "MISSING files.layout"],
    ],
  },
  "connection.s3_bucket_name": {
    sent: [
      [connection({ bucket: "acme-lake" }), "s3://acme-lake"],
      [connection({ bucket: "acme-lake/in/" }), "s3://acme-lake/in"],
      [connection({ bucket: "s3://acme-lake/in" }), "s3://acme-lake/in"],
      [
        connection((stack) => ({
          bucket: DataBucket.fromBucketName(stack, "bucket", "acme-lake"),
          folder: "in",
          region: undefined,
        })),
        "s3://acme-lake/in",
      ],
    ],
    rejected: [
      [connection({ bucket: undefined }), "MISSING bucket"],
      [connection({ bucket: "acme lake" }), "MALFORMED bucket"],
      [connection({ folder: "in" }), "CONFLICT folder"],
    ],
  },
  "connection.s3_bucket_region": {
    sent: [[connection({ region: "eu-central-1" }), "eu-central-1"]],
    rejected: [
      [connection({ region: undefined }), "MISSING region"],
      [connection({ region: "Frankfurt" }), "MALFORMED region"],
    ],
  },
  "connection.aws_access_key_id": {
    sent: [
      [connection(), "AKIA"],
      [connection((stack) => ({ auth: role(stack) })), undefined],
    ],
    rejected: [
      [
        connection((stack) => ({ auth: { ...keys(stack), accessKeyId: undefined } })),
        "MISSING auth.accessKeyId",
      ],
    ],
  },
  "connection.aws_secret_access_key": {
    sent: [
      [connection(), "${var.secret}"],
      [connection((stack) => ({ auth: role(stack) })), undefined],
    ],
    rejected: [
      [
        connection((stack) => ({ auth: { ...keys(stack), secretAccessKey: undefined } })),
        "MISSING auth.secretAccessKey",
      ],
      [
        connection((stack) => ({ auth: { ...keys(stack), secretAccessKey: "hunter2" } })),
        "LITERAL_SECRET auth.secretAccessKey",
      ],
    ],
  },
  "connection.iam_role_arn": {
    sent: [
      [connection((stack) => ({ auth: role(stack) })), roleArn],
      [connection(), undefined],
    ],
    rejected: [
      [connection({ auth: { mode: "iam_role" } }), "MISSING auth.role"],
      [connection({ auth: { mode: "iam_role", role: roleArn } }), "WRONG_TYPE auth.role"],
    ],
  },
  "connection.event_queue_arn": {
    sent: [
      [
        connection((stack) => ({ events: { queue: EventQueue.fromQueueArn(stack, "q", queueArn) } })),
        queueArn,
      ],
      [connection(), ""],
    ],
    rejected: [
      [connection({ events: { queue: queueArn } }), "WRONG_TYPE events.queue"],
      [(stack) => EventQueue.fromQueueArn(stack, "q", `${queueArn}.fifo`), "MALFORMED queueArn"],
    ],
  },
  "connection.is_directory_snapshot": {
    sent: [
      [files("one-table"), false],
      [files("table-per-directory", { glob: "*" }), true],
    ],
    rejected: [[files("one-table", { isDirectorySnapshot: true }), "UNKNOWN_PROP files.isDirectorySnapshot"]],
  },
  "connection.single_table_file_format": {
    sent: [
      [files("one-table"), "csv"],
      [files("one-table", { format: "parquet" }), "parquet"],
      [files("table-per-file"), undefined],
      [files("table-per-directory", { glob: "*" }), undefined],
    ],
    rejected: [
      [files("one-table", { format: "xml" }), "NOT_ALLOWED files.format"],
      [files("table-per-directory", { glob: "*", format: "csv" }), "UNKNOWN_PROP files.format"],
    ],
  },
  "connection.single_table_name": {
    sent: [
      [files("one-table", { tableName: "orders" }), "orders"],
      [files("one-table"), ""],
      [files("table-per-directory", { glob: "*" }), ""],
    ],
    rejected: [
      [files("one-table", { tableName: "" }), "OUT_OF_RANGE files.tableName"],
      [files("table-per-directory", { glob: "*", tableName: "orders" }), "UNKNOWN_PROP files.tableName"],
    ],
  },
  "connection.single_table_file_formats": {
    sent: [
      [files("table-per-directory", { glob: "*" }), ["csv"]],
      [files("table-per-directory", { glob: "*", formats: ["json", "parquet"] }), ["json", "parquet"]],
      [files("one-table"), undefined],
    ],
    rejected: [
      [files("table-per-directory", { glob: "*", formats: [] }), "OUT_OF_RANGE files.formats"],
      [files("table-per-directory", { glob: "*", formats: ["csv", "xml"] }), "NOT_ALLOWED files.formats[1]"],
      [files("one-table", { formats: ["csv"] }), "UNKNOWN_PROP files.formats"],
    ],
  },
  "connection.directory_glob_pattern": {
    sent: [
      [files("table-per-directory", { glob: "data/*/*.csv" }), "data/*/*.csv"],
      [files("one-table"), ""],
    ],
    rejected: [
      [files("table-per-directory"), "MISSING files.glob"],
      [files("one-table", { glob: "*" }), "UNKNOWN_PROP files.glob"],
    ],
  },
  "connection.skip_lines": {
    sent: [
      [files("one-table", { skipLines: 2 }), 2],
      [files("table-per-directory", { glob: "*", formats: ["json", "csv"], skipLines: 2 }), 2],
      [files("one-table"), 0],
      [files("one-table", { format: "json" }), 0],
    ],
    rejected: [
      [files("one-table", { skipLines: -1 }), "OUT_OF_RANGE files.skipLines"],
      [files("one-table", { skipLines: 0.5 }), "WRONG_TYPE files.skipLines"],
      [files("one-table", { format: "json", skipLines: 1 }), "CONFLICT files.skipLines"],
      [
        files("table-per-directory", { glob: "*", formats: ["json"], skipLines: 1 }),
        "CONFLICT files.skipLines",
      ],
      [files("table-per-file", { skipLines: 1 }), "UNKNOWN_PROP files.skipLines"],
    ],
  },
  "readOnly.aws_user": {
    sent: [
      [
        (stack) =>
          new TerraformOutput(stack, "it", {
            value: (connection()(stack) as S3Connection<"access_key_and_secret">).auth.awsUser,
          }),
        "${polytomic_s3_connection.lake.configuration.aws_user}",
      ],
    ],
    rejected: [[connection({ awsUser: "arn" }), "UNKNOWN_PROP awsUser"]],
  },
  "readOnly.external_id": {
    sent: [
      [
        (stack) => {
          const lake = connection((within) => ({ auth: role(within) }))(stack) as S3Connection<"iam_role">;
          new TerraformOutput(stack, "it", { value: lake.auth.externalId });
        },
        "${terraform_data.lake_external-id.output.external_id}",
      ],
    ],
    rejected: [[connection({ externalId: "x" }), "UNKNOWN_PROP externalId"]],
  },
  "model.file_format": {
    sent: [
      [model({ file: "f", format: "csv" }), "csv"],
      [model({ file: "f" }), undefined],
    ],
    rejected: [[model({ file: "f", format: "xml" }), "NOT_ALLOWED format"]],
  },
  "model.key": {
    sent: [
      [model({ file: "orders.csv" }), "orders.csv"],
      [model({ file: { key: "orders.csv" } }), "orders.csv"],
      [model({ file: {} }), undefined],
      [model({ archive: "all.zip" }), "all.zip"],
      [model({ archive: { key: "all.zip" } }), "all.zip"],
      [model({ archive: {} }), undefined],
    ],
    rejected: [[model({ file: "" }), "OUT_OF_RANGE file"]],
  },
  "model.model_from": {
    sent: [
      [model({ file: "f" }), "single_file"],
      [model({ file: { subfolder: "orders" } }), "single_file"],
      [model({ archive: {} }), "multi_file_archive"],
    ],
    rejected: [
      [model({}), "MISSING file"],
      [model({ file: "f", archive: {} }), "CONFLICT archive"],
    ],
  },
  "model.skip_lines": {
    sent: [[model({ file: "f" }), undefined]],
    rejected: [[model({ file: "f", skipLines: 1 }), "UNSUPPORTED skipLines"]],
  },
  "model.subfolder": {
    sent: [
      [model({ archive: { subfolder: "orders/" } }), "orders"],
      [model({ file: { key: "orders.csv", subfolder: "2026" } }), "2026"],
      [model({ file: { subfolder: "2026" } }), "2026"],
      [model({ archive: {} }), undefined],
    ],
    rejected: [
      [model({ archive: { subfolder: ".." } }), "MALFORMED archive.subfolder"],
      [model({ file: { subfolder: ".." } }), "MALFORMED file.subfolder"],
    ],
  },
  "target.format": {
    sent: [
      [target({}), "csv"],
      [target({ format: "json-doc" }), "json-doc"],
      [target({ object: undefined, create: { name: "o" }, format: "json" }), "json"],
    ],
    rejected: [[target({ format: "xml" }), "NOT_ALLOWED target.format"]],
  },
  "bulkSource.none": {
    sent: [[source(), undefined]],
    rejected: [
      [source({ format: "csv" }), "CONFLICT source.configuration"],
      [source({}), "CONFLICT source.configuration"],
    ],
  },
  "bulkDestination.format": {
    sent: [
      [destination({ format: "csv" }), "csv"],
      [destination({ subfolder: "s" }), undefined],
    ],
    rejected: [[destination({ format: "" }), "OUT_OF_RANGE destination.configuration.format"]],
  },
  "bulkDestination.subfolder": {
    sent: [
      [destination({ subfolder: "/reports" }), "reports"],
      [destination({ format: "csv" }), undefined],
    ],
    rejected: [[destination({ subfolder: "a//b" }), "MALFORMED destination.configuration.subfolder"]],
  },
};

/** The value sent for the option of a row. */
function optionOf(row: RowId, terraform: Synthesized): unknown {
  const [table, option] = row.split(".") as [string, string];
  switch (table) {
    case "connection":
      return member(terraform.the("polytomic_s3_connection").configuration, option);
    case "readOnly":
      return terraform.output("it");
    case "model":
      return member(terraform.the("polytomic_model").configuration, option);
    case "target":
      return member(member(terraform.the("polytomic_sync").target, "configuration"), option);
    case "bulkSource":
      return member(terraform.the("polytomic_bulk_sync").source, "configuration");
    default:
      return member(member(terraform.the("polytomic_bulk_sync").destination, "configuration"), option);
  }
}

const member = (value: unknown, name: string): unknown => (value as Record<string, unknown>)[name];

describe.each(ROW_IDS)("%s", (row) => {
  const { sent, rejected } = PROOFS[row];

  test.each(sent.map(([make, value]) => [value, make] as const))("is sent as %j (%#)", (value, make) => {
    expect(optionOf(row, synth(make))).toEqual(value);
  });

  test.each(rejected.map(([make, problem]) => [problem, make] as const))(
    "is rejected: %s",
    (problem, make) => {
      const { problems = [] } = invalidProps(() => make(newStack())) ?? {};
      expect(problems.map(({ code, prop }) => `${code} ${prop}`)).toEqual([problem]);
    },
  );
});
