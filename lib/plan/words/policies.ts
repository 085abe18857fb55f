/** Policy documents of AWS in a plan: what is one, and which differences are only in how it is written. */
import { isObject } from "../../objects";

/** The JSON object or array in a string, or `undefined`. */
export function parsedJson(value: unknown): object | undefined {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) {
    return undefined;
  }
  try {
    const parsed: unknown = JSON.parse(value);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value is the JSON of a policy document. */
export const isPolicy = (value: unknown): boolean => {
  const document = parsedJson(value);
  return document !== undefined && "Statement" in document;
};

/** Whether two policy documents differ only in order, in one element or a list of one, in the case of actions, or in IDs. */
export const isSamePolicy = (one: unknown, other: unknown): boolean =>
  canonical(parsedJson(one)) === canonical(parsedJson(other));

function canonical(value: unknown, name = ""): string {
  if (Array.isArray(value)) {
    const items = [...new Set(value.map((one) => canonical(one, name)))].sort();
    return items.length === 1 ? String(items[0]) : `[${items.join()}]`;
  }
  if (isObject(value)) {
    const members = Object.entries(value)
      .filter(([key]) => key !== "Sid" && key !== "Id")
      .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one, key)}`);
    return `{${members.sort().join()}}`;
  }
  const isAction = name === "Action" || name === "NotAction";
  return JSON.stringify(isAction && typeof value === "string" ? value.toLowerCase() : value) ?? "";
}
