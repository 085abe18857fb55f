/** Evaluates expressions of a configuration as far as the plan knows their values. What it does not know becomes a placeholder. */
import { isRecord } from "../../objects";
import type { Plan, ResourceChange } from "../plan";
import { isValues, Secret, Unknown, type Value, valueAt } from "../value";
import { callFunction, type Json } from "./functions";
import { type Expression, parseTemplate } from "./hcl-expression";
import { dataSourceDocument } from "./policy-document";
import { hasPlaceholder, type Placeholders, wordsOfAttribute } from "./placeholders";
import { sourcesOf } from "./sources";

/** The plan in which expressions are evaluated. */
export interface EvaluationContext {
  readonly plan: Plan;
  at(address: string): ResourceChange | undefined;
}

type Path = readonly (string | number)[];

/** References that refer to references, at most. */
const DEEPEST = 20;

/** Arguments that are equal to a computed attribute, by type. */
const COMPUTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_s3_bucket: { id: "bucket" },
  aws_iam_role: { id: "name" },
  aws_iam_user: { id: "name" },
  terraform_data: { output: "input" },
};

/** Evaluates expressions of the configuration of one resource. */
export class Evaluator {
  public constructor(
    private readonly context: EvaluationContext,
    /** The resource that contains the expressions. */
    private readonly own: ResourceChange,
    private readonly placeholders: Placeholders,
    private readonly depth = 0,
  ) {}

  /** The value of a string, list or object of a JSON configuration. */
  public argument(argument: unknown): Json {
    if (typeof argument === "string") {
      return this.expression(parseTemplate(argument));
    }
    if (Array.isArray(argument)) {
      return argument.map((one) => this.argument(one));
    }
    return isRecord(argument)
      ? Object.fromEntries(Object.entries(argument).map(([name, one]) => [name, this.argument(one)]))
      : ((argument ?? null) as Json);
  }

  /** A value of the plan. Its unknown parts are placeholders. */
  public value(value: Value | undefined, resource: ResourceChange, path: Path): Json {
    if (value instanceof Unknown || value instanceof Secret) {
      const words = wordsOfAttribute(resource, path);
      const isSecret = value instanceof Secret;
      return this.placeholders.add(
        isSecret ? `secret ${words}` : words,
        [resource.address, ...path].join("."),
        true,
      );
    }
    if (Array.isArray(value)) {
      return (value as readonly Value[]).map((one, index) => this.value(one, resource, [...path, index]));
    }
    return isValues(value)
      ? Object.fromEntries(
          Object.entries(value).map(([name, one]) => [name, this.value(one, resource, [...path, name])]),
        )
      : ((value ?? null) as Json);
  }

  private expression(expression: Expression): Json {
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "template":
        return expression.parts.map((part) => this.text(part)).join("");
      case "list":
        return expression.elements.map((element) => this.expression(element));
      case "object":
        return Object.fromEntries(
          expression.members.map(([name, value]) => [String(this.expression(name)), this.expression(value)]),
        );
      case "call":
        return (
          callFunction(
            expression.name,
            expression.args.map((one) => this.expression(one)),
          ) ?? this.unknown(expression.text)
        );
      case "reference":
        return this.reference(expression.path, expression.text);
      case "other":
        return this.unknown(expression.text);
    }
  }

  /** A part of a string. A list or object there is an error of the configuration, which Terraform reports. */
  private text(part: Expression): string {
    const value = this.expression(part);
    // Within a string, quotes of JSON would end the string of a document, so the placeholder follows later.
    return typeof value === "object"
      ? this.unknown(part.kind === "other" ? part.text : "a value")
      : String(value);
  }

  private unknown(expression: string): string {
    return this.placeholders.add(expression.replace(/\s+/g, " "), expression, false);
  }

  private reference([root = "", ...path]: Path, text: string): Json {
    const [name = ""] = path;
    if ((root === "var" || root === "local") && this.module !== "") {
      return this.unknown(text);
    }
    const sources = sourcesOf(this.context.plan);
    if (this.depth > DEEPEST) {
      return this.unknown(text);
    }
    switch (root) {
      case "var": {
        const value = sources?.variables.get(String(name))?.();
        const found = valueAt(value, ...path.slice(1));
        return isKnown(found) ? (found as Json) : this.unknown(`variable ${String(name)}`);
      }
      case "local": {
        const local = sources?.configuration.expressionOf("locals", String(name));
        const found =
          local === undefined ? undefined : memberOf(this.deeper(this.own).argument(local), path.slice(1));
        return found ?? this.unknown(text);
      }
      case "each":
      case "count": {
        const key = /\[(\d+|"(?:[^"\\]|\\.)*")\]$/.exec(this.own.address)?.[1];
        return key !== undefined && (name === "key" || name === "index")
          ? (JSON.parse(key) as Json)
          : this.unknown(text);
      }
      case "self":
      case "path":
      case "terraform":
      case "module":
        return this.unknown(text);
      default:
        return this.attribute([root, ...path], text);
    }
  }

  private attribute(path: Path, text: string): Json {
    const length = path[0] === "data" ? 3 : 2;
    const base = this.module + path.slice(0, length).join(".");
    const [index, ...rest] = path.slice(length);
    const indexed = typeof index === "number" ? `${base}[${index}]` : `${base}[${JSON.stringify(index)}]`;
    const instance = index === undefined ? undefined : this.context.at(indexed);
    const resource = instance ?? this.context.at(base);
    const inside = instance === undefined ? path.slice(length) : rest;
    if (resource === undefined || inside.length === 0) {
      return this.unknown(text);
    }
    return this.known(resource, inside) ?? this.value(new Unknown(), resource, inside);
  }

  /** The value of an attribute, or what it is computed from. */
  private known(resource: ResourceChange, path: Path): Json | undefined {
    const [attribute = "", ...rest] = path;
    const found = valueAt(resource.after ?? resource.before, ...path);
    if (isKnown(found)) {
      return found as Json;
    }
    if (found instanceof Secret) {
      return this.value(found, resource, path);
    }
    if (resource.type === "aws_iam_policy_document" && attribute === "json") {
      const document = dataSourceDocument(resource, this.deeper(resource));
      return document === undefined ? undefined : JSON.stringify(document);
    }
    const instead = COMPUTED[resource.type]?.[attribute];
    if (instead !== undefined) {
      return this.known(resource, [instead, ...rest]);
    }
    const template = resource.template(...path.map(String));
    const value = template === undefined ? undefined : this.deeper(resource).argument(template);
    // The resource with the name that readers know is the last one: the connection, not what stores its external ID.
    return value !== undefined && (resource.type === "terraform_data" || !isPartlyUnknown(value))
      ? value
      : undefined;
  }

  /** The module of the resource, with a final dot: `module.network["a"].` */
  private get module(): string {
    return /^(?:module\.[^.[]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)*/.exec(this.own.address)?.[0] ?? "";
  }

  private deeper(own: ResourceChange): Evaluator {
    return new Evaluator(this.context, own, this.placeholders, this.depth + 1);
  }
}

/** Whether a value is known at any depth, and has no secrets. */
const isKnown = (value: Value | undefined): boolean =>
  value !== undefined &&
  !(value instanceof Unknown) &&
  !(value instanceof Secret) &&
  (typeof value !== "object" || value === null || Object.values(value).every(isKnown));

const isPartlyUnknown = (value: Json): boolean =>
  typeof value === "string"
    ? hasPlaceholder(value)
    : typeof value === "object" && value !== null && Object.values(value).some(isPartlyUnknown);

function memberOf(value: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (at, step) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, step)
        ? (at as Readonly<Record<string, Json>>)[step]
        : undefined,
    value,
  );
}
