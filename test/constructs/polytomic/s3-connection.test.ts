import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { DataResource, type TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import {
  DataBucket,
  EventQueue,
  PolytomicProvider,
  PolytomicRole,
  S3Connection,
  type S3ConnectionProps,
  type S3Files,
  S3Model,
  type S3ModelOptions,
} from "../../../constructs";
import { errorMessage } from "../../support/problems";
import { newStack, synth, synthesized } from "../synth";

const CONNECTION = "polytomic_s3_connection";
const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
const named = { name: "Lake", bucket: "acme-lake", region: "us-east-1" } as const;

const keys = (stack: TerraformStack) =>
  ({
    mode: "access_key_and_secret",
    accessKeyId: "AKIAIOSFODNN7EXAMPLE",
    secretAccessKey: new TerraformVariable(stack, "secret", { sensitive: true }).stringValue,
  }) as const;

/** The configuration of a connection with keys, with some props. */
const sent = (props: Partial<S3ConnectionProps> = {}) =>
  synth((stack) => {
    new S3Connection(stack, "lake", { ...named, auth: keys(stack), ...props } as S3ConnectionProps);
  }).the(CONNECTION);

/** Polytomic keeps the previous value of an omitted option, so unset options are sent as empty values. */
const sentAlways = {
  auth_mode: "access_key_and_secret",
  aws_access_key_id: "AKIAIOSFODNN7EXAMPLE",
  aws_secret_access_key: "${var.secret}",
  s3_bucket_name: "s3://acme-lake",
  s3_bucket_region: "us-east-1",
  csv_has_headers: true,
  is_single_table: false,
  is_directory_snapshot: false,
  single_table_name: "",
  directory_glob_pattern: "",
  skip_lines: 0,
  enable_event_notifications: false,
  event_queue_arn: "",
};

describe("an S3Connection with keys", () => {
  test("sends every flag and the secret as a reference only", () => {
    expect(sent()).toEqual({ name: "Lake", configuration: sentAlways });
  });

  test("creates no latch, because it has no external ID", () => {
    const lake = synth((stack) => new S3Connection(stack, "lake", { ...named, auth: keys(stack) }));
    expect(lake.addresses).toHaveLength(1);
  });

  test("sends organization and forceDestroy if set", () => {
    expect(sent({ organization: UUID, forceDestroy: true })).toMatchObject({
      organization: UUID,
      force_destroy: true,
    });
  });

  test("passes its provider to its resource", () => {
    const terraform = synth((stack) => {
      const polytomicProvider = new PolytomicProvider(stack, "eu", { alias: "eu" });
      new S3Connection(stack, "lake", { ...named, auth: keys(stack), polytomicProvider });
    });
    expect(terraform.the(CONNECTION).provider).toBe("polytomic.eu");
  });
});

describe("an S3Connection with a role", () => {
  const terraform = synth((stack) => {
    const role = new PolytomicRole(stack, "role", { path: "/vendors/" });
    new S3Connection(stack, "lake", { ...named, auth: { mode: "iam_role", role } });
  });

  test("sends the role's future ARN, without waiting for the role", () => {
    expect(terraform.the(CONNECTION).configuration).toMatchObject({
      auth_mode: "iam_role",
      iam_role_arn: "arn:aws:iam::111122223333:role/vendors/stack-role",
    });
    expect(terraform.dependenciesOf(CONNECTION)).toEqual([]);
  });

  test("keeps its external ID known in plans, until the connection or its mode changes", () => {
    expect(terraform.the("terraform_data")).toEqual({
      input: { external_id: "${polytomic_s3_connection.lake.configuration.external_id}" },
      triggers_replace: { connection: "${polytomic_s3_connection.lake.id}", auth_mode: "iam_role" },
      lifecycle: {
        ignore_changes: ["input"],
        replace_triggered_by: ["polytomic_s3_connection.lake.configuration.auth_mode"],
        postcondition: [expect.anything(), expect.anything()],
      },
    });
  });

  test("fails the apply if the external ID is empty, and names the command that rereads it", () => {
    const [condition] = (terraform.the("terraform_data").lifecycle as { postcondition: [unknown] })
      .postcondition;
    expect(condition).toEqual({
      condition: "${(length(self.output.external_id) >= 1)}",
      error_message: expect.stringMatching(/terraform apply -replace=terraform_data\.lake_external-id$/),
    });
  });

  test("fails a plan that finds another external ID, and names the command that rereads it", () => {
    const { postcondition } = terraform.the("terraform_data").lifecycle as { postcondition: unknown[] };
    expect(postcondition[1]).toEqual({
      condition: "${(self.output.external_id == polytomic_s3_connection.lake.configuration.external_id)}",
      error_message: expect.stringMatching(
        /^The external ID of polytomic_s3_connection\.lake_\w+ changed .* terraform apply -replace=terraform_data\.lake_external-id$/,
      ),
    });
  });

  test("makes the role trust the kept external ID", () => {
    expect(terraform.the("aws_iam_role").assume_role_policy).toMatchObject({
      Statement: [
        {
          Condition: {
            StringEquals: { "sts:ExternalId": "${terraform_data.lake_external-id.output.external_id}" },
          },
        },
      ],
    });
  });

  test("is never created before the old one is destroyed", () => {
    expect(terraform.the(CONNECTION)).not.toHaveProperty("lifecycle");
  });
});

describe("the organization of an S3Connection", () => {
  test("replaces it when it changes, because Polytomic cannot move a connection", () => {
    const terraform = synth((stack) => {
      new S3Connection(stack, "lake", { ...named, auth: keys(stack), organization: UUID });
    });
    expect(terraform.the("terraform_data")).toEqual({ triggers_replace: { organization: UUID } });
    expect(terraform.the(CONNECTION).lifecycle).toEqual({
      replace_triggered_by: [expect.stringMatching(/^terraform_data\..*organization.*\.id$/)],
    });
  });
});

describe("create_before_destroy of an S3Connection", () => {
  const withQueue = (stack: TerraformStack): S3Connection =>
    new S3Connection(stack, "lake", {
      ...named,
      auth: { mode: "iam_role", role: new PolytomicRole(stack, "role") },
      events: { queue: new EventQueue(stack, "queue") },
    });

  test.each<[string, (stack: TerraformStack) => void, RegExp]>([
    [
      "itself",
      (stack) => {
        withQueue(stack).resource.lifecycle = { createBeforeDestroy: true };
      },
      /polytomic_s3_connection\.lake_\w+ sets create_before_destroy, which .* to its dependencies \(aws_sqs_queue\.queue_\w+, /,
    ],
    [
      "an override",
      (stack) => withQueue(stack).resource.addOverride("lifecycle.create_before_destroy", true),
      /polytomic_s3_connection\.lake_\w+ sets create_before_destroy, which Terraform also applies/,
    ],
    [
      "an override of its stack",
      (stack) => {
        const { friendlyUniqueId } = withQueue(stack).resource;
        stack.addOverride(
          `resource.polytomic_s3_connection.${friendlyUniqueId}.lifecycle.create_before_destroy`,
          true,
        );
      },
      /polytomic_s3_connection\.lake_\w+ sets create_before_destroy, which Terraform also applies/,
    ],
    [
      "a model of it",
      (stack) => {
        const { resource } = withQueue(stack).model("orders", { name: "O", file: "orders.csv" });
        resource.lifecycle = { ...resource.lifecycle, createBeforeDestroy: true };
      },
      /polytomic_model\.lake_orders_\w+ sets create_before_destroy, which Terraform also applies/,
    ],
    [
      "the role, which has its external ID",
      (stack) => {
        withQueue(stack);
        (stack.node.findChild("role").node.findChild("Resource") as IamRole).addOverride(
          "lifecycle.create_before_destroy",
          true,
        );
      },
      /aws_iam_role\.role_\w+ sets create_before_destroy, which Terraform also applies/,
    ],
    [
      "itself, with a bucket of the stack",
      (stack) => {
        const bucket = new DataBucket(stack, "bucket", { name: "acme-lake" });
        const connection = new S3Connection(stack, "lake", { name: "L", bucket, auth: keys(stack) });
        connection.resource.lifecycle = { createBeforeDestroy: true };
      },
      /also applies to its dependencies \(aws_s3_bucket\.bucket_\w+\)\. .*\[CDKTF_POLYTOMIC_CREATE_BEFORE_DESTROY\]/,
    ],
  ])("by %s is rejected, because it also applies to resources with a fixed name", (_, program, message) => {
    expect(() => synth(program)).toThrow(message);
  });

  test("is accepted if its dependencies are managed elsewhere or have no fixed name", () => {
    const arn = "arn:aws:sqs:us-east-1:111122223333:events";
    const terraform = synth((stack) => {
      const bucket = `\${${new DataResource(stack, "name", { input: {} }).fqn}.output}`;
      const { resource } = new S3Connection(stack, "lake", {
        ...named,
        bucket,
        auth: keys(stack),
        events: { queue: EventQueue.fromQueueArn(stack, "queue", arn) },
      });
      resource.lifecycle = { createBeforeDestroy: true };
    });
    expect(terraform.the(CONNECTION).lifecycle).toEqual({ create_before_destroy: true });
  });

  test("of an unrelated resource is accepted", () => {
    const terraform = synth((stack) => {
      withQueue(stack);
      new DataResource(stack, "other", { lifecycle: { createBeforeDestroy: true } });
    });
    expect(terraform.the(CONNECTION)).not.toHaveProperty("lifecycle");
  });
});

describe("the bucket and folder of an S3Connection", () => {
  test.each([
    ["acme-lake", "s3://acme-lake"],
    ["acme-lake/exports/", "s3://acme-lake/exports"],
    ["s3://acme-lake/exports", "s3://acme-lake/exports"],
  ])("sends %s as %s", (bucket, location) => {
    expect(sent({ bucket })).toMatchObject({ configuration: { s3_bucket_name: location } });
  });

  test.each([
    [{}, "s3://acme-lake"],
    [{ folder: "/exports/eu/" }, "s3://acme-lake/exports/eu"],
  ])("take a DataBucket with %j and its region", (folder, location) => {
    const terraform = synth((stack) => {
      const bucket = new DataBucket(stack, "bucket", { name: "acme-lake" });
      new S3Connection(stack, "lake", { name: "Lake", bucket, ...folder, auth: keys(stack) });
    });
    expect(terraform.the(CONNECTION).configuration).toMatchObject({
      s3_bucket_name: location,
      s3_bucket_region: "us-east-1",
    });
  });

  test("accept tokens, in part or whole", () => {
    const terraform = synth((stack) => {
      const bucket = new TerraformVariable(stack, "bucket", { type: "string" }).stringValue;
      const region = new TerraformVariable(stack, "region", { type: "string" }).stringValue;
      new S3Connection(stack, "lake", { ...named, bucket: `s3://${bucket}/in/`, region, auth: keys(stack) });
    });
    expect(terraform.the(CONNECTION).configuration).toMatchObject({
      s3_bucket_name: "s3://${var.bucket}/in",
      s3_bucket_region: "${var.region}",
    });
  });
});

test("check a folder known only to Terraform during the plan, also with an existing role", () => {
  const terraform = synth((stack) => {
    const folder = new TerraformVariable(stack, "folder", { type: "string" }).stringValue;
    const role = PolytomicRole.fromRoleArn(stack, "role", "arn:aws:iam::111122223333:role/polytomic");
    new S3Connection(stack, "connection", {
      name: "Lake",
      bucket: `s3://acme-lake/${folder}`,
      region: "us-east-1",
      auth: { mode: "iam_role", role },
      organization: "2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11",
    });
  });
  expect(terraform.the("polytomic_s3_connection").lifecycle).toEqual({
    precondition: [
      {
        condition: expect.stringContaining(", var.folder)"),
        error_message: expect.stringContaining("The folder of connection must be a single folder"),
      },
    ],
    replace_triggered_by: ["terraform_data.connection_organization.id"],
  });
});

describe("the files of an S3Connection", () => {
  test.each<[S3Files, object]>([
    [
      { layout: "table-per-file", csvHasHeaders: false },
      { csv_has_headers: false, is_single_table: false, is_directory_snapshot: false },
    ],
    [
      { layout: "one-table", tableName: "orders", format: "csv", skipLines: 1 },
      {
        csv_has_headers: true,
        is_single_table: true,
        is_directory_snapshot: false,
        single_table_name: "orders",
        single_table_file_format: "csv",
        skip_lines: 1,
      },
    ],
    [
      { layout: "one-table", format: "json" },
      {
        csv_has_headers: true,
        is_single_table: true,
        is_directory_snapshot: false,
        single_table_name: "",
        single_table_file_format: "json",
      },
    ],
    [
      { layout: "table-per-directory", glob: "data/*/*.csv", formats: ["csv", "parquet"], skipLines: 2 },
      {
        csv_has_headers: true,
        is_single_table: true,
        is_directory_snapshot: true,
        directory_glob_pattern: "data/*/*.csv",
        single_table_file_formats: ["csv", "parquet"],
        skip_lines: 2,
      },
    ],
  ])("send exactly these arguments for %j", (files, configuration) => {
    expect(sent({ files })).toEqual({ name: "Lake", configuration: { ...sentAlways, ...configuration } });
  });
});

describe("events of an S3Connection", () => {
  test("send the queue's ARN", () => {
    const terraform = synth((stack) => {
      const queue = new EventQueue(stack, "events");
      new S3Connection(stack, "lake", { ...named, auth: keys(stack), events: { queue } });
    });
    expect(terraform.the(CONNECTION).configuration).toMatchObject({
      enable_event_notifications: true,
      event_queue_arn: "${aws_sqs_queue.events.arn}",
    });
  });
});

describe("models of an S3Connection", () => {
  test("use its organization and provider by default", () => {
    const options = { name: "Undefined", file: "undefined.csv" };
    const other = "00000000-0000-4000-8000-000000000000";
    const terraform = synth((stack) => {
      const polytomicProvider = new PolytomicProvider(stack, "eu", { alias: "eu" });
      const connection = new S3Connection(stack, "lake", {
        ...named,
        auth: keys(stack),
        organization: UUID,
        polytomicProvider,
      });
      connection.model("orders", { name: "Orders", file: "orders.csv" });
      connection.model(
        "undefined",
        Object.assign<S3ModelOptions, object>(options, { organization: undefined }),
      );
      connection.model("others", { name: "Others", file: "others.csv", organization: other });
    });
    expect(terraform.all("polytomic_model")).toMatchObject({
      lake_orders: { organization: UUID, provider: "polytomic.eu" },
      lake_undefined: { organization: UUID, provider: "polytomic.eu" },
      lake_others: { organization: other, provider: "polytomic.eu" },
    });
  });

  test("wait for role policy, queue and notification, in any order of creation", () => {
    const terraform = synth((stack) => {
      const bucket = new DataBucket(stack, "bucket", { name: "acme-lake" });
      const queue = new EventQueue(stack, "events");
      const role = new PolytomicRole(stack, "role");
      const connection = new S3Connection(stack, "lake", {
        name: "Lake",
        bucket,
        auth: { mode: "iam_role", role },
        events: { queue },
      });
      connection.model("orders", { name: "Orders", file: "orders.csv" });
      bucket.sendEventsTo(queue);
      queue.grantConsume(role);
    });
    expect(terraform.dependenciesOf("polytomic_model")).toEqual([
      "aws_iam_role_policy.role_policy",
      "aws_sqs_queue.events",
      "aws_s3_bucket_notification.bucket_notification",
    ]);
  });

  test("in another stack have no dependencies, because Terraform orders within one stack only", () => {
    const app = Testing.app();
    const other = newStack("other", app);
    const stack = newStack("stack", app);
    const role = new PolytomicRole(stack, "role");
    const connection = new S3Connection(stack, "lake", { ...named, auth: { mode: "iam_role", role } });
    new S3Model(other, "orders", { name: "Orders", file: "orders.csv", connection });
    const model = synthesized(other).the("polytomic_model");
    expect(model).not.toHaveProperty("depends_on");
    expect(model).not.toHaveProperty("lifecycle");
  });

  test("have no dependencies if nothing is managed", () => {
    const terraform = synth((stack) => {
      const connection = new S3Connection(stack, "lake", { ...named, auth: keys(stack) });
      connection.model("orders", { name: "Orders", file: "orders.csv" });
    });
    expect(terraform.the("polytomic_model")).not.toHaveProperty("depends_on");
  });
});

describe("an S3Connection is rejected", () => {
  const rejection = (props: object): string => {
    const stack = newStack();
    const auth = keys(stack);
    return errorMessage(
      () => new S3Connection(stack, "lake", { ...named, auth, ...props } as S3ConnectionProps),
    );
  };

  test("with all its problems in one error, and no secret in it", () => {
    const message = rejection({
      name: "",
      auth: { mode: "access_key_and_secret", accessKeyId: "", secretAccessKey: "wJalrXUtnFEMI" },
      region: "us-east",
      files: { layout: "one-table", format: "parquet", skipLines: 2 },
      regoin: "us-east-1",
    });
    expect(message.split("\n").map((line) => line.trim())).toEqual([
      "Invalid props for lake (S3Connection):",
      "name                  must not be empty",
      'region                "us-east" is not the name of a region. Did you mean us-east-1 or us-east-2?',
      "auth.accessKeyId      must not be empty",
      "auth.secretAccessKey  is a literal, which the synthesized files would contain. " +
        'Pass a token: new TerraformVariable(this, "secret", { sensitive: true }).stringValue',
      'files.skipLines       is 2, but no CSV is read (parquet). Remove it, or use format "csv"',
      "regoin                is not a prop here. Did you mean region?",
      "[CDKTF_POLYTOMIC_INVALID_PROPS] https://github.com/OWNER/cdktf-polytomic/blob/main/docs/reference/errors.md#invalid-props",
    ]);
  });

  test("with a secret access key instead of its ID, without showing it", () => {
    const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    const auth = { mode: "access_key_and_secret", accessKeyId: secret, secretAccessKey: "${var.id}" };
    const message = rejection({ ...named, auth });
    expect(message).toMatch(
      /auth\.accessKeyId +the string that was passed looks like a secret access key, .* swapped\?/,
    );
    expect(message).not.toContain(secret);
    expect(rejection({ ...named, auth: { ...auth, accessKeyId: "polytomic" } })).toMatch(
      /auth\.accessKeyId +the string that was passed is not an access key ID/,
    );
  });

  const BUCKET =
    /bucket +must be a DataBucket or the name of a bucket: DataBucket\.fromBucketName\(\.\.\.\) for an existing one, or new DataBucket\(\.\.\.\) for a new one\n/;
  const ROLE =
    /auth\.role +must be a PolytomicRole: PolytomicRole\.fromRoleArn\(\.\.\.\) for an existing one, or new PolytomicRole\(\.\.\.\) for a new one\n/;
  const QUEUE =
    /events\.queue +must be an EventQueue: EventQueue\.fromQueueArn\(\.\.\.\) for an existing one, or new EventQueue\(\.\.\.\) for a new one\n/;
  test.each<[string, object, RegExp]>([
    [
      "with a bucket's name but no region",
      { region: undefined },
      /region +is missing; a bucket that is passed by name needs/,
    ],
    ["with a name and a folder", { folder: "exports" }, /folder +cannot be combined with a bucket name/],
    ["with a bucket that is a number", { bucket: 5 }, BUCKET],
    ["with null for a bucket", { bucket: null }, BUCKET],
    ["with no authentication", { auth: undefined }, /auth +is missing; expected an object/],
    ["with an unknown mode", { auth: { mode: "sso" } }, /auth\.mode +expected "iam_role".*, got "sso"/],
    ["with a role that is a string", { auth: { mode: "iam_role", role: "r" } }, ROLE],
    [
      "with a role and keys",
      { auth: { mode: "iam_role", accessKeyId: "A" } },
      /auth\.accessKeyId +is allowed only with mode "access_key_and_secret"/,
    ],
    [
      "with keys, and keys to forget",
      { auth: { mode: "access_key_and_secret", accessKeyId: "A", forgetAccessKey: true } },
      /auth\.forgetAccessKey +is allowed only with mode "iam_role"/,
    ],
    [
      "with keys to forget as a token",
      { auth: { mode: "iam_role", forgetAccessKey: Token.asAny("${var.forget}") } },
      /auth\.forgetAccessKey +expected true or false, got a token/,
    ],
    [
      "with events but no queue",
      { events: {} },
      /events\.queue +is missing; expected an EventQueue: EventQueue\.fromQueueArn/,
    ],
    ["with a queue that is an ARN", { events: { queue: "arn" } }, QUEUE],
    ["with an uppercase organization", { organization: UUID.toUpperCase() }, /is not a lowercase UUID/],
    ["with another provider", { polytomicProvider: {} }, /polytomicProvider +must be a PolytomicProvider/],
  ])("%s", (_, props, message) => {
    expect(rejection(props)).toMatch(message);
  });

  test("with a DataBucket and a region", () => {
    const stack = newStack();
    const bucket = new DataBucket(stack, "bucket", { name: "acme-lake" });
    expect(() => new S3Connection(stack, "lake", { ...named, bucket, auth: keys(stack) } as never)).toThrow(
      "region  cannot be combined with a DataBucket, which knows its region; omit it",
    );
  });
});
