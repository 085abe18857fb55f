import { TerraformOutput, TerraformStack } from "cdktf";
import { BulkSync, Connection, S3Model } from "../../../constructs";
import { DataPolytomicS3Connection } from "../../../lib/bindings/data-polytomic-s3-connection";
import { Model } from "../../../lib/bindings/model";
import { StripeConnection } from "../../../lib/bindings/stripe-connection";
import { newStack, synth, synthesized } from "../synth";

const stripeOn = (stack: TerraformStack) =>
  new StripeConnection(stack, "stripe", { name: "Stripe", configuration: {} as never });

describe("a connection by id", () => {
  test("has its id and no dependencies", () => {
    expect(Connection.fromId(newStack(), "salesforce", "id")).toMatchObject({
      connectionId: "id",
      prerequisites: [],
    });
  });

  test.each([[""], [null], [5], [undefined]])("is rejected with the id %p", (id) => {
    expect(() => Connection.fromId(newStack(), "salesforce", id as string)).toThrow(
      /Invalid props for salesforce \(Connection\):\n {2}connectionId {2}/,
    );
  });

  test("adds nothing to the stack", () => {
    expect(synth((stack) => Connection.fromId(stack, "salesforce", "id")).addresses).toEqual([]);
  });
});

describe("a generated binding", () => {
  test("becomes a connection", () => {
    const terraform = synth((stack) => {
      const stripe = stripeOn(stack);
      const connection = Connection.of(stripe);
      expect(connection.resource).toBe(stripe);
      expect(connection.prerequisites).toEqual([]);
      new TerraformOutput(stack, "id", { value: connection.connectionId });
    });
    expect(terraform.output("id")).toBe("${polytomic_stripe_connection.stripe.id}");
  });

  test("replaces its users when it is replaced", () => {
    const terraform = synth((stack) => {
      const end = { connection: stripeOn(stack) };
      new BulkSync(stack, "sync", { name: "Sync", source: end, destination: end });
    });
    expect(terraform.the("polytomic_bulk_sync").lifecycle).toEqual({
      replace_triggered_by: ["polytomic_stripe_connection.stripe.id"],
    });
  });

  test("of another stack adds no dependency, because Terraform orders within one stack only", () => {
    const stack = newStack();
    const stripe = stripeOn(new TerraformStack(stack.node.root as never, "other"));
    new S3Model(stack, "model", { name: "Model", file: "file.csv", connection: stripe });
    const model = synthesized(stack).the("polytomic_model");
    expect(model).not.toHaveProperty("lifecycle");
    expect(model).not.toHaveProperty("depends_on");
  });
});

describe("the value of a connection prop", () => {
  test("is a construct of this library, a binding of a connection or an id, and nothing else", () => {
    const stack = newStack();
    const stripe = stripeOn(stack);
    const byId = Connection.fromId(stack, "salesforce", "id");
    const model = new Model(stack, "model", { name: "Model", connectionId: "id" });
    const read = new DataPolytomicS3Connection(stack, "read", { id: "id" });
    const others = [model, read, stack, "", null, undefined, { connectionId: "id" }];
    expect([stripe, byId, "id"].map(Connection.isConnectionLike)).toEqual([true, true, true]);
    expect(others.filter(Connection.isConnectionLike)).toEqual([]);
  });
});
