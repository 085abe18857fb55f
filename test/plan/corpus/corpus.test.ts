import { CATALOGUE } from "./catalogue";
import type { Case, Topic } from "./case";
import { readStored } from "./stored";
import { TOPICS } from "./topics";

interface Change {
  readonly address: string;
  readonly type: string;
}

const CASES = TOPICS.flatMap((topic) => topic.cases.map((one) => [one.name, one, topic] as const));

const findingsOf = ({ expected, tolerated = [] }: Case): readonly string[] => [...expected, ...tolerated];

/** The construct paths and addresses of a configuration, without the stack's name. */
function subjectsOf(value: unknown, stack: string): string[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const metadata = (value as { "//"?: { metadata?: { path?: string } } })["//"]?.metadata;
  const path = metadata?.path?.replace(`${stack}/`, "").replace(/\/Resource$/, "");
  return [
    ...(path === undefined ? [] : [path]),
    ...Object.values(value).flatMap((part) => subjectsOf(part, stack)),
  ];
}

const parts = (finding: string): RegExpExecArray | null => /^([a-z-]+)\[(.*)\]$/.exec(finding);

test("names are unique", () => {
  const names = CASES.map(([name]) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test.each(CASES)("%s has the plan of its program", (_, one: Case, topic: Topic) => {
  const { plan, configuration, base } = readStored(one.name);
  expect(plan).toMatchObject({ format_version: "1.2", terraform_version: expect.any(String) });
  const declared = JSON.stringify([
    configuration["resource"],
    configuration["data"],
    configuration["module"],
    base?.["resource"],
  ]);
  const changes = (plan["resource_changes"] ?? []) as readonly Change[];
  // A partial plan can have no changes at all, and so can a plan that only refreshes.
  const own = changes.filter(({ address }) => !address.startsWith("module."));
  expect(own.filter(({ type }) => !declared.includes(`"${type}"`))).toEqual([]);
  expect(base !== undefined).toBe(topic.base !== undefined);
});

test.each(CASES)("%s expects findings of the catalogue, about resources of its plan", (_, one, topic) => {
  const { plan, configuration, base } = readStored(one.name);
  const changes = (plan["resource_changes"] ?? []) as readonly Change[];
  const subjects = new Set([
    ...subjectsOf(configuration, topic.name),
    ...subjectsOf(base, topic.name),
    ...changes.map(({ address }) => address),
    ...((plan["checks"] ?? []) as readonly { address: { to_display: string } }[]).map(
      ({ address }) => address.to_display,
    ),
    "",
  ]);
  const wrong = findingsOf(one).filter((finding) => {
    const [, rule = "", subject = ""] = parts(finding) ?? [];
    return !CATALOGUE.some((known) => known === rule) || !subjects.has(subject);
  });
  expect(wrong).toEqual([]);
});

test("every rule has a case, except those that no plan on the bench can cause", () => {
  const used = new Set(CASES.flatMap(([, one]) => one.expected.map((finding) => parts(finding)?.[1])));
  expect(CATALOGUE.filter((rule) => !used.has(rule))).toEqual(["provider-action"]);
});
