/** Reads overrides, which CDKTF has no public API for. */
import { type TerraformDataSource, TerraformResource, TerraformStack } from "cdktf";
import { memberAt } from "../objects";

/** The overrides of a resource or data source, added with `addOverride` to it or to its stack, with Terraform names. */
export function overridesOf(block: TerraformResource | TerraformDataSource): unknown[] {
  const { terraformResourceType: type, friendlyUniqueId: id } = block;
  const ofStack: unknown = Reflect.get(TerraformStack.of(block), "rawOverrides");
  return [Reflect.get(block, "rawOverrides"), memberAt(ofStack, kindOf(block), type, id)];
}

/** The block type in Terraform's JSON. */
export const kindOf = (block: TerraformResource | TerraformDataSource): "resource" | "data" =>
  TerraformResource.isTerraformResource(block) ? "resource" : "data";
