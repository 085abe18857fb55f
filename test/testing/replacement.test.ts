/** What Terraform would destroy or replace between two versions of a stack. */
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { TerraformStack } from "cdktf";
import { DataBucket, S3Integration, type S3IntegrationProps } from "../../constructs";
import { expectNoReplacement, PolytomicTemplate, ReplacementError, replacements } from "../../lib/testing";
import { REPLACING_ARGUMENTS } from "../../lib/testing/replacement/replacing-arguments";
import { newStack } from "../constructs/synth";
import { everything } from "../support/everything";
import { messageOf, PROPS } from "./template/stacks";

function stackOf(build: (stack: TerraformStack) => unknown): TerraformStack {
  const stack = newStack("prod");
  build(stack);
  return stack;
}

const lake = (props: Partial<S3IntegrationProps> = {}, id = "lake") =>
  stackOf((stack) => new S3Integration(stack, id, { ...PROPS, ...props }));

/** The constructs, with their effects. */
const found = (before: TerraformStack, after: TerraformStack): string[] =>
  replacements(before, after).map(({ path, effect }) => `${path} ${effect}`);

test("nothing is found if only other arguments change", () => {
  expectNoReplacement(lake(), lake());
  expectNoReplacement(lake(), lake({ folder: "other", access: "read", role: { maxSessionDuration: 7200 } }));
});

test("a renamed construct is destroyed, and the message has the new address", () => {
  const queue = (id: string) => stackOf((stack) => new SqsQueue(stack, id, { name: "orders" }));
  expect(messageOf(() => expectNoReplacement(queue("old"), queue("new")))).toBe(
    [
      "Terraform would destroy resources: 1 destroyed",
      "  prod/old (aws_sqs_queue.old) is destroyed, with what it holds:",
      "    its address changes to aws_sqs_queue.new (prod/new); " +
        'to keep it, call moveFromId("aws_sqs_queue.old") on the new resource',
    ].join("\n"),
  );
});

test("every resource of a renamed integration is found", () => {
  const before = lake();
  const gone = replacements(before, lake({}, "lake2"));
  const { resource } = PolytomicTemplate.fromStack(before).json as { resource: Record<string, object> };
  expect(gone.map(({ effect }) => effect)).toEqual(
    Object.values(resource).flatMap((blocks) => Object.keys(blocks).map(() => "destroyed")),
  );
  expect(() => expectNoReplacement(before, lake({}, "lake2"))).toThrow(ReplacementError);
});

test("an argument that replaces a resource is named, with what follows", () => {
  const after = lake({ bucket: { name: "acme-other" } });
  const before = lake();
  expect(found(before, after)).toEqual(
    [
      "Resource",
      "public-access-block",
      "policy",
      "ownership-controls",
      "versioning",
      "lifecycle",
      "encryption",
      "notification",
    ].map((name) => `prod/lake/bucket/${name} replaced`),
  );
  expect(messageOf(() => expectNoReplacement(before, after))).toContain(
    "  prod/lake/bucket/Resource (aws_s3_bucket.lake_bucket_668C5D6D) is replaced, with what it holds:\n" +
      '    bucket changes from "acme-lake" to "acme-other"',
  );
});

test("a role that is replaced takes its policies along", () => {
  expect(messageOf(() => expectNoReplacement(lake(), lake({ role: { path: "/vendors/" } })))).toBe(
    [
      "Terraform would destroy resources: 2 replaced",
      "  prod/lake/role/Resource (aws_iam_role.lake_role_2F4B70B4) is replaced:",
      '    path changes from "/" to "/vendors/"',
      "  prod/lake/role/policy (aws_iam_role_policy.lake_role_policy_60501849) is replaced:",
      "    replace_triggered_by aws_iam_role.lake_role_2F4B70B4, which is replaced",
    ].join("\n"),
  );
});

test("a removed resource is found, unless Terraform only forgets it", () => {
  const before = lake();
  const after = lake({ events: false });
  expect(found(before, after)).toEqual(
    expect.arrayContaining(["prod/lake/queue/Resource destroyed", "prod/lake/bucket/notification destroyed"]),
  );
  const forgotten = lake({ events: false });
  forgotten.addOverride("removed", [
    { from: "aws_sqs_queue.lake_queue_616DC540", lifecycle: { destroy: false } },
  ]);
  expect(found(before, forgotten)).not.toContain("prod/lake/queue/Resource destroyed");
});

test("a moved block keeps a resource, and its arguments are compared", () => {
  const bucket = (id: string, name: string) => stackOf((stack) => new S3Bucket(stack, id, { bucket: name }));
  const moved = (name: string) => {
    const stack = bucket("new", name);
    stack.addOverride("moved", [{ from: "aws_s3_bucket.old", to: "aws_s3_bucket.new" }]);
    return stack;
  };
  expect(found(bucket("old", "lake"), bucket("new", "lake"))).toEqual(["prod/old destroyed"]);
  expectNoReplacement(bucket("old", "lake"), moved("lake"));
  expect(found(bucket("old", "lake"), moved("pond"))).toEqual(["prod/old replaced"]);
});

test("the order of members is no change", () => {
  const data = (triggers: object) => ({
    resource: { terraform_data: { it: { triggers_replace: triggers } } },
  });
  expectNoReplacement(data({ a: 1, b: { c: 2, d: 3 } }), data({ b: { d: 3, c: 2 }, a: 1 }));
  expect(replacements(data({ a: 1, b: 2 }), data({ b: 2, a: 3 }))).toMatchObject([
    { address: "terraform_data.it", path: "terraform_data.it", effect: "replaced" },
  ]);
});

test("a name that is a reference to the same name is no change", () => {
  const build = (bucket: (data: DataBucket) => string) =>
    stackOf((stack) => {
      const data = new DataBucket(stack, "data", { name: "acme-lake" });
      stack.addOverride("resource.aws_s3_bucket_metric.m", { bucket: bucket(data), name: "all" });
    });
  expectNoReplacement(
    build(() => "acme-lake"),
    build((data) => data.bucketName),
  );
});

test("accepted replacements are left out, and stored syntheses can be compared", () => {
  const stored = JSON.stringify(PolytomicTemplate.fromStack(lake()).json);
  expectNoReplacement(stored, lake());
  expectNoReplacement(stored, lake({ role: { path: "/vendors/" } }), {
    accept: ({ type }) => type.startsWith("aws_iam_"),
  });
  expect(() => expectNoReplacement("cdk.tf.json", lake())).toThrow(
    'expected the content of a cdk.tf.json, got "cdk.tf.json"; read the file first',
  );
});

test("every type of AWS resource that the library creates is known", () => {
  const { resource } = PolytomicTemplate.fromStack(
    stackOf((stack) => {
      stack.node.tryRemoveChild("aws");
      stack.node.tryRemoveChild("polytomic");
      everything(stack);
    }),
  ).json as { resource: object };
  const types = Object.keys(resource).filter((type) => !type.startsWith("polytomic_"));
  expect(types.filter((type) => !Object.hasOwn(REPLACING_ARGUMENTS, type))).toEqual([]);
});
