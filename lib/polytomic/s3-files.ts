/**
 * How Polytomic reads the files below a connection: each as a table of its own, all as one table, or one table per
 * directory. Polytomic asks for this as `is_single_table`, `is_directory_snapshot` and options that exist only with
 * certain values of these; here it is one value with three shapes.
 */
import { Token } from "cdktf";
import { show } from "../validation/show";
import { rule } from "../validation/rule";
import { flag, listOf, oneOf, text, variants, wholeNumber, withRules } from "../validation/token-aware";

const FORMATS = ["csv", "json", "parquet"] as const;

/** File formats that Polytomic reads from S3. Source: Polytomic API documentation, S3, "Configuration". */
export type S3FileFormat = (typeof FORMATS)[number];

/** The rule of {@link S3FileFormat}. */
export const s3FileFormatRule = rule(() => oneOf(FORMATS));

/** Each file is a table of its own. */
export interface TablePerFile {
  readonly layout: "table-per-file";
  /**
   * Whether the first line of CSV files has the names of the fields.
   * @default true
   */
  readonly csvHasHeaders?: boolean;
}

/** All files are time-based snapshots of one table. */
export interface OneTable {
  readonly layout: "one-table";
  /**
   * Name of the table in Polytomic.
   * @default - chosen by Polytomic
   */
  readonly tableName?: string;
  /**
   * Format of the files.
   * @default "csv"
   */
  readonly format?: S3FileFormat;
  /**
   * Lines to skip at the start of each CSV file. With CSV only.
   * @default 0
   */
  readonly skipLines?: number;
  /**
   * Whether the first line of CSV files has the names of the fields.
   * @default true
   */
  readonly csvHasHeaders?: boolean;
}

/** Each directory that the glob matches is a table, its files time-based snapshots of it. */
export interface TablePerDirectory {
  readonly layout: "table-per-directory";
  /**
   * Matches the files of all tables, one directory level standing for the tables. Polytomic's "Tables glob path".
   * Relative to the folder of the connection. Such as `data/*` with `/*.parquet` right behind it: every directory in
   * `data` is a table, made of the Parquet files in it.
   */
  readonly glob: string;
  /**
   * Formats that the tables may have.
   * @default - chosen by Polytomic
   */
  readonly formats?: readonly S3FileFormat[];
  /**
   * Lines to skip at the start of each CSV file. Only where CSV is among the formats.
   * @default 0
   */
  readonly skipLines?: number;
  /**
   * Whether the first line of CSV files has the names of the fields.
   * @default true
   */
  readonly csvHasHeaders?: boolean;
}

/** How Polytomic reads the files below a connection. */
export type S3Files = TablePerFile | OneTable | TablePerDirectory;

/** The part of the provider's configuration that says how files are read, in the names of the bindings. */
export interface S3FilesConfiguration {
  readonly csvHasHeaders: boolean;
  readonly isSingleTable: boolean;
  readonly isDirectorySnapshot: boolean;
  readonly singleTableName?: string;
  readonly singleTableFileFormat?: string;
  readonly singleTableFileFormats?: string[];
  readonly directoryGlobPattern?: string;
  readonly skipLines?: number;
}

const skipLines = rule(() => wholeNumber(0, Number.MAX_SAFE_INTEGER).optional());
const csvHasHeaders = rule(() => flag().optional());

/** The rules of {@link S3Files}. */
export const s3FilesRule = rule((z) =>
  withRules(
    variants("layout", {
      "table-per-file": z.strictObject({ layout: z.string(), csvHasHeaders: csvHasHeaders() }),
      "one-table": z.strictObject({
        layout: z.string(),
        tableName: text().optional(),
        format: s3FileFormatRule().optional(),
        skipLines: skipLines(),
        csvHasHeaders: csvHasHeaders(),
      }),
      "table-per-directory": z.strictObject({
        layout: z.string(),
        glob: text(),
        formats: listOf(s3FileFormatRule()).optional(),
        skipLines: skipLines(),
        csvHasHeaders: csvHasHeaders(),
      }),
    }),
    ({ layout, format, formats, skipLines }, problem) => {
      const given = layout === "table-per-directory" ? formats : format;
      const read: unknown[] = Array.isArray(given) ? given : [given];
      const onlyOthers = read.length > 0 && read.every((one) => one === "json" || one === "parquet");
      if (skipLines !== undefined && layout !== "table-per-file" && onlyOthers) {
        const remedy = Array.isArray(given) ? 'add "csv" to formats' : 'use format "csv"';
        problem(
          ["skipLines"],
          `${show(skipLines)} was given, but no CSV is read (${read.join(", ")}). Leave it out, or ${remedy}`,
        );
      }
    },
  ),
);

/**
 * The provider's arguments. Booleans are always said: an argument that is left out turns unknown on every update of
 * the connection. An option goes out only with the layout it belongs to.
 */
export function s3FilesConfiguration(files: S3Files): S3FilesConfiguration {
  const csvHasHeaders = files.csvHasHeaders ?? true;
  switch (files.layout) {
    case "table-per-file":
      return { csvHasHeaders, isSingleTable: false, isDirectorySnapshot: false };
    case "one-table": {
      const singleTableFileFormat = files.format ?? "csv";
      return {
        csvHasHeaders,
        isSingleTable: true,
        isDirectorySnapshot: false,
        singleTableFileFormat,
        ...(files.tableName !== undefined && { singleTableName: files.tableName }),
        ...(readsCsv([singleTableFileFormat]) && { skipLines: files.skipLines ?? 0 }),
      };
    }
    case "table-per-directory": {
      const formats = files.formats && Token.asList(files.formats);
      return {
        csvHasHeaders,
        isSingleTable: true,
        isDirectorySnapshot: true,
        directoryGlobPattern: files.glob,
        ...(formats !== undefined && { singleTableFileFormats: formats }),
        ...(readsCsv(formats ?? FORMATS) && { skipLines: files.skipLines ?? 0 }),
      };
    }
  }
}

/** A token may stand for CSV. */
function readsCsv(formats: readonly string[]): boolean {
  return formats.some((one) => one !== "json" && one !== "parquet");
}
