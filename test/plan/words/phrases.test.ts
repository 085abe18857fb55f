import { clause } from "../../../lib/plan/words/phrases";

it.each([
  ["is deleted", "lake/bucket is deleted"],
  ["no longer requires TLS", "lake/bucket no longer requires TLS"],
  ["keeps messages for 1 day, was 7 days", "lake/bucket keeps messages for 1 day, was 7 days"],
  ["new objects are not encrypted", "lake/bucket: new objects are not encrypted"],
  ["`is_deleted` is removed", "lake/bucket: `is_deleted` is removed"],
  ["", "lake/bucket"],
])("makes a sentence of lake/bucket and: %s", (message, expected) => {
  expect(clause("lake/bucket", message)).toBe(expected);
});

it("needs no subject for a finding about the plan", () => {
  expect(clause("", "planning stopped")).toBe("planning stopped");
});
