/**
 * How Polytomic reads the files of a connection: each file as its own table, all files as one table, or one table per directory.
 * Polytomic's API has `is_single_table`, `is_directory_snapshot`, and options that depend on them. Here it is a union type that allows
 * only the options of each layout.
 */
import { type IResolvable, Token } from "cdktf";
import { defined, memberAt, type Without } from "../objects";
import { setsOption } from "../validation/metadata";
import { rule } from "../validation/rule";
import { formatValue } from "../format";
import { isToken } from "../tokens";
import {
  bool,
  arrayOf,
  oneOf,
  type ReportProblem,
  nonEmptyString,
  checkedString,
  variants,
  integer,
  withRules,
} from "../validation/combinators";

import { relativeKeyProblem, repeatedFolderProblem } from "./s3-location";

const FORMATS = ["csv", "json", "parquet"] as const;

/** File formats that Polytomic reads from S3. Source: Polytomic API documentation, S3, "Configuration". */
export type S3FileFormat = (typeof FORMATS)[number];

/** An array of formats that includes CSV, at any position. */
export type S3FileFormatsWithCsv =
  | readonly ["csv", ...S3FileFormat[]]
  | readonly [S3FileFormat, "csv", ...S3FileFormat[]]
  | readonly [S3FileFormat, S3FileFormat, "csv", ...S3FileFormat[]];

/** The format in the extension of a file name, compressed or not, if Polytomic reads it. */
export function formatOfName(name: unknown): S3FileFormat | undefined {
  const ending = typeof name === "string" ? /\.(csv|json|parquet)(\.gz)?$/i.exec(name)?.[1] : undefined;
  return FORMATS.find((format) => format === ending?.toLowerCase());
}

/** The rule of {@link S3FileFormat}. */
export const s3FileFormatRule = rule(() => oneOf(FORMATS));

interface WithHeaders {
  /**
   * Whether the first line of CSV files contains the field names.
   * @default true
   */
  readonly csvHasHeaders?: boolean | IResolvable;
}

interface WithSkippedLines {
  /**
   * Number of lines to skip at the start of each CSV file, at least 0.
   * @default 0
   */
  readonly skipLines?: number;
}

/** Each file is its own table. */
export interface TablePerFile
  extends WithHeaders, Without<"tableName" | "format" | "formats" | "glob" | "skipLines"> {
  /** Each file is a table. */
  readonly layout: "table-per-file";
}

interface OneTableBase extends WithHeaders, Without<"formats" | "glob"> {
  /** All files are one table. */
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

/** All files are time-based snapshots of one table, in a format other than CSV. */
export interface OneOtherTable extends OneTableBase, Without<"skipLines"> {
  /** Format of the files. */
  readonly format: Exclude<S3FileFormat, "csv">;
}

/** All files are time-based snapshots of one table. */
export type OneTable = OneCsvTable | OneOtherTable;

interface TablePerDirectoryBase extends WithHeaders, Without<"tableName" | "format"> {
  /** Each directory is a table. */
  readonly layout: "table-per-directory";
  /**
   * Glob that matches the files of all tables, with one directory level for the tables: Polytomic's "Tables glob path", relative to the
   * folder of the connection. For example, `data/*` followed by `/*.parquet`: every directory in `data` is a table that consists of the
   * Parquet files in it.
   */
  readonly glob: string;
}

/** Each directory that the glob matches is a table. The formats include CSV. */
export interface TablePerCsvDirectory extends TablePerDirectoryBase, WithSkippedLines {
  /**
   * Formats of the files.
   * @default ["csv"]
   */
  readonly formats?: S3FileFormatsWithCsv;
}

/** Each directory that the glob matches is a table. No lines are skipped. */
export interface TablePerOtherDirectory extends TablePerDirectoryBase, Without<"skipLines"> {
  /** Formats of the files. */
  readonly formats: readonly S3FileFormat[];
}

/** Each directory that the glob matches is a table, and its files are time-based snapshots of the table. */
export type TablePerDirectory = TablePerCsvDirectory | TablePerOtherDirectory;

/** How Polytomic reads the files of a connection. */
export type S3Files = TablePerFile | OneTable | TablePerDirectory;

/** The part of the provider's `configuration` that sets how files are read, with the names of the bindings. */
export interface S3FilesConfiguration {
  readonly csvHasHeaders: boolean | IResolvable;
  readonly isSingleTable: boolean;
  readonly isDirectorySnapshot: boolean;
  readonly singleTableName: string;
  readonly singleTableFileFormat?: S3FileFormat;
  readonly singleTableFileFormats?: S3FileFormat[];
  readonly directoryGlobPattern: string;
  readonly skipLines: number;
}

const layout = rule((z) =>
  setsOption(
    ["is_single_table", "is_directory_snapshot"],
    z.string(),
    "`is_single_table` is true except with `table-per-file`, `is_directory_snapshot` only with `table-per-directory`",
  ),
);
const csvHasHeaders = rule(() => setsOption("csv_has_headers", bool()).optional());
const skipLines = rule(() =>
  setsOption("skip_lines", integer(0, Number.MAX_SAFE_INTEGER), "only with CSV files").optional(),
);

/** The rules of {@link S3Files}. */
export const s3FilesRule = rule((z) =>
  withRules(
    variants("layout", {
      "table-per-file": z.strictObject({ layout: layout(), csvHasHeaders: csvHasHeaders() }),
      "one-table": z.strictObject({
        layout: layout(),
        tableName: setsOption("single_table_name", nonEmptyString()).optional(),
        format: setsOption("single_table_file_format", s3FileFormatRule()).optional(),
        skipLines: skipLines(),
        csvHasHeaders: csvHasHeaders(),
      }),
      "table-per-directory": z.strictObject({
        layout: layout(),
        glob: setsOption("directory_glob_pattern", checkedString(relativeKeyProblem, "a glob")),
        formats: setsOption("single_table_file_formats", arrayOf(s3FileFormatRule())).optional(),
        skipLines: skipLines(),
        csvHasHeaders: csvHasHeaders(),
      }),
    }),
    ({ layout, format, formats, skipLines, glob }, problem) => {
      const matched = layout === "table-per-directory" ? formatOfName(glob) : undefined;
      const allowed: unknown = formats ?? ["csv"];
      if (
        matched !== undefined &&
        Array.isArray(allowed) &&
        !allowed.some((one) => one === matched || isToken(one))
      ) {
        const read = formats === undefined ? "is missing, so only CSV is read" : `is ${formatValue(formats)}`;
        problem(["formats"], `${read}, but the glob matches ${matched} files. Write formats: ["${matched}"]`);
      }
      const configured = layout === "table-per-directory" ? formats : format;
      const read: unknown[] = Array.isArray(configured) ? configured : [configured];
      const onlyOthers = read.length > 0 && read.every((one) => one === "json" || one === "parquet");
      if (skipLines !== undefined && layout !== "table-per-file" && onlyOthers) {
        const remedy = Array.isArray(configured) ? 'add "csv" to formats' : 'use format "csv"';
        problem(
          ["skipLines"],
          `is ${formatValue(skipLines)}, but no CSV is read (${read.join(", ")}). Remove it, or ${remedy}`,
        );
      }
    },
  ),
);

/** Reports a glob that repeats the folder of its connection. Takes props that are not validated yet. */
export function globProblems(files: unknown, folder: unknown, problem: ReportProblem): void {
  const repeated = repeatedFolderProblem(memberAt(files, "glob"), folder);
  if (repeated !== undefined) {
    problem(["files", "glob"], repeated);
  }
}

/**
 * The provider's arguments. Options that are not set, or do not belong to the layout, are sent as empty values. The formats are omitted
 * instead, because the provider accepts no empty value for them.
 */
export function s3FilesConfiguration(files: S3Files): S3FilesConfiguration {
  const common = {
    // Empty values, which unset options: the provider keeps the applied value of an omitted option.
    singleTableName: "",
    directoryGlobPattern: "",
    skipLines: 0,
    csvHasHeaders: files.csvHasHeaders ?? true,
    isSingleTable: files.layout !== "table-per-file",
    isDirectorySnapshot: files.layout === "table-per-directory",
  };
  switch (files.layout) {
    case "table-per-file":
      return common;
    case "one-table":
      return {
        ...common,
        singleTableFileFormat: files.format ?? "csv",
        ...defined({ singleTableName: files.tableName, skipLines: files.skipLines }),
      };
    case "table-per-directory":
      return {
        ...common,
        directoryGlobPattern: files.glob,
        singleTableFileFormats: Token.asList(files.formats ?? ["csv"]) as S3FileFormat[],
        ...defined({ skipLines: files.skipLines }),
      };
  }
}
