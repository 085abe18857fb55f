/** The addresses of resources in the state, which a program cannot change once something refers to them. */
import { TerraformElement, TerraformStack } from "cdktf";
import { reference } from "../errors";

const watched = new WeakSet<TerraformStack>();

/**
 * Refuses `overrideLogicalId` of a resource of this library: other resources refer to it by then, and CDKTF would drop the new id
 * without a message. Elements of the program that this library read an address of are checked at synthesis.
 */
export function refuseLogicalIdOverride(element: TerraformElement): void {
  element.overrideLogicalId = (id: string) => {
    throw new Error(refusal(element, id));
  };
  const stack = TerraformStack.of(element);
  if (!watched.has(stack)) {
    watched.add(stack);
    stack.node.addValidation({ validate: () => droppedIn(stack) });
  }
}

function droppedIn(stack: TerraformStack): string[] {
  return stack.node
    .findAll()
    .filter(TerraformElement.isTerraformElement)
    .flatMap((element) => {
      // Not part of CDKTF's public surface: where it is called otherwise, nothing is checked.
      const id: unknown = Reflect.get(element, "_logicalIdOverride");
      return typeof id === "string" && id !== element.friendlyUniqueId ? [refusal(element, id)] : [];
    });
}

const refusal = (element: TerraformElement, id: string): string => {
  const type: unknown = Reflect.get(element, "terraformResourceType");
  const from = `${typeof type === "string" ? `${type}.` : ""}${id}`;
  return (
    `overrideLogicalId(${JSON.stringify(id)}) of ${element.node.path} has no effect, because its address is already in use elsewhere in ` +
    "the program. " +
    ("moveFromId" in element
      ? `To take over what Terraform knows as ${from}, call moveFromId(${JSON.stringify(from)}) on the resource instead. `
      : "Call it before you pass the element on. ") +
    reference("CDKTF_POLYTOMIC_ADDRESS_IN_USE")
  );
};
