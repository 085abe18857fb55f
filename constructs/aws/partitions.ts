/** Partitions of AWS, such as China: nothing in one can name anything in another. */
import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import { accountOfArn } from "../../lib/aws/accounts";
import type { Problem } from "../../lib/errors";
import { refuse } from "../validation";

/** Something of which the program may know the partition. */
interface InPartition {
  /** What it is, such as `role`. */
  readonly what: string;
  /** Its partition, if it is known before Terraform runs. */
  readonly knownPartition: string | undefined;
}

/**
 * Refuses ARNs of another partition than that of the construct: AWS would refuse them in the middle of an apply (for principals with
 * MalformedPolicyDocument). Source: IAM User Guide, "IAM identifiers", "IAM ARNs", and "Cross-account resource access in IAM".
 *
 * @param arns by the props that have them; none where a prop is not set
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
      `is in the partition ${other}, the ${what} in ${knownPartition}, and AWS connects nothing across partitions. ` +
      `Name one of ${knownPartition}`;
    return knownPartition === undefined || other === undefined || other === knownPartition
      ? []
      : [{ prop, code: "CONFLICT", message }];
  });
  const [first, ...others] = problems;
  if (first !== undefined) {
    refuse(construct, name, first, ...others);
  }
}

/** Principals by the props that have them. */
export const principalsByProp = (
  principals: readonly string[] | undefined,
): Readonly<Record<string, string>> =>
  Object.fromEntries((principals ?? []).map((arn, index) => [`trustedPrincipals[${index}]`, arn]));

/** Trust does not reach from one partition of AWS to another, and Polytomic cloud is in the first. */
export function warnAboutPolytomicCloud(
  scope: Construct,
  { what, knownPartition }: InPartition,
  trustedPrincipals: readonly string[] | undefined,
): void {
  if (knownPartition !== undefined && knownPartition !== "aws" && trustedPrincipals === undefined) {
    Annotations.of(scope).addWarning(
      `${what} is in the partition ${knownPartition}, where no role can trust the account of Polytomic cloud. ` +
        "Name the principal of a self-hosted Polytomic of that partition in trustedPrincipals",
    );
  }
}
