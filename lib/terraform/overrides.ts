/** What overrides put over a resource. Neither kind is part of CDKTF's public surface. */
import { type TerraformResource, TerraformStack } from "cdktf";
import { memberAt } from "../objects";

/** What `addOverride` was given, of a resource and of its stack, in Terraform's names. */
export function overridesOf(resource: TerraformResource): unknown[] {
  const ofStack: unknown = Reflect.get(TerraformStack.of(resource), "rawOverrides");
  return [
    Reflect.get(resource, "rawOverrides"),
    memberAt(ofStack, "resource", resource.terraformResourceType, resource.friendlyUniqueId),
  ];
}
