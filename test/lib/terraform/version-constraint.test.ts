import { allowsSince } from "../../../lib/terraform/version-constraint";

test.each([
  ["~> 3.0", true],
  ["~> 3.0.1", true],
  ["3.0.0", true],
  ["= 3.1", true],
  [">= 2.0", true],
  ["> 2.9.9", true],
  [">= 2.0, < 4.0", true],
  ["<= 3.0.0", true],
  ["~> 2", true],
  ["!= 2.0.1", true],
  [" v3.0.0-beta1 ", true],
  ["~> 2.0", false],
  ["~> 2.99.99", false],
  ["2.0.0", false],
  [">= 2.0, < 3.0", false],
  [">= 2.0, <3.0.0", false],
  ["<= 2.9", false],
  ["latest", false],
  ["", false],
])("%j allows 3.0.0 or later: %s", (constraint, expected) => {
  expect(allowsSince(constraint, "3.0.0")).toBe(expected);
});
