import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Fn, TerraformVariable, Token } from "cdktf";
import { PolytomicProvider } from "../../constructs";
import {
  awsProviderRule,
  organizationRule,
  polytomicProviderRule,
  roleTagsRule,
  tagsRule,
} from "../../constructs/rules";
import { ruleProblems } from "../support/problems";
import { newStack } from "./synth";

test("provider rules tell the providers apart", () => {
  const stack = newStack();
  const aws = new AwsProvider(stack, "a", { alias: "a" });
  const polytomic = new PolytomicProvider(stack, "p", { alias: "p" });
  expect([
    ...ruleProblems(awsProviderRule(), aws),
    ...ruleProblems(polytomicProviderRule(), polytomic),
  ]).toEqual([]);
  expect(ruleProblems(awsProviderRule(), polytomic)).toEqual(["props: must be an AwsProvider"]);
  expect(ruleProblems(polytomicProviderRule(), aws)).toEqual(["props: must be a PolytomicProvider"]);
});

describe("an organization", () => {
  const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

  test("is a lowercase UUID", () => {
    expect(ruleProblems(organizationRule(), UUID)).toEqual([]);
  });

  test.each([[UUID.toUpperCase()], [UUID.replaceAll("-", "")], ["acme"]])("rejects %s", (id) => {
    expect(ruleProblems(organizationRule(), id)).toEqual([`props: "${id}" is not a lowercase UUID`]);
  });
});

describe("tags", () => {
  test("have keys of 1 to 128 characters and values of up to 256", () => {
    expect(ruleProblems(tagsRule(), { ["k".repeat(128)]: "v".repeat(256), empty: "" })).toEqual([]);
    expect(ruleProblems(tagsRule(), { "": "a", ["k".repeat(129)]: "b", a: "v".repeat(257) })).toEqual([
      '[""]: must not be empty',
      expect.stringMatching(/^k{129}: must have at most 128 characters, got "k+\.\.\."$/),
      expect.stringMatching(/^a: must have at most 256 characters, got "v+\.\.\."$/),
    ]);
  });

  test("allow the characters that IAM, S3, SQS and KMS all accept", () => {
    expect(ruleProblems(tagsRule(), { "Büro-1 _.:/=+-@": "東京 1_.:/=+-@" })).toEqual([]);
    expect(ruleProblems(tagsRule(), { Name: "Lake (staging)", team: "R&D, Growth", "a*b": "c" })).toEqual([
      'Name: contains "("; tags can contain only letters, digits, spaces and _.:/=+-@',
      'team: contains "&"; tags can contain only letters, digits, spaces and _.:/=+-@',
      '["a*b"]: contains "*"; tags can contain only letters, digits, spaces and _.:/=+-@',
    ]);
  });

  test("reject reserved keys of AWS", () => {
    expect(ruleProblems(tagsRule(), { "aws:x": "y", "AWS:createdBy": "z", "my-aws:x": "aws:y" })).toEqual([
      '["aws:x"]: begins with aws:, which is reserved by AWS. Choose another key',
      '["AWS:createdBy"]: begins with aws:, which is reserved by AWS. Choose another key',
    ]);
  });

  test("are at most 50", () => {
    const tags = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`t${i}`, ""]));
    expect(ruleProblems(tagsRule(), tags(50))).toEqual([]);
    expect(ruleProblems(tagsRule(), tags(51))).toEqual([
      "props: has 51 tags; the limit is 50 per resource, including the provider's default_tags",
    ]);
  });

  test("can be one token, even one that CDKTF types as a string", () => {
    const stack = newStack();
    const common = new TerraformVariable(stack, "common", { type: "map(string)" });
    const merged: unknown = Fn.merge([common.value, { team: "data" }]);
    expect(typeof merged).toBe("string");
    for (const tags of [merged, common.value, Token.asStringMap(merged), { team: common.stringValue }]) {
      expect([...ruleProblems(tagsRule(), tags), ...ruleProblems(roleTagsRule(), tags)]).toEqual([]);
    }
    expect(ruleProblems(tagsRule(), `x${String(merged)}`)).toHaveLength(1);
    expect(ruleProblems(tagsRule(), "team=data")).toEqual(["props: expected an object, got a string"]);
  });

  test("of a role must differ in more than case, and have no reserved values of AWS", () => {
    expect(ruleProblems(tagsRule(), { Team: "a", team: "b", x: "aws:y" })).toEqual([]);
    expect(ruleProblems(roleTagsRule(), { Team: "a", team: "b", x: "aws:y" })).toEqual([
      'team: differs from "Team" only in case, but IAM tag keys are case-insensitive. Remove one of them',
      "x: has a value that begins with aws:, which is reserved by AWS",
    ]);
  });
});
