/** S3 at either end of a bulk sync: nothing to say as a source, a format and a folder as a destination. */
import { defined } from "../objects";
import { describe, setsOption } from "../validation/metadata";
import { rule } from "../validation/rule";
import { isToken } from "../tokens";
import { reject, nonEmptyString, checkedString } from "../validation/combinators";
import { folderProblem, normalizeFolder } from "./s3-location";

/** What a bulk sync that writes to S3 is told. Source: Polytomic API documentation, S3, "Bulk Sync". */
export interface S3BulkDestination {
  /**
   * Format of the files that are written, such as `csv` or `parquet`.
   * @default - chosen by Polytomic
   */
  readonly format?: string;
  /**
   * Folder, below that of the connection, to write to.
   * @default - the folder of the connection
   */
  readonly subfolder?: string;
}

/** The members of {@link S3BulkDestination}, for rules that include them. */
export const s3BulkDestinationShape = rule(() => ({
  format: setsOption("format", nonEmptyString()).optional(),
  subfolder: setsOption("subfolder", checkedString(folderProblem, "a folder")).optional(),
}));

/** The rules of {@link S3BulkDestination}. */
export const s3BulkDestinationRule = rule((z) => {
  const members = z.strictObject(s3BulkDestinationShape());
  const message = "is a token; write it out, its members may be tokens";
  const writtenOut = reject(
    (value) => (isToken(value) ? { code: "WRONG_TYPE", message } : undefined),
    members,
  );
  return describe(writtenOut, { members });
});

/** The rule of what S3 is told as the source of a bulk sync: nothing. */
export const s3BulkSourceRule = rule(() =>
  setsOption(
    "none",
    describe(
      reject((value) =>
        value === undefined
          ? undefined
          : { code: "CONFLICT", message: "was given, but S3 has no options as a source; leave it out" },
      ),
      { values: "left out" },
    ),
  ),
);

/** The configuration of the destination, in Polytomic's names. */
export function s3BulkDestinationConfiguration({ format, subfolder }: S3BulkDestination) {
  return defined({ format, subfolder: normalizeFolder(subfolder) });
}
