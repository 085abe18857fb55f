/** Texts with tokens in them, as the arguments of Terraform's functions. CDKTF takes some of them for mistakes, or prints them wrong. */
import { Fn, Lazy, Token, Tokenization } from "cdktf";
import { escapeTexts } from "./jsonencode";
import { resolveIn } from "./validation/references";
import { isToken } from "./validation/show";

/** The literals and the tokens that a text consists of, in order. */
export function piecesOf(text: string): string[] {
  const pieces = Tokenization.reverseString(Token.asString(text)).join({
    join: (left: string | string[], right: string) => [left, right].flat(),
  }) as string | string[];
  return [pieces].flat().map((piece) => Token.asString(piece));
}

/**
 * What `apply` makes of the piece of a text, at synthesis: CDKTF puts a token that stands for a literal into a function without quotes, so
 * `literal` is asked instead.
 */
export const mapPiece = (
  piece: string,
  apply: (token: string) => string,
  literal: (text: string) => string,
): string =>
  isToken(piece)
    ? Lazy.stringValue({
        produce: ({ scope }) => {
          const value = resolveIn(scope, piece);
          return typeof value === "string" && !value.includes("${") ? literal(value) : apply(piece);
        },
      })
    : literal(piece);

/** A text as the argument of a function that may stand in another one. */
export function functionArgument(text: string): string {
  return Fn.join(
    "",
    piecesOf(text).map((piece) => mapPiece(piece, (token) => token, quoted)),
  );
}

/** CDKTF prints what a token stands for as it is, inside of a function. */
const quoted = (text: string): string =>
  `"${String(escapeTexts(text)).replaceAll("\n", "\\n").replaceAll("${", "$${")}"`;
