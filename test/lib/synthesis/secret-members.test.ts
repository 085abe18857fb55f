import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import {
  Aspects,
  conditional,
  DataResource,
  Fn,
  Lazy,
  propertyAccess,
  TerraformLocal,
  TerraformStack,
  TerraformVariable,
  Testing,
  Token,
} from "cdktf";
import { ApiConnection } from "../../../lib/bindings/api-connection/index";
import { PostgresqlConnection } from "../../../lib/bindings/postgresql-connection/index";
import { PolytomicProvider } from "../../../lib/bindings/provider/index";
import { S3Connection } from "../../../lib/bindings/s3-connection/index";
import { StrackrConnection } from "../../../lib/bindings/strackr-connection/index";
import { Sync } from "../../../lib/bindings/sync/index";
import { WebhookConnection } from "../../../lib/bindings/webhook-connection/index";
import { unsafePlainText } from "../../../lib/synthesis/plain-text";
import { problemLines, synthesisError } from "../../support/problems";

const REMEDY =
  "The synthesized files would contain it. Pass the value of a variable without a default: " +
  'new TerraformVariable(this, "secret", { sensitive: true }).stringValue ' +
  "[CDKTF_POLYTOMIC_SECRET_IN_CLEAR] https://github.com/OWNER/cdktf-polytomic/blob/main/docs/reference/errors.md#secret-in-clear";

function problemsIn(build: (stack: TerraformStack) => void): string[] {
  const stack = new TerraformStack(Testing.app(), "stack");
  build(stack);
  const message = synthesisError(stack);
  expect(message).not.toContain("hunter2");
  return problemLines(message);
}

const configuration = { hostname: "db", port: 5432, database: "raw", username: "polytomic" } as const;

/** The problems of a connection with this password. */
const problemsWithPassword = (password: (stack: TerraformStack) => string): string[] =>
  problemsIn((stack) => {
    new PostgresqlConnection(stack, "db", {
      name: "db",
      configuration: { ...configuration, password: password(stack) },
    });
  });

const variable = (stack: TerraformStack, id = "secret", config: object = {}): TerraformVariable =>
  new TerraformVariable(stack, id, { type: "string", sensitive: true, ...config });

describe("a secret member", () => {
  test("is reported with the path of its construct and the fix", () => {
    expect(problemsWithPassword(() => "hunter2")).toEqual([
      `[stack/db] configuration.password is a literal or contains one. ${REMEDY}`,
    ]);
  });

  test.each<[string, (stack: TerraformStack) => string]>([
    ["a Lazy that produces one", () => Lazy.stringValue({ produce: () => "hunter2" })],
    [
      "a Lazy of a Lazy",
      () => Lazy.stringValue({ produce: () => Lazy.stringValue({ produce: () => "hunter2" }) }),
    ],
    ["text next to an expression", (stack) => `hunter2${variable(stack).stringValue}`],
    [
      "text between expressions",
      (stack) => `${variable(stack).stringValue}-${variable(stack, "b").stringValue}`,
    ],
    ["an escaped expression", () => "$${var.secret}"],
    ["an expression with only a literal", () => Fn.join("", ["hun", "ter2"])],
    ["a literal in sensitive()", () => Token.asString(Fn.sensitive("hunter2"))],
    [
      "an expression of a local with one",
      (stack) => Fn.trimspace(new TerraformLocal(stack, "l", "hunter2").asString),
    ],
    [
      "an expression of a variable with a default",
      (stack) => Fn.trimspace(variable(stack, "v", { default: "hunter2" }).stringValue),
    ],
  ])("rejects a literal: %s", (_, password) => {
    expect(problemsWithPassword(password)).toEqual([
      `[stack/db] configuration.password is a literal or contains one. ${REMEDY}`,
    ]);
  });

  test.each<[string, (stack: TerraformStack) => string, string]>([
    [
      "a variable with a default",
      (stack) => variable(stack, "v", { default: "hunter2" }).stringValue,
      "is the value of the variable v, which has a default",
    ],
    ["a local", (stack) => new TerraformLocal(stack, "l", "hunter2").asString, "is a literal in the local l"],
    [
      "a member of a local",
      (stack) =>
        Token.asString(
          propertyAccess(new TerraformLocal(stack, "l", { key: "hunter2" }).expression, ["key"]),
        ),
      "is a literal in the local l",
    ],
    [
      "a local of a local",
      (stack) => new TerraformLocal(stack, "m", new TerraformLocal(stack, "l", "hunter2").asString).asString,
      "is a literal in the local m",
    ],
    [
      "a Lazy of undefined",
      () => Lazy.stringValue({ produce: () => undefined }),
      "is a token that resolves to nothing",
    ],
    [
      "a Lazy of an empty string",
      () => Lazy.stringValue({ produce: () => "" }),
      "is a token that resolves to nothing",
    ],
  ])("rejects a hidden literal: %s", (_, password, problem) => {
    expect(problemsWithPassword(password)).toEqual([
      `[stack/db] configuration.password ${problem}. ${REMEDY}`,
    ]);
  });

  test.each<[string, (stack: TerraformStack) => string]>([
    ["a variable", (stack) => variable(stack).stringValue],
    [
      "a variable whose default is null",
      (stack) => variable(stack, "v", { default: null, nullable: true }).stringValue,
    ],
    [
      "a local of a variable",
      (stack) => new TerraformLocal(stack, "l", variable(stack).stringValue).asString,
    ],
    [
      "a data source",
      () => '${jsondecode(data.aws_secretsmanager_secret_version.it.secret_string)["password"]}',
    ],
    ["a function of a variable", (stack) => Fn.trimspace(variable(stack).stringValue)],
    [
      "a function of a string with a variable",
      (stack) => Fn.join("", [`${variable(stack).stringValue}`, "x"]),
    ],
    ["an intended literal", () => unsafePlainText("hunter2")],
    ["an empty string, which removes an earlier secret", () => ""],
  ])("accepts %s", (_, password) => {
    expect(problemsWithPassword(password)).toEqual([]);
  });

  test("is found however it is set", () => {
    const problem = `configuration.password is a literal or contains one. ${REMEDY}`;
    const found = problemsIn((stack) => {
      const connection = (id: string): PostgresqlConnection =>
        new PostgresqlConnection(stack, id, {
          name: id,
          configuration: { ...configuration, password: variable(stack, `${id}-secret`).stringValue },
        });
      connection("override").addOverride("configuration.password", "hunter2");
      connection("property").configuration.password = "hunter2";
      connection("put").putConfiguration({ ...configuration, password: "hunter2" });
      const overridden = connection("stack-override");
      stack.addOverride(
        `resource.polytomic_postgresql_connection.${overridden.friendlyUniqueId}.configuration.password`,
        "hunter2",
      );
      Aspects.of(connection("aspect")).add({
        visit: (node) => (node as PostgresqlConnection).addOverride("configuration.password", "hunter2"),
      });
      new PostgresqlConnection(stack, "token", {
        name: "whole",
        configuration: Lazy.anyValue({ produce: () => ({ password: "hunter2" }) }) as never,
      });
    });
    expect(found).toEqual(
      ["override", "property", "put", "stack-override", "aspect", "token"].map(
        (id) => `[stack/${id}] ${problem}`,
      ),
    );
  });
});

// CDKTF's type allows only objects; Terraform allows any value.
const dataOf = (stack: TerraformStack, id: string, input: unknown): DataResource =>
  new DataResource(stack, id, { input: input as Record<string, unknown> });

describe("a literal elsewhere in the files", () => {
  const local = (stack: TerraformStack, value: unknown): string =>
    new TerraformLocal(stack, "l", value).friendlyUniqueId;

  test.each<[string, (stack: TerraformStack) => string]>([
    [
      "an override of a variable's default by the stack",
      (stack) => {
        stack.addOverride("variable.v.default", "hunter2");
        return variable(stack, "v").stringValue;
      },
    ],
    [
      "an override of a variable's default",
      (stack) => {
        const overridden = variable(stack, "v");
        overridden.addOverride("default", "hunter2");
        return overridden.stringValue;
      },
    ],
    [
      "a default that is set later",
      (stack) => {
        const later = variable(stack, "v");
        Object.assign(later, { default: "hunter2" });
        return later.stringValue;
      },
    ],
    [
      "a variable that only an override declares",
      (stack) => {
        stack.addOverride("variable.v", { default: "hunter2" });
        return "${var.v}";
      },
    ],
    [
      "an override of a local",
      (stack) => {
        stack.addOverride("locals.l", "hunter2");
        return new TerraformLocal(stack, "l", variable(stack).stringValue).asString;
      },
    ],
    [
      "an override of a member of a local",
      (stack) => {
        stack.addOverride("locals.l.password", "hunter2");
        return `\${local.${local(stack, { password: variable(stack).stringValue })}.password}`;
      },
    ],
    [
      "a member of a local next to a reference",
      (stack) =>
        `\${local.${local(stack, { user: variable(stack).stringValue, password: "hunter2" })}["password"]}`,
    ],
    [
      "an element of a local list next to a reference",
      (stack) => `\${local.${local(stack, [variable(stack).stringValue, "hunter2"])}[1]}`,
    ],
    [
      "a member of a local through another local",
      (stack) => {
        const inner = new TerraformLocal(stack, "inner", {
          user: variable(stack).stringValue,
          password: "hunter2",
        });
        return `\${local.${local(stack, { all: inner.expression })}.all.password}`;
      },
    ],
    [
      "a variable with the id of something else",
      (stack) => {
        new DataResource(stack, "same");
        const renamed = variable(stack, "other", { default: "hunter2" });
        renamed.overrideLogicalId("same");
        return renamed.stringValue;
      },
    ],
    ["the output of a terraform_data", (stack) => Token.asString(dataOf(stack, "d", "hunter2").output)],
    [
      "the output of a terraform_data through another one",
      (stack) => {
        const inner = dataOf(stack, "inner", { user: variable(stack).stringValue, password: "hunter2" });
        return `\${terraform_data.${dataOf(stack, "d", inner.output).friendlyUniqueId}.output.password}`;
      },
    ],
    [
      "an argument of another resource",
      (stack) => {
        const parameter = new SsmParameter(stack, "p", {
          name: "pw",
          type: "SecureString",
          value: "hunter2",
        });
        return `\${aws_ssm_parameter.${parameter.friendlyUniqueId}.value}`;
      },
    ],
    ["a conditional", (stack) => Token.asString(conditional(variable(stack).stringValue, "hunter2", "b"))],
    ["an index", (stack) => `\${["hunter2"][var.${variable(stack).friendlyUniqueId}]}`],
    ["an encoded secret", () => Fn.base64encode("hunter2")],
    ["a secret next to other values", () => '${join("", ["hunter2", path.module, terraform.workspace])}'],
  ])("is found: %s", (_, password) => {
    expect(problemsWithPassword(password)).toEqual([
      expect.stringMatching(/^\[stack\/db\] configuration\.password is /),
    ]);
  });

  test("is found in for_each", () => {
    const found = problemsIn((stack) => {
      const connection = new PostgresqlConnection(stack, "db", {
        name: "db",
        configuration: { ...configuration, password: "${each.value.password}" },
      });
      connection.addOverride("for_each", { eu: { password: "hunter2" } });
    });
    expect(found).toEqual([
      expect.stringMatching(/^\[stack\/db\] configuration\.password is a literal in its for_each/),
    ]);
  });

  test.each<[string, (stack: TerraformStack) => string]>([
    ["a file", () => Fn.file("/run/secrets/pw")],
    ["a provider function", () => '${provider::vault::get("secret/pw")}'],
    ["a computed attribute of a resource", () => "${random_password.pw.result}"],
    ["a computed attribute of a resource of the stack", (stack) => dataOf(stack, "d", "x").id],
    [
      "a member of a local next to a literal",
      (stack) =>
        `\${local.${local(stack, { user: "x", password: variable(stack).stringValue })}["password"]}`,
    ],
    [
      "the output of a terraform_data with a variable",
      (stack) => Token.asString(dataOf(stack, "d", variable(stack).stringValue).output),
    ],
    ["a conditional with a variable", (stack) => `\${true ? var.${variable(stack).friendlyUniqueId} : null}`],
  ])("is not confused with %s", (_, password) => {
    expect(problemsWithPassword(password)).toEqual([]);
  });

  test("is checked again in each synthesis", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    const password = variable(stack, "v");
    new PostgresqlConnection(stack, "db", {
      name: "db",
      configuration: { ...configuration, password: password.stringValue },
    });
    expect(problemLines(synthesisError(stack))).toEqual([]);
    Object.assign(password, { default: "hunter2" });
    expect(problemLines(synthesisError(stack))).toHaveLength(1);
    Object.assign(password, { default: undefined });
    expect(problemLines(synthesisError(stack))).toEqual([]);
  });
});

describe("a secret access key instead of its ID", () => {
  const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  test("is rejected in a binding, and not shown", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    const awsSecretAccessKey = variable(stack).stringValue;
    const place = { s3BucketName: "s3://acme-lake", s3BucketRegion: "us-east-1" };
    new S3Connection(stack, "lake", {
      name: "lake",
      configuration: {
        authMode: "access_key_and_secret",
        awsAccessKeyId: SECRET,
        awsSecretAccessKey,
        ...place,
      },
    });
    const message = synthesisError(stack);
    expect(problemLines(message)).toEqual([
      expect.stringMatching(/^\[stack\/lake\] configuration\.awsAccessKeyId looks like a secret access key/),
    ]);
    expect(message).not.toContain(SECRET);
  });
});

describe("secrets elsewhere", () => {
  test("in the provider are its keys", () => {
    const found = problemsIn((stack) => {
      new PolytomicProvider(stack, "polytomic", { apiKey: "hunter2", deploymentUrl: "http://127.0.0.1" });
      new PolytomicProvider(stack, "partner", { alias: "partner", partnerKey: "hunter2" });
      new PolytomicProvider(stack, "own", { alias: "own", deploymentApiKey: "hunter2" });
      new PolytomicProvider(stack, "fine", { alias: "fine", apiKey: variable(stack).stringValue });
      new PolytomicProvider(stack, "environment", { alias: "environment" });
    });
    expect(found.map((line) => line.replace(` is a literal or contains one. ${REMEDY}`, ""))).toEqual([
      "[stack/polytomic] apiKey",
      "[stack/partner] partnerKey",
      "[stack/own] deploymentApiKey",
    ]);
  });

  test("in a sync are its passphrase", () => {
    const [found = "", ...others] = problemsIn((stack) => {
      const target = { connectionId: "c", object: "o" };
      const sync = {
        name: "s",
        mode: "create",
        active: true,
        schedule: { frequency: "manual" },
        target,
        fields: [],
      };
      new Sync(stack, "sync", { ...sync, encryptionPassphrase: "hunter2" });
    });
    expect(found).toMatch(/^\[stack\/sync\] encryptionPassphrase is a literal/);
    expect(others).toEqual([]);
  });

  test("can be numbers, whose token is a different number", () => {
    const found = problemsIn((stack) => {
      const common = { apiKey: variable(stack).stringValue, currencyType: "USD" } as const;
      const number = new TerraformVariable(stack, "id", { type: "number", sensitive: true }).numberValue;
      new StrackrConnection(stack, "literal", { name: "n", configuration: { ...common, apiId: 7 } });
      new StrackrConnection(stack, "token", { name: "n", configuration: { ...common, apiId: number } });
    });
    expect(found).toEqual([
      `[stack/literal] configuration.apiId is a literal or contains one. ${REMEDY.replace("stringValue", "numberValue")}`,
    ]);
  });

  test("are found in nested objects and lists", () => {
    const found = problemsIn((stack) => {
      new ApiConnection(stack, "api", {
        name: "api",
        configuration: {
          url: "https://api.example.com",
          auth: {
            basic: { username: "polytomic", password: "hunter2" },
            oauth: {
              clientId: "polytomic",
              clientSecret: "hunter2",
              extraFormData: [{ name: "audience", value: "hunter2" }],
            },
            header: { name: "X-Custom", value: "hunter2" },
            query: [{ name: "appid", value: "hunter2" }],
          },
        },
      });
      new WebhookConnection(stack, "webhook", {
        name: "webhook",
        configuration: { url: "https://example.com", authMethod: "basic", basic: { password: "hunter2" } },
      });
    });
    expect(found.map((line) => line.replace(` is a literal or contains one. ${REMEDY}`, ""))).toEqual([
      "[stack/api] configuration.auth.basic.password",
      "[stack/api] configuration.auth.header.value",
      "[stack/api] configuration.auth.oauth.clientSecret",
      "[stack/api] configuration.auth.query[].value",
      "[stack/webhook] configuration.basic.password",
    ]);
  });

  test.each<[string, boolean]>([
    ["Authorization", true],
    ["X-API-Key", true],
    ["access_token", true],
    ["Cookie", true],
    ...[
      "pwd",
      "pass",
      "jwt",
      "sig",
      "hmac",
      "passphrase",
      "X-Api-Key-V2",
      "userPassword",
      "apiKey2",
      "db_pass",
    ].map((name): [string, boolean] => [name, true]),
    ["Accept", false],
    ["compass", false],
    ["X-Api-Key-Id", false],
    ["X-Request-Source", false],
    ["keyword", false],
  ])("among headers are recognized by name: %s", (name, isSecret) => {
    const found = problemsIn((stack) => {
      const headers = [{ name, value: "hunter2" }];
      new ApiConnection(stack, "api", {
        name: "api",
        configuration: { url: "https://example.com", headers },
      });
    });
    expect(found).toHaveLength(isSecret ? 1 : 0);
  });

  test("in a header can follow a scheme", () => {
    const found = problemsIn((stack) => {
      const value = `Bearer ${variable(stack).stringValue}`;
      const header = { name: "Authorization", value };
      new ApiConnection(stack, "api", {
        name: "api",
        configuration: { url: "https://example.com", auth: { header }, headers: [header] },
      });
    });
    expect(found).toEqual([]);
  });
});
