/** Models on S3: which files a model is made of, as Polytomic wants to be told. */
import type { ZodType } from "zod";
import { jsonencode } from "../jsonencode";
import { defined } from "../objects";
import { about, sets } from "../validation/about";
import { rule } from "../validation/rule";
import { isToken, show } from "../validation/show";
import { textThat, unsupported, withRules } from "../validation/token-aware";
import { formatOfName, type S3FileFormat, s3FileFormatRule } from "./s3-files";
import { folderProblem, normalizeFolder, relativeKeyProblem, repeatedFolderProblem } from "./s3-location";

/**
 * A model made of one object. Polytomic lists `key` and `subfolder` without conditions; a single file is taken to be named
 * by its key, which may have folders in it.
 */
export interface SingleFileSource {
  /** Key of the object, relative to the folder of the connection, such as `orders.csv`. */
  readonly file: string;
  /** Not with `file`. */
  readonly archive?: never;
  /**
   * Format of the file.
   * @default - left to Polytomic
   */
  readonly format?: S3FileFormat;
}

/** A model made of an archive of several files. */
export interface MultiFileArchiveSource {
  /** The archive: its `key`, and the `subfolder` in it to read files from; both optional. */
  readonly archive: { readonly key?: string; readonly subfolder?: string };
  /** Not with `archive`. */
  readonly file?: never;
  /**
   * Format of the files in the archive.
   * @default - left to Polytomic
   */
  readonly format?: S3FileFormat;
}

/** The files that a model is made of. */
export type S3ModelSource = SingleFileSource | MultiFileArchiveSource;

const keyRule = rule(() =>
  textThat(
    (key) =>
      key.includes("*")
        ? "has a wildcard, but names one object. To read many files as one table, give the connection " +
          'files: { layout: "one-table" }'
        : relativeKeyProblem(key),
    "the key of an object",
  ),
);

/** The members of {@link S3ModelSource}, and those that only Polytomic has, for the rules of whoever has them. */
export const s3ModelSourceShape = rule((z) => ({
  file: sets(["model_from", "key"], keyRule(), "either `file` or `archive`").optional(),
  archive: sets(
    "model_from",
    about(
      z.strictObject({
        key: sets("key", keyRule()).optional(),
        subfolder: sets("subfolder", textThat(folderProblem, "a folder")).optional(),
      }),
      { values: "an archive" },
    ),
    "either `file` or `archive`",
  ).optional(),
  format: sets("file_format", s3FileFormatRule()).optional(),
  skipLines: sets(
    "skip_lines",
    unsupported(
      "cannot be set on a model: the Terraform provider drops numbers from a model's configuration, and the apply " +
        'fails. Set it on the connection: files: { layout: "one-table", format: "csv", skipLines: 1 }',
    ),
  ),
}));

/**
 * Adds to `schema` that exactly one of `file` and `archive` is given, as it is relative to the folder of its connection.
 *
 * @param folderOf the folder of the connection that is among the props, if it is known
 */
export function withOneSource(
  schema: ZodType,
  folderOf: (props: Readonly<Record<string, unknown>>) => unknown = () => undefined,
): ZodType {
  return withRules(schema, (props, problem) => {
    const { file, archive, format } = props;
    const repeated = repeatedFolderProblem(file, folderOf(props));
    if (repeated !== undefined) {
      problem(["file"], repeated);
    }
    const named = formatOfName(file);
    if (named !== undefined && typeof format === "string" && !isToken(format) && format !== named) {
      problem(
        ["format"],
        `is ${show(format)}, but the file's name ends with .${named}. Leave one of them out`,
      );
    }
    if (file === undefined && archive === undefined) {
      const remedy = 'name an object with file: "orders.csv", or give archive: { ... }';
      problem(["file"], `is missing; ${remedy}`, "MISSING");
    }
    if (file !== undefined && archive !== undefined) {
      problem(["archive"], "was given besides file; a model is made of one or the other");
    }
  });
}

/**
 * The provider's `configuration`: JSON that it compares byte for byte with what it makes of the server's answer. What
 * Terraform's `jsonencode` prints is equal to that as long as all members are texts and none is empty; therefore
 * `skip_lines`, a number, can only be set on the connection.
 */
export function s3ModelConfiguration(source: S3ModelSource): string {
  const { file, archive, format: file_format } = source;
  return jsonencode(
    defined(
      archive === undefined
        ? { model_from: "single_file", key: file, file_format }
        : {
            model_from: "multi_file_archive",
            key: archive.key,
            subfolder: normalizeFolder(archive.subfolder),
            file_format,
          },
    ),
  );
}
