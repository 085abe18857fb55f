import {
  Fn,
  Lazy,
  TerraformLocal,
  TerraformOutput,
  Testing,
  type TerraformStack,
  TerraformVariable,
  Token,
} from "cdktf";
import { PolytomicProvider, PolytomicRole, S3Connection } from "../../../constructs";
import { synthesisError } from "../../support/problems";
import { newStack, synth, synthesized } from "../synth";

const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
const DATA = "polytomic_s3_connection";
const ROLE = "arn:aws:iam::111122223333:role/polytomic";

describe("an S3 connection that exists", () => {
  test("has models without reading or managing the connection", () => {
    const terraform = synth((stack) => {
      const lake = S3Connection.fromConnectionId(stack, "lake", UUID);
      lake.model("orders", { name: "Orders", file: "orders.csv" });
    });
    expect(terraform.addresses).toEqual([expect.stringMatching(/^polytomic_model\.lake_orders_/)]);
    expect(terraform.the("polytomic_model")).toMatchObject({ connection_id: UUID });
    expect(terraform.json.data).toBeUndefined();
  });

  test("passes organization and provider to its models and to its data source", () => {
    const terraform = synth((stack) => {
      const polytomicProvider = new PolytomicProvider(stack, "eu", { alias: "eu" });
      const lake = S3Connection.fromConnectionId(stack, "lake", UUID, {
        organization: UUID,
        polytomicProvider,
      });
      lake.model("orders", { name: "Orders", file: "orders.csv" });
      new TerraformOutput(stack, "bucket", { value: lake.data.configuration.s3BucketName });
    });
    const inherited = { organization: UUID, provider: "polytomic.eu" };
    expect(terraform.the("polytomic_model")).toMatchObject(inherited);
    expect(Object.values(terraform.json.data?.[DATA] ?? {})).toEqual([{ ...inherited, id: UUID }]);
  });

  test("is read once, by its data source, on request", () => {
    const terraform = synth((stack) => {
      const lake = S3Connection.fromConnectionId(stack, "lake", UUID);
      const { externalId } = lake.data.configuration;
      new PolytomicRole(stack, "role", { externalIds: [externalId, lake.data.configuration.externalId] });
    });
    expect(Object.keys(terraform.json.data?.[DATA] ?? {})).toHaveLength(1);
    expect(JSON.stringify(terraform.the("aws_iam_role").assume_role_policy)).toContain(
      "${data.polytomic_s3_connection.lake_data-source.configuration.external_id}",
    );
  });

  test("can have its id from a variable", () => {
    const terraform = synth((stack) => {
      const id = new TerraformVariable(stack, "id", { type: "string" }).stringValue;
      const lake = S3Connection.fromConnectionId(stack, "lake", id);
      new TerraformOutput(stack, "bucket", { value: lake.data.configuration.s3BucketName });
    });
    expect(Object.values(terraform.json.data?.[DATA] ?? {})).toEqual([{ id: "${var.id}" }]);
  });

  test("can have its id from a data source or another stack", () => {
    const app = Testing.app();
    const other = newStack("other", app);
    const stack = newStack("stack", app);
    const found = S3Connection.fromConnectionId(stack, "found", UUID).data;
    const auth = { mode: "iam_role", role: PolytomicRole.fromRoleArn(other, "role", ROLE) } as const;
    const elsewhere = new S3Connection(other, "lake", {
      name: "Lake",
      bucket: "acme",
      region: "us-east-1",
      auth,
    });
    const ids = [found.id, elsewhere.connectionId];
    ids.forEach((id, index) =>
      expect(S3Connection.fromConnectionId(stack, `it${index}`, id).data).toBeDefined(),
    );
    expect(Object.keys(synthesized(stack).json.data?.[DATA] ?? {})).toHaveLength(3);
  });

  test("is not read if its stack manages it, even behind a function", () => {
    const stack = newStack();
    const auth = { mode: "iam_role", role: PolytomicRole.fromRoleArn(stack, "role", ROLE) } as const;
    const made = new S3Connection(stack, "made", { name: "Lake", bucket: "acme", region: "us-east-1", auth });
    const id = Token.asString(Fn.lower(made.connectionId));
    expect(S3Connection.fromConnectionId(stack, "existing", id).data.id).toBeDefined();
    expect(() => synthesized(stack)).toThrow("CDKTF_POLYTOMIC_CONNECTION_MANAGED_HERE");
  });

  test("is not read if its stack manages it, because every plan of a change would fail", () => {
    const stack = newStack();
    const role = new PolytomicRole(stack, "role");
    const auth = { mode: "iam_role", role } as const;
    const made = new S3Connection(stack, "made", {
      name: "Lake",
      bucket: "acme-lake",
      region: "us-east-1",
      auth,
    });
    const existing = S3Connection.fromConnectionId(stack, "existing", made.connectionId);
    expect(existing.data.id).toBeDefined();
    expect(() => synthesized(stack)).toThrow(
      /\[stack\/existing\] polytomic_s3_connection\.made\S* is managed by this stack.* \[CDKTF_POLYTOMIC_CONNECTION_MANAGED_HERE\] \S+\/docs\/reference\/errors\.md#connection-managed-here/,
    );
  });

  test("takes its attributes without reading, depending on its mode", () => {
    const stack = newStack();
    const lake = S3Connection.fromAttributes(stack, "lake", {
      connectionId: UUID,
      auth: { mode: "iam_role", externalId: "known" },
    });
    const legacy = S3Connection.fromAttributes(stack, "legacy", {
      connectionId: UUID,
      auth: { mode: "access_key_and_secret", awsUser: "arn:aws:iam::111122223333:user/polytomic" },
    });
    expect(lake.auth.externalId).toBe("known");
    expect(legacy.auth.awsUser).toBe("arn:aws:iam::111122223333:user/polytomic");
    expect(lake).toMatchObject({ connectionId: UUID, connectionType: "s3", prerequisites: [] });
    expect(synthesized(stack).json.data).toBeUndefined();
  });

  test.each<[string, object, RegExp]>([
    ["without an id", { connectionId: "" }, /connectionId +must not be empty/],
    [
      "with an external ID and no mode",
      { auth: { externalId: "x" } },
      /auth\.mode +is missing; expected "iam_role"/,
    ],
    [
      "with an external ID in a mode without one",
      { auth: { mode: "access_key_and_secret", awsUser: "arn", externalId: "x" } },
      /auth\.externalId +is allowed only with mode "iam_role"/,
    ],
    ["without the attributes of its authentication", { auth: undefined }, /auth +is missing/],
    [
      "with a URL",
      { connectionId: "https://app.polytomic.com/x" },
      /connectionId .* is not the id of a connection/,
    ],
    [
      "with an organization that is not a UUID",
      { organization: "acme" },
      /organization +"acme" is not a lowercase UUID/,
    ],
  ])("is rejected %s", (_, attributes, message) => {
    const all = { connectionId: UUID, auth: { mode: "iam_role", externalId: "known" }, ...attributes };
    expect(() => S3Connection.fromAttributes(newStack(), "lake", all as never)).toThrow(message);
  });
});

describe("the attributes of the authentication", () => {
  const place = { name: "Lake", bucket: "acme-lake", region: "us-east-1" };

  test("are the external ID in role mode, as in the trust policy", () => {
    const terraform = synth((stack) => {
      const auth = { mode: "iam_role", role: new PolytomicRole(stack, "role") } as const;
      const lake = new S3Connection(stack, "lake", { ...place, auth });
      new TerraformOutput(stack, "external_id", { value: lake.auth.externalId });
    });
    const { Statement } = terraform.the("aws_iam_role").assume_role_policy as {
      Statement: [{ Condition: object }];
    };
    expect(Statement[0].Condition).toEqual({
      StringEquals: { "sts:ExternalId": terraform.output("external_id") },
    });
  });

  test("are the user in access-key mode", () => {
    const terraform = synth((stack) => {
      const secretAccessKey = new TerraformVariable(stack, "secret", { sensitive: true }).stringValue;
      const auth = { mode: "access_key_and_secret", accessKeyId: "AKIA", secretAccessKey } as const;
      const lake = new S3Connection(stack, "lake", { ...place, auth });
      new TerraformOutput(stack, "user", { value: lake.auth.awsUser });
    });
    expect(terraform.output("user")).toBe("${polytomic_s3_connection.lake.configuration.aws_user}");
  });

  test.each<[string, RegExp, (stack: TerraformStack) => string]>([
    [
      "a token of a literal",
      /a literal or contains one/,
      () => Lazy.stringValue({ produce: () => "wJalrXUtnFEMI" }),
    ],
    [
      "the value of a variable with a default",
      /the value of the variable secret, which has a default/,
      (stack) => new TerraformVariable(stack, "secret", { default: "wJalrXUtnFEMI" }).stringValue,
    ],
    [
      "a local that is a literal",
      /a literal in the local secret/,
      (stack) => new TerraformLocal(stack, "secret", "wJalrXUtnFEMI").asString,
    ],
  ])("reject a secret that is %s", (_, problem, secret) => {
    const stack = newStack();
    const secretAccessKey = secret(stack);
    const auth = { mode: "access_key_and_secret", accessKeyId: "AKIA", secretAccessKey } as const;
    new S3Connection(stack, "lake", { ...place, auth });
    const message = synthesisError(stack);
    expect(message).toMatch(/\[stack\/lake\/Resource\] configuration\.awsSecretAccessKey is /);
    expect(message).toMatch(problem);
    expect(message).toMatch(
      /\[CDKTF_POLYTOMIC_SECRET_IN_CLEAR\] \S+\/docs\/reference\/errors\.md#secret-in-clear/,
    );
    expect(message).not.toContain("wJalrXUtnFEMI");
  });
});
