import { CATALOGUE } from "./catalogue";
import type { Case } from "./case";
import { compare, constructPaths } from "./compare";
import { SECRETS } from "./secrets";
import { readStored } from "./stored";
import { TOPICS } from "./topics";

interface Change {
  readonly address: string;
}

interface Planned {
  readonly root_module: { readonly resources?: readonly Change[] };
}

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The addresses of the resources and data sources in a `cdk.tf.json`. */
const addressesIn = ({ resource = {}, data = {} }: { readonly resource?: Blocks; readonly data?: Blocks }) =>
  Object.entries({ "": resource, "data.": data }).flatMap(([prefix, blocks]) =>
    Object.entries(blocks).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${prefix}${type}.${name}`),
    ),
  );

const addressesInHcl = (text: string): string[] =>
  [...text.matchAll(/^resource "(.*)" "(.*)" {/gm)].map(([, type, name]) => `${type}.${name}`);

const CASES = TOPICS.flatMap((topic) => topic.cases.map((one) => [one.name, one, topic] as const));

const findingsOf = ({ expected, tolerated = [] }: Case): readonly string[] => [...expected, ...tolerated];

const parts = (finding: string): RegExpExecArray | null => /^([a-z-]+)\[(.*)\]$/.exec(finding);

test("names are unique", () => {
  const names = CASES.map(([name]) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test.each(CASES)("%s has the plan of its program", (_, one, topic) => {
  const { plan, configuration, base } = readStored(one.name);
  expect(plan).toMatchObject({ format_version: "1.2", terraform_version: expect.any(String) });
  expect(base !== undefined).toBe(topic.base !== undefined);
  const planned = plan["configuration"] as Planned;
  const addresses = (planned.root_module.resources ?? []).map(({ address }) => address);
  const { edit = topic.base } = one;
  const declared =
    edit !== undefined && "main.tf" in edit ? addressesInHcl(edit["main.tf"]) : addressesIn(configuration);
  expect(addresses.sort()).toEqual(declared.sort());
});

test.each(CASES)("%s expects findings of the catalogue, about resources of its plan", (_, one, topic) => {
  const stored = readStored(one.name);
  const { plan } = stored;
  const changes = (plan["resource_changes"] ?? []) as readonly Change[];
  const subjects = new Set([
    ...constructPaths(stored, topic.name).values(),
    ...changes.map(({ address }) => address),
    ...((plan["checks"] ?? []) as readonly { address: { to_display: string } }[]).map(
      ({ address }) => address.to_display,
    ),
    "",
  ]);
  const wrong = findingsOf(one).filter((finding) => {
    const [, rule = "", subject = ""] = parts(finding) ?? [];
    const block = subject.replace(/\[[^[]*\]$/, "");
    return !CATALOGUE.some((known) => known === rule) || !(subjects.has(subject) || subjects.has(block));
  });
  expect(wrong).toEqual([]);
});

test("every rule has a case, except those that no plan on the bench can cause", () => {
  const used = new Set(CASES.flatMap(([, one]) => one.expected.map((finding) => parts(finding)?.[1])));
  expect(CATALOGUE.filter((rule) => !used.has(rule))).toEqual(["provider-action"]);
});

test.each(SECRETS)("the secret %s is in a plan, so that tests of the output can look for it", (secret) => {
  expect(CASES.some(([name]) => JSON.stringify(readStored(name).plan).includes(secret))).toBe(true);
});

test("a review is compared by rule and construct, whether it names the path or the address", () => {
  const metadata = { path: "prod/lake/bucket/Resource" };
  const base = { resource: { aws_s3_bucket: { lake_bucket_1: { "//": { metadata } } } } };
  const stored = { plan: {}, configuration: {}, base };
  const one = {
    name: "example",
    expected: ["bucket-destroyed[lake/bucket]", "queue-destroyed[lake/queue]"],
    tolerated: ["rename-destroys[lake/bucket]"],
  };
  const findings = [
    { rule: "bucket-destroyed", subject: "aws_s3_bucket.lake_bucket_1" },
    { rule: "rename-destroys", subject: "prod/lake/bucket" },
    { rule: "public-access", subject: "prod/lake/bucket/Resource[0]" },
    { rule: "plan-errored", subject: "" },
  ];
  expect(compare(one, "prod", stored, findings)).toEqual({
    missing: ["queue-destroyed[lake/queue]"],
    wrong: ["public-access[lake/bucket[0]]", "plan-errored[]"],
  });
});
