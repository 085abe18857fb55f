/** The rules against the corpus: each case has the findings that a careful reviewer wants, and no others. */
import { findingsOf } from "../../../lib/plan/judge";
import { PlanIndex } from "../../../lib/plan/plan-index";
import { parsePlan } from "../../../lib/plan/read/parse-plan";
import { everyFormat } from "../render/every-format";
import { compare } from "./compare";
import { SECRETS } from "./secrets";
import { readStored } from "./stored";
import { TOPICS } from "./topics";

const CASES = TOPICS.flatMap((topic) => topic.cases.map((one) => [one.name, one, topic] as const));

const COUNTS = { findings: 0, missing: 0, wrong: 0 };

test.each(CASES)("%s", (name, one, { name: stack }) => {
  const stored = readStored(name);
  const { plan, configuration } = stored;
  const findings = findingsOf(new PlanIndex(parsePlan(plan, { name: stack, configuration }))).map(
    ({ rule, subject, id }) => ({ rule, subject: subject === "" ? id.slice(rule.length + 1, -1) : subject }),
  );
  const comparison = compare(one, stack, stored, findings);
  COUNTS.findings += findings.length;
  COUNTS.missing += comparison.missing.length;
  COUNTS.wrong += comparison.wrong.length;
  expect(comparison).toEqual({ missing: [], wrong: [] });
});

test.each(CASES)(
  "%s: no secret is printed, and the same plan gives the same bytes",
  (name, _, { name: stack }) => {
    const { plan, configuration } = readStored(name);
    const output = (): Readonly<Record<string, string>> =>
      everyFormat([parsePlan(plan, { name: stack, configuration })]);
    const first = output();
    expect(SECRETS.filter((secret) => Object.values(first).some((text) => text.includes(secret)))).toEqual(
      [],
    );
    expect(output()).toEqual(first);
  },
);

afterAll(() => {
  const { findings, missing, wrong } = COUNTS;
  console.log(
    `${CASES.length} plans, ${findings} findings, ${wrong} false positives, ${missing} false negatives`,
  );
});
