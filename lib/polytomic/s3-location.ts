/** The bucket, or folder in a bucket, that a connection is limited to. */
import { Token } from "cdktf";
import { existingBucketNameProblem, trim } from "../aws/names";
import { templateProblem } from "../terraform/hcl-template";
import { formatValue } from "../format";
import { isToken } from "../tokens";

/** A bucket, and optionally a folder in it. */
export interface S3Location {
  readonly bucket: string;
  /** Without leading or trailing slash. */
  readonly folder?: string;
}

/**
 * Parses the forms that Polytomic's documentation uses: `bucket`, `bucket/folder` and `s3://bucket/folder`. Each part can be a token,
 * because the string form of a token contains no slash.
 */
export function parseS3Location(location: string): S3Location {
  const [bucket = "", ...rest] = location.replace(/^s3:\/\//, "").split("/");
  const folder = normalizeFolder(rest.join("/"));
  return { bucket, ...(folder !== undefined && { folder }) };
}

/** Formats a location as in the provider's own examples: `s3://bucket/folder`. */
export function formatS3Location({ bucket, folder }: S3Location): string {
  return folder === undefined ? `s3://${bucket}` : `s3://${bucket}/${folder}`;
}

/** The folder without leading and trailing slashes; `undefined` if nothing is left. */
export function normalizeFolder(folder: string | undefined): string | undefined {
  const trimmed = folder && trim(Token.asString(folder), "/");
  return trimmed === "" ? undefined : trimmed;
}

/** Checks a location in any of the accepted forms. */
export function s3LocationProblem(location: string): string | undefined {
  const { bucket, folder } = parseS3Location(location);
  const problem = existingBucketNameProblem(bucket);
  if (problem !== undefined) {
    return `does not name a bucket: ${JSON.stringify(bucket)} ${problem}`;
  }
  return folder === undefined ? undefined : folderProblem(folder);
}

/** Checks a key or glob, which is relative to the folder of the connection. */
export const relativeKeyProblem = (key: string): string | undefined =>
  /^s3:\/\//i.test(key)
    ? "begins with s3://; write a path relative to the folder of the connection, without s3:// and the bucket name"
    : templateProblem(key);

/** Rejects a key or glob that begins with the folder of its connection: Polytomic would look for it below that folder. */
export function repeatedFolderProblem(key: unknown, folder: unknown): string | undefined {
  if (typeof key !== "string" || typeof folder !== "string" || isToken(key) || isToken(folder)) {
    return undefined;
  }
  const below = normalizeFolder(folder);
  return below !== undefined && key.startsWith(`${below}/`)
    ? `${formatValue(key)} repeats the folder of the connection, ${formatValue(below)}, but is relative to it. ` +
        `Write ${formatValue(key.slice(below.length + 1))}`
    : undefined;
}

/** Rejects a subfolder that equals or begins with the folder of its connection: it would be nested below that folder. */
export function repeatedSubfolderProblem(subfolder: unknown, folder: unknown): string | undefined {
  if (typeof subfolder !== "string" || typeof folder !== "string" || isToken(subfolder) || isToken(folder)) {
    return undefined;
  }
  const below = normalizeFolder(subfolder);
  return below !== undefined && below === normalizeFolder(folder)
    ? `${formatValue(subfolder)} repeats the folder of the connection, but is relative to it. Remove it`
    : repeatedFolderProblem(below, folder);
}

/** Checks a folder. Wildcards are rejected because they would widen the policies that are scoped to the folder. */
export function folderProblem(folder: string): string | undefined {
  if (/^s3:\/\//i.test(folder)) {
    return "begins with s3://; write the path in the bucket, without s3:// and the bucket name";
  }
  const normalized = normalizeFolder(folder);
  if (normalized === undefined) {
    return "is empty; omit it to use the whole bucket";
  }
  if (/[*?]/.test(normalized)) {
    return "contains a wildcard; a folder must be a literal prefix";
  }
  const template = templateProblem(normalized);
  if (template !== undefined) {
    return template;
  }
  return normalized.includes("//") || normalized.split("/").some((part) => part === "." || part === "..")
    ? "has an empty, . or .. part"
    : undefined;
}
