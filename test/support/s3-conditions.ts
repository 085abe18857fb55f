/**
 * The conditions on Polytomic's page about S3 connections, to check independently what this library sends. They are written only
 * from that page, use its terms, and share no code with the library.
 */

type Configuration = Readonly<Record<string, unknown>>;

interface Option {
  readonly type: "string" | "boolean" | "integer" | "array";
  /** The condition under which the page lists the option. @default always */
  readonly when?: (given: Configuration) => boolean;
  /** Whether the page marks it as required. */
  readonly required?: true;
  /** Allowed values; for an array, those of its elements. @default any */
  readonly accepted?: readonly string[];
}

const FORMATS = ["csv", "json", "parquet"];

const isSingleTable = (given: Configuration): boolean => given["is_single_table"] === true;
const isDirectorySnapshot = (given: Configuration): boolean => given["is_directory_snapshot"] === true;

/** "Configuration" and its conditional tables. */
const OPTIONS: Readonly<Record<string, Option>> = {
  auth_mode: { type: "string", required: true, accepted: ["access_key_and_secret", "iam_role"] },
  csv_has_headers: { type: "boolean" },
  enable_event_notifications: { type: "boolean" },
  is_single_table: { type: "boolean" },
  s3_bucket_name: { type: "string", required: true },
  s3_bucket_region: { type: "string", required: true },
  aws_access_key_id: {
    type: "string",
    required: true,
    when: (given) => given["auth_mode"] === "access_key_and_secret",
  },
  aws_secret_access_key: {
    type: "string",
    required: true,
    when: (given) => given["auth_mode"] === "access_key_and_secret",
  },
  iam_role_arn: { type: "string", required: true, when: (given) => given["auth_mode"] === "iam_role" },
  event_queue_arn: {
    type: "string",
    required: true,
    when: (given) => given["enable_event_notifications"] === true,
  },
  is_directory_snapshot: { type: "boolean", when: isSingleTable },
  single_table_file_format: {
    type: "string",
    accepted: FORMATS,
    when: (given) => isSingleTable(given) && !isDirectorySnapshot(given),
  },
  single_table_name: {
    type: "string",
    when: (given) => isSingleTable(given) && !isDirectorySnapshot(given),
  },
  single_table_file_formats: {
    type: "array",
    accepted: FORMATS,
    when: (given) => isSingleTable(given) && isDirectorySnapshot(given),
  },
  directory_glob_pattern: { type: "string", required: true, when: isDirectorySnapshot },
  skip_lines: {
    type: "integer",
    when: (given) =>
      given["single_table_file_format"] === "csv" ||
      (Array.isArray(given["single_table_file_formats"]) &&
        given["single_table_file_formats"].includes("csv")),
  },
};

/**
 * The members of `configuration` that break a condition. A member with the zero value of its type counts as omitted, as it does
 * for Polytomic, such as `false` for a flag that is not available.
 */
export function brokenConditions(configuration: Configuration): string[] {
  const given = Object.fromEntries(Object.entries(configuration).filter(([, value]) => !isZero(value)));
  const unknown = Object.keys(configuration).filter((name) => !Object.hasOwn(OPTIONS, name));
  return [
    ...unknown.map((name) => `${name} is no option that can be set`),
    ...Object.entries(OPTIONS).flatMap(([name, option]) => broken(name, option, given)),
  ];
}

function broken(name: string, option: Option, given: Configuration): string[] {
  const value = given[name];
  const offered = option.when?.(given) ?? true;
  if (value === undefined) {
    return offered && option.required ? [`${name} is missing`] : [];
  }
  if (!offered) {
    return [`${name} is set where it is not available`];
  }
  const values = [value].flat();
  const accepted = option.accepted;
  return [
    ...(isOfType(option.type, value) ? [] : [`${name} is no ${option.type}`]),
    ...(accepted === undefined || values.every((one) => accepted.includes(String(one)))
      ? []
      : [`${name} is none of ${accepted.join(", ")}`]),
  ];
}

const isZero = (value: unknown): boolean => value === "" || value === false || value === 0;

function isOfType(type: Option["type"], value: unknown): boolean {
  switch (type) {
    case "integer":
      return Number.isInteger(value) && Number(value) >= 0;
    case "array":
      return Array.isArray(value);
    default:
      return typeof value === type;
  }
}
