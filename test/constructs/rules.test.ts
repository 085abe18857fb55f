import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Fn, TerraformVariable, Token } from "cdktf";
import type { z } from "zod";
import { PolytomicProvider } from "../../constructs";
import {
  awsProviderRule,
  organizationRule,
  polytomicProviderRule,
  roleTagsRule,
  tagsRule,
} from "../../constructs/rules";
import { problemsOf } from "../../lib/validation/check-props";
import { newStack } from "./synth";

const said = (rule: z.ZodType, value: unknown): string[] =>
  problemsOf(rule, value).map(({ prop, message }) => `${prop}: ${message}`);

test("providers are not taken for each other", () => {
  const stack = newStack();
  const aws = new AwsProvider(stack, "a", { alias: "a" });
  const polytomic = new PolytomicProvider(stack, "p", { alias: "p" });
  expect([...said(awsProviderRule(), aws), ...said(polytomicProviderRule(), polytomic)]).toEqual([]);
  expect(said(awsProviderRule(), polytomic)).toEqual(["props: must be an AwsProvider"]);
  expect(said(polytomicProviderRule(), aws)).toEqual(["props: must be a PolytomicProvider"]);
});

describe("an organization", () => {
  const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

  test("is a UUID in lower case", () => {
    expect(said(organizationRule(), UUID)).toEqual([]);
  });

  test.each([[UUID.toUpperCase()], [UUID.replaceAll("-", "")], ["acme"]])("is not %s", (id) => {
    expect(said(organizationRule(), id)).toEqual([`props: "${id}" is not a UUID in lower case`]);
  });
});

describe("tags", () => {
  test("have keys of 1 to 128 characters and values of up to 256", () => {
    expect(said(tagsRule(), { ["k".repeat(128)]: "v".repeat(256), empty: "" })).toEqual([]);
    expect(said(tagsRule(), { "": "a", ["k".repeat(129)]: "b", a: "v".repeat(257) })).toEqual([
      '[""]: must not be empty',
      expect.stringMatching(/^k{129}: must have at most 128 characters, got "k+\.\.\."$/),
      expect.stringMatching(/^a: must have at most 256 characters, got "v+\.\.\."$/),
    ]);
  });

  test("have the characters that all of IAM, S3, SQS and KMS take", () => {
    expect(said(tagsRule(), { "Büro-1 _.:/=+-@": "東京 1_.:/=+-@" })).toEqual([]);
    expect(said(tagsRule(), { Name: "Lake (staging)", team: "R&D, Growth", "a*b": "c" })).toEqual([
      'Name: contains "("; tags can contain only letters, digits, spaces and _.:/=+-@',
      'team: contains "&"; tags can contain only letters, digits, spaces and _.:/=+-@',
      '["a*b"]: contains "*"; tags can contain only letters, digits, spaces and _.:/=+-@',
    ]);
  });

  test("have no keys of AWS's own", () => {
    expect(said(tagsRule(), { "aws:x": "y", "AWS:createdBy": "z", "my-aws:x": "aws:y" })).toEqual([
      '["aws:x"]: begins with aws:, which is reserved by AWS. Choose another key',
      '["AWS:createdBy"]: begins with aws:, which is reserved by AWS. Choose another key',
    ]);
  });

  test("are at most 50", () => {
    const tags = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`t${i}`, ""]));
    expect(said(tagsRule(), tags(50))).toEqual([]);
    expect(said(tagsRule(), tags(51))).toEqual([
      "props: has 51 tags; the limit is 50 per resource, including the provider's default_tags",
    ]);
  });

  test("can be one token, also one that CDKTF types as a string", () => {
    const stack = newStack();
    const common = new TerraformVariable(stack, "common", { type: "map(string)" });
    const merged: unknown = Fn.merge([common.value, { team: "data" }]);
    expect(typeof merged).toBe("string");
    for (const tags of [merged, common.value, Token.asStringMap(merged), { team: common.stringValue }]) {
      expect([...said(tagsRule(), tags), ...said(roleTagsRule(), tags)]).toEqual([]);
    }
    expect(said(tagsRule(), `x${String(merged)}`)).toHaveLength(1);
    expect(said(tagsRule(), "team=data")).toEqual(["props: expected an object, got a string"]);
  });

  test("of a role differ in more than case, and have no values of AWS's own", () => {
    expect(said(tagsRule(), { Team: "a", team: "b", x: "aws:y" })).toEqual([]);
    expect(said(roleTagsRule(), { Team: "a", team: "b", x: "aws:y" })).toEqual([
      'team: differs from "Team" only in case, but IAM tag keys are case-insensitive. Remove one of them',
      "x: has a value that begins with aws:, which is reserved by AWS",
    ]);
  });
});
