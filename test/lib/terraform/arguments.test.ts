import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { TerraformResource, TerraformStack, Testing } from "cdktf";
import { argumentOf } from "../../../lib/terraform/arguments";
import { memberAt } from "../../../lib/objects";

/** The name of a queue, as a check reads it and as the file has it. */
function names(change: (queue: SqsQueue, stack: TerraformStack) => void): unknown[] {
  const stack = new TerraformStack(Testing.app(), "stack");
  const queue = new SqsQueue(stack, "queue", { name: "original" });
  change(queue, stack);
  const file: unknown = JSON.parse(Testing.synth(stack));
  return [argumentOf(queue, "name"), memberAt(file, "resource", "aws_sqs_queue", "queue", "name")];
}

test("an argument is read as the file has it", () => {
  expect(names(() => undefined)).toEqual(["original", "original"]);
  expect(names((queue) => (queue.name = "assigned"))).toEqual(["assigned", "assigned"]);
  expect(names((queue) => queue.addOverride("name", "override"))).toEqual(["override", "override"]);
  const ofStack = (stack: TerraformStack): void =>
    stack.addOverride("resource.aws_sqs_queue.queue.name", "of the stack");
  expect(names((_, stack) => ofStack(stack))).toEqual(["of the stack", "of the stack"]);
  const ofBoth = names((queue, stack) => {
    queue.addOverride("name", "override");
    ofStack(stack);
  });
  expect(ofBoth).toEqual(["of the stack", "of the stack"]);
});

test("an argument of a resource without a binding is read from what it renders", () => {
  class Queue extends TerraformResource {
    protected override synthesizeAttributes(): Record<string, unknown> {
      return { name: "rendered" };
    }
  }
  const stack = new TerraformStack(Testing.app(), "stack");
  const queue = new Queue(stack, "queue", { terraformResourceType: "aws_sqs_queue" });
  expect(argumentOf(queue, "name")).toBe("rendered");
});
