/** Parses HCL templates: strings with expressions such as `s3://${var.bucket}`. */

/** The problem of a literal that Terraform would read as a template, and IAM as a policy variable. */
export const templateProblem = (literal: string): string | undefined =>
  /[$%]\{/.test(literal)
    ? "contains ${ or %{, which Terraform reads as an expression and IAM as a policy variable; to use a Terraform value, pass the " +
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

/** An HCL template with its `${...}` expressions replaced. */
export const replaceExpressions = (template: string, by: (expression: string) => string): string =>
  partsOf(template)
    .map(({ text, isExpression }) => (isExpression ? by(text) : text))
    .join("");

/** The addresses that the expressions of an HCL template reference: `var.secret`, `data.aws_secret.key`, `aws_queue.events`. */
export const referencesOf = (template: string): string[] =>
  expressionsOf(template)
    .flatMap((code) => referencesIn(code, true))
    .map(addressOf);

/** The address at the beginning of a reference such as `aws_queue.events.arn`. */
export const addressIn = (reference: string): string => addressOf(reference.split("."));

const addressOf = (reference: Reference): string =>
  reference.slice(0, reference[0] === "data" ? 3 : 2).join(".");

/** Whether an expression opens at `position`. `$${` is an escaped literal. */
const opensExpression = (template: string, position: number): boolean =>
  template.startsWith("${", position) && template[position - 1] !== "$";

/** The expressions of an HCL template, and each character between them. */
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

/** The index after the closing brace of the expression that opens at `start`. */
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

/** A reference in an expression, step by step: `["local", "l", "password"]`. A function that reads external data is `["()", name]`. */
export type Reference = readonly string[];

const NAME = /[A-Za-z_][\w-]*(?:::[A-Za-z_][\w-]*)*/y;
const STEP = /\.([A-Za-z_][\w-]*|\d+)|\["([^"\\$%]*)"\]|\[(\d+)\]/y;
const BOUND = /\s+([A-Za-z_][\w-]*)(?:\s*,\s*([A-Za-z_][\w-]*))?\s+in\b/y;
const NUMBER = /\d[\w.]*/y;
/** Functions that return the content of files or values from a provider, so their literal arguments are not part of the result. */
const READS = /^(file|filebase64|templatefile|provider::.*)$/;

/** The reference in a template that consists of a single reference: `${local.l["password"]}`. */
export function referenceIn(template: string): Reference | undefined {
  const isReference = /^\$\{\s*[A-Za-z_][\w-]*(?:\.[\w-]+|\["[^"\\$%]*"\]|\[\d+\])+\s*\}$/.test(template);
  return isReference ? sourcesOf(template)[0] : undefined;
}

/**
 * The references that the value of a template may contain. Excludes references that only select a value: the condition of `? :` and
 * the contents of an index.
 */
export const sourcesOf = (template: string): Reference[] =>
  expressionsOf(template).flatMap((code) => referencesIn(code, false));

const expressionsOf = (template: string): string[] =>
  partsOf(template).flatMap(({ text, isExpression }) => (isExpression ? [text] : []));

/** References, and lists of those found further inside: copied from level to level, they would cost the square of the depth. */
type Found = (Reference | { readonly inside: Found })[];

interface Frame {
  readonly kind: "code" | "text" | "choice";
  readonly kept: Found;
  /** References since the last separator. A question mark after them means that they are a condition. */
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

/** The references in the code of an expression: all, or only those that its value may contain. */
function referencesIn(code: string, all: boolean): Reference[] {
  const frame = (kind: Frame["kind"]): Frame => ({ kind, kept: [], open: [] });
  const frames = [frame("code")];
  const bound = new Set<string>();
  const at = (pattern: RegExp, position: number): RegExpExecArray | null => {
    pattern.lastIndex = position;
    return pattern.exec(code);
  };
  const close = (): void => {
    const closed = frames.length > 1 ? frames.pop() : undefined;
    if (closed !== undefined && (all || closed.kind !== "choice")) {
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
      top.open = all ? top.open : [];
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
      if (code[i] === "(" && READS.test(name) && !all) {
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
