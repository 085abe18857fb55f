import { editDistance } from "../../../lib/validation/nearest";

test.each([
  ["", "", 0],
  ["", "abc", 3],
  ["abc", "", 3],
  ["abc", "abc", 0],
  ["abc", "axc", 1],
  ["abc", "acb", 1],
  ["abc", "ab", 1],
  ["abc", "xabc", 1],
  ["abcd", "badc", 2],
  ["kitten", "sitting", 3],
])("from %p to %p it takes %d", (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});
