/** A token of each kind that CDKTF has. */
import { Lazy, Token } from "cdktf";

export const tokens = {
  text: Token.asString({ a: "token" }),
  "part of a text": `s3://${Token.asString({ a: "token" })}/folder`,
  number: Token.asNumber({ a: "token" }),
  list: Token.asList({ a: "token" }),
  map: Token.asStringMap({ a: "token" }),
  "lazy value": Lazy.anyValue({ produce: () => true }),
} as const;

export const tokensByKind: readonly [string, unknown][] = Object.entries(tokens);

/** Matches the string of a token, which no message may show. Number tokens are large negative numbers. */
export const TOKEN_TEXT = /TfToken|TOKEN\[|e\+\d{3}/;
