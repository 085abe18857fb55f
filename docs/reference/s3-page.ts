/**
 * The tables of Polytomic's API documentation of S3 ("Configuring your connections", S3): the rows that `docs/reference/s3-options.md`
 * explains and that the tests prove one by one.
 */

/** A row of one of the page's tables. */
export interface PageRow {
  readonly type: "string" | "boolean" | "integer" | "array" | "none";
  readonly required: boolean;
  /** The condition under which the page lists the row. @default always */
  readonly when?: string;
}

const WITH_KEY = "`auth_mode` is `access_key_and_secret`";
const WITH_ROLE = "`auth_mode` is `iam_role`";
const SINGLE = "`is_single_table` is true";
const SNAPSHOTS = `${SINGLE} and \`is_directory_snapshot\` is false`;
const DIRECTORIES = `${SINGLE} and \`is_directory_snapshot\` is true`;

/** The tables and their rows, by option, in the page's order. */
export const PAGE = {
  connection: {
    title: "Connection",
    rows: {
      auth_mode: { type: "string", required: true },
      csv_has_headers: { type: "boolean", required: false },
      enable_event_notifications: { type: "boolean", required: false },
      is_single_table: { type: "boolean", required: false },
      s3_bucket_name: { type: "string", required: true },
      s3_bucket_region: { type: "string", required: true },
      aws_access_key_id: { type: "string", required: true, when: WITH_KEY },
      aws_secret_access_key: { type: "string", required: true, when: WITH_KEY },
      iam_role_arn: { type: "string", required: true, when: WITH_ROLE },
      event_queue_arn: { type: "string", required: true, when: "`enable_event_notifications` is true" },
      is_directory_snapshot: { type: "boolean", required: false, when: SINGLE },
      single_table_file_format: { type: "string", required: false, when: SNAPSHOTS },
      single_table_name: { type: "string", required: false, when: SNAPSHOTS },
      single_table_file_formats: { type: "array", required: false, when: DIRECTORIES },
      directory_glob_pattern: { type: "string", required: true, when: "`is_directory_snapshot` is true" },
      skip_lines: {
        type: "integer",
        required: false,
        when: "`single_table_file_format` is `csv` or `single_table_file_formats` contains `csv`",
      },
    },
  },
  readOnly: {
    title: "Read-only properties of the connection",
    rows: {
      aws_user: { type: "string", required: false, when: WITH_KEY },
      external_id: { type: "string", required: false, when: WITH_ROLE },
    },
  },
  model: {
    title: "Model sync: source",
    rows: {
      file_format: { type: "string", required: false },
      key: { type: "string", required: false },
      model_from: { type: "string", required: true },
      skip_lines: { type: "integer", required: false },
      subfolder: { type: "string", required: false },
    },
  },
  target: {
    title: "Model sync: target",
    rows: { format: { type: "string", required: false } },
  },
  bulkSource: {
    title: "Bulk sync: source",
    rows: { none: { type: "none", required: false } },
  },
  bulkDestination: {
    title: "Bulk sync: destination",
    rows: {
      format: { type: "string", required: false },
      subfolder: { type: "string", required: false },
    },
  },
} as const satisfies Readonly<
  Record<string, { readonly title: string; readonly rows: Readonly<Record<string, PageRow>> }>
>;

type Page = typeof PAGE;

/** A table of the page. */
export type TableId = keyof Page;

/** A row of the page, such as `connection.skip_lines`. */
export type RowId = { [Table in TableId]: `${Table}.${keyof Page[Table]["rows"] & string}` }[TableId];

/** All rows, in the page's order. */
export const ROW_IDS = Object.entries(PAGE).flatMap(([table, { rows }]) =>
  Object.keys(rows).map((option) => `${table}.${option}` as RowId),
);
