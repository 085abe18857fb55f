/** The members with secrets: those that the provider marks as sensitive, and some inside objects, which it never marks. */
import { settableMembers, type SettableMember } from "./members";
import type { Attributes } from "./provider-version";

const PASSWORDS = ["password", "client_secret"];
/** Objects whose `value` authenticates requests. */
const CREDENTIALS = ["header", "query"];
/** Objects whose `value` may be a secret: its `name` decides, at synthesis. */
const ANYTHING = ["headers", "parameters", "extra_form_data"];

/** Whether the member at a path is a secret only with certain names. */
export const isSecretByName = (path: string): boolean =>
  ANYTHING.some((list) => path.endsWith(`${list}[].value`));

/** The paths of the settable secrets, with Terraform names: `configuration.headers[].value`. */
export const secretMembers = (attributes: Attributes): string[] =>
  settableMembers(attributes)
    .filter(isSecret)
    .map(({ path }) => path);

function isSecret({ name, around, attribute }: SettableMember): boolean {
  const isNested = around !== undefined && around !== "configuration";
  const isCredential =
    PASSWORDS.includes(name) || (name === "value" && [...CREDENTIALS, ...ANYTHING].includes(around ?? ""));
  return attribute.sensitive === true || (isNested && isCredential);
}
