/** Reads a plan: the output of `terraform show -json`, of Terraform 1.5 or later or of OpenTofu. */
import { PACKAGE } from "../../core";
import { isRecord, memberAt } from "../../objects";
import type { CheckResult, OutputChange, Plan } from "../plan";
import type { Value } from "../value";
import { acceptedIn } from "./accepted";
import { addressWithoutSecrets, changesOf, type PlannedChange, type RawChange, type Reading } from "./change";
import { type CdkTfJson, Configuration, type ConfigurationFile } from "./configuration";
import { findSecretsOfConfiguration, findSecretsOfPlan } from "./find-secrets";
import { merge } from "./merge";
import { type PlanJson, planJsonOf } from "./plan-json";
import { keepSources } from "./sources";
import { Secrets } from "./secrets";
import { UnreadablePlanError } from "./unreadable-plan-error";

/** What else is known about the plan. */
export interface ParseOptions {
  /** The name of the stack, or of the file. */
  readonly name: string;
  /** The file to name in errors. @default the name */
  readonly input?: string | undefined;
  /** The `cdk.tf.json` that was planned. Adds construct paths and source lines. @default neither is known */
  readonly configuration?: CdkTfJson | undefined;
  /** The name of that file to show, relative to the current directory. */
  readonly configurationFile?: string | undefined;
  /** The text of that file, to find lines in. */
  readonly configurationText?: string | undefined;
}

/**
 * The plan, without secrets.
 *
 * @param given the JSON of the plan
 * @throws UnreadablePlanError if it is not a plan
 */
export function parsePlan(given: string | Buffer | object, options: ParseOptions): Plan {
  const { name, input = name, configuration } = options;
  const json = planJsonOf(input, given);
  const secrets = new Secrets();
  findSecretsOfPlan(json, secrets);
  if (configuration !== undefined) {
    findSecretsOfConfiguration(configuration, secrets);
  }
  const synthesized: ConfigurationFile | undefined = configuration && {
    json: configuration,
    file: options.configurationFile,
    text: options.configurationText,
  };
  const reading = { secrets, configuration: new Configuration(json["configuration"], synthesized) };
  const plan: Plan = {
    stack: name,
    formatVersion: String(json["format_version"]),
    terraformVersion: textOf(json["terraform_version"]),
    complete: typeof json["complete"] === "boolean" ? json["complete"] : undefined,
    errored: json["errored"] === true,
    resources: [...changesIn(input, json["resource_changes"], reading), ...readAlready(json, reading)],
    drift: changesIn(input, json["resource_drift"], reading),
    deferred: recordsOf(json["deferred_changes"]).map((one) => ({
      address: addressWithoutSecrets(String(memberAt(one, "resource_change", "address")), secrets),
      type: String(memberAt(one, "resource_change", "type")),
      reason: textOf(one["reason"]) ?? "unknown",
    })),
    actions: recordsOf(json["action_invocations"]).map((one) =>
      addressWithoutSecrets(String(one["address"]), secrets),
    ),
    checks: recordsOf(json["checks"]).flatMap((one) => checksOf(one, secrets)),
    outputs: outputsOf(json, secrets),
    accepted: acceptedIn(configuration),
  };
  keepSources(plan, { ...reading, variables: variablesOf(json, secrets) });
  return plan;
}

function changesIn(input: string, list: unknown, reading: Reading): PlannedChange[] {
  return recordsOf(list).flatMap((raw) => {
    const changes = changesOf(raw, reading);
    if (changes === undefined) {
      throw new UnreadablePlanError(
        input,
        `${String(raw["address"])} has the actions ${JSON.stringify(memberAt(raw, "change", "actions"))}, which are unknown`,
        `Update ${PACKAGE}.`,
      );
    }
    return changes;
  });
}

/** Data sources that Terraform has read already. Only the prior state has them. */
function readAlready(json: PlanJson, reading: Reading): PlannedChange[] {
  const changed = new Set(recordsOf(json["resource_changes"]).map(({ address }) => address));
  const modules = [memberAt(json, "prior_state", "values", "root_module")];
  return modules.flatMap((module) => {
    const children = memberAt(module, "child_modules");
    modules.push(...(Array.isArray(children) ? (children as unknown[]) : []));
    return recordsOf(memberAt(module, "resources"))
      .filter(({ mode, address }) => mode === "data" && !changed.has(address))
      .flatMap(({ values, sensitive_values: sensitive, ...resource }) => {
        const change: RawChange = {
          actions: ["no-op"],
          before: values,
          after: values,
          before_sensitive: sensitive,
          after_sensitive: sensitive,
        };
        return changesOf({ ...resource, change }, reading) ?? [];
      });
  });
}

function checksOf(check: RawChange, secrets: Secrets): CheckResult[] {
  const instances = recordsOf(check["instances"]);
  return (instances.length > 0 ? instances : [check]).map((one) => ({
    address: addressWithoutSecrets(
      textOf(memberAt(one, "address", "to_display")) ?? String(memberAt(check, "address", "to_display")),
      secrets,
    ),
    status: statusOf(one["status"]),
    messages: recordsOf(one["problems"]).map(({ message }) => secrets.withoutIn(String(message))),
  }));
}

const statusOf = (status: unknown): CheckResult["status"] =>
  status === "pass" || status === "fail" || status === "error" ? status : "unknown";

function outputsOf(json: PlanJson, secrets: Secrets): OutputChange[] {
  const changes = json["output_changes"];
  const declared = memberAt(json, "configuration", "root_module", "outputs");
  return Object.entries(isRecord(changes) ? changes : {}).map(([name, change]) => {
    const [action] = [memberAt(change, "actions")].flat();
    const isSecret = memberAt(declared, name, "sensitive") === true;
    const side = (at: "before" | "after", without: unknown): Value | undefined =>
      action === without
        ? undefined
        : merge(
            {
              value: { [name]: memberAt(change, at) },
              unknown: { [name]: at === "after" ? memberAt(change, "after_unknown") : undefined },
              sensitive: { [name]: isSecret || memberAt(change, `${at}_sensitive`) },
              argument: undefined,
            },
            "",
            secrets,
          );
    const valueOf = (value: Value | undefined): Value | undefined =>
      memberAt(value, name) as Value | undefined;
    return {
      name,
      action: action === "create" || action === "update" || action === "delete" ? action : "no-op",
      before: valueOf(side("before", "create")),
      after: valueOf(side("after", "delete")),
    };
  });
}

/** The values of variables, for expressions that contain them. */
function variablesOf(json: PlanJson, secrets: Secrets): ReadonlyMap<string, () => Value> {
  const variables = json["variables"];
  const declared = memberAt(json, "configuration", "root_module", "variables");
  return new Map(
    Object.entries(isRecord(variables) ? variables : {}).map(([name, variable]) => [
      name,
      () => {
        const sensitive = { [name]: memberAt(declared, name, "sensitive") === true };
        const value = { [name]: memberAt(variable, "value") };
        const merged = merge({ value, unknown: undefined, sensitive, argument: undefined }, "", secrets);
        return memberAt(merged, name) as Value;
      },
    ]),
  );
}

const recordsOf = (value: unknown): readonly RawChange[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
