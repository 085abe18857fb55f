import type { Attributes } from "../support/provider/schema";
import { keepEquivalent } from "../support/provider/semantics";

const attributes: Attributes = {
  configuration: { type: "string", optional: true },
  created_at: { type: "string", computed: true },
  filters: {
    optional: true,
    nested_type: {
      nesting_mode: "set",
      attributes: { value: { type: "string", optional: true }, label: { type: "string", computed: true } },
    },
  },
};
const rules = {
  configuration: { syntax: "json" },
  created_at: { syntax: "timestamp" },
  "filters.value": { syntax: "json" },
} as const;

test("JSON with the same meaning is not rewritten", () => {
  const prior = { configuration: '{ "b": 1, "a": [1, 2] }' };

  expect(keepEquivalent(attributes, rules, prior, { configuration: '{"a":[1,2],"b":1}' })).toEqual(prior);
});

test.each(['{"a":[2,1],"b":1}', '{"a":[1,2],"b":1,"c":null}', '{"a":[1,2]}'])(
  "%s has another meaning",
  (text) => {
    const prior = { configuration: '{ "b": 1, "a": [1, 2] }' };

    expect(keepEquivalent(attributes, rules, prior, { configuration: text })).toEqual({
      configuration: text,
    });
  },
);

test("a time keeps its notation", () => {
  const prior = { created_at: "2024-01-01T01:00:00+01:00" };

  expect(keepEquivalent(attributes, rules, prior, { created_at: "2024-01-01T00:00:00Z" })).toEqual(prior);
});

test("elements of a set find their string in any position", () => {
  const prior = {
    filters: [
      { value: '[ "a" ]', label: "A" },
      { value: '"b"', label: "B" },
    ],
  };
  const next = {
    filters: [
      { value: '"b"', label: "B" },
      { value: '["a"]', label: "A" },
    ],
  };

  expect(keepEquivalent(attributes, rules, prior, next)).toEqual({
    filters: [
      { value: '"b"', label: "B" },
      { value: '[ "a" ]', label: "A" },
    ],
  });
});
