/** Models on S3: the files of a model, and the provider's `configuration`. */
import type { ZodType } from "zod";
import { jsonencode } from "../terraform/jsonencode";
import { defined, isObject } from "../objects";
import { describe, setsOption } from "../validation/metadata";
import { rule } from "../validation/rule";
import { formatValue } from "../format";
import { isToken } from "../tokens";
import { either, checkedString, unsupported, withRules } from "../validation/combinators";
import { formatOfName, type S3FileFormat, s3FileFormatRule } from "./s3-files";
import {
  folderProblem,
  normalizeFolder,
  relativeKeyProblem,
  repeatedFolderProblem,
  repeatedSubfolderProblem,
} from "./s3-location";

/**
 * The files that a model reads. Polytomic's documentation lists both members as optional, for a single file as for an archive, so neither
 * is required here.
 */
export interface S3ModelFiles {
  /**
   * Key of the object, relative to the folder of the connection, such as `orders.csv`.
   * @default - not sent
   */
  readonly key?: string;
  /**
   * The folder to read files from, such as `2026`.
   * @default - not sent
   */
  readonly subfolder?: string;
}

/** A single file as the source of a model. */
export interface SingleFileSource {
  /** The file: its key, such as `orders.csv`, or `{ key: "orders.csv", subfolder: "2026" }`. */
  readonly file: string | S3ModelFiles;
  /** Not with `file`. */
  readonly archive?: never;
  /**
   * Format of the file.
   * @default - chosen by Polytomic
   */
  readonly format?: S3FileFormat;
}

/** An archive of several files as the source of a model. */
export interface MultiFileArchiveSource {
  /** The archive: its key, such as `orders.zip`, or `{ key: "orders.zip", subfolder: "2026" }`. */
  readonly archive: string | S3ModelFiles;
  /** Not with `archive`. */
  readonly file?: never;
  /**
   * Format of the files in the archive.
   * @default - chosen by Polytomic
   */
  readonly format?: S3FileFormat;
}

/** The source of a model: a file or an archive. */
export type S3ModelSource = SingleFileSource | MultiFileArchiveSource;

const ONE_SOURCE = "either `file` or `archive`";

const keyRule = rule(() =>
  checkedString(
    (key) =>
      key.includes("*")
        ? "has a wildcard, but must be the key of one object. To read many files as one table, set on the connection " +
          'files: { layout: "one-table" }'
        : relativeKeyProblem(key),
    "the key of an object",
  ),
);

/** Whether a source is an object. A token is a key. */
const isWrittenOut = (source: unknown): source is S3ModelFiles => isObject(source) && !isToken(source);

const filesRule = rule((z) => {
  const members = z.strictObject({
    key: setsOption("key", keyRule()).optional(),
    subfolder: setsOption("subfolder", checkedString(folderProblem, "a folder")).optional(),
  });
  return describe(either(isWrittenOut, members, keyRule()), {
    values: "the key of an object, or `{ key, subfolder }`",
    members,
  });
});

/** The members of {@link S3ModelSource}, and the unsupported ones of Polytomic, for rules that include them. */
export const s3ModelSourceShape = rule(() => ({
  file: setsOption(["model_from", "key"], filesRule(), ONE_SOURCE).optional(),
  archive: setsOption(["model_from", "key"], filesRule(), ONE_SOURCE).optional(),
  format: setsOption("file_format", s3FileFormatRule()).optional(),
  skipLines: setsOption(
    "skip_lines",
    unsupported(
      "cannot be set on a model: the Terraform provider drops numbers from a model's configuration, and the apply " +
        'fails. Set it on the connection: files: { layout: "one-table", format: "csv", skipLines: 1 }',
    ),
  ),
}));

/**
 * Adds to `schema` the checks that exactly one of `file` and `archive` is set, and that it is relative to the folder of the connection.
 *
 * @param folderOf returns the folder of the connection in the props, if known
 */
export function withOneSource(
  schema: ZodType,
  folderOf: (props: Readonly<Record<string, unknown>>) => unknown = () => undefined,
): ZodType {
  return withRules(schema, (props, problem) => {
    const { file, archive, format } = props;
    for (const [prop, source] of Object.entries({ file, archive })) {
      const path = isWrittenOut(source) ? [prop, "key"] : [prop];
      const repeated = repeatedFolderProblem(keyOf(source), folderOf(props));
      if (repeated !== undefined) {
        problem(path, repeated);
      }
      const subfolder = isWrittenOut(source) ? source.subfolder : undefined;
      const repeatedBySubfolder = repeatedSubfolderProblem(subfolder, folderOf(props));
      if (repeatedBySubfolder !== undefined) {
        problem([prop, "subfolder"], repeatedBySubfolder);
      }
    }
    const named = formatOfName(keyOf(file));
    if (named !== undefined && typeof format === "string" && !isToken(format) && format !== named) {
      problem(
        ["format"],
        `is ${formatValue(format)}, but the file name ends with .${named}. Change or remove the format`,
      );
    }
    if (file === undefined && archive === undefined) {
      const remedy = 'set a file, such as file: "orders.csv", or an archive, such as archive: "orders.zip"';
      problem(["file"], `is missing; ${remedy}`, "MISSING");
    }
    if (file !== undefined && archive !== undefined) {
      problem(["archive"], "cannot be combined with file; set one of them");
    }
  });
}

/**
 * The provider's `configuration`: JSON that it compares byte for byte with its own encoding of the server's response. The output of
 * Terraform's `jsonencode` equals that encoding as long as all members are non-empty strings. Therefore `skip_lines`, a number, can only
 * be set on the connection.
 */
export function s3ModelConfiguration(source: S3ModelSource): string {
  const { file, archive, format: file_format } = source;
  const { key, subfolder } = filesOf(file ?? archive);
  return jsonencode(
    defined({
      model_from: archive === undefined ? "single_file" : "multi_file_archive",
      key,
      subfolder: normalizeFolder(subfolder),
      file_format,
    }),
  );
}

const keyOf = (source: unknown): unknown => (isWrittenOut(source) ? source.key : source);

const filesOf = (source: string | S3ModelFiles | undefined): S3ModelFiles =>
  isWrittenOut(source) ? source : defined({ key: source });
