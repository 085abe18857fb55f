import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, DataResource, TerraformStack, TerraformVariable } from "cdktf";
import { BulkSync, DataBucket, EventQueue, PolytomicProvider, PrimaryKeys } from "../../constructs";
import { CsvConnection } from "../../lib/bindings/csv-connection";
import { Sync } from "../../lib/bindings/sync";
import { WebhookConnection } from "../../lib/bindings/webhook-connection";
import { jsonencode } from "../../lib/terraform/jsonencode";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hcl-"));
  process.env["SYNTH_HCL_OUTPUT"] = "true"; // what `cdktf synth --hcl` sets
});

afterEach(() => {
  delete process.env["SYNTH_HCL_OUTPUT"];
  rmSync(folder, { recursive: true });
});

/** The HCL of a stack, and the result of Terraform's own parser. */
async function hcl(build: (stack: TerraformStack) => void) {
  const app = new App({ outdir: folder, skipValidation: true });
  build(new TerraformStack(app, "stack"));
  app.synth();
  const text = readFileSync(join(folder, "stacks", "stack", "cdk.tf"), "utf8");
  return { text, resource: (await parse("cdk.tf", text)).resource };
}

describe("nested attributes in `cdktf synth --hcl`", () => {
  test("are attributes, not blocks, at every depth", async () => {
    const { resource } = await hcl((stack) => {
      new Sync(stack, "sync", {
        name: "Orders",
        mode: "replace",
        active: true,
        schedule: { frequency: "runafter", runAfter: { syncIds: ["a", "b"] } },
        target: { connectionId: "c", object: "o", create: { "a name": "x" } },
        fields: [{ source: { modelId: "m", field: "email" }, target: "Email", encryptionEnabled: true }],
      });
    });
    // The parser represents blocks as lists.
    expect(resource.polytomic_sync.sync[0]).toMatchObject({
      schedule: { frequency: "runafter", run_after: { sync_ids: ["a", "b"] } },
      target: { connection_id: "c", object: "o", create: { "a name": "x" } },
      fields: [{ source: { model_id: "m", field: "email" }, target: "Email", encryption_enabled: true }],
    });
  });

  test("keep strings unchanged: quotes, lines, digits, brackets", async () => {
    const url = 'say "hi"';
    const headers = [
      { name: "[7]", value: "7" },
      { name: "two\nlines", value: "" },
    ];
    const { resource } = await hcl((stack) => {
      new WebhookConnection(stack, "hook", {
        name: "hook",
        configuration: { authMethod: "polytomic_secret", url, headers },
      });
    });
    expect(resource.polytomic_webhook_connection.hook[0].configuration).toMatchObject({ url, headers });
  });

  test("keep expressions, also next to quotes", async () => {
    const { text } = await hcl((stack) => {
      const variable = new TerraformVariable(stack, "host", { type: "string" });
      new WebhookConnection(stack, "hook", {
        name: "hook",
        configuration: {
          authMethod: "polytomic_secret",
          url: `"${variable.stringValue}"`,
          headers: [{ name: "json", value: jsonencode({ a: 'b "c"' }) }],
        },
      });
    });
    expect(text).toContain('url = "\\"${var.host}\\""');
    expect(text).toContain('value = "${jsonencode({"a" = "b \\"c\\""})}"');
  });
});

test("preconditions are blocks, next to replacement triggers", async () => {
  const { resource } = await hcl((stack) => {
    const connection = new WebhookConnection(stack, "hook", { name: "hook", configuration: {} as never });
    new PrimaryKeys(stack, "keys", { connection, schema: "s", fields: ["id"] });
  });
  const [keys] = resource.polytomic_connection_schema_primary_keys.keys_7B331FE9;
  expect(keys.lifecycle).toEqual([
    {
      precondition: [
        {
          condition: "${(length(compact([polytomic_webhook_connection.hook.organization])) >= 1)}",
          error_message: expect.stringContaining("Set organization of the PrimaryKeys."),
        },
      ],
      replace_triggered_by: ["${polytomic_webhook_connection.hook.id}"],
    },
  ]);
});

test("a condition of a Polytomic resource is a block, next to its replacement triggers", async () => {
  const { text, resource } = await hcl((stack) => {
    const connection = new CsvConnection(stack, "csv", {
      name: "C",
      configuration: { url: "https://example.com" },
    });
    new BulkSync(stack, "bulk", {
      name: "B",
      source: { connection },
      destination: { connection },
      schemas: ["people", 'a "b" \\', "${var.later}"],
      verifySchemas: true,
    });
  });
  const [sync] = Object.values(resource.polytomic_bulk_sync as Record<string, object[]>);
  expect(sync![0]).toMatchObject({
    lifecycle: [
      {
        precondition: [
          {
            condition:
              '${(length(setsubtract(["people", "a \\"b\\" \\\\"], data.polytomic_bulk_source.bulk_source_BD3CFF8C.schemas[*].id)) < 1)}',
          },
        ],
        replace_triggered_by: ["${polytomic_csv_connection.csv.id}"],
      },
    ],
  });
  expect(text).toMatch(/^\s*precondition \{$/m);
});

describe("a direct argument in HCL", () => {
  test.each<[string, (value: string) => string, string]>([
    [
      "quotes next to an expression",
      (variable) => `Orders of "${variable}"`,
      'name = "Orders of \\"${var.x}\\""',
    ],
    ["a backslash", () => "a\\b", 'name = "a\\\\b"'],
    ["a backslash before a quote", () => 'a\\"b', 'name = "a\\\\\\"b"'],
    ["lines", () => "a\nb", 'name = "a\\nb"'],
  ])("keeps %s", async (_, name, expected) => {
    const { text } = await hcl((stack) => {
      const { stringValue } = new TerraformVariable(stack, "x", { type: "string" });
      new CsvConnection(stack, "csv", {
        name: name(stringValue),
        configuration: { url: "https://example.com" },
      });
    });
    expect(text).toContain(expected);
  });

  test("keeps quotes in strings of lists, maps and blocks of AWS resources of the library", async () => {
    const { text } = await hcl((stack) => {
      new AwsProvider(stack, "aws", { region: "us-east-1" });
      const { stringValue } = new TerraformVariable(stack, "x", { type: "string" });
      new DataBucket(stack, "lake", {
        name: "acme-lake",
        tags: { team: `the "${stringValue}"` },
        lifecycleRules: [{ id: `say "${stringValue}"`, status: "Enabled", expiration: [{ days: 3 }] }],
      });
    });
    expect(text).toContain('team = "the \\"${var.x}\\""');
    expect(text).toContain('id = "say \\"${var.x}\\""');
  });
});

describe("an override in HCL", () => {
  const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
  const sync = (stack: TerraformStack): BulkSync =>
    new BulkSync(stack, "bulk", {
      name: "B",
      source: { connection: UUID },
      destination: { connection: UUID, configuration: { schema: "old" } },
      schemas: ["people", "orders"],
    });

  test.each<[string, unknown, object]>([
    [
      "destination.configuration",
      '${jsonencode({ schema = "raw" })}',
      { destination: { configuration: '${jsonencode({ schema = "raw" })}', connection_id: UUID } },
    ],
    ["destination.configuration", undefined, { destination: { connection_id: UUID } }],
    ["destination", { connection_id: 'a "b"' }, { destination: { connection_id: 'a "b"' } }],
    [
      "schemas.0.enabled",
      false,
      {
        schemas: [
          { id: "people", enabled: false },
          { id: "orders", enabled: true },
        ],
      },
    ],
    ["schedule.hour", "7", { schedule: { frequency: "manual", hour: "7" } }],
    ["name", 'x "${upper("y")}"', { name: 'x "${upper("y")}"' }],
    ["policies", ['a "b"'], { policies: ['a "b"'] }],
  ])("of %s is rendered", async (path, value, expected) => {
    const { resource } = await hcl((stack) => sync(stack).resource.addOverride(path, value));
    const [bulk] = Object.values(resource.polytomic_bulk_sync as Record<string, object[]>);
    expect(bulk![0]).toMatchObject(expected);
  });
});

test("references in meta-arguments are not quoted, because quoted ones are deprecated", async () => {
  const { text } = await hcl((stack) => {
    const provider = new PolytomicProvider(stack, "second", { alias: "second" });
    const connection = new CsvConnection(stack, "csv", {
      name: "C",
      provider,
      configuration: { url: "https://example.com" },
    });
    const wait = new DataResource(stack, "wait");
    const { resource } = new BulkSync(stack, "bulk", {
      name: "B",
      source: { connection },
      destination: { connection },
      dependsOn: [wait],
    });
    resource.lifecycle = { ignoreChanges: ["schemas", "destination.configuration"] };
    const awsProvider = new AwsProvider(stack, "eu", { alias: "eu", region: "eu-west-1" });
    new EventQueue(stack, "events", { awsProvider });
    new BulkSync(stack, "all", {
      name: "B",
      source: { connection },
      destination: { connection },
    }).resource.lifecycle = { ignoreChanges: "all" };
  });
  expect(text).toContain("depends_on = [terraform_data.wait]");
  expect(text).toContain("provider = polytomic.second");
  expect(text).toContain("provider = aws.eu");
  expect(text).not.toMatch(/provider = "/);
  expect(text).toContain("ignore_changes = [schemas, destination.configuration]");
  expect(text).toContain("ignore_changes = all");
  expect(text).toContain("replace_triggered_by = [polytomic_csv_connection.csv.id]");
});
