/** Finds a second construct for a setting that exists once in Polytomic: the two would overwrite each other at each apply. */
import { TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { constructPath, resolveIn } from "../validation";

/**
 * The path of another resource in the stack of `construct` that has this type and manages the same setting.
 *
 * @param isSame whether a resource manages the same setting; `resolved` renders an argument for comparison
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
