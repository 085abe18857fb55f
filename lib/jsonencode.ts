/** JSON made by Terraform from values that may hold tokens. */
import { Fn, Token, Tokenization } from "cdktf";

/**
 * `jsonencode(value)` as an expression. Terraform's function and not `JSON.stringify`, so that tokens become what they
 * stand for and the text is canonical: sorted keys, `<`, `>` and `&` escaped.
 *
 * CDKTF's `Fn.jsonencode` leaves quotes, backslashes and `%{` in texts unescaped, which breaks the expression, and
 * takes the quotes off a text that has them at both ends; it also loses `null`. Here every value arrives as it is.
 */
export function jsonencode(value: unknown): string {
  return Fn.jsonencode(escapeTexts(value));
}

/** A value for CDKTF's `Fn`, with what it leaves unescaped in texts escaped. */
export function escapeTexts(value: unknown): unknown {
  if (typeof value === "string") {
    return escapeText(value);
  }
  if (value === null) {
    return Token.asAny("null"); // inside a function call, a token's text stands as it is
  }
  if (typeof value !== "object" || Tokenization.isResolvable(value)) {
    return value;
  }
  return Array.isArray(value)
    ? value.map(escapeTexts)
    : Object.fromEntries(
        Object.entries(value).map(([key, member]) => [escapeText(key), escapeTexts(member)]),
      );
}

/** Line feeds and `${` are escaped by CDKTF. A token inside the text has none of these characters. */
function escapeText(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\r", "\\r").replaceAll("%{", "%%{");
}
