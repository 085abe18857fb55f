/** Findings of a plan review that an app accepts. They are written into the comment of the synthesized stack. */
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** Where the synthesized stack has them: `"//": { "cdktf-polytomic": { "accepted": [...] } }`. */
const PATH = "//.cdktf-polytomic.accepted";

/** An accepted finding, as it is written. */
export interface AcceptedFinding {
  /** The rule and the path: `bucket-force-destroy[prod/lake]`. */
  readonly finding: string;
  readonly reason: string;
  readonly expires?: string;
}

const accepted = new WeakMap<TerraformStack, AcceptedFinding[]>();

/** Accepts what `rule` finds about `construct` and the constructs below. */
export function acceptFinding(
  construct: IConstruct,
  rule: string,
  { reason, expires }: Omit<AcceptedFinding, "finding">,
): void {
  const stack = TerraformStack.of(construct);
  const all = accepted.get(stack) ?? [];
  const finding =
    construct === stack ? rule : `${rule}[${construct.node.path.replace(/\/(Resource|Default)$/, "")}]`;
  all.push({ finding, reason, ...(expires === undefined ? {} : { expires }) });
  accepted.set(stack, all);
  stack.addOverride(PATH, all);
}
