/** Finds the secrets of a plan: what is marked as sensitive, what has the name of a secret, and what looks like one. */
import { isRecord } from "../../objects";
import { argumentsOf } from "./arguments";
import { type Expression, parseTemplate } from "./hcl-expression";
import { isSecretByName, namesAround, namesInside, PLAIN } from "./secret-names";
import type { Secrets } from "./secrets";

/** A part of the JSON of a plan or of a configuration. */
type Json = Readonly<Record<string, unknown>>;

/** The secrets of a plan go to `secrets`. */
export function findSecretsOfPlan(plan: Json, secrets: Secrets): void {
  const finder = new Finder(secrets);
  finder.variables(plan);
  finder.module(memberOf(memberOf(plan, "configuration"), "root_module"));
  for (const [name, provider] of members(memberOf(plan, "configuration"), "provider_config")) {
    finder.named(argumentsOf(provider["expressions"]), namesAround(name.split(".").at(-1)!));
  }
  for (const list of ["resource_changes", "resource_drift"]) {
    for (const one of records(plan[list])) {
      finder.change(memberOf(one, "change"), namesAround(String(one["type"])));
    }
  }
  for (const one of records(plan["deferred_changes"])) {
    const change = memberOf(one, "resource_change");
    finder.change(memberOf(change, "change"), namesAround(String(change["type"])));
  }
  for (const [name, change] of members(plan, "output_changes")) {
    finder.change(
      { ...change, before: { [name]: change["before"] }, after: { [name]: change["after"] } },
      PLAIN,
    );
    finder.marked(change["before"], change["before_sensitive"]);
    finder.marked(change["after"], change["after_sensitive"]);
  }
  for (const one of records(plan["action_invocations"])) {
    finder.marked(one["config_values"], one["config_sensitive"]);
    finder.named(one["config_values"], PLAIN);
  }
  finder.state(memberOf(plan, "planned_values"));
  finder.state(memberOf(memberOf(plan, "prior_state"), "values"));
}

/** The secrets of a configuration in JSON, such as `cdk.tf.json`, go to `secrets`. */
export function findSecretsOfConfiguration(configuration: Json, secrets: Secrets): void {
  const finder = new Finder(secrets);
  for (const [name, variable] of members(configuration, "variable")) {
    finder.value(name, variable["default"], variable["sensitive"] === true);
  }
  for (const [name, output] of members(configuration, "output")) {
    finder.value(name, output["value"], output["sensitive"] === true);
  }
  for (const block of ["resource", "data"]) {
    for (const [type, resources] of members(configuration, block)) {
      Object.values(resources).forEach((one) => finder.named(one, namesAround(type)));
    }
  }
  for (const block of ["provider", "module", "locals", "terraform", "ephemeral", "check"]) {
    const blocks = memberOf(configuration, block);
    for (const [name, one] of Object.entries(blocks)) {
      finder.named({ [name]: one }, namesAround(name));
    }
  }
}

class Finder {
  /** The strings with values inside that were searched, by what is known about their names. A plan has most of them several times. */
  private readonly searched = new Map<number, Set<string>>();

  public constructor(private readonly secrets: Secrets) {}

  public variables(plan: Json): void {
    const declared = memberOf(memberOf(memberOf(plan, "configuration"), "root_module"), "variables");
    for (const [name, variable] of members(plan, "variables")) {
      this.value(name, variable["value"], memberOf(declared, name)["sensitive"] === true);
    }
  }

  /** A module of the configuration in a plan, and the modules that it calls. */
  public module(module: Json): void {
    for (const [name, variable] of members(module, "variables")) {
      this.value(name, variable["default"], variable["sensitive"] === true);
    }
    for (const [name, output] of members(module, "outputs")) {
      this.value(name, argumentsOf(output["expression"]), output["sensitive"] === true);
    }
    for (const resource of records(module["resources"])) {
      this.named(argumentsOf(resource["expressions"]), namesAround(String(resource["type"])));
      this.named(argumentsOf(resource["provisioners"]), PLAIN);
    }
    for (const [, call] of members(module, "module_calls")) {
      const inner = memberOf(call, "module");
      for (const [name, given] of Object.entries(memberOf(call, "expressions"))) {
        const declared = memberOf(memberOf(inner, "variables"), name);
        this.value(name, argumentsOf(given), declared["sensitive"] === true);
      }
      this.module(inner);
    }
  }

  public change(change: Json, names: number): void {
    const { before, after } = change;
    this.marked(before, change["before_sensitive"]);
    this.marked(after, change["after_sensitive"]);
    this.named(before, names);
    // Without a change, both are the same.
    if (!(Array.isArray(change["actions"]) && change["actions"][0] === "no-op")) {
      this.named(after, names);
    }
  }

  /** The values of a state: outputs, and resources of all modules. */
  public state(values: Json): void {
    for (const [name, output] of members(values, "outputs")) {
      this.value(name, output["value"], output["sensitive"] === true);
    }
    const modules = [memberOf(values, "root_module")];
    for (const module of modules) {
      for (const resource of records(module["resources"])) {
        this.marked(resource["values"], resource["sensitive_values"]);
        // Managed resources are also among the changes.
        if (resource["mode"] === "data") {
          this.named(resource["values"], namesAround(String(resource["type"])));
        }
      }
      modules.push(...records(module["child_modules"]));
    }
  }

  /** A value with a name. */
  public value(name: string, value: unknown, isSensitive: boolean): void {
    if (isSensitive) {
      this.secrets.add(value);
    }
    this.named({ [name]: value }, PLAIN);
  }

  /** What is marked as sensitive. */
  public marked(value: unknown, sensitive: unknown): void {
    if (sensitive === true) {
      this.secrets.add(value);
    } else if (Array.isArray(sensitive) && Array.isArray(value)) {
      sensitive.forEach((mark, index) => this.marked(value[index], mark));
    } else if (isRecord(sensitive) && isRecord(value)) {
      for (const name in sensitive) {
        this.marked(value[name], sensitive[name]);
      }
    }
  }

  /** What has the name of a secret, or looks like one, at any depth. */
  public named(value: unknown, names: number): void {
    if (isSecretByName(value, names)) {
      this.secrets.add(value);
    } else if (typeof value === "string") {
      this.text(value, names);
    } else if (Array.isArray(value)) {
      value.forEach((one) => this.named(one, names));
    } else if (isRecord(value)) {
      for (const name in value) {
        this.named(value[name], namesInside(names, name, value));
      }
    }
  }

  private text(text: string, names: number): void {
    this.secrets.addShapes(text);
    const [isJson, isTemplate] = [isJsonLike(text), text.includes("${")];
    if (!(isJson || isTemplate) || this.isSearched(text, names)) {
      return;
    }
    if (isJson) {
      try {
        this.named(JSON.parse(text), names);
      } catch {
        // Not JSON.
      }
    }
    if (isTemplate) {
      this.named(literalsIn(parseTemplate(text)), names);
    }
  }

  private isSearched(text: string, names: number): boolean {
    const texts = this.searched.get(names) ?? new Set();
    const isKnown = texts.has(text);
    this.searched.set(names, texts.add(text));
    return isKnown;
  }
}

/** The literals of an expression, in the objects and lists that contain them. */
function literalsIn(expression: Expression): unknown {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "list":
      return expression.elements.map(literalsIn);
    case "object":
      return Object.fromEntries(
        expression.members.map(([name, value]) => [String(literalsIn(name)), literalsIn(value)]),
      );
    case "call":
      return expression.args.map(literalsIn);
    case "template":
      return expression.parts.map(literalsIn);
    default:
      return undefined;
  }
}

/** Whether a string may be a JSON object or array. */
function isJsonLike(text: string): boolean {
  const [first] = text;
  return first === "{" || first === "[" || ((first === " " || first === "\n") && /^\s*[[{]/.test(text));
}

const memberOf = (value: unknown, name: string): Json => {
  const member = isRecord(value) ? value[name] : undefined;
  return isRecord(member) ? member : {};
};

const members = (value: unknown, name: string): [string, Json][] =>
  Object.entries(memberOf(value, name)).filter((entry): entry is [string, Json] => isRecord(entry[1]));

const records = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isRecord) : []);
