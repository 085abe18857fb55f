/** The workspace of a replay: its configuration, state and commands. */
import { mkdtempSync, readFileSync, rmSync, existsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callersEnvironment } from "../../../lib/testing/apply/environment";
import { type Json, type JsonObject, isJsonObject, jsonObjects } from "../provider/values";
import { type CommandResult, terraform } from "../../../lib/testing/apply/terraform";
import { withoutAws } from "./aws-substitution";
import { type TerraformDiagnostic, readDiagnostics } from "./diagnostics";

const PLAN_FILE = "plan.tfplan";
const STATE_FILE = "terraform.tfstate";
const GENERATED_FILE = "gen.tf";
const CONFIGURATION_FILES = ["main.tf.json", "main.tf"];
const RECORDED_URL = "http://127.0.0.1:18082";

/** The only recorded configuration in native syntax. The recording has only an outline of it. */
const NATIVE_SYNTAX = `resource "polytomic_s3_connection" "lake" {
  name = "lake"
  configuration = {
    auth_mode        = "iam_role"
    s3_bucket_name   = "s3://b"
    s3_bucket_region = "us-east-1"
    bogus            = "x"
  }
}
`;

/** A resource in the Terraform state. */
export interface StateObject {
  readonly address: string;
  readonly values: JsonObject;
  /** The paths of sensitive values, names and keys joined by dots. */
  readonly sensitive: readonly string[];
}

/** The result of a recorded command in the replay. */
export interface ReplayOutcome {
  readonly exitCode: number;
  readonly diagnostics: readonly TerraformDiagnostic[];
}

/** A folder where Terraform runs one recorded scenario. A running provider needs no `terraform init`. */
export class ReplayWorkspace {
  private readonly folder = mkdtempSync(join(tmpdir(), "polytomic-replay-"));
  private readonly url: string;
  private readonly environment: { readonly [name: string]: string };

  public constructor(url: string, reattach: string) {
    this.url = url;
    const cliConfiguration = join(this.folder, "cli.tfrc");
    writeFileSync(cliConfiguration, "");
    this.environment = {
      ...callersEnvironment(process.env),
      TF_REATTACH_PROVIDERS: reattach,
      TF_CLI_CONFIG_FILE: cliConfiguration,
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
    };
    this.write("versions.tf.json", {
      terraform: { required_providers: { polytomic: { source: "polytomic/polytomic" } } },
    });
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Deletes state, plan and generated configuration. */
  public reset(): void {
    for (const file of [PLAN_FILE, STATE_FILE, GENERATED_FILE]) {
      rmSync(join(this.folder, file), { force: true });
    }
  }

  /** Writes a recorded configuration, and adds the provider block if it was omitted. */
  public configure(config: JsonObject): void {
    for (const file of CONFIGURATION_FILES) {
      rmSync(join(this.folder, file), { force: true });
    }
    const own = JSON.stringify(config).replaceAll(RECORDED_URL, this.url);
    const provider = { polytomic: { deployment_url: this.url, api_key: "key" } };
    this.write("provider.tf.json", "provider" in config ? {} : { provider });
    if ("hcl" in config) {
      writeFileSync(join(this.folder, "main.tf"), NATIVE_SYNTAX);
    } else {
      this.write("main.tf.json", withoutAws(JSON.parse(own) as JsonObject));
    }
  }

  /** Runs a recorded command. */
  public async execute(command: string): Promise<ReplayOutcome> {
    if (isPlan(command)) {
      rmSync(join(this.folder, PLAN_FILE), { force: true });
    }
    const result = await this.run(argumentsOf(command));
    return { exitCode: result.exitCode, diagnostics: readDiagnostics(result) };
  }

  /** The saved plan, if there is one. */
  public async plan(): Promise<JsonObject | undefined> {
    if (!existsSync(join(this.folder, PLAN_FILE))) {
      return undefined;
    }
    const { stdout } = await this.run(["show", "-json", PLAN_FILE]);
    return JSON.parse(stdout) as JsonObject;
  }

  public state(): StateObject[] {
    const file = join(this.folder, STATE_FILE);
    if (!existsSync(file)) {
      return [];
    }
    return stateObjects(JSON.parse(readFileSync(file, "utf8")) as JsonObject);
  }

  public generatedConfiguration(): string {
    const file = join(this.folder, GENERATED_FILE);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  private run(args: readonly string[]): Promise<CommandResult> {
    // Failures were recorded too.
    return terraform(args, { cwd: this.folder, env: this.environment, accept: [0, 1, 2] });
  }

  private write(file: string, content: JsonObject): void {
    writeFileSync(join(this.folder, file), JSON.stringify(content, null, 2));
  }
}

function isPlan(command: string): boolean {
  return /^plan\b/.test(command);
}

/** The arguments of a recorded command, with JSON output if the command supports it. */
function argumentsOf(command: string): readonly string[] {
  const [name = "", ...args] = command.split(" ");
  if (isPlan(command)) {
    return [name, "-json", "-input=false", "-detailed-exitcode", `-out=${PLAN_FILE}`, ...args];
  }
  if (command === "apply (saved plan)") {
    return [name, "-json", "-input=false", PLAN_FILE];
  }
  if (name === "apply" || name === "destroy") {
    return [name, "-json", "-input=false", "-auto-approve"];
  }
  return name === "validate" ? [name, "-json"] : [name, "-input=false", "-no-color", ...args];
}

function stateObjects(state: JsonObject): StateObject[] {
  return jsonObjects(state["resources"]).flatMap((resource) => {
    const prefix = resource["mode"] === "data" ? "data." : "";
    const address = `${prefix}${String(resource["type"])}.${String(resource["name"])}`;
    return jsonObjects(resource["instances"]).map((instance) => ({
      address,
      values: isJsonObject(instance["attributes"]) ? instance["attributes"] : {},
      sensitive: sensitivePaths(instance["sensitive_attributes"] ?? null),
    }));
  });
}

function sensitivePaths(paths: Json): string[] {
  if (!Array.isArray(paths)) {
    return [];
  }
  return paths.map((path) =>
    jsonObjects(path)
      .map((step) => String(step["value"]))
      .join("."),
  );
}
