/** Accounts of AWS: which one something is in, and whether two things are in the same one. */
import { isToken } from "../tokens";
import { partitionOf, partOfArn } from "./arns";

/** An account, and what the program alone knows of it. */
export interface AwsAccount {
  /** Such as `aws`. May be a token. */
  readonly partition: string;
  /** Twelve digits. May be a token. */
  readonly accountId: string;
  /** The partition, if it is known before Terraform runs. */
  readonly knownPartition: string | undefined;
  /** The twelve digits, if they are known before Terraform runs. */
  readonly knownAccountId: string | undefined;
}

/** The ARN that stands for a whole account in policies. */
export const accountArn = ({ partition, accountId }: Pick<AwsAccount, "partition" | "accountId">): string =>
  `arn:${partition}:iam::${accountId}:root`;

/** The account in the ARN of a role, a queue or a key; taken out of it by Terraform where the program does not know the ARN. */
export function accountOfArn(arn: string): AwsAccount {
  if (isToken(arn)) {
    const partition = partOfArn(arn, 1);
    return { partition, accountId: partOfArn(arn, 4), knownPartition: undefined, knownAccountId: undefined };
  }
  const [, partition = "", , , accountId = ""] = arn.split(":");
  return { partition, accountId, knownPartition: partition, knownAccountId: accountId };
}

/** `place`, but in the account of these twelve digits, which may be a token. */
export const withAccountId = (place: AwsAccount, accountId: string | undefined): AwsAccount =>
  accountId === undefined
    ? place
    : { ...accountMembers(place), accountId, knownAccountId: isToken(accountId) ? undefined : accountId };

const accountMembers = ({ partition, knownPartition }: AwsAccount) => ({ partition, knownPartition });

/** Whether two things are in one account: without Terraform that is not always known. */
export function compareAccounts(one: AwsAccount, other: AwsAccount): "same" | "other" | "unknown" {
  if (one.accountId === other.accountId) {
    return "same";
  }
  if (one.knownAccountId === undefined || other.knownAccountId === undefined) {
    return "unknown";
  }
  return one.knownAccountId === other.knownAccountId ? "same" : "other";
}

/** What an AWS provider's configuration has to do with its account. */
export interface ProviderAccount {
  readonly region?: unknown;
  readonly allowedAccountIds?: unknown;
  readonly assumeRole?: unknown;
  readonly assumeRoleWithWebIdentity?: unknown;
}

/**
 * The account of a provider: the only one that it is allowed to work in, or that of the last role that it assumes. A profile or an
 * access key does not name one.
 */
export function accountOfProvider(provider: ProviderAccount): string | undefined {
  const { allowedAccountIds, assumeRole, assumeRoleWithWebIdentity } = provider;
  const [allowed, ...others] = literalsIn(allowedAccountIds);
  const assumed = rolesIn(assumeRole).at(-1) ?? rolesIn(assumeRoleWithWebIdentity).at(-1);
  return (others.length === 0 ? allowed : undefined) ?? (assumed && accountOfArn(assumed).knownAccountId);
}

/** The region of a provider, if the program names it. */
export const regionOfProvider = ({ region }: ProviderAccount): string | undefined =>
  typeof region === "string" && !isToken(region) ? region : undefined;

/** The partition of a region, if there is one. */
export const knownPartitionOf = (region: string | undefined): string | undefined =>
  region === undefined ? undefined : partitionOf(region);

/** The strings of an array; none if one of them is a token, because nothing is known of the array then. */
function literalsIn(value: unknown): string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string" && !isToken(one))
    ? (value as string[])
    : [];
}

/** The ARNs of the roles in blocks of a provider; none if one of them is a token. */
const rolesIn = (blocks: unknown): string[] =>
  Array.isArray(blocks)
    ? literalsIn(blocks.map((block) => (block as { readonly roleArn?: unknown } | null)?.roleArn))
    : [];
