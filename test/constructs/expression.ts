/** Reads the expressions that constructs give to Terraform, as far as their tests need it. */

/** `${jsonencode(...)}` as the data that Terraform would encode; other values, in which nothing is encoded, as they are. */
export function decode(value: unknown): unknown {
  if (typeof value !== "string") {
    return value;
  }
  const encoded = /^\$\{jsonencode\((.*)\)\}$/s.exec(value)?.[1];
  return encoded === undefined ? value : (JSON.parse(asJson(encoded)) as unknown);
}

/** HCL's objects and lists in JSON's spelling; a bare reference becomes a text with a template. */
function asJson(hcl: string): string {
  return hcl.replace(/"(?:\\.|[^"\\])*"|[\w.-]+|=/g, (token) => {
    if (token === "=") {
      return ":";
    }
    const isReference = /^[a-z]\w*\./.test(token);
    return isReference ? JSON.stringify(`\${${token}}`) : token;
  });
}

/** Replaces the references in a text's templates. */
export function replaceReferences(text: string, valueOf: (reference: string) => string): string {
  return text.replace(/\$\{([\w.-]+)\}/g, (_, reference: string) => valueOf(reference));
}
