/**
 * checkov's findings in stacks of this library, and why each is acceptable: the source of `docs/reference/scanners.md`. A test scans real
 * apps and fails for a finding without an entry, and for an entry without a finding.
 */

/** Where a finding occurs. The test recognizes each. */
export type FindingLocation =
  | "a bucket without replication"
  | "a bucket without `accessLogs`"
  | "a bucket without `encryptionKey`"
  | "a bucket that receives access logs"
  | "a bucket without events"
  | "a role that trusts an account";

/** An accepted finding. */
export interface Skip {
  /** Such as `CKV_AWS_18`. */
  readonly check: string;
  /** checkov's title of the check. */
  readonly asks: string;
  readonly where: FindingLocation;
  /** Why it is acceptable, in one sentence. */
  readonly reason: string;
  /** How to avoid the finding, if that is possible. */
  readonly instead?: string;
}

/** The skip list. */
export const SKIPS: readonly Skip[] = [
  {
    check: "CKV_AWS_18",
    asks: "Ensure the S3 bucket has access logging enabled",
    where: "a bucket without `accessLogs`",
    reason:
      "Access logs need another bucket, usually one for the whole account, so the library does not create one. CloudTrail data " +
      "events also record who read what.",
    instead: "`bucket: { accessLogs: { bucket: ... } }`",
  },
  {
    check: "CKV_AWS_61",
    asks: "Ensure AWS IAM policy does not allow assume role permission across all services",
    where: "a role that trusts an account",
    reason:
      "Polytomic cloud documents its account but no role in it. It can assume the role only with the external ID that Polytomic " +
      "generated for this connection, so no other Polytomic customer can use the role.",
    instead: "with a self-hosted Polytomic, the ARN of its role in `role: { trustedPrincipals: [...] }`",
  },
  {
    check: "CKV_AWS_144",
    asks: "Ensure that S3 bucket has cross-region replication enabled",
    where: "a bucket without replication",
    reason:
      "A second bucket in another region doubles the cost and copies data out of its region, so its owner must decide. The source " +
      "system can export the files again, and versioning keeps overwritten files.",
    instead: "`bucket: { replication: { roleArn: ..., rules: [...] } }`",
  },
  {
    check: "CKV_AWS_145",
    asks: "Ensure that S3 buckets are encrypted with KMS by default",
    where: "a bucket without `encryptionKey`",
    reason:
      "The objects are encrypted with SSE-S3 (AES-256), and client-provided keys are rejected. A customer key costs money, and is " +
      "worth it if you need its policy or its audit trail.",
    instead: "`encryptionKey: {}`, or the ARN of an existing key",
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
      "The bucket has no consumer: events are off in the integration, or the bucket holds logs. A notification without a consumer " +
      "protects nothing.",
    instead: "remove `events: false`, or set `eventBridge: true` on the bucket",
  },
];

/** The table of the skip list, in Markdown. */
export function skipTable(): string {
  return [
    "| check | found on | why it is acceptable | how to avoid it |",
    "| --- | --- | --- | --- |",
    ...SKIPS.map(
      ({ check, asks, where, reason, instead = "-" }) =>
        `| \`${check}\`<br/>${asks} | ${where} | ${reason} | ${instead} |`,
    ),
  ].join("\n");
}

/** The configuration file for checkov that skips the list. */
export function skipConfiguration(): string {
  const checks = [...new Map(SKIPS.map(({ check, asks }) => [check, asks]))];
  const width = Math.max(...checks.map(([check]) => check.length));
  const lines = checks.map(([check, asks]) => `  - ${check.padEnd(width)} # ${asks}`);
  return ["```yaml", "skip-check:", ...lines, "```"].join("\n");
}
