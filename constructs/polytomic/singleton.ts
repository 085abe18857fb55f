/** Things of which a place in Polytomic has one: two constructs for it would undo each other's work at each apply. */
import { TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { constructPath, resolveIn } from "../validation";

/**
 * Where in the stack of `construct` stands another resource of this type for the same place.
 *
 * @param isSame whether a resource of the type is for that place; gets what its arguments come to
 */
export function findConflict<Resource extends TerraformResource>(
  construct: Construct,
  type: string,
  isSame: (other: Resource, resolved: (value: unknown) => string) => boolean,
): string | undefined {
  const resolved = (value: unknown): string => JSON.stringify(resolveIn(construct, value)) ?? "";
  const other = TerraformStack.of(construct)
    .node.findAll()
    .filter(TerraformResource.isTerraformResource)
    .find((one) => one.terraformResourceType === type && isSame(one as Resource, resolved));
  return other && constructPath(other.node.id === "Resource" ? (other.node.scope ?? other) : other);
}
