// The members with secrets: those that the provider marks as sensitive, and some inside objects, which it never marks.
import { settableMembers } from "./members.mjs";

const PASSWORDS = ["password", "client_secret"];
/** Objects whose `value` authenticates requests. */
const CREDENTIALS = ["header", "query"];
/** Objects whose `value` may be a secret: its `name` decides, at synthesis. */
const ANYTHING = ["headers", "parameters", "extra_form_data"];

/** Whether the member at a path is a secret only with certain names. */
export const isSecretByName = (path) => ANYTHING.some((list) => path.endsWith(`${list}[].value`));

/** The paths of the settable secrets, with Terraform names: `configuration.headers[].value`. */
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
