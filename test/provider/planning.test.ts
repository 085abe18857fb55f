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

test("a creation leaves defaults known and everything else that is computed unknown", () => {
  expect(planned({ prior: null, proposed: config })).toEqual({
    ...config,
    id: UNKNOWN,
    label: UNKNOWN,
    mode: "none",
  });
});

test("nothing becomes unknown while nothing changes", () => {
  expect(planned({ proposed: prior })).toEqual(prior);
});

test("any change makes what is computed and unset unknown, except what keeps its state", () => {
  const proposed = { ...prior, name: "b" };

  expect(planned({ config: { ...config, name: "b" }, proposed })).toEqual({ ...proposed, label: UNKNOWN });
});

test("what keeps its state keeps even null", () => {
  const imported = { ...prior, id: null };

  expect(planned({ prior: imported, proposed: { ...imported, name: "b" } })["id"]).toBeNull();
});

test("an element of a set is marked if the configuration holds it exactly", () => {
  const items = [{ key: "k", letter: null }];

  const { items: result } = planned({ config: { ...config, items }, proposed: { ...prior, items } });

  expect(result).toEqual([{ key: "k", letter: UNKNOWN }]);
});

test("an element that carries a value from the state is not marked", () => {
  const items = [{ key: "k", letter: "A" }];
  const configured = { ...config, name: "b", items: [{ key: "k", letter: null }] };

  const { items: result } = planned({ config: configured, proposed: { ...prior, name: "b", items } });

  expect(result).toEqual(items);
});

test("a change of an attribute that demands it replaces the object", () => {
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
