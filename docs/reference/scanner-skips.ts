/**
 * What checkov finds in stacks of this library, and why it may stand: the source of `docs/scanners.md`. A test scans real
 * programs and fails for a finding that no entry explains, and for an entry that explains none.
 */

/** Where a finding stands. The test knows each when it sees it. */
export type FindingLocation =
  | "a bucket without replication"
  | "a bucket without `accessLogs`"
  | "a bucket without `encryptionKey`"
  | "a bucket that receives access logs"
  | "a bucket without events"
  | "a role that trusts an account";

/** A finding that may stand. */
export interface Skip {
  /** Such as `CKV_AWS_18`. */
  readonly check: string;
  /** What it asks, in checkov's words. */
  readonly asks: string;
  readonly where: FindingLocation;
  /** Why it is so, in a sentence. */
  readonly reason: string;
  /** How to be without the finding, if there is a way. */
  readonly instead?: string;
}

/** The skip list. */
export const SKIPS: readonly Skip[] = [
  {
    check: "CKV_AWS_18",
    asks: "Ensure the S3 bucket has access logging enabled",
    where: "a bucket without `accessLogs`",
    reason:
      "Access logs need another bucket, which an account has once for all its buckets and which the library therefore " +
      "does not make; CloudTrail data events of the account are the other way to know who read what.",
    instead: "`bucket: { accessLogs: { bucket: ... } }`",
  },
  {
    check: "CKV_AWS_61",
    asks: "Ensure AWS IAM policy does not allow assume role permission across all services",
    where: "a role that trusts an account",
    reason:
      "The account is that of Polytomic cloud, which names no role in it; it gets in only with the external ID that " +
      "Polytomic made for this very connection, so that no other customer can have Polytomic use the role.",
    instead: "with a self-hosted Polytomic, the ARN of its role in `role: { trustedPrincipals: [...] }`",
  },
  {
    check: "CKV_AWS_144",
    asks: "Ensure that S3 bucket has cross-region replication enabled",
    where: "a bucket without replication",
    reason:
      "A second bucket in another region doubles the cost and moves data out of its region, which its owner has to " +
      "decide; the files can be made again by the system they come from, and versioning keeps what was overwritten.",
    instead: "`bucket: { replication: { roleArn: ..., rules: [...] } }`",
  },
  {
    check: "CKV_AWS_145",
    asks: "Ensure that S3 buckets are encrypted with KMS by default",
    where: "a bucket without `encryptionKey`",
    reason:
      "The objects are encrypted with S3's own key (SSE-S3, AES-256), and keys that a client brings are refused; a " +
      "customer key has its price, and pays where its policy or its trail of uses is needed.",
    instead: "`encryptionKey: {}`, or the ARN of a key that exists",
  },
  {
    check: "CKV_AWS_145",
    asks: "Ensure that S3 buckets are encrypted with KMS by default",
    where: "a bucket that receives access logs",
    reason: "S3 delivers access logs only to buckets with SSE-S3 as their default encryption.",
  },
  {
    check: "CKV2_AWS_62",
    asks: "Ensure S3 buckets should have event notifications enabled",
    where: "a bucket without events",
    reason:
      "Nobody listens to this bucket: the events of an integration were switched off, or the bucket holds logs, and a " +
      "notification without a receiver protects nothing.",
    instead: "no `events: false`, or `eventBridge: true` of the bucket",
  },
];

/** The table of the skip list, in Markdown. */
export function skipTable(): string {
  return [
    "| check | found on | why it may stand | how to be without it |",
    "| --- | --- | --- | --- |",
    ...SKIPS.map(
      ({ check, asks, where, reason, instead = "-" }) =>
        `| \`${check}\`<br/>${asks} | ${where} | ${reason} | ${instead} |`,
    ),
  ].join("\n");
}

/** The configuration file of checkov that skips the list. */
export function skipConfiguration(): string {
  const checks = [...new Map(SKIPS.map(({ check, asks }) => [check, asks]))];
  const width = Math.max(...checks.map(([check]) => check.length));
  const lines = checks.map(([check, asks]) => `  - ${check.padEnd(width)} # ${asks}`);
  return ["```yaml", "skip-check:", ...lines, "```"].join("\n");
}
