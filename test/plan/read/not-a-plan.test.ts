import { constants } from "node:buffer";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePlan } from "../../../lib/plan/read/parse-plan";
import { UnreadablePlanError } from "../../../lib/plan/read/unreadable-plan-error";

const SHOW = "Run: terraform plan -out=plan && terraform show -json plan > plan.json";

/** What the error about a file contains. */
function refusal(given: string | Buffer | object): { readonly problem: string; readonly remedy: string } {
  try {
    parsePlan(given, { name: "stack", input: "plan.json" });
  } catch (error) {
    if (error instanceof UnreadablePlanError) {
      expect(error.message).toBe(
        `plan.json: ${error.problem}. ${error.remedy} [CDKTF_POLYTOMIC_UNREADABLE_PLAN] https://github.com/OWNER/cdktf-polytomic/blob/main/docs/reference/errors.md#unreadable-plan`,
      );
      expect(error).toMatchObject({ code: "CDKTF_POLYTOMIC_UNREADABLE_PLAN", input: "plan.json" });
      return error;
    }
    throw error;
  }
  throw new Error("it was read");
}

const plan = readFileSync(join(__dirname, "..", "fixtures", "quickstart-first.json"), "utf8");

test.each([
  ["an empty file", "", "is empty", `The command that wrote it probably failed. ${SHOW}`],
  ["white space", " \n", "is empty", `The command that wrote it probably failed. ${SHOW}`],
  [
    "a state file",
    { version: 4, terraform_version: "1.11.4", serial: 3, lineage: "x", resources: [] },
    "is a state file, not a plan",
    SHOW,
  ],
  [
    "the JSON of a state",
    { format_version: "1.0", terraform_version: "1.11.4", values: { root_module: {} } },
    "is a state (`terraform show -json` without the file of a plan), not a plan",
    SHOW,
  ],
  [
    "the JSON of no state",
    { format_version: "1.0" },
    "is a state (`terraform show -json` without the file of a plan), not a plan",
    SHOW,
  ],
  [
    "the text of a plan",
    "Terraform will perform the following actions:\n\n  # aws_s3_bucket.x will be created\n",
    "is the text of a plan for people, which hides values",
    SHOW,
  ],
  [
    "the text of a plan without changes",
    "No changes. Your infrastructure matches the configuration.",
    "is the text of a plan for people, which hides values",
    SHOW,
  ],
  [
    "messages",
    '{"@level":"info","@message":"Terraform 1.11.4","type":"version"}\n{"@level":"info","type":"planned_change"}\n',
    "has the messages of `terraform plan -json`, which lack the values of the plan",
    SHOW,
  ],
  [
    "a single message",
    '{"@level":"info","@message":"Terraform 1.11.4","type":"version"}\n',
    "has the messages of `terraform plan -json`, which lack the values of the plan",
    SHOW,
  ],
  [
    "UTF-16 with a byte order mark",
    Buffer.from(`\uFEFF${plan}`, "utf16le"),
    "is UTF-16, as `>` of Windows PowerShell writes it",
    "Run it in cmd or PowerShell 7, or: terraform show -json plan | Out-File -Encoding utf8 plan.json",
  ],
  [
    "UTF-16 without a byte order mark",
    Buffer.from(plan, "utf16le"),
    "is UTF-16, as `>` of Windows PowerShell writes it",
    "Run it in cmd or PowerShell 7, or: terraform show -json plan | Out-File -Encoding utf8 plan.json",
  ],
  [
    "a plan that is cut off",
    plan.slice(0, 20_000),
    "is incomplete JSON",
    `The command that wrote it was probably interrupted. ${SHOW}`,
  ],
  [
    "invalid JSON",
    '{"format_version": 1.2.3, "password": "hunter2"}',
    expect.stringMatching(/^is invalid JSON, at position \d+$/),
    `The command that wrote it was probably interrupted. ${SHOW}`,
  ],
  [
    "another binary",
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0]),
    "is a binary file, and not one that Terraform writes",
    SHOW,
  ],
  [
    "schemas of providers",
    { format_version: "1.0", provider_schemas: {} },
    "has the schemas of providers (`terraform providers schema -json`), not a plan",
    SHOW,
  ],
  [
    "the output of terraform validate",
    { format_version: "1.0", valid: true, diagnostics: [] },
    "is the output of another Terraform command, not a plan",
    SHOW,
  ],
  [
    "cdk.tf.json",
    { "//": { metadata: {} }, terraform: {}, resource: {} },
    "is a configuration (cdk.tf.json), not a plan",
    "Pass the folder of the stack, and plan there first: terraform plan -out=plan",
  ],
  [
    "the output of a wrapper",
    `[command]/usr/bin/terraform-bin show -json plan\n${plan}\n::debug::stdout`,
    "has the output of the wrapper of hashicorp/setup-terraform, which adds lines to the JSON",
    "Set `terraform_wrapper: false` on that step of the workflow.",
  ],
  ["other JSON", { name: "x" }, "is JSON, but not of a plan", SHOW],
  ["an array", [1], "is JSON, but not of a plan", SHOW],
  ["other text", "hello", "is not JSON", SHOW],
  [
    "a newer format",
    { format_version: "2.0", resource_changes: [] },
    "has the format 2.0; this version of cdktf-polytomic reads 1.x",
    "Update cdktf-polytomic, or plan with a version of Terraform that it supports.",
  ],
])("%s is refused with what to run instead", (_, given, problem, remedy) => {
  expect(refusal(given)).toMatchObject({ problem, remedy });
});

test("a plan that is too large for a string is refused before it is read", () => {
  // A length, without the memory.
  const huge = Object.defineProperty(Buffer.alloc(16), "length", { value: constants.MAX_STRING_LENGTH + 1 });
  expect(refusal(huge)).toMatchObject({
    problem: expect.stringMatching(/^has \d+ MiB, but Node.js can read \d+ MiB of JSON at most$/),
    remedy: "Plan a part of the configuration with -target, or split the stack.",
  });
});

test("errors do not quote the file", () => {
  const { problem, remedy } = refusal('{"password": hunter2}');
  expect(problem + remedy).not.toContain("hunter2");
});

test.each([
  ["a byte order mark of UTF-8", Buffer.from(`\uFEFF${plan}`)],
  ["Windows line ends after it", `${plan}\r\n`],
  ["parsed JSON", JSON.parse(plan) as object],
])("a plan with %s is read", (_, given) => {
  expect(parsePlan(given, { name: "stack" }).resources).toHaveLength(22);
});

test.each(["1.0", "1.1", "1.2", "1.9", "0.2"])("format %s is read", (version) => {
  const given = { format_version: version, planned_values: {} };
  expect(parsePlan(given, { name: "stack" })).toMatchObject({ formatVersion: version, resources: [] });
});
