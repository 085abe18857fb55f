/** Where an AWS provider works: its partition, region and account, read once per stack and provider. */
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { type TerraformProvider, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  accountOfProvider,
  type AwsAccount,
  knownPartitionOf,
  type ProviderAccount,
  regionOfProvider,
} from "../../lib/aws/accounts";
import type { Environment } from "../../lib/aws/arns";
import { ensure } from "../../lib/terraform/needs";
import { defaultProviderOf } from "../../lib/terraform/providers";

/** Partition, region and account of an AWS provider. Terraform knows them in the plan. */
export class AwsEnvironment extends Construct implements Environment, AwsAccount {
  public readonly partition: string;
  public readonly region: string;
  public readonly accountId: string;
  public readonly dnsSuffix: string;

  private constructor(
    stack: TerraformStack,
    id: string,
    private readonly provider: TerraformProvider | undefined,
  ) {
    super(stack, id);
    const config = provider === undefined ? {} : { provider };
    const partition = ensure(new DataAwsPartition(this, "partition", config));
    this.partition = partition.partition;
    this.dnsSuffix = partition.dnsSuffix;
    // The id is the region's name in all versions; the attributes for it differ between providers 5 and 6.
    this.region = ensure(new DataAwsRegion(this, "region", config)).id;
    this.accountId = ensure(new DataAwsCallerIdentity(this, "caller-identity", config)).accountId;
  }

  /** The region, where the provider says it in the program. Not known as long as the program has not created the provider. */
  public get knownRegion(): string | undefined {
    return regionOfProvider(this.configuration);
  }

  /** The partition of that region. */
  public get knownPartition(): string | undefined {
    return knownPartitionOf(this.knownRegion);
  }

  /** The account, likewise. */
  public get knownAccountId(): string | undefined {
    return accountOfProvider(this.configuration);
  }

  private get configuration(): ProviderAccount {
    return (this.provider ?? defaultProviderOf(this, "aws") ?? {}) as ProviderAccount;
  }

  /** The place where `provider`, or else the stack's own AWS provider, creates the resources of `scope`. */
  public static of(scope: Construct, provider?: TerraformProvider): AwsEnvironment {
    const stack = TerraformStack.of(scope);
    const id = provider?.alias === undefined ? "polytomic-aws" : `polytomic-aws-${provider.alias}`;
    const existing = stack.node.tryFindChild(id);
    return existing === undefined ? new AwsEnvironment(stack, id, provider) : (existing as AwsEnvironment);
  }
}
