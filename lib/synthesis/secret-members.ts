/**
 * Keeps secrets out of the synthesized files: the values of secret members must come from elsewhere when Terraform runs. The generated
 * bindings use this, so it covers constructors, properties, escape hatches and aspects.
 */
import type { TerraformElement } from "cdktf";
import { secretKeyProblem } from "../aws/names";
import { reference } from "../errors";
import { literalsOf } from "../terraform/hcl-template";
import { isRecord, memberAt } from "../objects";
import { isEmpty, Literals, NOTHING } from "./literals";
import { camelCase } from "../format";
import { isCredentialName } from "../polytomic/credential-names";
import { PerSynthesis } from "./per-synthesis";

/**
 * Rejects, at synthesis, values in the secret members of `element` that are not expressions with a reference.
 *
 * @param members with Terraform names, dots and `[]`: `configuration.headers[].value`
 */
export function checkSecrets(element: TerraformElement, members: readonly string[]): void {
  literals.watch(element);
  element.node.addValidation({
    validate: () => {
      const files = literals.of(element);
      const configurations = files.configurationsOf(element);
      const found = configurations.flatMap((configuration) => [
        ...members.flatMap((member) => problemsOf(files, configuration, member)),
        ...swappedIn(files, configuration, members),
      ]);
      return [...new Set(found)];
    },
  });
}

const literals = new PerSynthesis((stack) => new Literals(stack));

/** Lists of names and values that also contain other values than secrets. The name decides whether a value is a secret. */
const ANYTHING = /\b(headers|parameters|extra_form_data)\[\]\.value$/;

/** AWS secret access keys in members for access key IDs, which are not secret. */
function swappedIn(files: Literals, own: unknown, members: readonly string[]): string[] {
  const { value: configuration } = files.behind(memberAt(own, "configuration"), own);
  return Object.entries(isRecord(configuration) ? configuration : {}).flatMap(([name, given]) => {
    const isId = /(^|_)access_(key_)?id$/.test(name) && !members.includes(`configuration.${name}`);
    const { value } = isId ? files.behind(given, own) : { value: undefined };
    const problem = typeof value === "string" ? secretKeyProblem(value) : undefined;
    return problem === undefined
      ? []
      : [`configuration.${camelCase(name)} ${problem} ${reference("CDKTF_POLYTOMIC_SECRET_IN_CLEAR")}`];
  });
}

function problemsOf(files: Literals, configuration: unknown, member: string): string[] {
  const found = membersAt(files, configuration, configuration, member.split("."));
  return found.flatMap(({ value, own, beside }) => {
    if (ANYTHING.test(member) && !isCredentialName(String(files.behind(beside["name"], own).value))) {
      return [];
    }
    // A value that authenticates a request can have a scheme before the secret: `Bearer ${var.token}`.
    const problem = problemWith(files, value, own, member.endsWith(".value"));
    return problem === undefined ? [] : [`${camelCase(member)} ${problem}. ${remedy(value)}`];
  });
}

function remedy(value: unknown): string {
  const attribute = typeof value === "number" ? "numberValue" : "stringValue";
  return (
    "The synthesized files would contain it. Pass the value of a variable without a default: " +
    `new TerraformVariable(this, "secret", { sensitive: true }).${attribute} ` +
    reference("CDKTF_POLYTOMIC_SECRET_IN_CLEAR")
  );
}

interface Member {
  readonly value: unknown;
  /** The arguments of its resource. */
  readonly own: unknown;
  /** The object that contains it. */
  readonly beside: Readonly<Record<string, unknown>>;
}

/** The values at a path. An expression on the path hides the values below it. */
function membersAt(
  files: Literals,
  from: unknown,
  around: unknown,
  [step = "", ...steps]: readonly string[],
): Member[] {
  const { value: beside, own } = files.behind(from, around);
  if (!isRecord(beside)) {
    return [];
  }
  const name = step.replace("[]", "");
  const value = memberAt(beside, name);
  if (steps.length === 0) {
    return [{ value, own, beside }];
  }
  const inside = step === name ? { value, own } : files.behind(value, own);
  return [inside.value].flat().flatMap((one) => membersAt(files, one, inside.own, steps));
}

/**
 * The problem of a secret, if any.
 *
 * @param withText whether literal text is allowed around the expression
 */
function problemWith(files: Literals, secret: unknown, own: unknown, withText: boolean): string | undefined {
  const { value, own: around, name } = files.behind(secret, own);
  const values: unknown[] = Array.isArray(value) ? value : [value];
  const wrong = values.find((one) => !isEmpty(one) && !isExpression(files, one, around, withText));
  if (wrong === NOTHING) {
    return "is a token that resolves to nothing";
  }
  return wrong === undefined ? undefined : `is ${name ?? "a literal or contains one"}`;
}

const isExpression = (files: Literals, value: unknown, own: unknown, withText: boolean): boolean =>
  typeof value === "string" &&
  value !== NOTHING &&
  (withText || literalsOf(value) === "") &&
  files.isFromOutside(value, own);
