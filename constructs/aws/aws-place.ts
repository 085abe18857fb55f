/** Where an AWS provider works: its partition, region and account, read once per stack and provider. */
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { TerraformProvider, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  accountOfProvider,
  type AwsAccount,
  knownPartitionOf,
  type ProviderAccount,
  regionOfProvider,
} from "../../lib/aws/accounts";
import type { Place } from "../../lib/aws/arns";

/** Partition, region and account of an AWS provider. Terraform knows them in the plan. */
export class AwsPlace extends Construct implements Place, AwsAccount {
  public readonly partition: string;
  public readonly region: string;
  public readonly accountId: string;
  public readonly dnsSuffix: string;
  /** The region, where the provider says it in the program, and has been made before what asks. */
  public readonly knownRegion: string | undefined;
  /** The partition of that region. */
  public readonly knownPartition: string | undefined;
  /** The account, likewise. */
  public readonly knownAccountId: string | undefined;

  private constructor(stack: TerraformStack, id: string, provider: TerraformProvider | undefined) {
    super(stack, id);
    const config = provider === undefined ? {} : { provider };
    const configuration = (provider ?? defaultProvider(stack) ?? {}) as ProviderAccount;
    this.knownRegion = regionOfProvider(configuration);
    this.knownPartition = knownPartitionOf(this.knownRegion);
    this.knownAccountId = accountOfProvider(configuration);
    const partition = new DataAwsPartition(this, "partition", config);
    this.partition = partition.partition;
    this.dnsSuffix = partition.dnsSuffix;
    // The id is the region's name in all versions; the attributes for it differ between providers 5 and 6.
    this.region = new DataAwsRegion(this, "region", config).id;
    this.accountId = new DataAwsCallerIdentity(this, "caller-identity", config).accountId;
  }

  /** The place where `provider`, or else the stack's own AWS provider, creates the resources of `scope`. */
  public static of(scope: Construct, provider?: TerraformProvider): AwsPlace {
    const stack = TerraformStack.of(scope);
    const id = provider?.alias === undefined ? "polytomic-aws" : `polytomic-aws-${provider.alias}`;
    const existing = stack.node.tryFindChild(id);
    return existing === undefined ? new AwsPlace(stack, id, provider) : (existing as AwsPlace);
  }
}

/** The AWS provider of a stack that its resources use if they name none, wherever it stands below the stack. */
function defaultProvider(stack: TerraformStack): TerraformProvider | undefined {
  return stack.node
    .findAll()
    .filter(TerraformProvider.isTerraformProvider)
    .find(
      (provider) =>
        provider.terraformResourceType === "aws" &&
        provider.alias === undefined &&
        TerraformStack.of(provider) === stack,
    );
}
