/** Rejects changes of logical ids that other resources already reference. */
import { TerraformElement, TerraformStack } from "cdktf";
import { reference } from "../errors";
import { oncePer } from "../once-per";

/**
 * Replaces `overrideLogicalId` on the resources of this library: other resources already reference them, and CDKTF would drop the new id
 * silently.
 */
export function rejectLogicalId(this: TerraformElement, id: string): never {
  throw new Error(refusal(this, id));
}

/** Rejects, at synthesis, ids that have no effect: of elements that the user created and this library references. */
export const forbidLogicalIdOverride = (element: TerraformElement): void => watch(TerraformStack.of(element));

const watch = oncePer((stack: TerraformStack) =>
  stack.node.addValidation({ validate: () => droppedIn(stack) }),
);

function droppedIn(stack: TerraformStack): string[] {
  return stack.node
    .findAll()
    .filter(TerraformElement.isTerraformElement)
    .flatMap((element) => {
      // Not a public API of CDKTF. If it changes, nothing is checked.
      const id: unknown = Reflect.get(element, "_logicalIdOverride");
      return typeof id === "string" && id !== element.friendlyUniqueId ? [refusal(element, id)] : [];
    });
}

const refusal = (element: TerraformElement, id: string): string => {
  const type: unknown = Reflect.get(element, "terraformResourceType");
  const from = `${typeof type === "string" ? `${type}.` : ""}${id}`;
  return (
    `overrideLogicalId(${JSON.stringify(id)}) of ${element.node.path} has no effect because other elements of the app already use its ` +
    "address. " +
    ("moveFromId" in element
      ? `To keep the resource that is ${from} in the state, call moveFromId(${JSON.stringify(from)}) on the resource instead. `
      : "Call it before you pass the element to other constructs. ") +
    reference("CDKTF_POLYTOMIC_ADDRESS_IN_USE")
  );
};
