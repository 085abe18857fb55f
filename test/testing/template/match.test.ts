/** Each matcher accepts what it describes, and fails where that is changed. */
import { TerraformStack, Testing, TerraformResource } from "cdktf";
import { match, PolytomicTemplate } from "../../../lib/testing";
import { messageOf } from "./stacks";

const template = PolytomicTemplate.fromJson({
  resource: {
    aws_thing: {
      one: {
        name: "acme-lake",
        size: 3,
        enabled: false,
        nothing: null,
        tags: { CostCenter: "data", "team:name": "a" },
        rule: [
          { id: "a", days: 1 },
          { id: "b", days: 2 },
        ],
        block: { status: "Enabled" },
        owner: "${aws_thing.two.arn}",
        policy:
          '${jsonencode({"Statement" = [{"Effect" = "Allow", "Action" = "s3:GetObject", "Resource" = "${aws_thing.two.arn}/*"}]})}',
      },
      two: { name: "other" },
    },
  },
});
const one = (expected: Record<string, unknown>): void =>
  template.hasResource("aws_thing", { name: "acme-lake", ...expected });

/** The difference that is shown first, without the path of its resource. */
const failure = (expected: Record<string, unknown>): string[] => {
  const lines = messageOf(() => one(expected)).split("\n");
  return lines.slice(3, 6).map((line) => line.trim());
};

test.each<
  [name: string, good: Record<string, unknown>, bad: Record<string, unknown>, difference: readonly string[]]
>([
  ["a value", { size: 3 }, { size: 4 }, ["size", "- expected: 4", "+ actual:   3"]],
  [
    "false is not absent",
    { enabled: false },
    { enabled: match.absent() },
    ["enabled", "- expected: absent", "+ actual:   false"],
  ],
  [
    "like",
    { tags: match.like({ CostCenter: "data" }) },
    { tags: match.like({ CostCenter: "x" }) },
    ["tags.CostCenter", '- expected: "x"', '+ actual:   "data"'],
  ],
  [
    "like in arrays",
    { rule: [{ id: "a" }, { days: 2 }] },
    { rule: [{ id: "a" }, { days: 3 }] },
    ["rule[1].days", "- expected: 3", "+ actual:   2"],
  ],
  [
    "exact",
    { tags: match.exact({ CostCenter: "data", "team:name": "a" }) },
    { tags: match.exact({ CostCenter: "data" }) },
    ['tags["team:name"]', "- expected: absent", '+ actual:   "a"'],
  ],
  [
    "exact at depth",
    { block: match.exact({ status: match.present() }) },
    { rule: match.exact([{ id: "a", days: 1 }, { id: "b" }]) },
    ["rule[1].days", "- expected: absent", "+ actual:   2"],
  ],
  [
    "absent",
    { missing: match.absent(), nothing: match.absent() },
    { size: match.absent() },
    ["size", "- expected: absent", "+ actual:   3"],
  ],
  [
    "present",
    { size: match.present() },
    { nothing: match.present() },
    ["nothing", "- expected: any value", "+ actual:   null"],
  ],
  [
    "anyToken",
    { owner: match.anyToken() },
    { name: "acme-lake", size: match.anyToken() },
    [
      "size",
      "- expected: a value that Terraform computes, such as ${aws_s3_bucket.lake.arn}",
      "+ actual:   3",
    ],
  ],
  [
    "anyToken of a reference",
    { owner: match.anyToken("aws_thing.two.") },
    { owner: match.anyToken("aws_kms_key.") },
    [
      "owner",
      "- expected: a value that Terraform computes from aws_kms_key.",
      '+ actual:   "${aws_thing.two.arn}"',
    ],
  ],
  [
    "stringMatching",
    { name: match.stringMatching(/^acme/g) },
    { name: match.stringMatching(/^lake/) },
    ["name", "- expected: a string that matches /^lake/", '+ actual:   "acme-lake"'],
  ],
  [
    "arrayWith",
    { rule: match.arrayWith([{ id: "b" }]) },
    { rule: match.arrayWith([{ id: "b" }, { id: "c" }]) },
    [
      "rule",
      '- expected: an array with { id: "c" }',
      '+ actual:   [{ id: "a", days: 1 }, { id: "b", days: 2 }]',
    ],
  ],
  [
    "not",
    { size: match.not(4), missing: match.not(1) },
    { size: match.not(3) },
    ["size", "- expected: not 3", "+ actual:   3"],
  ],
  [
    "json",
    { policy: match.json({ Statement: [{ Action: match.arrayWith(["s3:GetObject"]) }] }) },
    { policy: match.json({ Statement: [{ Effect: "Deny" }] }) },
    ["policy.Statement[0].Effect", '- expected: "Deny"', '+ actual:   "Allow"'],
  ],
  [
    "json of no JSON",
    { name: match.not(match.json({})) },
    { name: match.json({ a: 1 }) },
    ["name", "- expected: JSON of { a: 1 }", '+ actual:   "acme-lake"'],
  ],
  [
    "a block is an array of one",
    { block: [{ status: "Enabled" }] },
    { block: [{ status: "Suspended" }] },
    ["block[0].status", '- expected: "Suspended"', '+ actual:   "Enabled"'],
  ],
  [
    "the length of an array",
    { rule: [{}, {}] },
    { rule: [{}] },
    [
      "rule",
      "- expected: 1 element: [{  }]",
      '+ actual:   2 elements: [{ id: "a", days: 1 }, { id: "b", days: 2 }]',
    ],
  ],
  ["an object", { tags: {} }, { name: "acme-lake", size: {} }, ["size", "- expected: {  }", "+ actual:   3"]],
  [
    "an array",
    { rule: [match.present(), match.present()] },
    { size: [3] },
    ["size", "- expected: [3]", "+ actual:   3"],
  ],
])("%s", (_, good, bad, difference) => {
  expect(() => one(good)).not.toThrow();
  expect(failure(bad)).toEqual(difference);
});

test("a token is the template that it renders", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  const two = new TerraformResource(stack, "two", { terraformResourceType: "aws_thing" });
  stack.addOverride("resource.aws_other.x", { a: "${aws_thing.two.count}", b: ["${aws_thing.two.list}"] });
  const it = PolytomicTemplate.fromStack(stack);
  it.hasResource("aws_other", { a: two.getNumberAttribute("count"), b: [two.getStringAttribute("list")] });
  expect(() => it.hasResource("aws_other", { a: two.getNumberAttribute("size") })).toThrow(
    '- expected: "${aws_thing.two.size}"',
  );
});
