/**
 * How Polytomic reads the files below a connection: each as a table of its own, all as one table, or one table per
 * directory. Polytomic asks for this as `is_single_table`, `is_directory_snapshot` and options that exist only with
 * certain values of these; here it is one value whose shapes have the options that exist, and no others.
 */
import { Token } from "cdktf";
import { sets } from "../validation/about";
import { rule } from "../validation/rule";
import { show } from "../validation/show";
import {
  flag,
  listOf,
  oneOf,
  text,
  textThat,
  variants,
  wholeNumber,
  withRules,
} from "../validation/token-aware";

import { relativeKeyProblem } from "./s3-location";

const FORMATS = ["csv", "json", "parquet"] as const;

/** File formats that Polytomic reads from S3. Source: Polytomic API documentation, S3, "Configuration". */
export type S3FileFormat = (typeof FORMATS)[number];

/** Formats of which one is CSV, at any place. */
export type S3FileFormatsWithCsv =
  | readonly ["csv", ...S3FileFormat[]]
  | readonly [S3FileFormat, "csv", ...S3FileFormat[]]
  | readonly [S3FileFormat, S3FileFormat, "csv", ...S3FileFormat[]];

/** The rule of {@link S3FileFormat}. */
export const s3FileFormatRule = rule(() => oneOf(FORMATS));

interface WithHeaders {
  /**
   * Whether the first line of CSV files has the names of the fields.
   * @default true
   */
  readonly csvHasHeaders?: boolean;
}

interface WithSkippedLines {
  /**
   * Lines to skip at the start of each CSV file, at least 0.
   * @default 0
   */
  readonly skipLines?: number;
}

interface WithoutSkippedLines {
  /** Where no CSV is read, no lines are skipped. */
  readonly skipLines?: never;
}

/** Each file is a table of its own. */
export interface TablePerFile extends WithHeaders {
  readonly layout: "table-per-file";
}

interface OneTableBase extends WithHeaders {
  readonly layout: "one-table";
  /**
   * Name of the table in Polytomic.
   * @default - chosen by Polytomic
   */
  readonly tableName?: string;
}

/** All files are time-based snapshots of one table, in CSV. */
export interface OneCsvTable extends OneTableBase, WithSkippedLines {
  /**
   * Format of the files.
   * @default "csv"
   */
  readonly format?: "csv";
}

/** All files are time-based snapshots of one table, in another format than CSV. */
export interface OneOtherTable extends OneTableBase, WithoutSkippedLines {
  /** Format of the files. */
  readonly format: Exclude<S3FileFormat, "csv">;
}

/** All files are time-based snapshots of one table. */
export type OneTable = OneCsvTable | OneOtherTable;

interface TablePerDirectoryBase extends WithHeaders {
  readonly layout: "table-per-directory";
  /**
   * Matches the files of all tables, one directory level standing for the tables. Polytomic's "Tables glob path".
   * Relative to the folder of the connection. Such as `data/*` with `/*.parquet` right behind it: every directory in
   * `data` is a table, made of the Parquet files in it.
   */
  readonly glob: string;
}

/** Each directory that the glob matches is a table. CSV is among the formats. */
export interface TablePerCsvDirectory extends TablePerDirectoryBase, WithSkippedLines {
  /**
   * Formats that the tables may have.
   * @default ["csv"]
   */
  readonly formats?: S3FileFormatsWithCsv;
}

/** Each directory that the glob matches is a table, with no lines to skip. */
export interface TablePerOtherDirectory extends TablePerDirectoryBase, WithoutSkippedLines {
  /** Formats that the tables may have. */
  readonly formats: readonly S3FileFormat[];
}

/** Each directory that the glob matches is a table, its files time-based snapshots of it. */
export type TablePerDirectory = TablePerCsvDirectory | TablePerOtherDirectory;

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

const layout = rule((z) => sets(["is_single_table", "is_directory_snapshot"], z.string()));
const csvHasHeaders = rule(() => sets("csv_has_headers", flag()).optional());
const skipLines = rule(() =>
  sets("skip_lines", wholeNumber(0, Number.MAX_SAFE_INTEGER), "only where CSV is read").optional(),
);

/** The rules of {@link S3Files}. */
export const s3FilesRule = rule((z) =>
  withRules(
    variants("layout", {
      "table-per-file": z.strictObject({ layout: layout(), csvHasHeaders: csvHasHeaders() }),
      "one-table": z.strictObject({
        layout: layout(),
        tableName: sets("single_table_name", text()).optional(),
        format: sets("single_table_file_format", s3FileFormatRule()).optional(),
        skipLines: skipLines(),
        csvHasHeaders: csvHasHeaders(),
      }),
      "table-per-directory": z.strictObject({
        layout: layout(),
        glob: sets("directory_glob_pattern", textThat(relativeKeyProblem, "a glob")),
        formats: sets("single_table_file_formats", listOf(s3FileFormatRule())).optional(),
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
 * The provider's arguments. An option goes out only with the layout it belongs to, and then always: one that is left
 * out keeps the value it had before, and turns unknown on every update of the connection.
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
        // Empty, to Polytomic the same as none, takes back a name that was given before.
        singleTableName: files.tableName ?? "",
        ...(readsCsv([singleTableFileFormat]) && { skipLines: files.skipLines ?? 0 }),
      };
    }
    case "table-per-directory": {
      const formats = Token.asList(files.formats ?? ["csv"]);
      return {
        csvHasHeaders,
        isSingleTable: true,
        isDirectorySnapshot: true,
        directoryGlobPattern: files.glob,
        singleTableFileFormats: formats,
        ...(readsCsv(formats) && { skipLines: files.skipLines ?? 0 }),
      };
    }
  }
}

/** A token may stand for CSV. */
function readsCsv(formats: readonly string[]): boolean {
  return formats.some((one) => one !== "json" && one !== "parquet");
}
