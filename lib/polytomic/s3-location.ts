/** The place in S3 that a connection is limited to: a bucket, or a folder in one. */
import { Token } from "cdktf";
import { existingBucketNameProblem, trim } from "../aws/names";
import { templateProblem } from "../terraform/hcl-template";
import { formatValue } from "../format";
import { isToken } from "../tokens";

/** A bucket and, unless it is used as a whole, a folder in it. */
export interface S3Location {
  readonly bucket: string;
  /** Without leading or trailing slash. */
  readonly folder?: string;
}

/**
 * Reads the spellings that Polytomic's documentation uses: `bucket`, `bucket/folder` and `s3://bucket/folder`. Each part
 * may be a token, whose text has no slash.
 */
export function parseS3Location(location: string): S3Location {
  const [bucket = "", ...rest] = location.replace(/^s3:\/\//, "").split("/");
  const folder = normalizeFolder(rest.join("/"));
  return { bucket, ...(folder !== undefined && { folder }) };
}

/** The one spelling that goes out, the one in the provider's own examples: `s3://bucket/folder`. */
export function formatS3Location({ bucket, folder }: S3Location): string {
  return folder === undefined ? `s3://${bucket}` : `s3://${bucket}/${folder}`;
}

/** The folder without slashes around it; `undefined` if nothing is left. */
export function normalizeFolder(folder: string | undefined): string | undefined {
  const trimmed = folder && trim(Token.asString(folder), "/");
  return trimmed === "" ? undefined : trimmed;
}

/** What is wrong with a location as a user writes it. */
export function s3LocationProblem(location: string): string | undefined {
  const { bucket, folder } = parseS3Location(location);
  const problem = existingBucketNameProblem(bucket);
  if (problem !== undefined) {
    return `does not name a bucket: ${JSON.stringify(bucket)} ${problem}`;
  }
  return folder === undefined ? undefined : folderProblem(folder);
}

/** What is wrong with a key or a glob, which are relative to the folder of the connection. */
export const relativeKeyProblem = (key: string): string | undefined =>
  /^s3:\/\//i.test(key)
    ? "begins with s3://; it is relative to the folder of the connection, without s3:// and the bucket's name"
    : templateProblem(key);

/** What is wrong with a key or a glob that begins with the folder of its connection, which would be looked for below that folder. */
export function repeatedFolderProblem(key: unknown, folder: unknown): string | undefined {
  if (typeof key !== "string" || typeof folder !== "string" || isToken(key) || isToken(folder)) {
    return undefined;
  }
  const below = normalizeFolder(folder);
  return below !== undefined && key.startsWith(`${below}/`)
    ? `${formatValue(key)} repeats the folder of the connection, ${formatValue(below)}, to which it is relative. ` +
        `Write ${formatValue(key.slice(below.length + 1))}`
    : undefined;
}

/** What is wrong with a subfolder that begins with the folder of its connection, or is that folder: it would be a second one below it. */
export function repeatedSubfolderProblem(subfolder: unknown, folder: unknown): string | undefined {
  if (typeof subfolder !== "string" || typeof folder !== "string" || isToken(subfolder) || isToken(folder)) {
    return undefined;
  }
  const below = normalizeFolder(subfolder);
  return below !== undefined && below === normalizeFolder(folder)
    ? `${formatValue(subfolder)} repeats the folder of the connection, below which it is. Remove it`
    : repeatedFolderProblem(below, folder);
}

/** What is wrong with a folder. Wildcards would widen the policies that are scoped to it. */
export function folderProblem(folder: string): string | undefined {
  if (/^s3:\/\//i.test(folder)) {
    return "begins with s3://; a folder is a path in the bucket, without s3:// and the bucket's name";
  }
  const normalized = normalizeFolder(folder);
  if (normalized === undefined) {
    return "names no folder; leave it out to use the whole bucket";
  }
  if (/[*?]/.test(normalized)) {
    return "contains a wildcard; a folder is one literal prefix";
  }
  const template = templateProblem(normalized);
  if (template !== undefined) {
    return template;
  }
  return normalized.includes("//") || normalized.split("/").some((part) => part === "." || part === "..")
    ? "has an empty, . or .. part"
    : undefined;
}
