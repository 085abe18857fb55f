/** AWS accounts: the account of an ARN or a provider, and whether two accounts are the same. */
import { isToken } from "../tokens";
import { partitionOf, partOfArn } from "./arns";

/** The AWS account of Polytomic cloud. Source: Polytomic documentation, "IAM role authentication to AWS". */
export const POLYTOMIC_ACCOUNT = "568237466542";

/** An account. Its members can be tokens; the `known` members are literals. */
export interface AwsAccount {
  /** Such as `aws`. Can be a token. */
  readonly partition: string;
  /** Twelve digits. Can be a token. */
  readonly accountId: string;
  /** The partition, if it is known at synthesis. */
  readonly knownPartition: string | undefined;
  /** The account id, if it is known at synthesis. */
  readonly knownAccountId: string | undefined;
}

/** The ARN of a whole account in policies. */
export const accountArn = ({ partition, accountId }: Pick<AwsAccount, "partition" | "accountId">): string =>
  `arn:${partition}:iam::${accountId}:root`;

/** The account in the ARN of a role, a queue or a key. For a token, Terraform extracts it. */
export function accountOfArn(arn: string): AwsAccount {
  if (isToken(arn)) {
    const partition = partOfArn(arn, 1);
    return { partition, accountId: partOfArn(arn, 4), knownPartition: undefined, knownAccountId: undefined };
  }
  const [, partition = "", , , accountId = ""] = arn.split(":");
  return { partition, accountId, knownPartition: partition, knownAccountId: accountId };
}

/** `account` with another account id, which can be a token. */
export const withAccountId = (account: AwsAccount, accountId: string | undefined): AwsAccount =>
  accountId === undefined
    ? account
    : { ...accountMembers(account), accountId, knownAccountId: isToken(accountId) ? undefined : accountId };

const accountMembers = ({ partition, knownPartition }: AwsAccount) => ({ partition, knownPartition });

/** Whether two accounts are the same: `unknown` if only Terraform knows one of them. */
export function compareAccounts(one: AwsAccount, other: AwsAccount): "same" | "other" | "unknown" {
  if (one.accountId === other.accountId) {
    return "same";
  }
  if (one.knownAccountId === undefined || other.knownAccountId === undefined) {
    return "unknown";
  }
  return one.knownAccountId === other.knownAccountId ? "same" : "other";
}

/** The arguments of an AWS provider that determine its account and region. */
export interface ProviderAccount {
  readonly region?: unknown;
  readonly allowedAccountIds?: unknown;
  readonly assumeRole?: unknown;
  readonly assumeRoleWithWebIdentity?: unknown;
}

/**
 * The account of a provider: the only one in `allowed_account_ids`, or the account of the last role that it assumes. A profile or an
 * access key does not reveal the account.
 */
export function accountOfProvider(provider: ProviderAccount): string | undefined {
  const { allowedAccountIds, assumeRole, assumeRoleWithWebIdentity } = provider;
  const [allowed, ...others] = literalsIn(allowedAccountIds);
  const assumed = rolesIn(assumeRole).at(-1) ?? rolesIn(assumeRoleWithWebIdentity).at(-1);
  return (others.length === 0 ? allowed : undefined) ?? (assumed && accountOfArn(assumed).knownAccountId);
}

/** The region of a provider, if it is a literal. */
export const regionOfProvider = ({ region }: ProviderAccount): string | undefined =>
  typeof region === "string" && !isToken(region) ? region : undefined;

/** The partition of a region, if the region is known. */
export const knownPartitionOf = (region: string | undefined): string | undefined =>
  region === undefined ? undefined : partitionOf(region);

/** The strings in an array. Empty if any element is a token. */
function literalsIn(value: unknown): string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string" && !isToken(one))
    ? (value as string[])
    : [];
}

/** The role ARNs in blocks of a provider. Empty if any is a token. */
const rolesIn = (blocks: unknown): string[] =>
  Array.isArray(blocks)
    ? literalsIn(blocks.map((block) => (block as { readonly roleArn?: unknown } | null)?.roleArn))
    : [];
