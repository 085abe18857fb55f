/** Accepted findings: what they accept, for how long, and in which stacks. */
import { reviewPlans } from "../../lib/plan/judge";
import type { Plan, Suppression } from "../../lib/plan/plan";
import { suppressionOf } from "../../lib/plan/suppressions";
import { deleted, planOf } from "./findings";

const TODAY = "2026-11-29";
const accept = (finding: string, expires?: string): Suppression => ({ finding, reason: "tested", expires });
const finding = {
  id: "queue-destroyed[prod/lake/queue:k]",
  rule: "queue-destroyed",
  subject: "prod/lake/queue",
};

describe("a suppression", () => {
  test.each([
    ["of the rule", "queue-destroyed"],
    ["of the finding", "queue-destroyed[prod/lake/queue:k]"],
    ["of the construct", "queue-destroyed[prod/lake/queue]"],
    ["of a construct above", "queue-destroyed[prod/lake]"],
    ["of the stack", "queue-destroyed[prod]"],
  ])("%s accepts the finding", (_, name) => {
    expect(suppressionOf(finding, [accept(name)], TODAY)).toEqual(accept(name));
  });

  test.each([
    ["of another rule", "bucket-destroyed"],
    ["of another finding", "queue-destroyed[prod/lake/queue:other]"],
    ["of a construct whose path starts alike", "queue-destroyed[prod/la]"],
    ["of a construct below", "queue-destroyed[prod/lake/queue/dead-letters]"],
    ["of another stack", "queue-destroyed[dev]"],
  ])("%s does not", (_, name) => {
    expect(suppressionOf(finding, [accept(name)], TODAY)).toBeUndefined();
  });

  it("applies on its last day, and not on the next", () => {
    expect(suppressionOf(finding, [accept("queue-destroyed", TODAY)], TODAY)).toBeDefined();
    expect(suppressionOf(finding, [accept("queue-destroyed", "2026-11-28")], TODAY)).toBeUndefined();
  });

  it("of a construct accepts its instances, also if their key has a slash", () => {
    const instance = { id: 'r[prod/q["a/b"]]', rule: "r", subject: 'prod/q["a/b"]' };
    expect(suppressionOf(instance, [accept("r[prod/q]")], TODAY)).toBeDefined();
    expect(suppressionOf(instance, [accept('r[prod/q["a/b"]]')], TODAY)).toBeDefined();
    expect(suppressionOf(instance, [accept('r[prod/q["a/c"]]')], TODAY)).toBeUndefined();
    const inside = { id: "x", rule: "r", subject: 'prod/m["a/b"]/aws_s3_bucket.this[0]' };
    for (const path of [
      "prod/m",
      'prod/m["a/b"]',
      "prod/m/aws_s3_bucket.this",
      'prod/m["a/b"]/aws_s3_bucket.this[0]',
    ]) {
      expect(suppressionOf(inside, [accept(`r[${path}]`)], TODAY)).toBeDefined();
    }
    expect(suppressionOf(inside, [accept('r[prod/m["b"]]')], TODAY)).toBeUndefined();
  });
});

describe("what an app accepts", () => {
  const plan = (stack: string, accepted: readonly Suppression[] = []): Plan => ({
    ...planOf([deleted("aws_sqs_queue.q", { name: "events" })]),
    stack,
    accepted,
  });

  it("counts in its own stack only", () => {
    const { verdict, stacks } = reviewPlans([plan("dev", [accept("queue-destroyed")]), plan("prod")], {
      today: TODAY,
    });
    expect(stacks.map((one) => one.verdict)).toEqual(["safe", "danger"]);
    expect(verdict).toBe("danger");
  });

  it("is reported if nothing needs it, or if it has expired", () => {
    const accepted = [accept("bucket-destroyed"), accept("queue-destroyed", "2026-01-01")];
    const { unusedSuppressions, verdict } = reviewPlans([plan("dev", accepted)], { today: TODAY });
    expect(unusedSuppressions.map(({ finding: name, problem }) => [name, problem])).toEqual([
      ["bucket-destroyed", "unused"],
      ["queue-destroyed", "expired"],
    ]);
    expect(verdict).toBe("danger");
  });

  it("can be ignored", () => {
    const review = reviewPlans([plan("dev", [accept("queue-destroyed")])], {
      today: TODAY,
      ignoreAccepted: true,
    });
    expect(review.verdict).toBe("danger");
    expect(review.unusedSuppressions).toEqual([]);
  });
});

describe("an earlier review", () => {
  it("tells new findings and those that are gone", () => {
    const since = reviewPlans([planOf([deleted("aws_sqs_queue.old", { name: "old" })])], { today: TODAY });
    const now = planOf([deleted("aws_sqs_queue.new", { name: "new" })]);
    const review = reviewPlans([now], { today: TODAY, since });
    expect(review.stacks[0]?.findings.map(({ id, isNew }) => [id, isNew])).toEqual([
      ["queue-destroyed[aws_sqs_queue.new]", true],
    ]);
    expect(review.gone).toEqual(["queue-destroyed[aws_sqs_queue.old]"]);
    expect(reviewPlans([now], { today: TODAY, since: review }).stacks[0]?.findings[0]?.isNew).toBe(false);
  });
});
