/** Reads the JSON of a plan, and recognizes what is often given instead of it. */
import { constants } from "node:buffer";
import { PACKAGE } from "../../core";
import { isRecord } from "../../objects";
import { UnreadablePlanError } from "./unreadable-plan-error";

/** The JSON of `terraform show -json PLAN`. */
export type PlanJson = Readonly<Record<string, unknown>>;

/** How to get the JSON of a plan. */
const SHOW = "Run: terraform plan -out=plan && terraform show -json plan > plan.json";

/** The major version of the format that this code can read. Minor versions only add members. */
const MAJOR = "1";

/**
 * The JSON of a plan.
 *
 * @param input the name of the file, for errors
 * @throws UnreadablePlanError if it is not a plan
 */
export function planJsonOf(input: string, given: string | Buffer | object): PlanJson {
  const json = typeof given === "string" || Buffer.isBuffer(given) ? parsed(input, given) : given;
  const { problem, remedy = SHOW } = notAPlan(json) ?? {};
  if (problem !== undefined) {
    throw new UnreadablePlanError(input, problem, remedy);
  }
  return json as PlanJson;
}

function parsed(input: string, given: string | Buffer): unknown {
  const text = typeof given === "string" ? given : decoded(input, given);
  const plain = text.replace(/^\uFEFF/, "").trim();
  try {
    return JSON.parse(plain);
  } catch (error) {
    // Not as a cause: messages about invalid JSON quote it.
    const { problem, remedy = SHOW } = notJson(plain, (error as Error).message);
    throw new UnreadablePlanError(input, problem, remedy);
  }
}

function decoded(input: string, bytes: Buffer): string {
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    const size = `${Math.round(bytes.length / 2 ** 20)} MiB`;
    throw new UnreadablePlanError(
      input,
      `has ${size}, but Node.js can read ${Math.floor(constants.MAX_STRING_LENGTH / 2 ** 20)} MiB of JSON at most`,
      "Plan a part of the configuration with -target, or split the stack.",
    );
  }
  if (isUtf16(bytes)) {
    throw new UnreadablePlanError(
      input,
      "is UTF-16, as `>` of Windows PowerShell writes it",
      "Run it in cmd or PowerShell 7, or: terraform show -json plan | Out-File -Encoding utf8 plan.json",
    );
  }
  if (bytes.subarray(0, 8192).includes(0)) {
    throw new UnreadablePlanError(input, "is a binary file, and not one that Terraform writes", SHOW);
  }
  return bytes.toString("utf8");
}

/** Text in UTF-16, with or without byte order mark: every other byte of ASCII text is zero. */
const isUtf16 = (bytes: Buffer): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) ||
  (bytes[0] === 0xfe && bytes[1] === 0xff) ||
  (bytes.length > 3 && (bytes[0] === 0) !== (bytes[1] === 0) && (bytes[2] === 0) !== (bytes[3] === 0));

interface NotAPlan {
  readonly problem: string;
  readonly remedy?: string;
}

/** What text that is not JSON is. */
function notJson(text: string, message: string): NotAPlan {
  if (text === "") {
    return { problem: "is empty", remedy: `The command that wrote it probably failed. ${SHOW}` };
  }
  const [first = ""] = text.split("\n", 1);
  if (isJsonLine(first)) {
    return { problem: "has the messages of `terraform plan -json`, which lack the values of the plan" };
  }
  if (first.startsWith("[command]")) {
    return {
      problem: "has the output of the wrapper of hashicorp/setup-terraform, which adds lines to the JSON",
      remedy: "Set `terraform_wrapper: false` on that step of the workflow.",
    };
  }
  if (/^[[{]/.test(text)) {
    const position = /position (\d+)/.exec(message)?.[1];
    return {
      problem:
        position === undefined || Number(position) === text.length
          ? "is incomplete JSON"
          : `is invalid JSON, at position ${position}`,
      remedy: `The command that wrote it was probably interrupted. ${SHOW}`,
    };
  }
  return /Terraform|OpenTofu|Plan:|No changes|# [\w.[\]"-]+ will be/.test(text)
    ? { problem: "is the text of a plan for people, which hides values" }
    : { problem: "is not JSON" };
}

function isJsonLine(line: string): boolean {
  try {
    const message: unknown = JSON.parse(line);
    return isRecord(message) && "@level" in message;
  } catch {
    return false;
  }
}

/** What JSON that is not a plan is. */
function notAPlan(json: unknown): NotAPlan | undefined {
  if (!isRecord(json)) {
    return { problem: "is JSON, but not of a plan" };
  }
  if ("@level" in json) {
    return { problem: "has the messages of `terraform plan -json`, which lack the values of the plan" };
  }
  const version = json["format_version"];
  if ("lineage" in json || ("serial" in json && "version" in json)) {
    return { problem: "is a state file, not a plan" };
  }
  if ("provider_schemas" in json) {
    return { problem: "has the schemas of providers (`terraform providers schema -json`), not a plan" };
  }
  if ("function_signatures" in json || "valid" in json) {
    return { problem: "is the output of another Terraform command, not a plan" };
  }
  if (["resource", "data", "provider", "terraform"].some((block) => block in json) && version === undefined) {
    return {
      problem: "is a configuration (cdk.tf.json), not a plan",
      remedy: "Pass the folder of the stack, and plan there first: terraform plan -out=plan",
    };
  }
  if (typeof version !== "string") {
    return { problem: "is JSON, but not of a plan" };
  }
  if (version.split(".")[0] !== MAJOR && !(version.startsWith("0.") && "planned_values" in json)) {
    return {
      problem: `has the format ${version}; this version of ${PACKAGE} reads ${MAJOR}.x`,
      remedy: `Update ${PACKAGE}, or plan with a version of Terraform that it supports.`,
    };
  }
  if (["planned_values", "resource_changes", "configuration"].every((member) => !(member in json))) {
    return {
      problem: "is a state (`terraform show -json` without the file of a plan), not a plan",
    };
  }
  return undefined;
}
