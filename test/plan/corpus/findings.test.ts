/** The rules against the corpus: each case has the findings that a careful reviewer wants, and no others. */
import { findingsOf } from "../../../lib/plan/judge";
import { PlanIndex } from "../../../lib/plan/plan-index";
import { parsePlan } from "../../../lib/plan/read/parse-plan";
import type { Case, Topic } from "./case";
import { readStored, type Stored } from "./stored";
import { TOPICS } from "./topics";

const CASES = TOPICS.flatMap((topic) => topic.cases.map((one) => [one.name, one, topic] as const));

/** The construct paths of the resources in a configuration, by address. */
function pathsIn(configuration: Stored["configuration"] | undefined): Map<string, string> {
  const types = (configuration?.["resource"] ?? {}) as Record<
    string,
    Record<string, { "//"?: { metadata?: { path?: string } } }>
  >;
  return new Map(
    Object.entries(types).flatMap(([type, all]) =>
      Object.entries(all).flatMap(([name, { "//": comment }]) =>
        comment?.metadata?.path === undefined ? [] : [[`${type}.${name}`, comment.metadata.path] as const],
      ),
    ),
  );
}

/** What the rules find, as a case names it: `rule[path]`, once for each rule and resource. */
function found({ name }: Case, { name: stack }: Topic): string[] {
  const { plan, configuration, base } = readStored(name);
  const paths = new Map([...pathsIn(base), ...pathsIn(configuration)]);
  const named = (address: string): string => paths.get(address) ?? address;
  const index = new PlanIndex(parsePlan(plan, { name: stack, configuration }));
  const findings = findingsOf(index).map(({ rule, subject, address, id }) => {
    const path =
      paths.get(subject) ?? (address === undefined ? named(id.slice(rule.length + 1, -1)) : subject);
    return `${rule}[${path.replace(`${stack}/`, "").replace(/\/Resource$/, "")}]`;
  });
  return [...new Set(findings)];
}

const COUNTS = { falsePositives: 0, falseNegatives: 0, findings: 0 };

test.each(CASES)("%s", (_, one, topic) => {
  const findings = found(one, topic);
  const falseNegatives = one.expected.filter((finding) => !findings.includes(finding));
  const falsePositives = findings.filter(
    (finding) => ![...one.expected, ...(one.tolerated ?? [])].includes(finding),
  );
  COUNTS.findings += findings.length;
  COUNTS.falseNegatives += falseNegatives.length;
  COUNTS.falsePositives += falsePositives.length;
  expect({ falseNegatives, falsePositives }).toEqual({ falseNegatives: [], falsePositives: [] });
});

afterAll(() => {
  const { findings, falseNegatives, falsePositives } = COUNTS;
  console.log(
    `${CASES.length} plans, ${findings} findings, ${falsePositives} false positives, ${falseNegatives} false negatives`,
  );
});
