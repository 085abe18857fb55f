/** Splits strings at the tokens that CDKTF has encoded in them. */
import { type IResolvable, Lazy, Token, Tokenization } from "cdktf";
import { resolveIn } from "./references";
import { isToken } from "../tokens";

/**
 * Matches a string token, and a number token, which is a number in the range that CDKTF reserves. CDKTF's own pattern misses a number
 * after a hyphen or a digit.
 */
const TOKEN = /(\$\{TfToken\[[\w:.-]+\]\}|-8\.\d+e\+298)/;

/** The literals and tokens in a string, in order. No literal is empty. */
export const piecesOf = (text: string): string[] => text.split(TOKEN).filter((piece) => piece !== "");

/** Whether a piece of a string is a token. */
export const isTokenPiece = (piece: string): boolean => TOKEN.test(piece);

/** The token that a piece of a string encodes, if any. CDKTF throws if the app has no such token. */
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
 * Applies a Terraform function to a piece of a string, at synthesis. CDKTF passes a token that resolves to a literal to the function
 * without quotes, so `literal` is called for it instead.
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

/** Whether a number is the result of arithmetic with a number token, which CDKTF can no longer recognize. */
export const isComputedWithToken = (value: number): boolean =>
  Number.isFinite(value) &&
  Math.abs(value) > 1e280 &&
  !Token.isUnresolved(value) &&
  !Token.isUnresolved([value]);

/** The same for a number inside a string. */
export const hasComputedNumber = (literal: string): boolean => /\de\+(?:2[89]\d|30[0-8])/.test(literal);
