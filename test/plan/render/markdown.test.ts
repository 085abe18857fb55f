import fc from "fast-check";
import { HOSTS, limitFor } from "../../../lib/plan/render/hosts";
import { renderMarkdown } from "../../../lib/plan/render/markdown";
import type { Review } from "../../../lib/plan/review";
import { reviewOf } from "./hostile-reviews";
import { hostileName } from "./hostile";
import { FULL, RULES, finding, review, stack } from "./reviews";

const render = (of: Review, options: Partial<Parameters<typeof renderMarkdown>[1]> = {}): string =>
  renderMarkdown(of, { rules: RULES, ...options });

test("a review without changes is three lines", () => {
  expect(render(review([stack()]))).toBe(
    "<!-- cdktf-polytomic review: prod -->\n\n## 🟢 Safe: no findings in stack prod\n\nNo changes.\n",
  );
});

test("a review starts with the verdict and ends with what few readers open", () => {
  expect(render(FULL)).toBe(`<!-- cdktf-polytomic review: prod -->

## 🔴 Danger: 1 danger, 1 change that cannot be judged, 1 change to look at in stack prod

**Plan:** 1 to import, 2 to add, 3 to change, 4 to destroy.

### 🔴 Danger

- **A bucket is deleted.** \`prod/lake/bucket\`: \`force_destroy\` is set, so all objects are deleted too.

    Keep the bucket, or copy its objects first. (\`bucket-destroyed\`, \`cdktf.out/stacks/prod/cdk.tf.json:12\`)

    <details><summary>Details</summary>

    - Address: \`aws_s3_bucket.lake_bucket_0BADF00D\`
    - 3 models read it
    - 2 syncs write to it

    \`\`\`hcl
    moved {
      from = aws_s3_bucket.a
      to   = aws_s3_bucket.b
    }
    \`\`\`

    </details>

### 🟣 Cannot tell

- **A policy is not known yet.** \`prod/lake/role\`.

    Compose ARNs from names. (\`policy-unknown\`)

### 🟡 Look

- **A sync is switched on.** \`prod/crm\`: it writes to Salesforce from now on.

    Make sure that the target is ready. (\`sync-activated\`)

### Changes

<details><summary>🔴 <code>lake</code>: S3 integration "Acme data lake": the bucket is deleted.</summary>

|  | Resource | Change | Address |
| --- | --- | --- | --- |
| \`-\` | bucket "acme-lake" |  | \`aws_s3_bucket.lake_bucket_0BADF00D\` |
| \`-/+\` | queue | replaced: name | <code>aws&#95;sqs&#95;queue&#46;lake&#91;&#34;a&#124;b&#34;&#93;</code> |

</details>

<details><summary>🟡 <code>crm</code>: model sync "Orders to CRM" is switched on.</summary>

|  | Resource | Change | Address |
| --- | --- | --- | --- |
| \`~\` | model sync "Orders to CRM" | active: true, was false; hourly at :15, was daily | \`polytomic_sync.crm_C0FFEE\` |

</details>

### Permissions

**policy of role "polytomic-acme-lake"**

|  | Resource | Effect | Action | Principal | Condition |
| --- | --- | --- | --- | --- | --- |
| ➕ gained | \`arn:aws:s3:::acme-lake/*\` | Allow | \`s3:PutObject\` | \`role polytomic-acme-lake\` |  |
| ➖ lost | \`arn:aws:s3:::acme-lake/*\` | Allow | \`s3:DeleteObject\` | \`role polytomic-acme-lake\` | \`aws:SourceVpc = vpc-1\` |

<details><summary>1 accepted finding</summary>

- Danger: \`bucket-destroyed[prod/scratch]\`: it is empty, until 2027-01-31

</details>

<details><summary>1 output changed</summary>

- bucket_arn is removed

</details>

<details><summary>12 values are computed again and used nowhere else</summary>

- lake/connection: 3 attributes are read again after the apply

</details>

**Suppressions to remove**

- \`queue-destroyed\` expired on 2026-01-31 (moved to another account).
`);
});

test("several stacks have a table, the most serious first", () => {
  const two = review([stack({ stack: "dev" }), stack({ stack: "prod", verdict: "look" })], {
    verdict: "look",
  });
  expect(render(two)).toBe(`<!-- cdktf-polytomic review: dev, prod -->

## 🟡 Look: no findings in 2 stacks

| Stack | Verdict | Plan |
| --- | --- | --- |
| prod | 🟡 Look | No changes. |
| dev | 🟢 Safe | No changes. |

### 🟡 prod

No changes.

### 🟢 dev

No changes.
`);
});

test("moved and forgotten resources follow Terraform's line", () => {
  const counts = { import: 0, add: 0, change: 0, destroy: 0, move: 2, forget: 1 };
  expect(render(review([stack({ counts })]))).toContain(
    "**Plan:** 0 to add, 0 to change, 0 to destroy. Also 2 to move, 1 to forget.",
  );
});

test("with a previous review, new findings are marked, known ones folded, and gone ones listed", () => {
  const compared = review(
    [
      stack({
        verdict: "danger",
        findings: [
          finding("bucket-destroyed", "prod/a", { isNew: true }),
          finding("bucket-destroyed", "prod/b", { isNew: false }),
        ],
      }),
    ],
    { gone: ["sync-activated[prod/crm]"] },
  );
  const text = render(compared);
  expect(text).toContain("- New: **A bucket is deleted.** `prod/a`.");
  expect(text).toContain(
    "<details><summary>1 finding as in the previous review</summary>\n\n- Danger: `bucket-destroyed[prod/b]`\n",
  );
  expect(text).toContain(
    "<details><summary>1 finding gone since the previous review</summary>\n\n- `sync-activated[prod/crm]`\n",
  );
});

test("the order of findings and groups in the review does not matter", () => {
  const [only] = FULL.stacks;
  const reversed = { ...only!, findings: only!.findings.toReversed(), groups: only!.groups.toReversed() };
  expect(render({ ...FULL, stacks: [reversed] })).toBe(render(FULL));
});

test("a rule that is not known is shown by its id", () => {
  const unknown = review([stack({ findings: [finding("constructor", "prod/a")] })]);
  expect(render(unknown)).toContain("- **constructor.** `prod/a`.");
});

describe("the hidden line", () => {
  const markerOf = (...names: string[]): string =>
    render(review(names.map((name) => stack({ stack: name })))).split("\n")[0]!;

  test("is the same for the same stacks in any order", () => {
    expect(markerOf("b", "a")).toBe("<!-- cdktf-polytomic review: a, b -->");
    expect(markerOf("a", "b")).toBe(markerOf("b", "a"));
  });

  test("cannot be ended by the name of a stack", () => {
    expect(markerOf("a--> b")).toBe("<!-- cdktf-polytomic review: a%2d-%3e b -->");
    expect(markerOf("a-")).toBe("<!-- cdktf-polytomic review: a%2d -->");
    expect(markerOf("é\n")).toBe("<!-- cdktf-polytomic review: %c3%a9%0a -->");
  });

  test("stays short, and distinguishes other stacks", () => {
    const many = Array.from({ length: 100 }, (_, index) => `stack-${index}`);
    expect(markerOf(...many)).toMatch(/^<!-- cdktf-polytomic review: 100 stacks [0-9a-f]{12} -->$/);
    expect(markerOf(...many, "x")).not.toBe(markerOf(...many, "y"));
  });

  test("is a reference that is not shown where comments of HTML are", () => {
    expect(render(FULL, { host: "bitbucket" }).split("\n")[0]).toBe("[//]: # (cdktf-polytomic review: prod)");
  });
});

test("Bitbucket gets no HTML", () => {
  expect(render(FULL, { host: "bitbucket" })).not.toMatch(/<|&#/);
});

describe("the limit of a host", () => {
  const SEVERITIES = ["danger", "cannot-tell", "look"] as const;
  const long = review([
    stack({
      verdict: "danger",
      findings: Array.from({ length: 5000 }, (_, index) =>
        finding("bucket-destroyed", `prod/buckets/${index}`, {
          severity: SEVERITIES[index % 3]!,
          details: [`detail ${index}`],
          message: "deleted with all of its objects, and nothing can restore them",
        }),
      ),
      groups: Array.from({ length: 500 }, (_, index) => ({
        name: `group-${index}`,
        summary: "14 resources are created",
        outline: "14 resources are created",
        verdict: "safe" as const,
        changes: [
          {
            symbol: "+" as const,
            subject: "bucket",
            changes: [],
            address: `aws_s3_bucket.b${index}`,
            construct: undefined,
            verdict: "safe" as const,
          },
        ],
      })),
    }),
  ]);

  test.each(HOSTS)("%s", (host) => {
    const text = render(long, { host });
    expect(text.length).toBeLessThanOrEqual(limitFor(host));
    // Most of the space is used.
    expect(text.length).toBeGreaterThan(Math.min(limitFor(host), 800_000) * 0.95);
    expect(text).toMatch(/^[^\n]+\n\n## 🔴 Danger: 1,667 dangers, /);
    expect(text).toContain("> **Shortened** to");
  });

  test("leaves out folds before lines, and the least serious first", () => {
    const numbers = (limit: number): Record<string, number> => {
      const text = render(long, { limit });
      expect(text.length).toBeLessThanOrEqual(limit);
      return {
        danger: text.match(/^### 🔴/gm)?.length ?? 0,
        look: text.match(/^### 🟡/gm)?.length ?? 0,
        details: text.match(/^ {4}<details>/gm)?.length ?? 0,
        groups: text.match(/^(?:- |<details><summary>)🟢/gm)?.length ?? 0,
      };
    };
    const dangers = 1667;
    expect(numbers(Infinity)).toEqual({ danger: 1, look: 1, details: 5000, groups: 500 });
    const some = numbers(1_200_000);
    expect(some.details).toBeLessThan(5000);
    expect(some.details).toBeGreaterThan(dangers);
    expect(some).toMatchObject({ danger: 1, look: 1, groups: 500 });
    expect(numbers(300_000)).toEqual({ danger: 1, look: 0, details: 0, groups: 0 });
  });

  test("says what it left out", () => {
    const text = render(FULL, { limit: 1400 });
    expect(text.length).toBeLessThanOrEqual(1400);
    expect(text).toContain(
      "> **Shortened** to 1,400 characters. Left out: 1 fold of details, 2 folds of changes, 1 table of permissions, 3 lists, 1 suppression. " +
        "`cdktf-polytomic review --format terminal` shows everything.",
    );
  });

  test("is not mentioned if nothing is left out", () => {
    expect(render(FULL, { host: "github" })).toBe(render(FULL));
  });

  test("keeps the verdict of a huge finding", () => {
    const huge = review([
      stack({ verdict: "danger", findings: [finding("bucket-destroyed", "x".repeat(70_000))] }),
    ]);
    const text = render(huge, { host: "github" });
    expect(text.length).toBeLessThan(500);
    expect(text).toContain("## 🔴 Danger: 1 danger in stack prod");
  });
});

describe("names from a plan", () => {
  const HIDDEN = String.raw`\p{Cs}|[^\P{Cc}\n]|[\u202e\u200b\u2028]`;
  const OUTSIDE_OF_HTML_CODE = new RegExp(`[<>]|@\\w|#\\d|https?:|www\\.|${HIDDEN}`, "u");
  const OUTSIDE_OF_CODE = new RegExp(
    `${OUTSIDE_OF_HTML_CODE.source.replace("[<>]", "<")}|\\]\\(|\`|(?<!\\*)\\*(?!\\*)`,
    "u",
  );
  const KINDS = ["github", "bitbucket"] as const;
  const safe = (of: string): string => render(reviewOf(of));

  test("keep the columns of tables", () => {
    fc.assert(
      fc.property(hostileName, fc.constantFrom(...KINDS), (name, host) => {
        const rows = render(reviewOf(name), { host })
          .split("\n")
          .filter((line) => line.startsWith("| "));
        const columns = rows.map((row) => row.replace(/\\\|/g, "").split("|").length - 2);
        expect(columns).toEqual([4, 4, 4, 6, 6, 6]);
      }),
    );
  });

  test("have the same lines as a plain name, so they start no block", () => {
    const shape = (text: string): string[] =>
      text.split("\n").map((line) => /^ *(?:- |\||#+ |>|<\/?\w+>|`{3})?/.exec(line)![0]);
    fc.assert(
      fc.property(
        hostileName.filter((name) => name.trim() !== "" && !/[\n\r`]/.test(name)),
        (name) => {
          expect(shape(safe(`x${name}x`))).toEqual(shape(safe("x")));
        },
      ),
    );
  });

  test("open no element, link or mention outside of code", () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const text = safe(name);
        const summaries = [...text.matchAll(/<summary>(.*)<\/summary>/g)].map(([, summary]) => summary!);
        expect(summaries.join("\n").replace(/<code>[^<]*<\/code>|&#\d+;/g, "")).not.toMatch(
          OUTSIDE_OF_HTML_CODE,
        );
        const markdown = text
          .replace(/^<!--.*-->$/m, "")
          .replace(/^ *<details><summary>.*<\/summary>$/gm, "")
          .replace(/^ *(`{3,})\w*\n[^]*?\n *\1$/gm, "")
          // An escape, or a code span: whichever starts first.
          .replace(/\\[\\`*_{}[\]#.)+=-]|(`+)(?!`)(?:.*?[^`])\1(?!`)/g, ".")
          .replace(/<code>[^<]*<\/code>/g, "")
          .replace(/&#\d+;|^ *<\/details>$/gm, "");
        expect(markdown).not.toMatch(OUTSIDE_OF_CODE);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["@org/team", "`@org/team`"],
    ["see #123 and !45", "see `#123` and `!45`"],
    ["[x](https://example.com)", "\\[x\\](`https://example.com)`"],
    ["<img src=x>", "&#60;img src=x&#62;"],
    ["a|b", "a&#124;b"],
    ["1. one", "1\\. one"],
    ["- one", "\\- one"],
    ["line\nline", "line\\\\nline"],
    ["snake_case _emphasis_", "snake_case \\_emphasis\\_"],
    ["was `a`b`", "was `a`b\\`"],
    ["\u202etxt.exe", "\\\\u\\{202e\\}txt.exe"],
  ])("%j in a sentence is %s", (message, expected) => {
    const text = render(review([stack({ outputs: [message] })]));
    expect(text).toContain(`\n- ${expected}\n`);
  });

  test.each([
    ["a`b", "``a`b``"],
    ["`a", "`` `a ``"],
    [" a ", "`  a  `"],
    ["a\nb", "`a\\nb`"],
  ])("%j as code is %s", (subject, expected) => {
    expect(render(review([stack({ findings: [finding("bucket-destroyed", subject)] })]))).toContain(
      `** ${expected}.\n`,
    );
  });
});
