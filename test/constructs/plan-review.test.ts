/** What an app writes into its stacks for `cdktf-polytomic review`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { DataBucket, PlanReview, S3Integration } from "../../constructs";
import { invalidProps } from "../support/problems";
import { newStack as stackWithProviders } from "./synth";

interface Synthesized {
  readonly "//": { readonly "cdktf-polytomic"?: { readonly accepted: unknown } };
  readonly resource: Readonly<
    Record<string, Readonly<Record<string, { readonly "//": Record<string, unknown> }>>>
  >;
}

const newStack = (): TerraformStack => stackWithProviders("prod");

/** The written file: CDKTF's test functions remove the comments. */
function synthesized(stack: TerraformStack): Synthesized {
  const app = App.of(stack);
  app.synth();
  return JSON.parse(readFileSync(join(app.outdir, "stacks", "prod", "cdk.tf.json"), "utf8")) as Synthesized;
}

describe("PlanReview.accept", () => {
  it("writes the rule, the construct's path, the reason and the last day into the stack", () => {
    const stack = newStack();
    const bucket = new DataBucket(stack, "exports", {
      name: "acme-exports",
      onRemoval: "delete-with-objects",
    });
    PlanReview.of(bucket).accept("bucket-force-destroy", { reason: "test data", expires: "2027-01-31" });
    PlanReview.of(stack).accept("resource-destroyed", { reason: "a sandbox" });
    expect(synthesized(stack)["//"]["cdktf-polytomic"]).toEqual({
      accepted: [
        { finding: "bucket-force-destroy[prod/exports]", reason: "test data", expires: "2027-01-31" },
        { finding: "resource-destroyed", reason: "a sandbox" },
      ],
    });
  });

  it.each([
    [{ reason: "" }, "reason"],
    [{ reason: "test data", expires: "31.1.2027" }, "expires"],
    [{ reason: "test data", expires: "2027-02-30" }, "expires"],
  ])("rejects %j", (options, prop) => {
    const stack = newStack();
    const error = invalidProps(() => PlanReview.of(stack).accept("queue-destroyed", options));
    expect(error?.problems.map((problem) => problem.prop)).toEqual([prop]);
  });

  it("accepts only rules that exist", () => {
    // @ts-expect-error the rule is misspelled
    PlanReview.of(newStack()).accept("bucket-destroy", { reason: "test data" });
  });
});

describe("PlanReview.recordSources", () => {
  const sourcesOf = (stack: TerraformStack): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(synthesized(stack).resource).flatMap(([type, all]) =>
        Object.values(all).map((resource) => [type, resource["//"]["cdktf-polytomic:source"]]),
      ),
    );

  it("writes the line of the app that creates the nearest construct of this library", () => {
    const stack = newStack();
    PlanReview.of(stack).recordSources();
    const line = Number(/:(\d+):\d+\)?$/.exec(new Error().stack?.split("\n")[1] ?? "")?.[1]) + 1;
    new DataBucket(new Construct(stack, "data"), "exports", { name: "acme-exports" });
    expect(sourcesOf(stack)).toMatchObject({
      aws_s3_bucket: { file: "test/constructs/plan-review.test.ts", line },
      aws_s3_bucket_versioning: { file: "test/constructs/plan-review.test.ts", line },
    });
  });

  it("records nothing unless it is called, and nothing about constructs that exist already", () => {
    const stack = newStack();
    new DataBucket(stack, "exports", { name: "acme-exports" });
    PlanReview.of(stack).recordSources();
    expect(sourcesOf(stack)).toMatchObject({ aws_s3_bucket: undefined });
  });

  it("gives the parts of an integration the integration's line", () => {
    const stack = newStack();
    PlanReview.of(stack).recordSources();
    new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme-lake" }, folder: "exports" });
    const lines = new Set(Object.values(sourcesOf(stack)).map((source) => JSON.stringify(source)));
    expect([...lines]).toEqual([expect.stringContaining("plan-review.test.ts")]);
  });
});
