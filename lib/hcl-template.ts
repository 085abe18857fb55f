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

/** What the expressions of an HCL template refer to, by its address: `var.secret`, `data.aws_secret.key`, `aws_queue.events`. */
export function referencesOf(template: string): string[] {
  return partsOf(template)
    .filter(({ isExpression }) => isExpression)
    .flatMap(({ text }) => withoutTexts(text).match(/[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)+/g) ?? [])
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
