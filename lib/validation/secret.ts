/** Secrets: only as tokens, so that they stand in no synthesized file. No message shows one. */
import { type IResolvable, Token, Tokenization } from "cdktf";
import type { ZodType } from "zod";
import { literalsOf } from "../hcl-template";
import { about } from "./about";
import { isToken } from "./show";
import { type Mistake, refusing } from "./token-aware";

const REMEDY = 'Pass a token: new TerraformVariable(this, "secret", { sensitive: true }).stringValue';

/** The rule of secrets. A token with literal text around it is refused like a literal: that text would be seen. */
export const secret = (): ZodType =>
  about(refusing(mistake), { values: "a token, such as the value of a sensitive `TerraformVariable`" });

function mistake(value: unknown): Mistake | undefined {
  if (value === undefined) {
    return { code: "MISSING", message: `is missing. ${REMEDY}` };
  }
  if (!isToken(value)) {
    const message = `a literal was given, which would stand in the synthesized files. ${REMEDY}`;
    return { code: "LITERAL_SECRET", message };
  }
  if (typeof value !== "string") {
    return {
      code: "WRONG_TYPE",
      message: "is a token, but not that of a text. Pass its text, such as variable.stringValue",
    };
  }
  if (Tokenization.reverseString(value).literals.length > 0) {
    const message =
      "a token with other text around it was given; that text would stand in the synthesized files. " +
      "Pass the token alone";
    return { code: "LITERAL_SECRET", message };
  }
  return undefined;
}

const IN_CLEAR = Symbol.for("cdktf-polytomic/unsafePlainText");

/**
 * Passes a literal where a secret is expected. It will stand in the synthesized files, in clear text, for everybody
 * who can read them: for tests with secrets that are none, and nothing else.
 *
 * @returns a token
 */
export function unsafePlainText(secret: string): string {
  const resolvable: IResolvable & { readonly [IN_CLEAR]: true } = {
    [IN_CLEAR]: true,
    creationStack: [],
    resolve: () => secret.replace(/[$%](?=\{)/g, (sign) => sign + sign),
    toString: () => Token.asString(resolvable),
  };
  return Token.asString(resolvable);
}

/**
 * What a token that passed as a secret turns out to be when it is resolved, if that is not an expression alone: a `Lazy`
 * may produce a literal. What was said to be in clear by {@link unsafePlainText} is left alone.
 *
 * @param resolve what the synthesis makes of tokens
 */
export function secretInClear(value: string, resolve: (value: unknown) => unknown): string | undefined {
  const { tokens } = Tokenization.reverseString(value);
  if (tokens.some((token) => IN_CLEAR in token)) {
    return undefined;
  }
  const resolved = resolve(value);
  if (typeof resolved !== "string" || resolved === "") {
    return "a token that stands for nothing";
  }
  return literalsOf(resolved) === "" ? undefined : "a token that stands for a literal, at least in part";
}
