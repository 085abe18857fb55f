/**
 * How Polytomic reads the files below a connection: each as a table of its own, all as one table, or one table per
 * directory. Polytomic asks for this as `is_single_table`, `is_directory_snapshot` and options that exist only with
 * certain values of these; here it is one value whose shapes have the options that exist, and no others.
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

/** Formats of which one is CSV, at any place. */
export type S3FileFormatsWithCsv =
  | readonly ["csv", ...S3FileFormat[]]
  | readonly [S3FileFormat, "csv", ...S3FileFormat[]]
  | readonly [S3FileFormat, S3FileFormat, "csv", ...S3FileFormat[]];

/** The format that the name of a file ends with, also of a compressed one, if Polytomic reads it. */
export function formatOfName(name: unknown): S3FileFormat | undefined {
  const ending = typeof name === "string" ? /\.(csv|json|parquet)(\.gz)?$/i.exec(name)?.[1] : undefined;
  return FORMATS.find((format) => format === ending?.toLowerCase());
}

/** The rule of {@link S3FileFormat}. */
export const s3FileFormatRule = rule(() => oneOf(FORMATS));

interface WithHeaders {
  /**
   * Whether the first line of CSV files has the names of the fields.
   * @default true
   */
  readonly csvHasHeaders?: boolean | IResolvable;
}

interface WithSkippedLines {
  /**
   * Lines to skip at the start of each CSV file, at least 0.
   * @default 0
   */
  readonly skipLines?: number;
}

/** Each file is a table of its own. */
export interface TablePerFile
  extends WithHeaders, Without<"tableName" | "format" | "formats" | "glob" | "skipLines"> {
  readonly layout: "table-per-file";
}

interface OneTableBase extends WithHeaders, Without<"formats" | "glob"> {
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
export interface OneOtherTable extends OneTableBase, Without<"skipLines"> {
  /** Format of the files. */
  readonly format: Exclude<S3FileFormat, "csv">;
}

/** All files are time-based snapshots of one table. */
export type OneTable = OneCsvTable | OneOtherTable;

interface TablePerDirectoryBase extends WithHeaders, Without<"tableName" | "format"> {
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
export interface TablePerOtherDirectory extends TablePerDirectoryBase, Without<"skipLines"> {
  /** Formats that the tables may have. */
  readonly formats: readonly S3FileFormat[];
}

/** Each directory that the glob matches is a table, its files time-based snapshots of it. */
export type TablePerDirectory = TablePerCsvDirectory | TablePerOtherDirectory;

/** How Polytomic reads the files below a connection. */
export type S3Files = TablePerFile | OneTable | TablePerDirectory;

/** The part of the provider's configuration that says how files are read, in the names of the bindings. */
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
    "`is_single_table` is true but with `table-per-file`, `is_directory_snapshot` with `table-per-directory` only",
  ),
);
const csvHasHeaders = rule(() => setsOption("csv_has_headers", bool()).optional());
const skipLines = rule(() =>
  setsOption("skip_lines", integer(0, Number.MAX_SAFE_INTEGER), "only where CSV is read").optional(),
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
        const read =
          formats === undefined ? "is missing, so CSV alone is read" : `is ${formatValue(formats)}`;
        problem(["formats"], `${read}, but the glob matches ${matched} files. Write formats: ["${matched}"]`);
      }
      const given = layout === "table-per-directory" ? formats : format;
      const read: unknown[] = Array.isArray(given) ? given : [given];
      const onlyOthers = read.length > 0 && read.every((one) => one === "json" || one === "parquet");
      if (skipLines !== undefined && layout !== "table-per-file" && onlyOthers) {
        const remedy = Array.isArray(given) ? 'add "csv" to formats' : 'use format "csv"';
        problem(
          ["skipLines"],
          `${formatValue(skipLines)} was given, but no CSV is read (${read.join(", ")}). Leave it out, or ${remedy}`,
        );
      }
    },
  ),
);

/** Reports a glob that repeats the folder of its connection, of props that nothing has checked yet. */
export function globProblems(files: unknown, folder: unknown, problem: ReportProblem): void {
  const repeated = repeatedFolderProblem(memberAt(files, "glob"), folder);
  if (repeated !== undefined) {
    problem(["files", "glob"], repeated);
  }
}

/** What says nothing, to Polytomic and its provider alike: an option that is left out would stay what it was before. */
const NOTHING = { singleTableName: "", directoryGlobPattern: "", skipLines: 0 } as const;

/**
 * The provider's arguments. An option that does not belong to the layout, or is not given, is said to be nothing, except
 * for the formats, of which the provider takes no empty value.
 */
export function s3FilesConfiguration(files: S3Files): S3FilesConfiguration {
  const csvHasHeaders = files.csvHasHeaders ?? true;
  switch (files.layout) {
    case "table-per-file":
      return { ...NOTHING, csvHasHeaders, isSingleTable: false, isDirectorySnapshot: false };
    case "one-table": {
      const singleTableFileFormat = files.format ?? "csv";
      return {
        ...NOTHING,
        csvHasHeaders,
        isSingleTable: true,
        isDirectorySnapshot: false,
        singleTableFileFormat,
        ...defined({ singleTableName: files.tableName, skipLines: files.skipLines }),
      };
    }
    case "table-per-directory":
      return {
        ...NOTHING,
        csvHasHeaders,
        isSingleTable: true,
        isDirectorySnapshot: true,
        directoryGlobPattern: files.glob,
        singleTableFileFormats: Token.asList(files.formats ?? ["csv"]) as S3FileFormat[],
        ...defined({ skipLines: files.skipLines }),
      };
  }
}
