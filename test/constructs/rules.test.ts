import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { z } from "zod";
import { PolytomicProvider } from "../../constructs";
import { awsProviderRule, organizationRule, polytomicProviderRule, tagsRule } from "../../constructs/rules";
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
      '[""]: "" was given; it must not be empty',
      expect.stringMatching(/^k{129}: "k+\.\.\." was given; at most 128 characters are allowed$/),
      expect.stringMatching(/^a: "v+\.\.\." was given; at most 256 characters are allowed$/),
    ]);
  });
});
