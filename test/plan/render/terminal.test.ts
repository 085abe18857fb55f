import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { renderTerminal } from "../../../lib/plan/render/terminal";
import { widthOf, wrap } from "../../../lib/plan/render/width";
import { hostileName } from "./hostile";
import { reviewOf } from "./hostile-reviews";
import { FULL, RULES, review, stack } from "./reviews";

const plain = (width: number): string => renderTerminal(FULL, { rules: RULES, hasColors: false, width });

test("a review without changes is three lines", () => {
  expect(renderTerminal(review([stack()]), { rules: RULES, hasColors: false })).toBe(
    "Safe: no findings in stack prod\n\nNo changes.\n",
  );
});

test("a review shows everything", () => {
  expect(plain(150)).toBe(`Danger: 1 danger, 1 change that cannot be judged, 1 change to look at in stack prod

Plan: 1 to import, 2 to add, 3 to change, 4 to destroy.

Danger
  A bucket is deleted. prod/lake/bucket: \`force_destroy\` is set, so all objects are deleted too.
    - 3 models read it
    - 2 syncs write to it
    → Keep the bucket, or copy its objects first.
      moved {
        from = aws_s3_bucket.a
        to   = aws_s3_bucket.b
      }
    bucket-destroyed, cdktf.out/stacks/prod/cdk.tf.json:12

Cannot tell
  A policy is not known yet. prod/lake/role.
    → Compose ARNs from names.
    policy-unknown

Look
  A sync is switched on. prod/crm: it writes to Salesforce from now on.
    → Make sure that the target is ready.
    sync-activated

Changes
  ● lake: S3 integration "Acme data lake": 1 resource is deleted and 1 is replaced.
      - bucket "acme-lake"
    -/+ queue: replaced: name
    ~ crm: model sync "Orders to CRM" is switched on.

Permissions
  policy of role "polytomic-acme-lake"
      Resource                  Effect  Action           Principal                 Condition
    + arn:aws:s3:::acme-lake/*  Allow   s3:PutObject     role polytomic-acme-lake
    - arn:aws:s3:::acme-lake/*  Allow   s3:DeleteObject  role polytomic-acme-lake  aws:SourceVpc = vpc-1

Outputs
  bucket_arn is removed

Accepted
  Danger: bucket-destroyed[prod/scratch]: it is empty, until 2027-01-31

Not shown: 12 values are computed again and used nowhere else.

Suppressions to remove
  \`queue-destroyed\` expired on 2026-01-31 (moved to another account).
`);
});

test("a table of permissions that does not fit is one line a permission", () => {
  expect(plain(80)).toContain(`
    + Allow s3:PutObject on arn:aws:s3:::acme-lake/* for role
      polytomic-acme-lake
    - Allow s3:DeleteObject on arn:aws:s3:::acme-lake/* for role
      polytomic-acme-lake if aws:SourceVpc = vpc-1
`);
});

test("symbols have Terraform's colors", () => {
  const colored = renderTerminal(FULL, { rules: RULES, hasColors: true, width: 100 });
  expect(colored).toContain('      \u001b[31m-\u001b[39m bucket "acme-lake"\n');
  expect(colored).toContain("    \u001b[31m-\u001b[39m/\u001b[32m+\u001b[39m queue: replaced: name\n");
  expect(colored).toContain("    \u001b[33m~\u001b[39m \u001b[1mcrm\u001b[22m: model sync");
});

test("colors change nothing else", () => {
  const colored = renderTerminal(FULL, { rules: RULES, hasColors: true, width: 80 });
  expect(stripVTControlCharacters(colored)).toBe(plain(80));
});

test("lines fit the width, except for a single long word", () => {
  for (const width of [40, 60, 80, 100, 200]) {
    const tooWide = plain(width)
      .split("\n")
      .filter((line) => widthOf(line) > width && line.trim().split(" ").length > 2);
    expect(tooWide).toEqual([]);
  }
});

test("names write nothing to the terminal but visible characters", () => {
  fc.assert(
    fc.property(hostileName, (name) => {
      const text = renderTerminal(reviewOf(name), { rules: RULES, hasColors: false });
      expect(text).not.toMatch(/[^\P{Cc}\n\t]|[\u202e\u200b\u2028]|\p{Cs}/u);
    }),
  );
});

describe("the width of text", () => {
  test.each([
    ["abc", 3],
    ["", 0],
    ["名前", 4],
    ["ﾊﾝｶｸ", 4],
    ["한국어", 6],
    ["é", 1],
    ["e\u0301", 1],
    ["👩‍💻", 2],
    ["🇨🇭", 2],
    ["⚠\ufe0f", 2],
    ["⚠", 1],
    ["🟢 ok", 5],
    ["→●", 2],
    ["\u001b[31mred\u001b[39m", 3],
  ])("%j is %d", (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe("wrapping", () => {
  test("breaks at spaces, and indents", () => {
    expect(wrap("one two three four", 11, "- ", "  ")).toEqual(["- one two", "  three", "  four"]);
  });

  test("counts wide characters", () => {
    expect(wrap("名前 名前 a", 9)).toEqual(["名前 名前", "a"]);
  });

  test("keeps a long word whole, so that it can be copied", () => {
    expect(wrap("at aws_s3_bucket.lake now", 10)).toEqual(["at", "aws_s3_bucket.lake", "now"]);
  });

  test("loses nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^\S+$/)), fc.integer({ min: 1, max: 40 }), (words, width) => {
        expect(wrap(words.join(" "), width).join(" ")).toBe(words.join(" "));
      }),
    );
  });
});
