import { humanPlan, readChanges, readState, tally } from "../../lib/testing/apply/plan";

test("changes omit unchanged resources", () => {
  const change = { before: null, after: { name: "a" }, after_unknown: { id: true } };
  const json = JSON.stringify({
    resource_changes: [
      { address: "a.one", type: "a", change: { ...change, actions: ["create"] } },
      { address: "a.two", type: "a", change: { ...change, actions: ["no-op"] } },
    ],
  });
  expect(readChanges(json)).toEqual([
    {
      address: "a.one",
      type: "a",
      actions: ["create"],
      before: null,
      after: { name: "a" },
      afterUnknown: { id: true },
    },
  ]);
});

test("a deletion, whose unknown members terraform reports as false, reads like the others", () => {
  const change = { actions: ["delete"], before: { name: "a" }, after: null, after_unknown: false };
  const json = JSON.stringify({ resource_changes: [{ address: "a.one", type: "a", change }] });
  expect(readChanges(json)).toMatchObject([{ actions: ["delete"], after: null, afterUnknown: {} }]);
});

test("a plan of a configuration without resources has no changes", () => {
  expect(readChanges(`{"format_version":"1.2"}`)).toEqual([]);
});

test("a state lists the resources of all modules, and outputs by name", () => {
  const resource = (address: string) => ({ address, type: "a", values: { id: address } });
  const json = JSON.stringify({
    values: {
      outputs: { arn: { value: "arn:aws:s3:::lake", sensitive: false } },
      root_module: {
        resources: [resource("a.x")],
        child_modules: [{ resources: [resource("module.m.a.y")] }],
      },
    },
  });
  expect(readState(json)).toEqual({
    resources: [resource("a.x"), resource("module.m.a.y")],
    outputs: { arn: "arn:aws:s3:::lake" },
  });
});

test("an empty state has neither", () => {
  expect(readState(`{"format_version":"1.0"}`)).toEqual({ resources: [], outputs: {} });
});

test("the human-readable plan starts after the progress lines", () => {
  const output =
    "data.a.b: Reading...\na.one: Refreshing state... [id=1]\n\nNo changes. Your infrastructure matches.\n";
  expect(humanPlan(output)).toBe("No changes. Your infrastructure matches.");
});

test.each([
  ["Apply complete! Resources: 12 added, 3 changed, 1 destroyed.", { added: 12, changed: 3, destroyed: 1 }],
  [
    "Apply complete! Resources: 1 imported, 0 added, 2 changed, 0 destroyed.",
    { added: 0, changed: 2, destroyed: 0 },
  ],
  ["a.b: Creating...\n\nDestroy complete! Resources: 4 destroyed.\n", { added: 0, changed: 0, destroyed: 4 }],
])("%j is counted", (output, counts) => {
  expect(tally(output)).toEqual(counts);
});
