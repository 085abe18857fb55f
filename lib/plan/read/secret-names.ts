/** Recognizes secrets that no provider marks, by the name of the argument, the variable or the member that contains them. */
import { COMMON_WORD } from "./common-words";
import { isCredentialName, wordsOf } from "../../polytomic/credential-names";

/** Names of secrets of any provider, in lowercase, with hyphens between their words. */
const SECRETS =
  /passw(or)?d|passphrase|passwd|secret|private-?key|credential|(^|-)(pwd|jwt|hmac|authorization|cookie|api-?key|apikey)$|(api|access|auth|authentication|account|shared|signing|subscription|client|write|partner|app|application|license|master|encryption-secret|deploy)-?key$|(^|-)token$|connection-string$|-wo$/;
/** Ends of names that contain a word above and that do not contain a secret, such as `secret_arn` and `password_length`. */
const ABOUT =
  /(^|-)(id|ids|arn|arns|name|names|version|versions|length|policy|type|prefix|path|file|enabled|days|age|stage|stages|rotation|expiry|expiration|period|count|ref|refs|url|region|kms-key|provider|source|format|method|mode|status|parameter|schema|required|optional)$|(^|-)(secrets?|password|access-?key)-(manager|rotation|policy)\b/;

/** Sensitive members of connections in the schema of the Polytomic provider whose names do not sound secret. */
const CONFIGURED = new Set([
  "access_id",
  "api_id",
  "apikey_id",
  "application_id",
  "ca_cert",
  "client_certificate",
  "client_id",
  "service_account",
]);
/** Objects in the configuration of a connection whose `value` authenticates requests. */
const AUTHENTICATING = new Set(["header", "query"]);

/** Lists in any configuration whose elements have a name that decides whether their value is a secret. */
const NAMES = ["name", "key"];

/** What is known about a value by the names around it. */
export const PLAIN = 0;
const SECRET = 1;
const CONFIGURATION = 2;
const AUTHENTICATES = 4;
const CONNECTION = 8;

/** What is known about the arguments of a resource or provider of this type. */
export const namesAround = (type: string): number =>
  /^polytomic_(?:.*_)?connection$/.test(type) ? CONNECTION : PLAIN;

/** What is known about a member of an object, given what is known about the object. An array has the names of its member. */
export function namesInside(around: number, name: string, beside: Readonly<Record<string, unknown>>): number {
  const judged = judgmentOf(name);
  if (judged === ORDINARY && around === PLAIN) {
    return PLAIN;
  }
  const isConfigured = (around & CONFIGURATION) !== 0;
  const isSecret =
    (judged & SOUNDS_SECRET) !== 0 ||
    (isConfigured && (judged & SECRET_IN_CONFIGURATION) !== 0) ||
    ((around & SECRET) !== 0 && (judged & ABOUT_A_SECRET) === 0) ||
    (name === "value" && ((around & AUTHENTICATES) !== 0 || NAMES.some((one) => isCredential(beside[one]))));
  return (
    (isSecret ? SECRET : 0) |
    (isConfigured || ((around & CONNECTION) !== 0 && name === "configuration") ? CONFIGURATION : 0) |
    (isConfigured && AUTHENTICATING.has(name) ? AUTHENTICATES : 0) |
    (around & CONNECTION)
  );
}

/** Whether a value with these names around it is a secret, whatever a provider marks. */
export const isSecretByName = (value: unknown, names: number): boolean =>
  (names & SECRET) !== 0 && (typeof value === "number" || (typeof value === "string" && isTelling(value)));

const isTelling = (value: string): boolean =>
  value !== "" && !value.startsWith("arn:") && !COMMON_WORD.test(value) && !/^\$\{[^{}]*\}$/.test(value);

const isCredential = (name: unknown): boolean =>
  typeof name === "string" && (judgmentOf(name) & (SOUNDS_SECRET | SECRET_IN_CONFIGURATION)) !== 0;

const ORDINARY = 0;
const SOUNDS_SECRET = 1;
const SECRET_IN_CONFIGURATION = 2;
const ABOUT_A_SECRET = 4;
/** The name decides about the value beside it. */
const IS_VALUE = 8;

/** The judgments of all names so far, because a plan has few different ones. */
const judgments = new Map<string, number>();

function judgmentOf(name: string): number {
  let judgment = judgments.get(name);
  if (judgment === undefined) {
    const words = wordsOf(name);
    const isAbout = ABOUT.test(words);
    judgment =
      (SECRETS.test(words) && !isAbout ? SOUNDS_SECRET : 0) |
      (CONFIGURED.has(name) || (isCredentialName(name) && !isAbout) ? SECRET_IN_CONFIGURATION : 0) |
      (isAbout ? ABOUT_A_SECRET : 0) |
      (name === "value" ? IS_VALUE : 0);
    judgments.set(name, judgment);
  }
  return judgment;
}
