/** JSON merge patches (RFC 7396): a document that differs little from another is stored as what differs. */
import { isDeepStrictEqual } from "node:util";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The patch that turns `before` into `after`, `undefined` if they are equal. Neither can contain `null`, which removes a member. */
export function mergePatch(before: unknown, after: unknown): unknown {
  if (!isObject(before) || !isObject(after)) {
    return isDeepStrictEqual(before, after) ? undefined : after;
  }
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const member = name in after ? mergePatch(before[name], after[name]) : null;
    return member === undefined ? [] : [[name, member] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** Applies a patch. Members that it adds come last. */
export function applyMergePatch(document: unknown, patch: unknown): unknown {
  if (!isObject(patch)) {
    return patch === undefined ? document : patch;
  }
  const patched: Record<string, unknown> = isObject(document) ? { ...document } : {};
  for (const [name, member] of Object.entries(patch)) {
    if (member === null) {
      delete patched[name];
    } else {
      patched[name] = applyMergePatch(patched[name], member);
    }
  }
  return patched;
}
