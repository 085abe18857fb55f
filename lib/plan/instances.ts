/** Instances of resources and modules: addresses have keys (`count`, `for_each`), references in a configuration have none. */

const KEY = String.raw`\[(?:\d+|"(?:[^"\\]|\\.)*")\]`;
const LAST_KEY = new RegExp(`${KEY}$`);
const ALL_KEYS = new RegExp(KEY, "g");
const MODULES = new RegExp(String.raw`^(?:module\.[^.[]+(?:${KEY})?\.)*`);
const OUTERMOST_MODULE = new RegExp(String.raw`^module\.[^.[]+(${KEY})?\.`);

/** The key of an instance, in brackets: `[0]` or `["a"]`. Empty if it has none. */
export const keyOf = (address: string): string =>
  address.endsWith("]") ? (LAST_KEY.exec(address)?.[0] ?? "") : "";

/** The address of all instances of a resource in their module: `module.a[0].aws_sqs_queue.b` for `module.a[0].aws_sqs_queue.b[1]`. */
export const withoutKey = (address: string): string =>
  address.endsWith("]") ? address.replace(LAST_KEY, "") : address;

/** An address, or a construct path, without any key. */
export const withoutKeys = (address: string): string =>
  address.includes("[") ? address.replace(ALL_KEYS, "") : address;

/** The part of an address before the resource: `module.lake.`, or nothing in the root module. */
export const moduleOf = (address: string): string =>
  address.startsWith("module.") ? (MODULES.exec(address)?.[0] ?? "") : "";

/** The outermost module of an address, and what follows. `undefined` in the root module. */
export function outermostModule(
  address: string,
): { readonly key: string; readonly rest: string } | undefined {
  const [module, key = ""] = OUTERMOST_MODULE.exec(address) ?? [];
  return module === undefined ? undefined : { key, rest: address.slice(module.length) };
}

/**
 * The address of a reference from a resource, without the key of the target: in the resource's own instance of the module if it is in the
 * same module.
 */
export function referenceFrom(address: string, reference: string): string {
  const [own, target] = [moduleOf(address), moduleOf(reference)];
  return withoutKeys(own) === target ? `${own}${reference.slice(target.length)}` : reference;
}
