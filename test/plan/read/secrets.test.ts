import { inspect } from "node:util";
import { parsePlan } from "../../../lib/plan/read/parse-plan";
import { Secret } from "../../../lib/plan/value";
import { everyFormat } from "../render/every-format";
import { everythingIn } from "./every-getter";

/** Makes secrets that nothing else contains. Each remembers where it was put. */
class Seeds {
  public readonly planted = new Map<string, string>();

  /** @param like what the secret looks like, with `SEED` for its unique part */
  public plant(place: string, like = "SEED"): string {
    const seed = `Zq${1000 + this.planted.size}xVw`;
    this.planted.set(seed, place);
    return like.replace("SEED", seed);
  }

  /** The secrets so far that were put into places with these names. */
  public in(places: RegExp): string[] {
    return [...this.planted].filter(([, place]) => places.test(place)).map(([seed]) => seed);
  }

  /** The places whose secret is in a text, in clear or in base64. */
  public foundIn(text: string): string[] {
    return [...this.planted]
      .filter(([seed]) =>
        [seed, ...[0, 1, 2].map((offset) => encoded(seed, offset))].some((one) => text.includes(one)),
      )
      .map(([, place]) => place);
  }
}

/** The middle of the base64 of a secret that `offset` bytes precede. */
const encoded = (seed: string, offset: number): string =>
  Buffer.from("-".repeat(offset) + seed)
    .toString("base64")
    .slice(offset === 0 ? 0 : 4, 10);

const textOf = (value: unknown): string =>
  [
    inspect(value, { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity }),
    JSON.stringify(value),
  ].join("\n");

interface Sides {
  readonly before?: object;
  readonly after?: object;
  readonly unknown?: object;
  readonly beforeMarks?: unknown;
  readonly marks?: unknown;
}

const change = (type: string, name: string, sides: Sides, more: object = {}): object => ({
  address: `${type}.${name}`,
  mode: "managed",
  type,
  name,
  provider_name: "registry.terraform.io/hashicorp/aws",
  ...more,
  change: {
    actions: sides.before === undefined ? ["create"] : ["update"],
    before: sides.before ?? null,
    after: sides.after ?? null,
    after_unknown: sides.unknown ?? {},
    before_sensitive: sides.beforeMarks ?? false,
    after_sensitive: sides.marks ?? {},
    ...(more as { change?: object }).change,
  },
});

const seeds = new Seeds();
const plant = seeds.plant.bind(seeds);
/** A secret that is marked at one place, and repeated at others. */
const marked = (place: string): string => plant(`marked: ${place}`);

const repeated = marked("repeated");
const quoted = plant("repeated with quotes", 'a"SEED<b>&c\\d');
const key = plant(
  "a private key",
  "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEASEED0123456789\n-----END RSA PRIVATE KEY-----\n",
);
const listed = plant("a sensitive list of a variable");
const inModule = plant("a sensitive variable of a module");

const resourceChanges = [
  change("aws_db_instance", "top", {
    before: { password: marked("before"), name: "orders" },
    after: { password: marked("after"), name: "orders", port: 5432 },
    beforeMarks: { password: true },
    marks: { password: true },
  }),
  change("aws_thing", "deep", {
    after: {
      list: [{ token_of: [marked("deep in lists")] }, { token_of: ["open"] }],
      map: { one: { two: { three: marked("deep in maps") } } },
    },
    marks: { list: [{ token_of: [true] }, {}], map: { one: { two: { three: true } } } },
  }),
  change("aws_thing", "set", {
    after: {
      header: [
        { name: "a", value: marked("an element of a set") },
        { name: "b", value: marked("another") },
      ],
    },
    marks: { header: true },
  }),
  change("aws_thing", "whole", { after: { a: marked("a whole resource"), n: 98765432 }, marks: true }),
  change("aws_thing", "number", { after: { text: "call 98765432 now", number: 98765432 } }),
  change("aws_thing", "named", {
    after: {
      master_password: plant("master_password"),
      secret_string: plant("secret_string"),
      private_key: plant("private_key"),
      auth_token: plant("auth_token"),
      secret_key: plant("secret_key"),
      token: plant("token"),
      passwords: [plant("a list of passwords")],
      credentials: { "db.internal": plant("a map of credentials") },
      connection_string: plant("connection_string"),
      database: [{ user: "u", passwd: plant("a block with a password") }],
      pin_code: "abc",
    },
  }),
  change("aws_lambda_function", "environment", {
    after: {
      environment: [
        { variables: { DB_PASSWORD: plant("an environment variable"), apiKey: plant("camel case") } },
      ],
    },
  }),
  change("aws_ecs_task_definition", "task", {
    after: {
      container_definitions: JSON.stringify([
        {
          name: "app",
          environment: [
            { name: "STAGE", value: "production" },
            { name: "DB_PASSWORD", value: plant("an environment variable in JSON") },
          ],
          secretOptions: [{ secretKey: plant("a member of JSON") }],
        },
      ]),
    },
  }),
  change("aws_instance", "user-data", {
    after: {
      user_data: `#!/bin/sh\nexport X=${repeated}\ncat <<KEY\n${key}KEY`,
      user_data_base64: Buffer.from(`echo ${repeated}; echo ${quoted}`).toString("base64"),
      url: `postgres://polytomic:${plant("a password in a URL")}@db.internal/x`,
      encoded_url: `https://x.example/?k=${encodeURIComponent(quoted)}`,
      jwt: `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${plant("a JWT", "SEEDabcdefgh")}`,
      github: plant("a GitHub token", "ghp_0123456789abcdefSEED"),
      slack: plant("a Slack token", "xoxb-123456789-SEED"),
    },
    marks: {},
  }),
  change("aws_other", "repeats", {
    after: {
      description: `uses ${repeated} and ${quoted}`,
      document: JSON.stringify({ inner: JSON.stringify({ deep: quoted }), key }),
      terraform: JSON.stringify(quoted).replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`),
      keys: { [repeated]: "a name of a member", indented: key.replaceAll("\n", "\n    ") },
      listed: ["x", `-${listed}-`],
      module: inModule,
      marked_elsewhere: seeds.in(/^marked/).join(" "),
    },
  }),
  change("polytomic_api_connection", "api", {
    after: {
      name: "API",
      configuration: {
        url: "https://api.example",
        auth: { header: [{ name: "X-Custom", value: plant("a header that authenticates") }] },
        header: { name: "X-Any", value: plant("the header of a connection") },
        headers: [
          { name: "Accept", value: "application/json" },
          { name: "X-Api-Key", value: plant("a header with a telling name") },
        ],
        parameters: [{ name: "session_token", value: plant("a parameter with a telling name") }],
        oauth: { client_secret: plant("a nested client secret"), client_id: plant("client_id") },
        service_account: plant("a service account"),
        ca_cert: plant("ca_cert"),
      },
    },
  }),
  change("polytomic_model", "file", {
    after: { name: "People", configuration: JSON.stringify({ key: "people.csv", headers: [] }) },
  }),
  change(
    "aws_thing",
    "imported",
    { after: { id: "x" } },
    { change: { importing: { id: `prefix/${repeated}` } } },
  ),
  change(
    "aws_thing",
    `keys["${repeated}"]`,
    { before: { id: "x" }, after: { id: "y" } },
    { previous_address: `aws_thing.old["${repeated}"]` },
  ),
  change("aws_secretsmanager_secret_version", "write-only", {
    after: { secret_string_wo: null, secret_string_wo_version: 1 },
    unknown: { id: true },
  }),
  change("aws_iam_role", "unknown", {
    after: {},
    unknown: { assume_role_policy: true, other: true },
  }),
  change("aws_thing", "unmarked", { after: { note: "literal" } }),
];

const plan = {
  format_version: "1.2",
  terraform_version: "1.14.0",
  variables: {
    db_text: { value: plant("a sensitive variable") },
    db_list: { value: ["short", listed] },
    db_object: { value: { user: { pass: plant("a sensitive object of a variable") } } },
    api_password: { value: plant("a variable with a telling name") },
  },
  resource_changes: resourceChanges,
  resource_drift: [
    change("aws_db_instance", "drift", {
      before: { password: marked("drift before"), note: repeated },
      after: { password: marked("drift after") },
      beforeMarks: { password: true },
      marks: { password: true },
    }),
  ],
  output_changes: {
    token_out: {
      actions: ["update"],
      before: marked("an output before"),
      after: marked("an output after"),
      before_sensitive: true,
      after_sensitive: true,
    },
    by_declaration: {
      actions: ["create"],
      before: null,
      after: plant("an output that is declared sensitive"),
    },
    db_password: { actions: ["create"], before: null, after: plant("an output with a telling name") },
    open: { actions: ["create"], before: null, after: `see ${repeated}`, after_sensitive: false },
    deep: {
      actions: ["create"],
      before: null,
      after: { a: [marked("deep in an output")] },
      after_sensitive: { a: [true] },
    },
  },
  deferred_changes: [
    {
      reason: "instance_count_unknown",
      resource_change: change("aws_thing", "deferred", {
        after: { v: marked("a deferred change") },
        marks: { v: true },
      }),
    },
  ],
  action_invocations: [
    {
      address: "action.aws_lambda_invoke.run",
      config_values: { payload: marked("an action"), secret_key: plant("an action, by name") },
      config_sensitive: { payload: true },
    },
  ],
  checks: [
    {
      address: { to_display: "check.health" },
      status: "fail",
      instances: [
        {
          address: { to_display: "check.health" },
          status: "fail",
          problems: [{ message: `got ${repeated}` }],
        },
      ],
    },
  ],
  planned_values: {
    outputs: { one: { value: plant("a planned output"), sensitive: true } },
    root_module: {
      resources: [
        {
          mode: "managed",
          type: "t",
          values: { v: repeated, w: quoted },
          sensitive_values: { v: true, w: true },
        },
      ],
      child_modules: [
        {
          resources: [
            {
              mode: "managed",
              type: "t",
              values: { v: marked("a planned module") },
              sensitive_values: { v: true },
            },
          ],
        },
      ],
    },
  },
  prior_state: {
    values: {
      outputs: { two: { value: plant("a prior output"), sensitive: true } },
      root_module: {
        resources: [
          {
            address: "data.aws_secretsmanager_secret_version.db",
            mode: "data",
            type: "aws_secretsmanager_secret_version",
            name: "db",
            values: { secret_string: marked("a data source"), label: plant("marked in a data source") },
            sensitive_values: { secret_string: true, label: true },
          },
          {
            address: "data.external.login",
            mode: "data",
            type: "external",
            name: "login",
            values: { result: { password: plant("a data source, by name") } },
          },
        ],
      },
    },
  },
  configuration: {
    provider_config: {
      polytomic: {
        name: "polytomic",
        expressions: { api_key: { constant_value: plant("a provider's key") } },
      },
    },
    root_module: {
      variables: {
        db_text: { sensitive: true },
        db_list: { sensitive: true, default: [plant("the default of a sensitive variable")] },
        db_object: { sensitive: true },
      },
      outputs: {
        by_declaration: {
          sensitive: true,
          expression: { constant_value: plant("the literal of an output") },
        },
      },
      resources: [
        {
          address: "aws_secretsmanager_secret_version.write-only",
          mode: "managed",
          type: "aws_secretsmanager_secret_version",
          expressions: {
            secret_string_wo: { constant_value: plant("a write-only argument") },
            id: { references: ["aws_thing.deep.id"] },
          },
        },
        {
          address: "aws_iam_role.unknown",
          mode: "managed",
          type: "aws_iam_role",
          expressions: {
            assume_role_policy: {
              constant_value: `\${jsonencode({"Statement" = [{"Effect" = "Allow", "Action" = "x", "Resource" = "r-${repeated}", "Condition" = {"StringEquals" = {"k" = aws_thing.deep.map.one.two.three}}}], "client_secret" = "${plant("a literal in a template")}"})}`,
            },
            other: { constant_value: `\${md5("${repeated}")}` },
          },
          provisioners: [
            {
              type: "local-exec",
              expressions: { environment: { constant_value: { TOKEN: plant("a provisioner") } } },
            },
          ],
        },
        {
          address: "aws_thing.unmarked",
          mode: "managed",
          type: "aws_thing",
          expressions: { note: { constant_value: `\${"${inModule}"}` } },
        },
      ],
      module_calls: {
        inner: {
          expressions: { key_material: { constant_value: inModule } },
          module: {
            variables: { key_material: { sensitive: true, default: plant("a default in a module") } },
            resources: [
              {
                address: "aws_thing.inner",
                mode: "managed",
                type: "aws_thing",
                expressions: { password: { constant_value: plant("a literal in a module") } },
              },
            ],
          },
        },
      },
    },
  },
};

const configuration = {
  variable: { default_token: { default: plant("a default in cdk.tf.json"), sensitive: true } },
  locals: { l: { password: plant("a local in cdk.tf.json") } },
  output: { o: { value: plant("an output in cdk.tf.json"), sensitive: true } },
  provider: { polytomic: [{ partner_key: plant("a provider in cdk.tf.json") }] },
  resource: {
    aws_thing: {
      unmarked: {
        "//": { metadata: { path: "stack/thing" } },
        note: `\${local.l.password} ${inModule}`,
        token: plant("an argument in cdk.tf.json"),
        policy: `\${jsonencode({"Statement" = [], "api_key" = "${plant("a literal in a template of cdk.tf.json")}"})}`,
      },
    },
  },
};

const parsed = parsePlan(JSON.stringify(plan), {
  name: "stack",
  configuration,
  configurationFile: "cdk.tf.json",
});

test("no secret of a plan is in what is read from it", () => {
  expect(seeds.planted.size).toBeGreaterThan(70);
  expect(seeds.foundIn(JSON.stringify([plan, configuration])).length).toBe(seeds.planted.size);
  expect(seeds.foundIn(textOf(everythingIn(parsed)))).toEqual([]);
});

test.each(Object.entries(everyFormat([parsed])))("no secret is in the output as %s", (_, output) => {
  expect(output.length).toBeGreaterThan(100);
  expect(seeds.foundIn(output)).toEqual([]);
});

test("what is not secret remains", () => {
  const valuesOf = (name: string) => parsed.resources.find(({ address }) => address.endsWith(name))?.after;
  expect(valuesOf(".top")).toEqual({ password: expect.any(Secret), name: "orders", port: 5432 });
  expect(valuesOf(".deep")).toMatchObject({ list: [{}, { token_of: ["open"] }] });
  expect(valuesOf(".repeats")).toMatchObject({
    description: expect.stringMatching(/^uses ‹secret \d+› and ‹secret \d+›$/),
  });
  expect(valuesOf(".api")).toMatchObject({
    configuration: {
      url: "https://api.example",
      headers: [{ value: "application/json" }, { name: "X-Api-Key" }],
    },
  });
  expect(valuesOf(".file")).toEqual({
    name: "People",
    configuration: expect.stringContaining('"key":"people.csv"'),
  });
  expect(valuesOf(".task")).toEqual({
    container_definitions: expect.stringContaining('{"name":"STAGE","value":"production"}'),
  });
});
