/** HCL templates, which are texts with expressions in them such as `s3://${var.bucket}`, taken apart. */

/** What is wrong with a literal that Terraform would take for a template, and IAM for a policy variable. */
export const templateProblem = (literal: string): string | undefined =>
  /[$%]\{/.test(literal)
    ? "contains ${ or %{, which Terraform takes for an expression and policies for a variable; for a value of Terraform pass the " +
      "token itself, such as variable.stringValue"
    : undefined;

/** Escapes the literal parts of an HCL template and leaves its `${...}` expressions alone. */
export function escapeTemplate(template: string): string {
  return partsOf(template)
    .map(({ text, isExpression }) => (isExpression ? text : JSON.stringify(text).slice(1, -1)))
    .join("");
}

/** The literal parts of an HCL template, without its `${...}` expressions. */
export function literalsOf(template: string): string {
  return partsOf(template)
    .map(({ text, isExpression }) => (isExpression ? "" : text))
    .join("");
}

/** An HCL template with other texts in place of its `${...}` expressions. */
export const replaceExpressions = (template: string, by: (expression: string) => string): string =>
  partsOf(template)
    .map(({ text, isExpression }) => (isExpression ? by(text) : text))
    .join("");

/** What the expressions of an HCL template refer to, by its address: `var.secret`, `data.aws_secret.key`, `aws_queue.events`. */
export function referencesOf(template: string): string[] {
  return partsOf(template)
    .filter(({ isExpression }) => isExpression)
    .flatMap(({ text }) => withoutTexts(text).match(/[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*/g) ?? [])
    .filter((name) => name.includes("."))
    .map(addressIn);
}

/** The address at the beginning of a reference such as `aws_queue.events.arn`. */
export function addressIn(reference: string): string {
  const names = reference.split(".");
  return names.slice(0, names[0] === "data" ? 3 : 2).join(".");
}

/** An expression without the texts in it, of which only their own expressions are left. */
function withoutTexts(expression: string): string {
  let left = "";
  const around: ("text" | "code")[] = ["code"];
  for (let i = 0; i < expression.length; i++) {
    const character = expression[i]!;
    const isCode = around.at(-1) === "code";
    if (opensExpression(expression, i)) {
      i++;
      around.push("code");
    } else if (!isCode && character === "\\") {
      i++;
    } else if (character === (isCode ? "}" : '"')) {
      around.pop();
    } else if (isCode && /["{]/.test(character)) {
      around.push(character === "{" ? "code" : "text");
    } else {
      left += isCode ? character : "";
      continue;
    }
    left += " ";
  }
  return left;
}

/** Whether an expression opens at `position`: `$${` is a text. */
const opensExpression = (template: string, position: number): boolean =>
  template.startsWith("${", position) && template[position - 1] !== "$";

/** The expressions of an HCL template and what stands between them, character by character. */
function partsOf(template: string): { readonly text: string; readonly isExpression: boolean }[] {
  const parts = [];
  let position = 0;
  while (position < template.length) {
    const isExpression = opensExpression(template, position);
    const end = isExpression ? endOfExpression(template, position) : position + 1;
    parts.push({ text: template.slice(position, end), isExpression });
    position = end;
  }
  return parts;
}

/** The index behind the brace that closes the expression which opens at `start`. */
function endOfExpression(template: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < template.length; i++) {
    const character = template[i];
    if (quoted && character === "\\") {
      i++;
    } else if (character === '"') {
      quoted = !quoted;
    } else if (!quoted && character === "{") {
      depth++;
    } else if (!quoted && character === "}" && --depth === 0) {
      return i + 1;
    }
  }
  return template.length;
}

/** What an expression refers to, step by step: `["local", "l", "password"]`. A function that reads from outside is `["()", name]`. */
export type Reference = readonly string[];

const NAME = /[A-Za-z_][\w-]*(?:::[A-Za-z_][\w-]*)*/y;
const STEP = /\.([A-Za-z_][\w-]*|\d+)|\["([^"\\$%]*)"\]|\[(\d+)\]/y;
const BOUND = /\s+([A-Za-z_][\w-]*)(?:\s*,\s*([A-Za-z_][\w-]*))?\s+in\b/y;
const NUMBER = /\d[\w.]*/y;
/** These give what is in files, or what a provider knows: a literal among their arguments is no value. */
const READS = /^(file|filebase64|templatefile|provider::.*)$/;

/** The reference that a template is, if it is nothing else: `${local.l["password"]}`. */
export function referenceIn(template: string): Reference | undefined {
  const isReference = /^\$\{\s*[A-Za-z_][\w-]*(?:\.[\w-]+|\["[^"\\$%]*"\]|\[\d+\])+\s*\}$/.test(template);
  return isReference ? sourcesOf(template)[0] : undefined;
}

/**
 * What the value of a template may be made of. What only chooses among values is none of it: the condition of `? :` and what
 * stands in an index.
 */
export function sourcesOf(template: string): Reference[] {
  return partsOf(template)
    .filter(({ isExpression }) => isExpression)
    .flatMap(({ text }) => sourcesIn(text));
}

/** References, and lists of those found further inside: copied from level to level, they would cost the square of the depth. */
type Found = (Reference | { readonly inside: Found })[];

interface Frame {
  readonly kind: "code" | "text" | "choice";
  readonly kept: Found;
  /** Since the last separator: a question mark makes it a condition. */
  open: Found;
}

/** The references in their order. Not recursive, as expressions may be as deep as they are long. */
function flattened(found: Found): Reference[] {
  const references: Reference[] = [];
  const left: Found = [{ inside: found }];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if ("inside" in one) {
      for (let i = one.inside.length - 1; i >= 0; i--) {
        left.push(one.inside[i]!);
      }
    } else {
      references.push(one);
    }
  }
  return references;
}

function sourcesIn(code: string): Reference[] {
  const frame = (kind: Frame["kind"]): Frame => ({ kind, kept: [], open: [] });
  const frames = [frame("code")];
  const bound = new Set<string>();
  const at = (pattern: RegExp, position: number): RegExpExecArray | null => {
    pattern.lastIndex = position;
    return pattern.exec(code);
  };
  const close = (): void => {
    const closed = frames.length > 1 ? frames.pop() : undefined;
    if (closed !== undefined && closed.kind !== "choice") {
      frames.at(-1)!.open.push({ inside: closed.kept }, { inside: closed.open });
    }
  };
  let i = 0;
  while (i < code.length) {
    const top = frames.at(-1)!;
    const character = code[i]!;
    if (
      opensExpression(code, i) ||
      (top.kind === "text" && code.startsWith("%{", i) && code[i - 1] !== "%")
    ) {
      frames.push(frame(character === "$" ? "code" : "choice"));
      i += 2;
    } else if (top.kind === "text") {
      if (character === '"') {
        close();
      }
      i += character === "\\" ? 2 : 1;
    } else if (character === '"') {
      frames.push(frame("text"));
      i++;
    } else if (/[([{]/.test(character)) {
      const isIndex = character === "[" && /[\w\])"]/.test(code[i - 1] ?? "");
      frames.push(frame(isIndex ? "choice" : "code"));
      i++;
    } else if (/[)\]}]/.test(character)) {
      close();
      i++;
    } else if (character === "?") {
      top.open = [];
      i++;
    } else if (
      /[,:]/.test(character) ||
      (character === "=" && !/[=!<>]/.test(code[i - 1] ?? "") && !/[=>]/.test(code[i + 1] ?? ""))
    ) {
      top.kept.push({ inside: top.open });
      top.open = [];
      i++;
    } else {
      const [name] = at(NAME, i) ?? [];
      if (name === undefined) {
        i += at(NUMBER, i)?.[0].length ?? 1;
        continue;
      }
      const follows = code[i - 1] === ".";
      i += name.length;
      const variables = name === "for" ? at(BOUND, i) : null;
      if (variables !== null) {
        variables.slice(1).forEach((one) => bound.add(one));
        i += variables[0].length;
        continue;
      }
      const path = [name];
      for (let step = at(STEP, i); step !== null; step = at(STEP, i)) {
        path.push(step[1] ?? step[2] ?? step[3] ?? "");
        i += step[0].length;
      }
      if (code[i] === "(" && READS.test(name)) {
        top.open.push(["()", name]);
      } else if (path.length > 1 && !follows && !bound.has(name)) {
        top.open.push(path);
      }
    }
  }
  while (frames.length > 1) {
    close();
  }
  return flattened([{ inside: frames[0]!.kept }, { inside: frames[0]!.open }]);
}
