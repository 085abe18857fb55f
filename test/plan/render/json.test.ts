import Ajv from "ajv";
import fc from "fast-check";
import { renderJson } from "../../../lib/plan/render/json";
import schema from "../../../lib/plan/review.schema.json";
import type { Review } from "../../../lib/plan/review";
import { REPOSITORY } from "../../../lib/repository";
import { hostileName } from "./hostile";
import { reviewOf } from "./hostile-reviews";
import { FULL, review, stack } from "./reviews";

const validate = new Ajv({ allErrors: true }).compile(schema);

/** What is wrong with a review. */
const problems = (of: unknown): string[] =>
  validate(of) === true
    ? []
    : (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);

test("a review is in the published format, also with hostile names", () => {
  expect(problems(JSON.parse(renderJson(FULL)))).toEqual([]);
  fc.assert(
    fc.property(hostileName, (name) => {
      const written = JSON.parse(renderJson(reviewOf(name))) as Review;
      expect(problems(written)).toEqual([]);
      expect(written.stacks[0]!.stack).toBe(name);
    }),
  );
});

test("the schema accepts nothing else", () => {
  const valid = JSON.parse(renderJson(FULL)) as Record<string, unknown>;
  expect(problems({ ...valid, version: 2 })).toEqual([".version should be equal to constant"]);
  expect(problems({ ...valid, verdict: "fine" })).toEqual([
    ".verdict should be equal to one of the allowed values",
  ]);
  expect(problems({ ...valid, secret: "x" })).toEqual([" should NOT have additional properties"]);
  expect(problems({ ...valid, stacks: [{}] })).toContain(".stacks[0] should have required property 'counts'");
});

test("nothing of a review is lost", () => {
  const defined: unknown = JSON.parse(JSON.stringify(FULL));
  expect(JSON.parse(renderJson(FULL))).toEqual(defined);
});

test("the order of members does not depend on how the review was made", () => {
  const { version, verdict, stacks, unusedSuppressions, gone } = FULL;
  expect(renderJson({ gone, unusedSuppressions, stacks, verdict, version })).toBe(renderJson(FULL));
});

test("a small review is readable", () => {
  expect(renderJson(review([stack()]))).toBe(`{
  "version": 1,
  "verdict": "safe",
  "stacks": [
    {
      "verdict": "safe",
      "stack": "prod",
      "terraformVersion": "1.14.0",
      "counts": {
        "import": 0,
        "add": 0,
        "change": 0,
        "destroy": 0,
        "move": 0,
        "forget": 0
      },
      "findings": [],
      "groups": [],
      "permissions": [],
      "noise": {
        "recomputed": 0,
        "lines": []
      },
      "outputs": []
    }
  ],
  "unusedSuppressions": [],
  "gone": []
}
`);
});

test("the schema is where it says", () => {
  expect(schema.$id).toBe(`${REPOSITORY}/blob/main/lib/plan/review.schema.json`);
});
