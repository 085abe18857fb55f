import fc from "fast-check";
import { applyMergePatch, mergePatch } from "../../../lib/schema/merge-patch";
import { runs } from "../../support/properties";

test("a patch has only what differs, and null for what is removed", () => {
  const before = { same: 1, list: [1, 2], inner: { removed: 1, kept: 2 } };
  const after = { same: 1, list: [1, 3], inner: { kept: 2, added: { it: true } } };
  expect(mergePatch(before, after)).toEqual({ list: [1, 3], inner: { removed: null, added: { it: true } } });
  expect(mergePatch(before, before)).toBeUndefined();
});

test("the patch between two documents turns one into the other", () => {
  const json = fc.object({
    key: fc.constantFrom("a", "b", "c"),
    values: [fc.boolean(), fc.string()],
    maxDepth: 4,
  });
  fc.assert(
    fc.property(json, json, (before, after) => {
      const copies = JSON.stringify([before, after]);
      expect(applyMergePatch(before, mergePatch(before, after))).toEqual(after);
      expect(JSON.stringify([before, after])).toBe(copies);
    }),
    runs(500),
  );
});
