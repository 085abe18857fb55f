/** Values that are computed once per stack and synthesis, for checks that each construct runs but that need the whole stack. */
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { oncePer } from "../once-per";

export class PerSynthesis<Value> {
  private readonly known = new WeakMap<
    TerraformStack,
    { readonly value: Value; readonly readers: Set<IConstruct> }
  >();
  private readonly watchStack = oncePer((stack: TerraformStack) =>
    // CDKTF validates a stack before the constructs in it.
    stack.node.addValidation({
      validate: () => {
        this.known.delete(stack);
        return [];
      },
    }),
  );

  public constructor(private readonly compute: (stack: TerraformStack) => Value) {}

  /** Computes the value again at each synthesis of the stack of `construct`. Call it before the synthesis. */
  public watch(construct: IConstruct): void {
    this.watchStack(TerraformStack.of(construct));
  }

  /** The value for the stack of `construct`. Call it once per synthesis and construct. */
  public of(construct: IConstruct): Value {
    const stack = TerraformStack.of(construct);
    const known = this.known.get(stack);
    // A second call from a construct belongs to another synthesis, such as `construct.node.validate()` in a test.
    const current =
      known === undefined || known.readers.has(construct)
        ? { value: this.compute(stack), readers: new Set<IConstruct>() }
        : known;
    this.known.set(stack, current);
    current.readers.add(construct);
    return current.value;
  }
}
