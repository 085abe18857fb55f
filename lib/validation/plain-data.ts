/** Data that others write, such as a parsed YAML file: a string in it is text, and neither a template of Terraform nor a token. */
import { isPlain } from "../objects";
import { isToken } from "../tokens";

/** A string or number in data that would not arrive as what it is. */
export interface Evaluated {
  readonly path: readonly PropertyKey[];
  /** What is wrong with it, without showing it. */
  readonly message: string;
}

/**
 * What Terraform or CDKTF would evaluate instead of taking it as it stands, in values and names of any depth. Each object is
 * looked into once, as the anchors of YAML may name it many times, even inside of itself.
 */
export function evaluatedIn(data: unknown): Evaluated[] {
  const seen = new Set<object>();
  const pending: { readonly value: unknown; readonly path: readonly PropertyKey[] }[] = [
    { value: data, path: [] },
  ];
  const found: Evaluated[] = [];
  for (const { value, path } of pending) {
    const message = evaluation(value);
    if (message !== undefined) {
      found.push({ path, message });
    }
    if (!isPlain(value) || seen.has(value)) {
      continue;
    }
    seen.add(value);
    for (const [name, member] of Object.entries(value)) {
      const at = [...path, Array.isArray(value) ? Number(name) : name];
      const wrong = evaluation(name);
      if (wrong !== undefined) {
        found.push({ path: at, message: `is a name that ${wrong}` });
      }
      pending.push({ value: member, path: at });
    }
  }
  return found;
}

function evaluation(value: unknown): string | undefined {
  if (typeof value === "string") {
    const [sign] = /[$%]\{/.exec(value) ?? [];
    if (sign !== undefined) {
      return `has "${sign}" in it, which Terraform would evaluate`;
    }
  }
  // A token that is written out would stand for a value of the program that reads the data.
  return (typeof value === "string" || typeof value === "number") && isToken(value)
    ? "has the form of a CDKTF token, which would be replaced by another value"
    : undefined;
}
