/** Renders values that may contain tokens as Terraform expressions. */
import { type IResolvable, type IResolveContext, Lazy, Tokenization } from "cdktf";
import { piecesOf, tokenIn } from "./token-pieces";
import { isToken } from "../tokens";
import { isObject } from "../objects";

/**
 * `jsonencode(value)` as an expression. Uses Terraform's function instead of `JSON.stringify`, so that tokens resolve to their values
 * and the JSON is canonical: sorted keys, `<`, `>` and `&` escaped.
 */
export const jsonencode = (value: unknown): string =>
  Lazy.stringValue({ produce: (context) => jsonencodeIn(context, value) });

/** The same, while a token is resolved. */
export function jsonencodeIn(context: IResolveContext, value: unknown): string {
  const { suppressBraces, ignoreEscapes, warnEscapes } = context;
  try {
    // As in the arguments of CDKTF's functions.
    Object.assign(context, { suppressBraces: true, ignoreEscapes: true, warnEscapes: true });
    const expression = `jsonencode(${expressionOf(value, context) ?? "null"})`;
    return suppressBraces === true ? expression : `\${${expression}}`;
  } finally {
    Object.assign(context, { suppressBraces, ignoreEscapes, warnEscapes });
  }
}

/**
 * `value` as an argument of one of CDKTF's `Fn` functions.
 *
 * CDKTF's own rendering breaks if a string contains a quote, a backslash or `%{`. It also loses `null`, prints a literal from a token
 * without quotes, and prints a number token inside a string as the text of its reference. Here every value is rendered unchanged.
 */
export const argument = (value: unknown): IResolvable =>
  Lazy.anyValue({ produce: (context) => expressionOf(value, context) ?? "null" });

/** The expression for a value; undefined if the value resolves to nothing. */
function expressionOf(value: unknown, context: IResolveContext): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (typeof value === "string") {
    return ofText(value, context);
  }
  if (isToken(value)) {
    const [token] = Tokenization.reverse(value);
    return token === undefined ? undefined : ofToken(token, context);
  }
  if (!isObject(value)) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    const elements = value.map((one) => expressionOf(one, context)).filter((one) => one !== undefined);
    return `[${elements.join(", ")}]`;
  }
  const members = Object.entries(value).flatMap(([name, member]) => {
    const expression = expressionOf(member, context);
    return expression === undefined ? [] : [`${quoted(name, context)} = ${expression}`];
  });
  return `{${members.join(", ")}}`;
}

function ofText(text: string, context: IResolveContext): string | undefined {
  const token = tokenIn(text);
  return token !== undefined && piecesOf(text).length === 1 ? ofToken(token, context) : quoted(text, context);
}

function ofToken(token: IResolvable, context: IResolveContext): string | undefined {
  const { code, value } = behind(token, context);
  return code ?? expressionOf(value, context);
}

const quoted = (text: string, context: IResolveContext): string => `"${template(text, context)}"`;

/** The contents of a quoted string, with `${...}` for its tokens. */
function template(text: string, context: IResolveContext): string {
  const pieces = piecesOf(text).map((piece) => {
    const token = tokenIn(piece);
    return token === undefined ? escaped(piece) : interpolated(token, context);
  });
  return pieces
    .map((piece, index) =>
      // A dollar sign would escape the expression after it.
      pieces[index + 1]?.startsWith("${") === true
        ? piece.replace(/[$%]$/, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)
        : piece,
    )
    .join("");
}

function interpolated(token: IResolvable, context: IResolveContext): string {
  const { code, value } = behind(token, context);
  if (code !== undefined) {
    return `\${${code}}`;
  }
  if (typeof value === "string") {
    return template(value, context);
  }
  const expression = expressionOf(value, context);
  return expression === undefined ? "" : `\${${expression}}`;
}

/** What a token resolves to: a Terraform expression (`code`), or a value of the app, which may contain tokens. */
export function behind(
  token: IResolvable,
  context: IResolveContext,
): { readonly code?: string; readonly value?: unknown } {
  const { suppressBraces: around = false } = context;
  const within = (suppressBraces: boolean): unknown => {
    context.suppressBraces = suppressBraces;
    return token.resolve(context);
  };
  try {
    const value = within(false);
    // Only an expression resolves differently when braces are suppressed.
    const isExpression = typeof value === "string" && !isToken(value) && within(true) !== value;
    context.suppressBraces = true;
    return isExpression ? { code: String(context.resolve(token)) } : { value };
  } finally {
    context.suppressBraces = around;
  }
}

/** A literal within the quotes of HCL. */
const escaped = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\[bf]|\u007f/g, (one) => ESCAPED[one] ?? one)
    .replace(/[$%](?=\{)/g, (sign) => sign + sign);

/** Characters that are valid in JSON, but that HCL does not support or may change. */
const ESCAPED: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c", "\u007f": "\\u007f" };
