/** Names of AWS resources, and their rules. */
import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { isToken } from "../tokens";
import { mustMatch } from "../validation/must-match";
import { BUCKET_NAME, EXTERNAL_ID, KEY, LEGACY_BUCKET_NAME, QUEUE, REGIONS, ROLE } from "./limits";

/**
 * A name for the construct at `path`: readable, the same in every synthesis, and different for each path. It ends with a hash of the
 * path if another path could have the same readable part: if it is truncated to `maximum` characters, if characters were removed, if an
 * id has a hyphen (`lake`/`eu` and `lake-eu`), or a capital letter (IAM names are case-insensitive).
 *
 * @param path the ids from the stack down, such as `["app", "lake", "queue"]`
 */
export function physicalName(path: readonly string[], maximum: number): string {
  const readable = path
    .map((id) => id.replace(/[^A-Za-z0-9_-]+/g, "-"))
    .map((id) => trim(id, "-"))
    .filter((id) => id !== "")
    .join("-");
  const isUnique = path.every((id) => !/[-A-Z]/.test(id)) && readable === path.join("-");
  if (isUnique && readable.length <= maximum) {
    return readable;
  }
  const hash = shortHash(path.join("/"));
  return `${readable.slice(0, maximum - hash.length - 1)}-${hash}`;
}

/** Removes `character` from both ends of `text`. A regular expression would take quadratic time on long runs of the character. */
export function trim(text: string, character: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === character) {
    start++;
  }
  while (end > start && text[end - 1] === character) {
    end--;
  }
  return text.slice(start, end);
}

/** Eight hexadecimal digits of a hash of `text`. */
export const shortHash = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 8);

/**
 * What is wrong with the name of a new bucket. Sources: S3 User Guide, "General purpose bucket naming rules" and "Namespaces for general
 * purpose buckets".
 */
export function bucketNameProblem(name: string): string | undefined {
  return firstProblem([
    isNoArn(name),
    isBetween(name, BUCKET_NAME),
    [/^[a-z0-9.-]*$/.test(name), "can contain only lowercase letters, digits, dots and hyphens"],
    [/^[a-z0-9].*[a-z0-9]$/.test(name), "must begin and end with a letter or a digit"],
    [!name.includes(".."), "must not contain two dots in a row"],
    [!/^\d+\.\d+\.\d+\.\d+$/.test(name), "must not look like an IP address"],
    [!/^(xn--|sthree-|amzn-s3-demo-)/.test(name), "begins with a prefix that AWS reserves"],
    [!/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name), "ends with a suffix that AWS reserves"],
    [
      !name.endsWith("-an") || namespaceOf(name) !== undefined,
      "ends with -an, which S3 reserves for account-regional namespaces, such as acme-111122223333-us-east-1-an. Choose another name",
    ],
  ]);
}

/**
 * The account and the region in the name of a bucket of an account-regional namespace. Source: S3 User Guide, "Namespaces for general purpose
 * buckets".
 */
export function namespaceOf(
  name: string,
): { readonly accountId: string; readonly region: string } | undefined {
  const [, accountId, region] = /-(\d{12})-([a-z]{2,4}(?:-[a-z]+)+-\d+)-an$/.exec(name) ?? [];
  return accountId === undefined || region === undefined ? undefined : { accountId, region };
}

const isNoArn = (name: string): Rule => [
  !name.startsWith("arn:"),
  `is an ARN; pass only the name, such as ${JSON.stringify(name.split(":").at(-1))}`,
];

/**
 * What is wrong with the name of an existing bucket. Until March 2018, names in us-east-1 could have up to 255 characters, capital
 * letters, underscores, and prefixes that are reserved now; SDKs use path-style URLs for them. Access point aliases, directory and table
 * buckets have other ARNs or send no events. Source: S3 User Guide, "General purpose bucket naming rules" and "Directory bucket naming
 * rules".
 */
export function existingBucketNameProblem(name: string): string | undefined {
  return firstProblem([
    isNoArn(name),
    isBetween(name, LEGACY_BUCKET_NAME),
    [
      /^[A-Za-z0-9._-]*$/.test(name) && /[A-Za-z0-9]/.test(name),
      "can contain only letters, digits, dots, hyphens and underscores",
    ],
    [
      !/(-s3alias|--ol-s3|\.mrap)$/.test(name),
      "is an access point alias, which cannot be used in policies; use the name of the bucket",
    ],
    [
      !/(--x-s3|--table-s3)$/.test(name),
      "is a directory or table bucket; Polytomic reads and writes general purpose buckets",
    ],
  ]);
}

/**
 * What is wrong with the name of an existing bucket in `region`, if both are known: the old rules applied only in us-east-1. Source: S3
 * User Guide, "General purpose bucket naming rules".
 */
export function legacyBucketNameProblem(name: unknown, region: unknown): string | undefined {
  const legacy = LEGACY_BUCKET_NAME.region;
  if (typeof name !== "string" || typeof region !== "string" || region === legacy) {
    return undefined;
  }
  const isLegacy = name.length > BUCKET_NAME.maximum || /[A-Z_]|\.\.|^[^a-z0-9]|[^a-z0-9]$/.test(name);
  return isLegacy && !isToken(name) && !isToken(region)
    ? `${JSON.stringify(name)} cannot be the name of a bucket in ${region}: only old buckets in ${legacy} have capital letters, ` +
        `underscores or more than ${BUCKET_NAME.maximum} characters. If the bucket is there, set region: "${legacy}"`
    : undefined;
}

/** What is wrong with the name of an event queue. Source: SQS API Reference, CreateQueue. */
export function queueNameProblem(name: string): string | undefined {
  return firstProblem([
    [!name.endsWith(".fifo"), "is the name of a FIFO queue; S3 delivers events only to standard queues"],
    isAtMost(name, QUEUE.nameLength),
    [/^[A-Za-z0-9_-]*$/.test(name), "can contain only letters, digits, hyphens and underscores"],
  ]);
}

/** What is wrong with the name of a role. Source: IAM API Reference, CreateRole. */
export function roleNameProblem(name: string): string | undefined {
  return firstProblem([
    isAtMost(name, ROLE.nameLength),
    [/^[\w+=,.@-]*$/.test(name), "can contain only letters, digits and _+=,.@-"],
  ]);
}

/** What is wrong with the path of a role. Source: IAM API Reference, CreateRole. */
export function rolePathProblem(path: string): string | undefined {
  return firstProblem([
    isAtMost(path, ROLE.pathLength),
    [/^\/([\u0021-\u007e]+\/)?$/.test(path), 'must begin and end with a slash, such as "/vendors/"'],
    [!/[*?$]/.test(path), "must not contain *, ? or $, which policies interpret as patterns and variables"],
  ]);
}

/** What is wrong with the name of an alias, without `alias/`. Source: KMS API Reference, CreateAlias. */
export function aliasNameProblem(name: string): string | undefined {
  return firstProblem([
    [!name.startsWith("alias/"), "begins with alias/, which the construct adds; remove it"],
    isAtMost(name, KEY.aliasLength),
    [/^[\w/-]*$/.test(name), "can contain only letters, digits, slashes, hyphens and underscores"],
    [!name.startsWith("aws/"), "begins with aws/, which AWS reserves"],
  ]);
}

/** What is wrong with an external ID. Source: AWS STS API Reference, AssumeRole. */
export function externalIdProblem(id: string): string | undefined {
  return firstProblem([
    isBetween(id, EXTERNAL_ID),
    [/^[\w+=,.@:/-]*$/.test(id), "can contain only letters, digits and _+=,.@:/-"],
  ]);
}

/** What is wrong with the name of a region. Only the form is checked, so that new regions are accepted. */
export function regionProblem(region: string): string | undefined {
  if (/^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(region)) {
    return undefined;
  }
  const plain = region.toLowerCase().replaceAll("_", "-");
  const meant =
    plain.length > 3 ? REGIONS.filter((one) => one.startsWith(plain) || plain.startsWith(one)) : [];
  return meant.length > 0
    ? `is not the name of a region. Did you mean ${meant.join(" or ")}?`
    : 'is not the name of a region, such as "us-east-1"';
}

/** What is wrong with an IP address range. Source: IAM User Guide, "IP address condition operators". */
export function ipRangeProblem(range: string): string | undefined {
  const [address = "", length = "", ...rest] = range.split("/");
  const version = isIP(address);
  const longest = version === 6 ? 128 : 32;
  const isLength =
    length === "" ? !range.includes("/") : /^\d{1,3}$/.test(length) && Number(length) <= longest;
  if (version === 0 || !isLength || rest.length > 0) {
    return "is not an IP address range, such as 203.0.113.0/24";
  }
  if (Number(length || longest) < (version === 6 ? 16 : 8)) {
    return "is too wide to restrict access; use ranges with a prefix length of at least 8, or 16 for IPv6";
  }
  return /^(10|127)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^f[cd]|^fe80/i.test(address)
    ? "is a private range, from which no request reaches S3; use vpcEndpoints instead"
    : undefined;
}

/** What is wrong with several valid IP address ranges together. */
export function ipRangesProblem(ranges: readonly string[]): string | undefined {
  const share = [...new Set(ranges)]
    .filter((range) => !range.includes(":"))
    .reduce((sum, range) => sum + 2 ** -Number(range.split("/")[1] ?? 32), 0);
  return share < 1 / 2
    ? undefined
    : "cover half of all IPv4 addresses or more, which is too wide to restrict access; use narrower ranges";
}

/** What is wrong with the id of a VPC endpoint. */
export const vpcEndpointProblem = mustMatch(
  /^vpce-[0-9a-f]{8,17}$/,
  "is not the id of a VPC endpoint, such as vpce-1a2b3c4d",
);

/** Whether a rule holds, and the problem if it does not. */
type Rule = readonly [holds: boolean, problem: string];

const firstProblem = (rules: readonly Rule[]): string | undefined => rules.find(([holds]) => !holds)?.[1];

const isBetween = (
  { length }: string,
  limits: { readonly minimum: number; readonly maximum: number },
): Rule => [
  length >= limits.minimum && length <= limits.maximum,
  `has ${length} characters; ${limits.minimum} to ${limits.maximum} are allowed`,
];

const isAtMost = ({ length }: string, maximum: number): Rule => [
  length <= maximum,
  `has ${length} characters; at most ${maximum} are allowed`,
];

/** What is wrong with a literal access key ID. The message does not contain the value, because it can be the secret. */
export const accessKeyIdProblem = (text: string): string | undefined =>
  secretKeyProblem(text) ??
  (/^A[KS]IA[A-Z0-9]*$/.test(text)
    ? undefined
    : "is not an access key ID, which begins with AKIA or ASIA and contains only uppercase letters and digits");

/** What is wrong with a literal that looks like a secret access key. Source: IAM User Guide, access keys. */
export const secretKeyProblem = (text: string): string | undefined =>
  /^[A-Za-z0-9/+=]{40}$/.test(text)
    ? "looks like a secret access key, which must not appear in the synthesized files. Are ID and secret swapped?"
    : undefined;
