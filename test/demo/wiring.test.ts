import { compareWiring, type Wiring } from "../../demo/wiring";

const roleArn = "arn:aws:iam::123456789012:role/lake";
const queueArn = "arn:aws:sqs:us-east-1:123456789012:lake-events";
const principal = "arn:aws:iam::568237466542:root";

const right: Wiring = {
  connection: { roleArn, externalId: "e-1", queueArn, bucket: "acme-lake", folder: "exports/" },
  role: { arn: roleArn, trusts: [{ principal, externalId: "e-1" }] },
  queueArn,
  notification: [{ queueArn, prefix: "exports/" }],
};

const broken = (wiring: Wiring) => compareWiring(wiring).filter(({ same }) => !same);

test("correct wiring agrees in all five comparisons", () => {
  expect(compareWiring(right).map(({ same }) => same)).toEqual([true, true, true, true, true]);
});

test.each<[string, Partial<Wiring>, string[]]>([
  ["a role with another path", { role: { ...right.role!, arn: `${roleArn}2` } }, [roleArn, `${roleArn}2`]],
  [
    "another external ID",
    { role: { arn: roleArn, trusts: [{ principal, externalId: "e-2" }] } },
    ["e-1", "e-2"],
  ],
  [
    "a second external ID",
    { role: { arn: roleArn, trusts: ["e-1", "e-2"].map((externalId) => ({ principal, externalId })) } },
    ["e-1", "e-1, e-2"],
  ],
  ["another queue", { queueArn: `${queueArn}-2` }, [queueArn, `${queueArn}-2`]],
  ["events for the whole bucket", { notification: [{ queueArn, prefix: "" }] }, ["exports/", "nothing"]],
])("%s is reported, with both values", (_, difference, values) => {
  expect(broken({ ...right, ...difference }).map((comparison) => comparison.values)).toEqual([values]);
});

test("a missing role or notification breaks its comparisons", () => {
  expect(broken({ ...right, role: undefined }).map(({ values }) => values[1])).toEqual([
    "nothing",
    "nothing",
  ]);
  expect(broken({ ...right, notification: [] }).map(({ values }) => values[1])).toEqual([
    "nothing",
    "nothing",
  ]);
});
