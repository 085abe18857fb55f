/** What Terraform can wait for. */
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";

/** Those of `dependables` that are in the stack of `scope`: Terraform orders within one stack only. */
export function inStackOf(
  scope: IConstruct,
  dependables: readonly ITerraformDependable[],
): ITerraformDependable[] {
  const stack = TerraformStack.of(scope);
  return dependables.filter(
    (one: unknown) => !Construct.isConstruct(one) || TerraformStack.of(one) === stack,
  );
}
