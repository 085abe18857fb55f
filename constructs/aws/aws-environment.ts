/** The partition, region and account of an AWS provider, read once per stack and provider. */
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
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { defaultProviderOf } from "../../lib/terraform/providers";
import { isToken } from "../../lib/tokens";

/** The arguments that decide where a resource is created. Global resources, such as roles, have only `provider`. */
export interface AwsArguments {
  readonly provider?: TerraformProvider;
  readonly region?: string;
}

/** Where a construct creates its AWS resources. */
export interface AwsLocation extends Environment, AwsAccount {
  /** The region, if it is known at synthesis. */
  readonly knownRegion: string | undefined;
  /** The arguments of each regional resource. */
  readonly arguments: AwsArguments;
}

/** Partition, region and account of an AWS provider. They are known in the plan. */
export class AwsEnvironment extends Construct implements AwsLocation {
  public readonly partition: string;
  public readonly region: string;
  public readonly accountId: string;
  public readonly dnsSuffix: string;
  /** Without `region`: resources are created in the region of the provider. */
  public readonly arguments: AwsArguments;

  private constructor(
    stack: TerraformStack,
    id: string,
    private readonly provider: TerraformProvider | undefined,
  ) {
    super(stack, id);
    const config = provider === undefined ? {} : { provider };
    this.arguments = config;
    const partition = withMetaArguments(new DataAwsPartition(this, "partition", config));
    this.partition = partition.partition;
    this.dnsSuffix = partition.dnsSuffix;
    // The id, because the attribute for the region's name differs between versions 5 and 6 of the provider.
    this.region = withMetaArguments(new DataAwsRegion(this, "region", config)).id;
    this.accountId = withMetaArguments(new DataAwsCallerIdentity(this, "caller-identity", config)).accountId;
  }

  /** The region, if the provider sets it to a literal. Undefined until your code has created the provider. */
  public get knownRegion(): string | undefined {
    return regionOfProvider(this.configuration);
  }

  /** The partition of that region, if it is known at synthesis. */
  public get knownPartition(): string | undefined {
    return knownPartitionOf(this.knownRegion);
  }

  /** The account, if the provider's configuration determines it. */
  public get knownAccountId(): string | undefined {
    return accountOfProvider(this.configuration);
  }

  private get configuration(): ProviderAccount {
    return (this.provider ?? defaultProviderOf(this, "aws") ?? {}) as ProviderAccount;
  }

  /** Another region of the account. Requires version 6 of the AWS provider. */
  public in(region: string): AwsLocation {
    return new OtherRegion(this, region);
  }

  /** The environment of `provider`, or of the stack's AWS provider. */
  public static of(scope: Construct, provider?: TerraformProvider): AwsEnvironment {
    const stack = TerraformStack.of(scope);
    const id = provider?.alias === undefined ? "polytomic-aws" : `polytomic-aws-${provider.alias}`;
    const existing = stack.node.tryFindChild(id);
    return existing === undefined ? new AwsEnvironment(stack, id, provider) : (existing as AwsEnvironment);
  }
}

/** A region that is passed to each resource. */
class OtherRegion implements AwsLocation {
  public readonly partition: string;
  public readonly accountId: string;
  public readonly dnsSuffix: string;
  public readonly arguments: AwsArguments;
  public readonly knownRegion: string | undefined;

  public constructor(
    private readonly environment: AwsEnvironment,
    public readonly region: string,
  ) {
    // A provider cannot leave its partition.
    const { partition, accountId, dnsSuffix } = environment;
    this.partition = partition;
    this.accountId = accountId;
    this.dnsSuffix = dnsSuffix;
    this.arguments = { ...environment.arguments, region };
    this.knownRegion = isToken(region) ? undefined : region;
  }

  public get knownPartition(): string | undefined {
    return this.environment.knownPartition ?? knownPartitionOf(this.knownRegion);
  }

  public get knownAccountId(): string | undefined {
    return this.environment.knownAccountId;
  }
}
