// Which members hold secrets: those that the provider calls sensitive, and those inside of objects, of which it calls none so.
import { settableMembers } from "./members.mjs";

const PASSWORDS = ["password", "client_secret"];
/** Whose `value` authenticates requests. */
const CREDENTIALS = ["header", "query"];
/** Whose values may be of any kind: whether one is a secret, the name beside it decides, at synthesis. */
const ANYTHING = ["headers", "parameters", "extra_form_data"];

/** Whether the member at a path is a secret under some names only. */
export const isSecretByName = (path) => ANYTHING.some((list) => path.endsWith(`${list}[].value`));

/** The paths of the secrets that can be set, in Terraform's names: `configuration.headers[].value`. */
export const secretMembers = (attributes) =>
  settableMembers(attributes)
    .filter(isSecret)
    .map(({ path }) => path);

function isSecret({ name, around, attribute }) {
  const isNested = around !== undefined && around !== "configuration";
  const isCredential =
    PASSWORDS.includes(name) || (name === "value" && [...CREDENTIALS, ...ANYTHING].includes(around));
  return attribute.sensitive || (isNested && isCredential);
}
