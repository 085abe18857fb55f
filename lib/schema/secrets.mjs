// Which members hold secrets: those that the provider calls sensitive, and those inside of objects, of which it calls none so.

const PASSWORDS = ["password", "client_secret"];
/** Lists and objects whose `value` may be a credential. Of those that hold much else, the name beside the value decides. */
const CREDENTIALS = ["header", "query", "headers", "parameters", "extra_form_data"];

/** The paths of the secrets that can be set, in Terraform's names: `configuration.headers[].value`. */
export function secretMembers(attributes, path = "", around = "") {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    if (!attribute.required && !attribute.optional) {
      return [];
    }
    const { sensitive, nested_type: nested } = attribute;
    const own = `${path}${name}`;
    if (nested) {
      const isList = nested.nesting_mode !== "single";
      return secretMembers(nested.attributes, `${own}${isList ? "[]" : ""}.`, name);
    }
    const isNested = around !== "" && around !== "configuration";
    const isCredential = PASSWORDS.includes(name) || (name === "value" && CREDENTIALS.includes(around));
    return sensitive || (isNested && isCredential) ? [own] : [];
  });
}
