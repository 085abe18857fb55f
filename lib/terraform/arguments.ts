/** Reads arguments of resources as they will be rendered. */
import type { TerraformDataSource, TerraformResource } from "cdktf";
import { camelCase } from "../format";
import { isObject, memberAt } from "../objects";
import { kindOf, overridesOf } from "./overrides";

/**
 * One argument of a resource or data source, with overrides. Does not render the other arguments, which would cost far more.
 *
 * @param name the Terraform name, such as `bucket_prefix`
 */
export function argumentOf(block: TerraformResource | TerraformDataSource, name: string): unknown {
  // The last one is that of the stack, which CDKTF applies last.
  const override = overridesOf(block).findLast((one) => isObject(one) && Object.hasOwn(one, name));
  if (override !== undefined) {
    return memberAt(override, name);
  }
  if (name === "provider") {
    return block.provider?.fqn;
  }
  // A generated binding has a property for each of its arguments.
  if ("tfResourceType" in block.constructor) {
    return Reflect.get(block, `${camelCase(name)}Input`);
  }
  const { terraformResourceType: type, friendlyUniqueId: id } = block;
  return memberAt(block.toTerraform(), kindOf(block), type, id, name);
}
