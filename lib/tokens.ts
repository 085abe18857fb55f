/** Recognizes CDKTF tokens. */
import { Token } from "cdktf";

/** Whether `value` is or contains a token, or is the element of a list token or the key of a map token. */
export const isToken = (value: unknown): boolean =>
  Token.isUnresolved(value) ||
  Token.isUnresolved([value]) ||
  (typeof value === "string" && Token.isUnresolved({ [value]: "" }));
