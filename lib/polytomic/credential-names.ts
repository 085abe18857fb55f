/** Recognizes secrets of connections by their names. */

/** Words that mark a secret anywhere in a name. */
const TELLING =
  /authorization|cookie|credential|api-?key(?!-?id)|passw|passphrase|secret|signature|token|jwt|hmac|pwd/;
/** Words that mark a secret at the end of a name, ignoring a version. */
const ENDING = /(^|-)(key|pass|passcode|pw|pin|otp|sig|sas|sid|session)(-?v?\d+)?$|auth(-?v?\d+)?$/;

/** Whether a header, a parameter or a member of a connection's configuration contains a secret, judged by its name. */
export function isCredentialName(name: string): boolean {
  const words = wordsOf(name);
  return TELLING.test(words) || ENDING.test(words);
}

/** A name in lowercase, with hyphens between its words. */
export const wordsOf = (name: string): string =>
  name
    .replace(/([a-z0-9])(?=[A-Z])/g, "$1-")
    .replace(/[_. ]/g, "-")
    .toLowerCase();
