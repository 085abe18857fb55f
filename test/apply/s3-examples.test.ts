/** Small programs send the JSON examples of Polytomic's page on S3 as requests. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Bench } from "../support/bench";
import { run } from "../../lib/testing/apply/terraform";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

let bench: Bench;
let connectionId: string;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.stop());

/** Synthesizes an example of the folder `s3` as a user does, applies it, and expects an empty second plan. */
async function apply(name: string, variables: Readonly<Record<string, string>>): Promise<Workspace> {
  const env = Object.fromEntries(Object.entries(variables).map(([key, value]) => [`TF_VAR_${key}`, value]));
  const workspace = await bench.workspace(name, { env });
  const program = join(__dirname, "..", "..", "examples", "s3", `${name}.ts`);
  await run(process.execPath, [require.resolve("tsx/cli"), program], {
    cwd: workspace.dir,
    env: workspace.env,
  });
  workspace.write(readFileSync(join(workspace.dir, "cdktf.out", "stacks", name, "cdk.tf.json"), "utf8"));
  await workspace.init();
  await workspace.apply();
  expect((await workspace.plan()).empty).toBe(true);
  return workspace;
}

/** The body of the request that created something. */
function created(path: string): Record<string, unknown> {
  const requests = bench.api.requests.filter((request) => request.method === "POST" && request.path === path);
  expect(requests).toHaveLength(1);
  return requests[0]!.body as Record<string, unknown>;
}

/** The tests run in order: the others use the connection of the first. */
test("the connection", async () => {
  const workspace = await apply("connection", { secret_access_key: SECRET });
  const example = {
    name: "S3 connection",
    type: "s3",
    configuration: {
      auth_mode: "access_key_and_secret",
      aws_access_key_id: "AKIAIOSFODNN7EXAMPLE",
      aws_secret_access_key: SECRET,
      csv_has_headers: false,
      enable_event_notifications: false,
      is_single_table: false,
      s3_bucket_name: "s3://polytomic/dataset",
      s3_bucket_region: "us-east-1",
    },
  };
  const { name, type, configuration } = created("/api/connections");
  // Sent as an empty value, because an omitted option would keep its previous value.
  const besides = {
    is_directory_snapshot: false,
    single_table_name: "",
    directory_glob_pattern: "",
    skip_lines: 0,
    event_queue_arn: "",
  };
  expect({ name, type, configuration }).toEqual({
    ...example,
    configuration: { ...example.configuration, ...besides },
  });

  const { outputs } = await workspace.show();
  expect(outputs["aws_user"]).toMatch(/^arn:aws:iam::\d{12}:user\//);
  connectionId = String(outputs["connection_id"]);
  bench.api.forgetRequests();
});

test("the source of a model sync", async () => {
  await apply("model", { connection_id: connectionId });
  // The example has empty strings as placeholders, and skip_lines, which belongs to the connection, because numbers in a
  // model's configuration do not survive the provider.
  const example = { file_format: "", key: "", model_from: "", skip_lines: 0, subfolder: "" };
  const { configuration } = created("/api/models") as { configuration: Record<string, unknown> };
  expect(Object.keys({ ...configuration, skip_lines: 0 }).sort()).toEqual(Object.keys(example).sort());
  expect(configuration).toEqual({
    file_format: "csv",
    key: "orders.zip",
    model_from: "multi_file_archive",
    subfolder: "2026",
  });
  bench.api.forgetRequests();
});

test("the target of a model sync", async () => {
  await apply("model-sync", { connection_id: connectionId });
  const { target } = created("/api/syncs") as { target: Record<string, unknown> };
  expect(target["configuration"]).toEqual({ format: "csv" });
  bench.api.forgetRequests();
});

test("the destination of a bulk sync", async () => {
  const [crm] = Object.keys(bench.api.snapshot().connections);
  await apply("bulk-sync", { connection_id: connectionId, crm_id: crm! });
  expect(created("/api/bulk/syncs")["destination_configuration"]).toEqual({
    format: "csv",
    subfolder: "reports",
  });
});
