/** The locations of the skip list, recognized in the synthesized configuration. */
import type { FindingLocation } from "../../../docs/reference/scanner-skips";

type Arguments = Readonly<Record<string, unknown>>;

/** The part of a synthesized configuration that is needed here. */
export interface Configuration {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
}

/** Whether a resource, by its name without the type, is at such a location. */
export function isPlace(place: FindingLocation, name: string, { resource }: Configuration): boolean {
  return PLACES[place]({
    name,
    get: (type) => resource[type]?.[name],
    all: (type) => Object.values(resource[type] ?? {}),
  });
}

interface Candidate {
  readonly name: string;
  /** Its arguments, if it has this type. */
  readonly get: (type: string) => Arguments | undefined;
  /** All resources of a type. */
  readonly all: (type: string) => readonly Arguments[];
}

const PLACES: Readonly<Record<FindingLocation, (candidate: Candidate) => boolean>> = {
  "a bucket without replication": (candidate) =>
    isBucket(candidate) && !has(candidate, "aws_s3_bucket_replication_configuration", "bucket"),
  "a bucket without `accessLogs`": (candidate) =>
    isBucket(candidate) && !has(candidate, "aws_s3_bucket_logging", "bucket"),
  "a bucket without `encryptionKey`": (candidate) =>
    isBucket(candidate) && !receivesLogs(candidate) && !hasKey(candidate),
  "a bucket that receives access logs": (candidate) => isBucket(candidate) && receivesLogs(candidate),
  "a bucket without events": (candidate) =>
    isBucket(candidate) && !has(candidate, "aws_s3_bucket_notification", "bucket"),
  "a role that trusts an account": (candidate) =>
    /:iam::\d{12}:root\b/.test(String(candidate.get("aws_iam_role")?.["assume_role_policy"])),
};

const isBucket = (candidate: Candidate): boolean => candidate.get("aws_s3_bucket") !== undefined;

const receivesLogs = (candidate: Candidate): boolean =>
  has(candidate, "aws_s3_bucket_logging", "target_bucket");

const hasKey = (candidate: Candidate): boolean =>
  of(candidate, "aws_s3_bucket_server_side_encryption_configuration", "bucket").some((arguments_) =>
    JSON.stringify(arguments_).includes("kms_master_key_id"),
  );

const has = (candidate: Candidate, type: string, argument: string): boolean =>
  of(candidate, type, argument).length > 0;

/** The resources of a type that reference the bucket in this argument. */
function of(candidate: Candidate, type: string, argument: string): readonly Arguments[] {
  return candidate
    .all(type)
    .filter((arguments_) => arguments_[argument] === `\${aws_s3_bucket.${candidate.name}.bucket}`);
}
