import { plan } from "../support/provider/planning";
import type { Attributes } from "../support/provider/schema";
import { UNKNOWN, type ObjectValue } from "../support/provider/values";

const attributes: Attributes = {
  id: { type: "string", computed: true },
  name: { type: "string", required: true },
  label: { type: "string", optional: true, computed: true },
  mode: { type: "string", optional: true, computed: true },
  items: {
    optional: true,
    nested_type: {
      nesting_mode: "set",
      attributes: {
        key: { type: "string", required: true },
        letter: { type: "string", optional: true, computed: true },
      },
    },
  },
};
const rules = { id: { keepState: true }, mode: { default: "none" } } as const;
const config = { id: null, name: "a", label: null, mode: null, items: null };
const prior = { id: "1", name: "a", label: "x", mode: "none", items: null };

function planned(over: {
  config?: ObjectValue;
  prior?: ObjectValue | null;
  proposed: ObjectValue;
}): ObjectValue {
  return plan({ attributes, rules, config, prior, ...over }).planned;
}

test("in a create, defaults are known and all other computed attributes are unknown", () => {
  expect(planned({ prior: null, proposed: config })).toEqual({
    ...config,
    id: UNKNOWN,
    label: UNKNOWN,
    mode: "none",
  });
});

test("without a change, nothing becomes unknown", () => {
  expect(planned({ proposed: prior })).toEqual(prior);
});

test("any change makes unset computed attributes unknown, except those that keep their state", () => {
  const proposed = { ...prior, name: "b" };

  expect(planned({ config: { ...config, name: "b" }, proposed })).toEqual({ ...proposed, label: UNKNOWN });
});

test("an attribute that keeps its state also keeps null", () => {
  const imported = { ...prior, id: null };

  expect(planned({ prior: imported, proposed: { ...imported, name: "b" } })["id"]).toBeNull();
});

test("an element of a set is marked as unknown if exactly this element is in the configuration", () => {
  const items = [{ key: "k", letter: null }];

  const { items: result } = planned({ config: { ...config, items }, proposed: { ...prior, items } });

  expect(result).toEqual([{ key: "k", letter: UNKNOWN }]);
});

test("an element with a value from the state is not marked as unknown", () => {
  const items = [{ key: "k", letter: "A" }];
  const configured = { ...config, name: "b", items: [{ key: "k", letter: null }] };

  const { items: result } = planned({ config: configured, proposed: { ...prior, name: "b", items } });

  expect(result).toEqual(items);
});

test("a change of an attribute that requires replacement replaces the object", () => {
  const demanding = { name: { replace: () => true } };
  const change = {
    attributes,
    rules: demanding,
    config: { ...config, name: "b" },
    proposed: { ...prior, name: "b" },
  };

  expect(plan({ ...change, prior }).replace).toEqual([["name"]]);
  expect(plan({ ...change, prior: null }).replace).toEqual([]);
});
