/**
 * Keeps secrets out of the synthesized files: what a resource or provider has in its secret members must come from
 * elsewhere when Terraform runs. The generated bindings use it, so it holds for every way into the files: a
 * constructor, a property, an escape hatch, an aspect.
 */
import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  TerraformElement,
  TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import { reference } from "../errors";
import { literalsOf, referencesOf } from "../hcl-template";
import { isPlainText } from "./plain-text";
import { camelCase } from "./show";

/**
 * Refuses at synthesis what `element` has in its secret members, unless it is an expression that refers to something.
 *
 * @param members in Terraform's names, with dots and `[]`: `configuration.headers[].value`
 */
export function keepSecrets(element: TerraformElement, members: readonly string[]): void {
  element.node.addValidation({
    validate: () => {
      const files = new Files(element);
      const configurations = files.configurationsOf(element);
      const found = members.flatMap((member) =>
        configurations.flatMap((configuration) => problemsOf(files, configuration, member)),
      );
      return [...new Set(found)];
    },
  });
}

/** These lists of names and values hold much that is no secret: there the name decides. */
const ANYTHING = /\b(headers|parameters|extra_form_data)\[\]\.value$/;
const CREDENTIAL =
  /authorization|auth$|cookie|credential|(^|[-_. ])key$|apikey|passw|secret|signature|token/i;

function problemsOf(files: Files, configuration: unknown, member: string): string[] {
  const found = membersAt(files, configuration, member.split("."));
  return found.flatMap(({ value, beside }) => {
    if (ANYTHING.test(member) && !CREDENTIAL.test(String(beside["name"]))) {
      return [];
    }
    // What authenticates a request has a scheme in front of the secret: `Bearer ${var.token}`.
    const problem = files.problemOf(value, member.endsWith(".value"));
    return problem === undefined ? [] : [`${camelCase(member)} ${problem}. ${remedy(value)}`];
  });
}

function remedy(value: unknown): string {
  const attribute = typeof value === "number" ? "numberValue" : "stringValue";
  return (
    "The synthesized files must not have it: pass the value of a variable without default, " +
    `new TerraformVariable(this, "secret", { sensitive: true }).${attribute} ` +
    reference("CDKTF_POLYTOMIC_SECRET_IN_CLEAR")
  );
}

interface Member {
  readonly value: unknown;
  /** The object it is a member of. */
  readonly beside: Readonly<Record<string, unknown>>;
}

/** What stands at a path. An expression on the way to it hides what follows. */
function membersAt(files: Files, from: unknown, [step = "", ...steps]: readonly string[]): Member[] {
  const beside = files.behind(from).value;
  if (!isObject(beside)) {
    return [];
  }
  const name = step.replace("[]", "");
  const value = beside[name];
  if (steps.length === 0) {
    return [{ value, beside }];
  }
  const inside = step === name ? value : files.behind(value).value;
  return [inside].flat().flatMap((one) => membersAt(files, one, steps));
}

/** What the synthesis makes of a stack, as far as the literals in it matter. */
class Files {
  private readonly stack: TerraformStack;

  public constructor(private readonly scope: IConstruct) {
    this.stack = TerraformStack.of(scope);
  }

  /** The arguments of a resource or provider: its own, and those that an override of the stack puts over them. */
  public configurationsOf(element: TerraformElement): unknown[] {
    const own = this.resolve(element.toTerraform()) as Configurations;
    // Not part of CDKTF's public surface: where it is called otherwise, these overrides are not seen.
    const overrides = this.resolve(Reflect.get(this.stack, "rawOverrides") ?? {}) as Configurations;
    return (["resource", "provider"] as const).flatMap((kind) =>
      Object.entries(own[kind] ?? {}).flatMap(([type, named]) => [
        ...Object.values(named),
        ...(kind === "provider"
          ? Object.values(overrides.provider?.[type] ?? {})
          : Object.keys(named).map((name) => overrides.resource?.[type]?.[name])),
      ]),
    );
  }

  /**
   * What is wrong with a secret, if anything is.
   *
   * @param withText whether text may stand around the expression
   */
  public problemOf(secret: unknown, withText: boolean): string | undefined {
    const { value, name } = this.behind(secret);
    if (isEmpty(value)) {
      return undefined;
    }
    if (value === NOTHING) {
      return "is a token that stands for nothing";
    }
    if (typeof value === "string") {
      const isAlone = withText || literalsOf(value) === "";
      if (isAlone && referencesOf(value).some((it) => !this.isLiteral(it))) {
        return undefined;
      }
    }
    return `is ${name ?? "a literal, at least in part"}`;
  }

  /** What stands in the files for a reference to a variable or a local; anything else stands for itself. */
  public behind(value: unknown): { readonly value: unknown; readonly name?: string } {
    const [, kind, id = "", path = ""] =
      typeof value === "string" ? (/^\$\{(var|local)\.([\w-]+)((?:\.[\w-]+)*)\}$/.exec(value) ?? []) : [];
    const literal = kind === undefined ? undefined : this.valueOf(`${kind}.${id}`);
    if (literal === undefined) {
      return { value };
    }
    const name =
      kind === "var"
        ? `the value of the variable ${id}, which has a default`
        : `the literal of the local ${id}`;
    const steps = path.split(".").slice(1);
    return {
      name,
      value: steps.reduce<unknown>((from, step) => (isObject(from) ? from[step] : from), literal),
    };
  }

  /** Whether nothing of what `name` refers to comes from outside of the files. */
  private isLiteral(name: string, ...around: readonly string[]): boolean {
    const value = this.valueOf(name);
    return (
      !isEmpty(value) &&
      textsOf(value)
        .flatMap(referencesOf)
        .every((inner) => around.includes(inner) || this.isLiteral(inner, name, ...around))
    );
  }

  /** The default of a variable, or a local; undefined for what is known to Terraform only. */
  private valueOf(reference: string): unknown {
    const [kind, name] = reference.split(".") as [string, string];
    if (kind !== "var" && kind !== "local") {
      return undefined;
    }
    const elements = this.stack.node.findAll().filter(TerraformElement.isTerraformElement);
    const element = elements.find(({ friendlyUniqueId }) => friendlyUniqueId === name);
    const { variable, locals } = this.resolve(element?.toTerraform() ?? {}) as Configurations;
    return kind === "var" ? variable?.[name]?.default : locals?.[name];
  }

  private resolve(value: unknown): unknown {
    return Tokenization.resolve(value, { scope: this.scope, resolver: new Resolver(), preparing: false });
  }
}

/** What is in the JSON of an element, as far as it is of use here. */
interface Configurations {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly provider?: Readonly<Record<string, readonly object[]>>;
  readonly variable?: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly locals?: Readonly<Record<string, unknown>>;
}

const NOTHING = "${nothing}";

/** Resolves as the synthesis does, but a literal that is wanted as such counts as an expression. */
class Resolver extends DefaultTokenResolver {
  public constructor() {
    super(new StringConcat());
  }

  public override resolveToken(
    token: IResolvable,
    context: IResolveContext,
    postProcessor: IPostProcessor,
  ): unknown {
    if (isPlainText(token)) {
      return "${unsafe.plain_text}";
    }
    const resolved: unknown = super.resolveToken(token, context, postProcessor);
    return resolved === undefined || resolved === "" ? NOTHING : resolved;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a value is no secret, as there is nothing: an empty text takes an earlier one back. */
const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === "";

/** All texts in a value of any depth. */
function textsOf(value: unknown): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.values(value).flatMap(textsOf);
  }
  return [String(value)];
}
