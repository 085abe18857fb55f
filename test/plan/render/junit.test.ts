import fc from "fast-check";
import { renderJunit } from "../../../lib/plan/render/junit";
import { hostileName } from "./hostile";
import { reviewOf } from "./hostile-reviews";
import { FULL, RULES, review, stack } from "./reviews";

/** The elements of a document that is well-formed. Throws for anything else. */
function elementsOf(xml: string): string[] {
  const open: string[] = [];
  const elements: string[] = [];
  const token =
    /<\?xml [^<>?]*\?>|<(\/?)([\w-]+)((?: [\w-]+="(?:[^<&"]|&#\d+;)*")*)(\/?)>|(?:[^<&]|&#\d+;)+/gy;
  let end = 0;
  for (const [part, isEnd, name, , isEmpty] of xml.matchAll(token)) {
    end += part.length;
    if (name === undefined) {
      continue;
    }
    if (isEnd === "/") {
      expect(open.pop()).toBe(name);
    } else {
      elements.push(name);
      if (isEmpty !== "/") {
        open.push(name);
      }
    }
  }
  expect([end, open]).toEqual([xml.length, []]);
  // Source: the production Char of XML 1.0.
  expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
  return elements;
}

test("each finding is a case, and an accepted one is skipped", () => {
  expect(renderJunit(FULL, { rules: RULES })).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cdktf-polytomic review" tests="4" failures="2" skipped="1">
  <testsuite name="prod" tests="4" failures="2" skipped="1">
    <testcase classname="prod" name="bucket-destroyed[prod/lake/bucket]" file="cdktf.out/stacks/prod/cdk.tf.json" line="12">
      <failure type="danger" message="A bucket is deleted. prod/lake/bucket: \`force_destroy\` is set, so all objects are deleted too.">A bucket is deleted. prod/lake/bucket: \`force_destroy\` is set, so all objects are deleted too.
Keep the bucket, or copy its objects first.
3 models read it
2 syncs write to it
cdktf.out/stacks/prod/cdk.tf.json:12</failure>
    </testcase>
    <testcase classname="prod" name="policy-unknown[prod/lake/role]">
      <failure type="cannot-tell" message="A policy is not known yet. prod/lake/role.">A policy is not known yet. prod/lake/role.
Compose ARNs from names.</failure>
    </testcase>
    <testcase classname="prod" name="sync-activated[prod/crm]">
      <system-out>Look: A sync is switched on. prod/crm: it writes to Salesforce from now on.
Make sure that the target is ready.</system-out>
    </testcase>
    <testcase classname="prod" name="bucket-destroyed[prod/scratch]">
      <skipped message="it is empty, until 2027-01-31"/>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test("a stack without findings is a case that passes", () => {
  expect(renderJunit(review([stack()]), { rules: RULES })).toContain(
    '  <testsuite name="prod" tests="1" failures="0" skipped="0">\n    <testcase classname="prod" name="No changes."/>\n',
  );
});

test.each([
  ["danger", 1],
  ["cannot-tell", 2],
  ["look", 3],
] as const)("with --fail-on %s, %d cases fail", (failOn, failures) => {
  const elements = elementsOf(renderJunit(FULL, { rules: RULES, failOn }));
  expect(elements.filter((name) => name === "failure")).toHaveLength(failures);
});

test("hostile names keep it well-formed", () => {
  const elements = elementsOf(renderJunit(reviewOf("x"), { rules: RULES }));
  fc.assert(
    fc.property(hostileName, (name) => {
      expect(elementsOf(renderJunit(reviewOf(name), { rules: RULES }))).toEqual(elements);
    }),
  );
});
