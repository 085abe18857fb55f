/** An escape hatch from the checks of secrets. */
import { type IResolvable, Token } from "cdktf";

// The same for all copies of this package.
const IN_CLEAR = Symbol.for("cdktf-polytomic/unsafePlainText");

/**
 * Passes a literal where a secret is expected. The synthesized files will contain it in clear text. Use it only in tests, with values
 * that are not real secrets.
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
