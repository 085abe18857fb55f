/** Reads the Terraform expressions of constructs, as far as their tests need it. */

/** The data that Terraform would encode in `${jsonencode(...)}`; any other value unchanged. */
export function decode(value: unknown): unknown {
  if (typeof value !== "string") {
    return value;
  }
  const encoded = /^\$\{jsonencode\((.*)\)\}$/s.exec(value)?.[1];
  return encoded === undefined ? value : (JSON.parse(asJson(encoded)) as unknown);
}

/** HCL objects and lists as JSON; a bare reference becomes a string with a template. */
function asJson(hcl: string): string {
  return hcl.replace(/"(?:\\.|[^"\\])*"|[\w.-]+|=/g, (token) => {
    if (token === "=") {
      return ":";
    }
    const isReference = /^[a-z]\w*\./.test(token);
    return isReference ? JSON.stringify(`\${${token}}`) : token;
  });
}

/** Replaces the references in the templates of a string. */
export function replaceReferences(text: string, valueOf: (reference: string) => string): string {
  return text.replace(/\$\{([\w.-]+)\}/g, (_, reference: string) => valueOf(reference));
}
