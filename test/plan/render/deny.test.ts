/** Statements that deny: access is lost when they are added, and gained when they are removed. */
import { effectWords } from "../../../lib/plan/render/wording";

test.each([
  ["Deny", "lost", "Deny added"],
  ["Deny", "gained", "Deny removed"],
  ["Deny", "unknown", "Deny"],
  ["Allow", "lost", "Allow"],
] as const)("%s that is %s: %s", (effect, change, words) => {
  expect(effectWords({ effect, change })).toBe(words);
});
