/** The way round the checks of secrets, for who wants a literal. */
import { type IResolvable, Token } from "cdktf";

// The same for all copies of this package.
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

/** Whether `token` comes from {@link unsafePlainText}. */
export const isPlainText = (token: IResolvable): boolean => IN_CLEAR in token;
