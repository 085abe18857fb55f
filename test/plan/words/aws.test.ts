import type { ResourceChange } from "../../../lib/plan/plan";
import type { Value, Values } from "../../../lib/plan/value";
import { describe as describeChange } from "../../../lib/plan/words/describe";
import { change, contextOf, knownLater, readAgain, secret } from "../../support/plan-changes";

const words = (one: ResourceChange, ...others: ResourceChange[]) =>
  describeChange(one, contextOf(one, ...others));
const changes = (type: string, before: Values, after: Values) =>
  words(change(type, { before, after })).changes;

describe("the name of a resource", () => {
  const subject = (type: string, after: Values, address = `${type}.it`) =>
    words(change(type, { after, address })).subject;

  it("is what its users call it", () => {
    expect(subject("aws_s3_bucket", { bucket: "acme-lake" })).toBe('bucket "acme-lake"');
    expect(subject("aws_s3_bucket_versioning", { bucket: "acme-lake" })).toBe(
      'versioning of bucket "acme-lake"',
    );
    expect(
      subject("aws_sqs_queue_policy", { queue_url: "https://sqs.us-east-1.amazonaws.com/111122223333/lake" }),
    ).toBe('policy of queue "lake"');
    expect(subject("aws_sns_topic_policy", { arn: "arn:aws:sns:us-east-1:111122223333:files" })).toBe(
      'policy of topic "files"',
    );
    expect(subject("aws_dynamodb_table", { name: "orders" })).toBe('dynamodb table "orders"');
  });

  it("is that of the resource that it refers to, if it is not created yet", () => {
    const bucket = change("aws_s3_bucket", {
      after: { bucket: "acme-lake", id: readAgain },
      address: "module.a.aws_s3_bucket.lake",
    });
    const given = {
      after: { bucket: knownLater("aws_s3_bucket.lake.id") },
      address: "module.a.aws_s3_bucket_acl.lake",
    };
    expect(words(change("aws_s3_bucket_acl", given), bucket).subject).toBe('ACL of bucket "acme-lake"');
  });

  it("is the construct or the address, if it has none", () => {
    const construct = "prod/lake/queue/Resource";
    expect(words(change("aws_sqs_queue", { after: { name: readAgain }, construct })).subject).toBe(
      'queue "lake/queue"',
    );
    expect(subject("aws_vpc", {}, 'module.net.aws_vpc.main["a"]')).toBe('vpc "main[\\"a\\"]"');
  });
});

describe("a bucket", () => {
  const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";
  const rule = (id: string, given: Values): Value => ({ id, status: "Enabled", filter: [], ...given });

  it("is described by the effects of its lifecycle rules", () => {
    const before = {
      rule: [rule("archive", { expiration: [{ days: 90 }] }), rule("old", { expiration: [{ days: 1 }] })],
    };
    const after = {
      rule: [
        rule("archive", {
          expiration: [{ days: 30 }],
          noncurrent_version_expiration: [{ noncurrent_days: 7 }],
        }),
        rule("uploads", { abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }] }),
      ],
    };
    expect(changes(LIFECYCLE, before, after)).toEqual([
      'rule "archive": objects expire after 30 days, was after 90 days',
      'rule "archive": old versions expire after 7 days',
      'rule "old" removed: objects expire after 1 day',
      'rule "uploads" added: incomplete uploads are removed after 1 day',
    ]);
    expect(changes(LIFECYCLE, before, { rule: knownLater("var.rules") })).toEqual([
      "rules: known after the apply",
    ]);
    expect(changes(LIFECYCLE, before, { rule: [...before.rule].reverse() })).toEqual([]);
  });

  it("names a rule that is disabled or selects other objects", () => {
    const before = { rule: [rule("archive", { filter: [{ prefix: "logs/" }] })] };
    const after = { rule: [rule("archive", { filter: [{ prefix: "" }], status: "Disabled" })] };
    expect(changes(LIFECYCLE, before, after)).toEqual([
      'rule "archive" is disabled',
      'rule "archive": `filter.prefix`: "", was "logs/"',
    ]);
  });

  it("is described by versioning, encryption and public access", () => {
    const versioning = (status: string) => ({ versioning_configuration: [{ status, mfa_delete: "" }] });
    expect(changes("aws_s3_bucket_versioning", versioning("Enabled"), versioning("Suspended"))).toEqual([
      "versioning is suspended, was enabled",
    ]);
    const encryption = (sse_algorithm: string) => ({
      rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm }] }],
    });
    expect(
      changes(
        "aws_s3_bucket_server_side_encryption_configuration",
        encryption("aws:kms"),
        encryption("AES256"),
      ),
    ).toEqual(['encryption: "AES256", was "aws:kms"']);
    expect(
      changes("aws_s3_bucket_public_access_block", { block_public_acls: true }, { block_public_acls: false }),
    ).toEqual(["block public ACLs: false, was true"]);
  });

  it("is described by its events", () => {
    const queue = (name: string, events: string[]) => ({
      id: name,
      queue_arn: `arn:aws:sqs:us-east-1:1:${name}`,
      events,
    });
    const before = { queue: [queue("a", ["s3:ObjectCreated:*"]), queue("b", ["s3:ObjectCreated:*"])] };
    const after = {
      queue: [queue("a", ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]), queue("c", ["s3:ObjectCreated:*"])],
    };
    expect(changes("aws_s3_bucket_notification", before, after)).toEqual([
      'events to queue "a": `events`: "s3:ObjectRemoved:*" added',
      'events to queue "c": `s3:ObjectCreated:*`',
      'no more events to queue "b"',
    ]);
  });
});

describe("a queue", () => {
  it("is described by its times and its dead-letter queue", () => {
    const redrive = (maxReceiveCount: number) =>
      JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:us-east-1:1:lake-dead", maxReceiveCount });
    const before = {
      name: "lake",
      message_retention_seconds: 1209600,
      visibility_timeout_seconds: 30,
      redrive_policy: redrive(5),
    };
    expect(
      changes("aws_sqs_queue", before, { ...before, message_retention_seconds: 345600, redrive_policy: "" }),
    ).toEqual(["messages are kept for 4 days, was 14 days", 'no dead-letter queue, was "lake-dead"']);
    expect(
      changes("aws_sqs_queue", before, {
        ...before,
        visibility_timeout_seconds: 90,
        redrive_policy: redrive(3),
      }),
    ).toEqual([
      "received messages are hidden for 90 seconds, was 30 seconds",
      "receives before the dead-letter queue: 3, was 5",
    ]);
    const redriveAsText = '{"maxReceiveCount":"5","deadLetterTargetArn":"arn:aws:sqs:us-east-1:1:lake-dead"}';
    expect(changes("aws_sqs_queue", before, { ...before, redrive_policy: redriveAsText })).toEqual([]);
  });
});

describe("a policy", () => {
  const statement = (given: Values) => ({
    Sid: "Read",
    Effect: "Allow",
    Action: ["s3:GetObject"],
    Resource: "*",
    ...given,
  });
  const policy = (...statements: Values[]) => ({
    policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  });
  const given = (before: Values, after: Values) => words(change("aws_iam_role_policy", { before, after }));

  it("is left to the table of permissions", () => {
    expect(given(policy(statement({})), policy(statement({ Action: ["s3:*"] }))).changes).toEqual([
      "permissions: see the table",
    ]);
    expect(given(policy(statement({})), { policy: readAgain }).changes).toEqual([
      "permissions: see the table",
    ]);
    expect(given({ policy: null }, policy(statement({}))).changes).toEqual(["permissions: see the table"]);
  });

  it("has no changes if it is only written differently", () => {
    const [one, other] = [
      statement({ Action: ["s3:GetObject", "s3:ListBucket"] }),
      statement({ Effect: "Deny" }),
    ];
    const same = [
      { ...other, Sid: "Other" },
      { ...one, Action: ["s3:listbucket", "S3:getobject"], Resource: ["*"] },
    ];
    expect(given(policy(one, other), policy(...same))).toMatchObject({ changes: [], noise: ["policy"] });
  });
});

describe("a key and a role", () => {
  it("are described by their switches and times", () => {
    expect(
      changes(
        "aws_kms_key",
        { enable_key_rotation: true, deletion_window_in_days: 30 },
        { enable_key_rotation: false, deletion_window_in_days: 7 },
      ),
    ).toEqual(["is no longer rotated", "deletion takes 7 days, was 30 days"]);
    expect(changes("aws_iam_role", { max_session_duration: 3600 }, { max_session_duration: 43200 })).toEqual([
      "sessions last at most 12 hours, was 1 hour",
    ]);
  });
});

describe("any other resource", () => {
  const generic = (before: Values, after: Values) => words(change("aws_thing", { before, after }));

  it("is described by its arguments", () => {
    const long = "x".repeat(100);
    expect(
      generic(
        { size: 1, name: "a", nested: [{ zone: "a" }] },
        { size: 2, name: long, nested: [{ zone: "b" }] },
      ).changes,
    ).toEqual([`\`name\`: "${"x".repeat(59)}…", was "a"`, '`nested.zone`: "b", was "a"', "`size`: 2, was 1"]);
  });

  it("compares lists by their members, and blocks by their names", () => {
    const before = {
      subnets: ["a", "b"],
      rule: [
        { name: "http", port: 80 },
        { name: "ssh", port: 22 },
      ],
    };
    const after = {
      subnets: ["b", "c"],
      rule: [
        { name: "http", port: 8080 },
        { name: "https", port: 443 },
      ],
    };
    expect(generic(before, after).changes).toEqual([
      "`rule[http].port`: 8080, was 80",
      '`rule`: "https" added, "ssh" removed',
      '`subnets`: "c" added, "a" removed',
    ]);
    // Terraform sorts sets, so this is a list.
    expect(generic({ behaviors: ["a", "b"] }, { behaviors: ["b", "a"] }).changes).toEqual([
      "`behaviors`: other order",
    ]);
  });

  it("compares JSON by its content", () => {
    expect(
      generic({ document: '{"a":1,"b":{"c":[1]}}' }, { document: '{"b": {"c": [1]}, "a": 2}' }).changes,
    ).toEqual(["`document.a`: 2, was 1"]);
  });

  it("has one line for tags", () => {
    const tags = { Env: "test", Owner: "a" };
    const after = { tags: { Env: "prod", Team: "data" }, tags_all: { Env: "prod", Team: "data" } };
    expect(generic({ tags, tags_all: tags }, after)).toMatchObject({
      changes: ['tags: "Team" added, "Env" changed, "Owner" removed'],
      noise: ["tags_all"],
    });
  });

  it("shows neither secrets nor what they were", () => {
    const values = (value: string): Values => ({ password: secret(value), settings: [secret(value)] });
    const described = JSON.stringify(generic(values("hunter2"), values("hunter3")));
    expect(described).toContain("`password`: secret changed");
    expect(described).not.toContain("hunter");
  });

  it("shows what the configuration computes, and folds what is read again, unset or only described", () => {
    const before = { arn: "arn:a", endpoint: "a", description: "old", empty: null, off: null, same: "a" };
    const after = {
      arn: readAgain,
      endpoint: knownLater("aws_b.c.url"),
      description: "new",
      empty: "",
      off: false,
      same: "a",
    };
    expect(generic(before, after)).toMatchObject({
      changes: ['`endpoint`: known after the apply, was "a"'],
      noise: ["arn", "description", "empty", "off"],
    });
  });

  it("has no changes if it is created or deleted", () => {
    expect(words(change("aws_thing", { after: { size: 1 } }))).toMatchObject({ changes: [], noise: [] });
    expect(words(change("aws_thing", { before: { size: 1 } }))).toMatchObject({ changes: [], noise: [] });
  });
});
