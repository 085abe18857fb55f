/** AWS partitions, such as China. Resources cannot reference resources in another partition. */
import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import { accountOfArn } from "../../lib/aws/accounts";
import type { Problem } from "../../lib/errors";
import { refuse } from "../validation";

interface InPartition {
  /** The kind of resource, such as `role`. */
  readonly what: string;
  /** Its partition, if it is known at synthesis. */
  readonly knownPartition: string | undefined;
}

/**
 * Rejects ARNs of another partition than the construct's. AWS would reject them in the middle of an apply (principals with
 * MalformedPolicyDocument). Source: IAM User Guide, "IAM identifiers", "IAM ARNs", and "Cross-account resource access in IAM".
 *
 * @param arns by prop; undefined if the prop is not set
 */
export function refuseOtherPartitions(
  construct: Construct,
  name: string,
  { what, knownPartition }: InPartition,
  arns: Readonly<Record<string, string | undefined>>,
): void {
  const problems = Object.entries(arns).flatMap(([prop, arn]): Problem[] => {
    const other = arn === undefined ? undefined : accountOfArn(arn).knownPartition;
    const message =
      `is in the partition ${other}, but the ${what} is in ${knownPartition}, and AWS resources cannot be used across partitions. ` +
      `Use an ARN in ${knownPartition}`;
    return knownPartition === undefined || other === undefined || other === knownPartition
      ? []
      : [{ prop, code: "CONFLICT", message }];
  });
  const [first, ...others] = problems;
  if (first !== undefined) {
    refuse(construct, name, first, ...others);
  }
}

/** Principals by prop, for {@link refuseOtherPartitions}. */
export const principalsByProp = (
  principals: readonly string[] | undefined,
): Readonly<Record<string, string>> =>
  Object.fromEntries((principals ?? []).map((arn, index) => [`trustedPrincipals[${index}]`, arn]));

/** A role cannot trust an account in another partition, and Polytomic cloud is in `aws`. */
export function warnAboutPolytomicCloud(
  scope: Construct,
  { what, knownPartition }: InPartition,
  trustedPrincipals: readonly string[] | undefined,
): void {
  if (knownPartition !== undefined && knownPartition !== "aws" && trustedPrincipals === undefined) {
    Annotations.of(scope).addWarning(
      `${what} is in the partition ${knownPartition}, where roles cannot trust the account of Polytomic cloud. ` +
        "Set trustedPrincipals to the principal of a self-hosted Polytomic in that partition",
    );
  }
}
