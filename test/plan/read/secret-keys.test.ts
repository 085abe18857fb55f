/** Keys of maps and of instances can be secrets, and are in paths and addresses. */
import { deleted, planOf, replaced } from "../findings";

const SECRET = "Zq1000xVw";
const marked = deleted(
  "aws_thing.marked",
  { token: SECRET },
  { change: { before_sensitive: { token: true } } },
);

test("no secret is in why a resource is replaced", () => {
  const paths = [
    ["tags", SECRET],
    ["rule", 0, "name"],
  ];
  const change = replaced("aws_thing.a", { tags: {} }, {}, { change: { replace_paths: paths } });
  expect(planOf([marked, change]).resources[1]!.replacePaths).toEqual([
    ["tags", "‹secret 1›"],
    ["rule", 0, "name"],
  ]);
});

test("no secret is in the address of a check", () => {
  const address = (to_display: string) => ({ to_display });
  const plan = planOf([marked], {
    checks: [
      {
        address: address("aws_thing.a"),
        status: "fail",
        instances: [{ address: address(`aws_thing.a["${SECRET}"]`), status: "fail" }],
      },
      { address: address(`module.m["${SECRET}"].check.c`), status: "pass" },
    ],
  });
  expect(plan.checks.map((one) => one.address)).toEqual([
    'aws_thing.a["‹secret 1›"]',
    'module.m["‹secret 1›"].check.c',
  ]);
});
