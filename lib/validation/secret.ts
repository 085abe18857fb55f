/** Secrets: only as tokens, so that they stand in no synthesized file. No message shows one. */
import { type IResolvable, Token, Tokenization } from "cdktf";
import type { ZodType } from "zod";
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
  if (typeof value === "string" && Tokenization.reverseString(value).literals.length > 0) {
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
    resolve: () => secret,
    toString: () => Token.asString(resolvable),
  };
  return Token.asString(resolvable);
}

/**
 * Whether a token that passed as a secret stands for a literal after all, such as a `Lazy` that produces one. What was
 * said to be in clear by {@link unsafePlainText} does not count.
 *
 * @param resolve what the synthesis makes of tokens
 */
export function standsForLiteral(value: string, resolve: (value: unknown) => unknown): boolean {
  const { tokens } = Tokenization.reverseString(value);
  if (tokens.some((token) => IN_CLEAR in token)) {
    return false;
  }
  const resolved = resolve(value);
  return typeof resolved === "string" && !resolved.includes("${");
}
