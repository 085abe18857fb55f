import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { BulkSync, PrimaryKeys } from "../../constructs";
import { CsvConnection } from "../../lib/bindings/csv-connection";
import { Sync } from "../../lib/bindings/sync";
import { WebhookConnection } from "../../lib/bindings/webhook-connection";
import { jsonencode } from "../../lib/jsonencode";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hcl-"));
  process.env["SYNTH_HCL_OUTPUT"] = "true"; // what `cdktf synth --hcl` sets
});

afterEach(() => {
  delete process.env["SYNTH_HCL_OUTPUT"];
  rmSync(folder, { recursive: true });
});

/** The HCL of a stack, and what Terraform's own parser makes of it. */
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
    // The parser prints blocks as lists.
    expect(resource.polytomic_sync.sync[0]).toMatchObject({
      schedule: { frequency: "runafter", run_after: { sync_ids: ["a", "b"] } },
      target: { connection_id: "c", object: "o", create: { "a name": "x" } },
      fields: [{ source: { model_id: "m", field: "email" }, target: "Email", encryption_enabled: true }],
    });
  });

  test("keep texts as they are: quotes, lines, digits, brackets", async () => {
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

  test("keep expressions, also beside quotes", async () => {
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

test("preconditions are blocks, beside references that cause a replacement", async () => {
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

test("a condition of a Polytomic resource is a block, beside what replaces it", async () => {
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
