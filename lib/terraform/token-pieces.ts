/** How CDKTF writes tokens into strings, and strings taken apart at their tokens. */
import { type IResolvable, Lazy, Token, Tokenization } from "cdktf";
import { resolveIn } from "./references";
import { isToken } from "../tokens";

/**
 * The token of a string, as CDKTF writes it; and that of a number, which is a number of the range that CDKTF reserves. CDKTF's own
 * expression misses a number behind a hyphen or a digit.
 */
const TOKEN = /(\$\{TfToken\[[\w:.-]+\]\}|-8\.\d+e\+298)/;

/** What a string consists of, in order: literals, which are never empty, and tokens. */
export const piecesOf = (text: string): string[] => text.split(TOKEN).filter((piece) => piece !== "");

/** Whether a piece of a string is a token. */
export const isTokenPiece = (piece: string): boolean => TOKEN.test(piece);

/** The token that a piece of a string is, if it is one. CDKTF throws over one that no program made. */
export function tokenIn(piece: string): IResolvable | undefined {
  if (!isTokenPiece(piece)) {
    return undefined;
  }
  const number = Number(piece);
  return Number.isNaN(number)
    ? Tokenization.reverseString(piece).firstToken
    : Tokenization.reverseNumber(number);
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

/** Whether a number was computed in the program with one that stands for a token: CDKTF cannot find the token any more. */
export const isComputedWithToken = (value: number): boolean =>
  Number.isFinite(value) &&
  Math.abs(value) > 1e280 &&
  !Token.isUnresolved(value) &&
  !Token.isUnresolved([value]);

/** The same within a string. */
export const hasComputedNumber = (literal: string): boolean => /\de\+(?:2[89]\d|30[0-8])/.test(literal);
