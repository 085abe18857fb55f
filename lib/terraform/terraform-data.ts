/**
 * The built-in `terraform_data` resource, which stores values in the state. CDKTF's own class, `DataResource`, starts the `terraform`
 * binary for each instance at synthesis to check its version. That takes most of the time of a synthesis, and a container that only
 * synthesizes may not have the binary. The README names the required version.
 */
import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { defined } from "../objects";

/** The arguments of a `terraform_data` resource. */
export interface TerraformDataConfig {
  /** The value to store. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** Replaces the resource, and thereby what it stores, whenever this value changes. */
  readonly triggersReplace: Readonly<Record<string, unknown>>;
}

export class TerraformData extends TerraformResource {
  public constructor(
    scope: Construct,
    id: string,
    private readonly config: TerraformDataConfig,
  ) {
    super(scope, id, {
      terraformResourceType: "terraform_data",
      terraformGeneratorMetadata: { providerName: "terraform" },
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { input, triggersReplace } = this.config;
    return defined({ input, triggers_replace: triggersReplace });
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return this.synthesizeAttributes();
  }
}
