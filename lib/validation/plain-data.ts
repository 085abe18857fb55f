/** External data, such as a parsed YAML file. A string in it is literal text, never a Terraform template or a token. */
import { isPlain } from "../objects";
import { isToken } from "../tokens";

/** A string or number in data that Terraform or CDKTF would change. */
export interface Evaluated {
  readonly path: readonly PropertyKey[];
  /** The problem. Does not contain the value. */
  readonly message: string;
}

/**
 * The values and names, at any depth, that Terraform or CDKTF would evaluate. Visits each object once, because YAML anchors can
 * repeat an object, even inside itself.
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
      return `contains "${sign}", which Terraform would evaluate`;
    }
  }
  // A literal token in the data would resolve to a value of the app that reads the data.
  return (typeof value === "string" || typeof value === "number") && isToken(value)
    ? "looks like a token, which synthesis would replace with another value"
    : undefined;
}
