/** Reads overrides, which CDKTF has no public API for. */
import { type TerraformResource, TerraformStack } from "cdktf";
import { memberAt } from "../objects";

/** The overrides of a resource, added with `addOverride` to the resource or to its stack, with Terraform names. */
export function overridesOf(resource: TerraformResource): unknown[] {
  const ofStack: unknown = Reflect.get(TerraformStack.of(resource), "rawOverrides");
  return [
    Reflect.get(resource, "rawOverrides"),
    memberAt(ofStack, "resource", resource.terraformResourceType, resource.friendlyUniqueId),
  ];
}
