/** Resources that are deleted under one address and created under another. */
import { findingsOf } from "../../../lib/plan/judge";
import { PlanIndex } from "../../../lib/plan/plan-index";
import { created, deleted, findings, kept, planOf, type PlannedResource } from "../findings";

type Case = [title: string, resources: readonly PlannedResource[], ...expected: string[]];

const renames = (resources: readonly PlannedResource[]): string[] =>
  findings(resources).filter((one) => one.includes("rename-destroys"));

const snippets = (resources: readonly PlannedResource[]): (string | undefined)[] =>
  findingsOf(new PlanIndex(planOf(resources)))
    .filter(({ rule }) => rule === "rename-destroys")
    .map(({ snippet }) => snippet);

const role = (name: string) => ({ name, path: "/", max_session_duration: 3600 });
const inline = (of: string, policy = "{}") => ({ name: "default", role: of, policy });
const record = (type: string, value: string) => ({
  name: "a.example.com",
  zone_id: "Z",
  type,
  records: [value],
});

describe("settings", () => {
  test.each<Case>([
    [
      "inline policies of different roles are not renamed, although they have one name",
      [
        deleted("aws_iam_role.a", role("a")),
        deleted("aws_iam_role_policy.a", inline("a")),
        created("aws_iam_role.b", role("bb")),
        created("aws_iam_role_policy.b", inline("bb")),
      ],
    ],
    [
      "an inline policy of a role that stays",
      [
        kept("aws_iam_role.a", { ...role("a"), id: "a" }),
        deleted("aws_iam_role_policy.old", inline("a")),
        created("aws_iam_role_policy.new", inline("a")),
      ],
      "danger rename-destroys[aws_iam_role_policy.old]: is deleted and created again as aws_iam_role_policy.new, with the same configuration",
    ],
    [
      "an inline policy that changes too",
      [
        kept("aws_iam_role.a", { ...role("a"), id: "a" }),
        deleted("aws_iam_role_policy.old", inline("a")),
        created("aws_iam_role_policy.new", inline("a", '{ "Statement": [] }')),
      ],
      "danger rename-destroys[aws_iam_role_policy.old]: is deleted and created again as aws_iam_role_policy.new, with nearly the same configuration",
    ],
  ])("%s", (_, resources, ...expected) => {
    expect(renames(resources)).toEqual(expected);
  });

  it("move with their owner, whose name is known after the apply", () => {
    const plan = [
      deleted("aws_s3_bucket.old", { bucket: "lake", id: "lake" }),
      deleted("aws_s3_bucket_ownership_controls.old", { bucket: "lake", rule: [{ object_ownership: "X" }] }),
      created("aws_s3_bucket.new", { bucket: "lake" }, { unknown: { id: true } }),
      created(
        "aws_s3_bucket_ownership_controls.new",
        { rule: [{ object_ownership: "X" }] },
        { unknown: { bucket: true }, references: ["aws_s3_bucket.new.id", "aws_s3_bucket.new"] },
      ),
    ];
    expect(snippets(plan)).toEqual([
      [
        "moved {\n  from = aws_s3_bucket.old\n  to   = aws_s3_bucket.new\n}",
        "moved {\n  from = aws_s3_bucket_ownership_controls.old\n  to   = aws_s3_bucket_ownership_controls.new\n}",
      ].join("\n"),
    ]);
  });
});

describe("names", () => {
  test.each<Case>([
    [
      "an equal resource precedes one with the same name",
      [
        deleted("aws_route53_record.old", record("A", "192.0.2.1")),
        created("aws_route53_record.six", record("AAAA", "2001:db8::1")),
        created("aws_route53_record.four", record("A", "192.0.2.1")),
      ],
      "danger rename-destroys[aws_route53_record.old]: is deleted and created again as aws_route53_record.four, with the same configuration",
    ],
    [
      "a description is not a name",
      [
        deleted("aws_kms_key.old", { description: "data", key_usage: "A", deletion_window_in_days: 7 }),
        created("aws_kms_key.new", { description: "data", key_usage: "A", deletion_window_in_days: 30 }),
      ],
    ],
    [
      "flags alone are no reason to assume a rename",
      [
        deleted("aws_kms_key.old", { enable_key_rotation: true }),
        created("aws_kms_key.new", { enable_key_rotation: true }),
      ],
    ],
    [
      "each new resource is the new address of one old resource",
      [
        deleted("aws_route.one", { route_table_id: "t", destination_cidr_block: "10.0.0.0/8" }),
        deleted("aws_route.two", { route_table_id: "t", destination_cidr_block: "10.0.0.0/8" }),
        created("aws_route.new", { route_table_id: "t", destination_cidr_block: "10.0.0.0/8" }),
      ],
      "danger rename-destroys[aws_route.one]: is deleted and created again as aws_route.new, with the same configuration",
    ],
  ])("%s", (_, resources, ...expected) => {
    expect(renames(resources)).toEqual(expected);
  });
});

it("are found in seconds in a plan that renames everything", () => {
  const count = 300;
  const settings = {
    aws_s3_bucket_versioning: { versioning_configuration: [{ status: "Enabled" }] },
    aws_s3_bucket_ownership_controls: { rule: [{ object_ownership: "X" }] },
    aws_s3_bucket_policy: { policy: "{}" },
    aws_s3_bucket_cors_configuration: { cors_rule: [{ max_age_seconds: 1 }] },
  };
  const plan = Array.from({ length: count }, (_, index) => {
    const bucket = `lake-${index}`;
    const references = [`aws_s3_bucket.new${index}`];
    return [
      deleted(`aws_s3_bucket.old${index}`, { bucket, id: bucket }),
      created(`aws_s3_bucket.new${index}`, { bucket }, { unknown: { id: true } }),
      ...Object.entries(settings).flatMap(([type, values]) => [
        deleted(`${type}.old${index}`, { bucket, ...values }),
        created(`${type}.new${index}`, values, { unknown: { bucket: true }, references }),
      ]),
    ];
  }).flat();
  expect(snippets(plan).map((snippet) => snippet?.match(/moved \{/g)?.length)).toEqual(
    Array.from({ length: count }, () => 5),
  );
});
