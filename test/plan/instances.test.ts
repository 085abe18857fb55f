/** Resources and modules with `count` or `for_each`: addresses have keys, references in the configuration have none. */
import { reviewPlans } from "../../lib/plan/judge";
import { PlanIndex } from "../../lib/plan/plan-index";
import { parsePlan } from "../../lib/plan/read/parse-plan";
import { created, findings, kept, planJson, planOf, type PlannedResource, replaced } from "./findings";

const bucketUnknown = { unknown: { bucket: true } };
const ofBucket = { ...bucketUnknown, references: ["aws_s3_bucket.b"] };
const notification = { eventbridge: true };
const newBucket = (address: string) => created(address, { bucket_prefix: "lake" }, { unknown: { id: true } });
const otherBucket = (address: string) =>
  replaced(address, { bucket: "old", id: "old" }, { bucket: "new" }, { unknown: { id: true } });

const takenOver = (resources: readonly PlannedResource[], others = {}): string[] =>
  findings(resources, others).filter((one) => one.includes("notification-taken-over"));

const TAKEN = "replaces whatever events the existing bucket has configured";

describe("the owner of a setting", () => {
  it("is the instance of the bucket with the same key", () => {
    expect(
      takenOver([
        newBucket("aws_s3_bucket.b[0]"),
        created("aws_s3_bucket_notification.n[0]", notification, ofBucket),
      ]),
    ).toEqual([]);
    expect(
      takenOver([
        newBucket('aws_s3_bucket.b["a"]'),
        otherBucket('aws_s3_bucket.b["b"]'),
        created('aws_s3_bucket_notification.n["a"]', notification, ofBucket),
        created('aws_s3_bucket_notification.n["b"]', notification, ofBucket),
      ]),
    ).toEqual([`danger notification-taken-over[aws_s3_bucket_notification.n["b"]]: ${TAKEN}`]);
  });

  it("is an instance of the bucket if none has the same key", () => {
    const plan = [
      newBucket("aws_s3_bucket.b[0]"),
      created("aws_s3_bucket_notification.n", notification, ofBucket),
    ];
    expect(takenOver(plan)).toEqual([]);
  });

  it("is the instance that the argument names", () => {
    const references = ['aws_s3_bucket.b["b"].id', 'aws_s3_bucket.b["b"]', "aws_s3_bucket.b"];
    expect(
      takenOver([
        newBucket('aws_s3_bucket.b["a"]'),
        otherBucket('aws_s3_bucket.b["b"]'),
        created("aws_s3_bucket_notification.n", notification, {
          ...bucketUnknown,
          arguments: { bucket: { references } },
        }),
      ]),
    ).toEqual([`danger notification-taken-over[aws_s3_bucket_notification.n]: ${TAKEN}`]);
  });

  it("is in the same instance of the module", () => {
    const resources = [
      { address: "aws_s3_bucket.b", type: "aws_s3_bucket", name: "b", mode: "managed", expressions: {} },
      {
        address: "aws_s3_bucket_notification.n",
        type: "aws_s3_bucket_notification",
        name: "n",
        mode: "managed",
        expressions: {
          bucket: { references: ["aws_s3_bucket.b[0].id", "aws_s3_bucket.b[0]", "aws_s3_bucket.b"] },
        },
      },
    ];
    const configuration = { root_module: { module_calls: { m: { module: { resources } } } } };
    const inModule = (key: string, one: PlannedResource) => ({
      ...one,
      address: `module.m["${key}"].${one.address}`,
    });
    const plan = [
      inModule("a", newBucket("aws_s3_bucket.b[0]")),
      inModule("a", created("aws_s3_bucket_notification.n[0]", notification, bucketUnknown)),
      inModule("b", otherBucket("aws_s3_bucket.b[0]")),
      inModule("b", created("aws_s3_bucket_notification.n[0]", notification, bucketUnknown)),
    ];
    expect(takenOver(plan, { configuration })).toEqual([
      `danger notification-taken-over[module.m["b"].aws_s3_bucket_notification.n[0]]: ${TAKEN}`,
    ]);
  });

  it("is not known if it is the input of a module", () => {
    expect(takenOver([created("aws_s3_bucket_notification.n", notification, bucketUnknown)])).toEqual([
      "cannot-tell notification-taken-over[aws_s3_bucket_notification.n]: replaces the events of its bucket if that exists: the bucket is known after the apply",
    ]);
  });
});

describe("the dependents of a resource", () => {
  const dependents = (address: string, ...resources: readonly PlannedResource[]): string[] =>
    new PlanIndex(planOf(resources)).dependents(address).map((one) => one.address);

  it("are those with the same key", () => {
    const plan = [
      newBucket("aws_s3_bucket.b[0]"),
      newBucket("aws_s3_bucket.b[1]"),
      created("aws_s3_bucket_notification.n[0]", notification, ofBucket),
      created("aws_s3_bucket_notification.n[1]", notification, ofBucket),
    ];
    expect(dependents("aws_s3_bucket.b[1]", ...plan)).toEqual(["aws_s3_bucket_notification.n[1]"]);
  });

  it("are all that have no instance of their own", () => {
    const plan = [
      newBucket("aws_s3_bucket.b[0]"),
      created("aws_s3_bucket_notification.n", notification, ofBucket),
      created('aws_s3_bucket_policy.p["x"]', {}, ofBucket),
    ];
    expect(dependents("aws_s3_bucket.b[0]", ...plan)).toEqual([
      "aws_s3_bucket_notification.n",
      'aws_s3_bucket_policy.p["x"]',
    ]);
  });
});

describe("construct paths", () => {
  const addresses = [
    'module.m["a/b"].aws_s3_bucket.this[0]',
    'module.m["c"].aws_s3_bucket.this[0]',
    'module.m["c"].module.inner[0].aws_s3_bucket.this',
    'module.m["c"].module.inner[1].aws_s3_bucket.this',
    'aws_s3_bucket.root["x"]',
  ];
  const block = (path: string) => ({ "//": { metadata: { path } } });
  const resources = [{ address: "aws_s3_bucket.this", type: "aws_s3_bucket", name: "this", mode: "managed" }];
  const inner = { inner: { module: { resources } } };
  const plan = parsePlan(
    planJson(
      addresses.map((address) => ({
        ...kept("aws_s3_bucket.this", { bucket: "lake" }),
        address,
        change: { actions: ["delete"], before: { bucket: address }, after: null },
      })),
      {
        configuration: {
          root_module: { module_calls: { m: { module: { resources, module_calls: inner } } } },
        },
      },
    ),
    {
      name: "prod",
      configuration: {
        module: { m: block("prod/m") },
        resource: { aws_s3_bucket: { root: block("prod/root/Resource") } },
      },
    },
  );

  it("have the keys of modules and resources", () => {
    expect(plan.resources.map(({ construct }) => construct)).toEqual([
      'prod/m["a/b"]/aws_s3_bucket.this[0]',
      'prod/m["c"]/aws_s3_bucket.this[0]',
      'prod/m["c"]/module.inner[0].aws_s3_bucket.this',
      'prod/m["c"]/module.inner[1].aws_s3_bucket.this',
      'prod/root/Resource["x"]',
    ]);
  });

  it("tell the findings apart, and the instances of a module are one group", () => {
    const [stack] = reviewPlans([plan]).stacks;
    expect(stack!.findings.map(({ id }) => id)).toEqual([
      'bucket-destroyed[prod/m["a/b"]/aws_s3_bucket.this[0]]',
      'bucket-destroyed[prod/m["c"]/aws_s3_bucket.this[0]]',
      'bucket-destroyed[prod/m["c"]/module.inner[0].aws_s3_bucket.this]',
      'bucket-destroyed[prod/m["c"]/module.inner[1].aws_s3_bucket.this]',
      'bucket-destroyed[prod/root["x"]]',
    ]);
    expect(stack!.groups.map(({ name, changes }) => [name, changes.length])).toEqual([
      ["m", 4],
      ["root", 1],
    ]);
  });
});
