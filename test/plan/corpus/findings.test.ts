/** The rules against the corpus: each case has the findings that a careful reviewer wants, and no others. */
import { findingsOf } from "../../../lib/plan/judge";
import { PlanIndex } from "../../../lib/plan/plan-index";
import { parsePlan } from "../../../lib/plan/read/parse-plan";
import { compare } from "./compare";
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

afterAll(() => {
  const { findings, missing, wrong } = COUNTS;
  console.log(
    `${CASES.length} plans, ${findings} findings, ${wrong} false positives, ${missing} false negatives`,
  );
});
