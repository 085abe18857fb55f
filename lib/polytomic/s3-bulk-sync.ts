/** Options of S3 in a bulk sync: none as a source, a format and a folder as a destination. */
import { defined } from "../objects";
import { describe, setsOption } from "../validation/metadata";
import { rule } from "../validation/rule";
import { literal, reject, nonEmptyString, checkedString } from "../validation/combinators";
import { folderProblem, normalizeFolder } from "./s3-location";

/** Options of S3 as the destination of a bulk sync. Source: Polytomic API documentation, S3, "Bulk Sync". */
export interface S3BulkDestination {
  /**
   * Format of the files, such as `csv` or `parquet`.
   * @default - chosen by Polytomic
   */
  readonly format?: string;
  /**
   * Folder to write to, relative to the folder of the connection. Do not repeat the connection's folder.
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
  const message = "is a token; write a literal object, whose values can be tokens";
  return describe(literal(message, members), { members });
});

/** Rejects options of S3 as the source of a bulk sync, because it has none. */
export const s3BulkSourceRule = rule(() =>
  setsOption(
    "none",
    describe(
      reject((value) =>
        value === undefined
          ? undefined
          : { code: "CONFLICT", message: "is set, but S3 has no options as a source; remove it" },
      ),
      { values: "omitted" },
    ),
  ),
);

/** The destination's configuration, with the names of Polytomic's API. */
export function s3BulkDestinationConfiguration({ format, subfolder }: S3BulkDestination) {
  return defined({ format, subfolder: normalizeFolder(subfolder) });
}
