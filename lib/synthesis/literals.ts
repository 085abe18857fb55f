/** Finds the literals in the synthesized files of a stack. Follows references to values that the files contain. */
import { type TerraformStack, TerraformElement } from "cdktf";
import { type Reference, referenceIn, sourcesOf } from "../terraform/hcl-template";
import { rawOverridesOf, withOverrides } from "../terraform/overrides";
import { type OnToken, resolveIn } from "../terraform/references";
import { isObject, memberAt } from "../objects";
import { isPlainText } from "./plain-text";

/** The result for a token that resolves to nothing. */
export const NOTHING = "${nothing}";

/** A value, and the arguments of its resource, which `each` refers to. */
export interface Found {
  readonly value: unknown;
  readonly own: unknown;
  /** Where it was found, in words. */
  readonly name?: string;
}

/** The synthesized files of one stack, during one validation. */
export class Literals {
  private readonly elements: ReadonlyMap<string, readonly TerraformElement[]>;
  private readonly overrides: unknown;
  private readonly looked = new Map<string, unknown>();
  private readonly verdicts = new Map<string, boolean>();

  public constructor(stack: TerraformStack) {
    const elements = new Map<string, TerraformElement[]>();
    for (const element of stack.node.findAll().filter(TerraformElement.isTerraformElement)) {
      const id = element.friendlyUniqueId;
      const named = elements.get(id) ?? [];
      named.push(element);
      elements.set(id, named);
    }
    this.elements = elements;
    this.overrides = this.resolve(stack, rawOverridesOf(stack) ?? {});
  }

  /** The arguments of a resource or provider, with the overrides of the stack. */
  public configurationsOf(element: TerraformElement): unknown[] {
    const own = this.resolve(element, element.toTerraform());
    const resources = membersOf(memberAt(own, "resource")).flatMap(([type, named]) =>
      membersOf(named).map(([id, configuration]) =>
        merged([configuration, memberAt(this.overrides, "resource", type, id)]),
      ),
    );
    const providers = membersOf(memberAt(own, "provider")).flatMap(([type, all]) => [
      ...membersOf(all).map(([, one]) => one),
      // Which provider they apply to depends on the order in the file.
      ...membersOf(memberAt(this.overrides, "provider", type)).map(([, one]) => one),
    ]);
    return [...resources, ...providers];
  }

  /** Follows a reference to its value in the files. Returns other values unchanged. */
  public behind(value: unknown, own: unknown): Found {
    let found: Found = { value, own };
    const seen = new Set<unknown>();
    while (typeof found.value === "string" && !seen.has(found.value)) {
      seen.add(found.value);
      const reference = referenceIn(found.value);
      const next = reference === undefined ? undefined : this.valueOf(reference, found.own);
      if (next === undefined || isEmpty(next.value)) {
        break;
      }
      found = { ...next, name: found.name ?? describe(reference ?? []) };
    }
    return found;
  }

  /** Whether a part of a string comes from outside the files. */
  public isFromOutside = (text: string, own: unknown): boolean =>
    sourcesOf(text).some((reference) => this.isOutside(reference, own));

  private isOutside(reference: Reference, own: unknown): boolean {
    const key = reference.join("\n");
    const known = reference[0] === "each" ? undefined : this.verdicts.get(key);
    if (known !== undefined) {
      return known;
    }
    // A value that references only itself does not come from outside.
    this.verdicts.set(key, false);
    const found = this.valueOf(reference, own);
    const verdict =
      found === undefined ||
      isEmpty(found.value) ||
      textsOf(found.value).some((text) => this.isFromOutside(text, found.own));
    this.verdicts.set(key, verdict);
    return verdict;
  }

  /** The value of a reference in the files; undefined if only Terraform knows it. */
  private valueOf([root = "", id = "", ...path]: Reference, own: unknown): Found | undefined {
    switch (root) {
      case "()":
        return undefined;
      case "path":
      case "terraform":
      case "count":
        return { value: root, own };
      case "var":
        return this.inside(this.lookUp("variable", id), ["default", ...path]);
      case "local":
        return this.inside(this.lookUp("locals", id), path);
      case "each":
        return this.eachOf(own, id, path);
      case "data":
        return this.argumentOf(this.lookUp("data", id, path[0] ?? ""), path.slice(1));
      default:
        return this.argumentOf(this.lookUp("resource", root, id), path, root);
    }
  }

  private argumentOf(own: unknown, path: readonly string[], type?: string): Found | undefined {
    const isMany = memberAt(own, "for_each") !== undefined || memberAt(own, "count") !== undefined;
    const [argument, ...rest] = isMany ? path.slice(1) : path;
    if (argument === undefined) {
      return undefined;
    }
    const given = type === "terraform_data" && argument === "output" ? "input" : argument;
    return this.inside(own, [given, ...rest]);
  }

  private eachOf(own: unknown, id: string, path: readonly string[]): Found | undefined {
    const all = this.behind(memberAt(own, "for_each"), own).value;
    if (typeof all === "string") {
      return { value: all, own };
    }
    const values = membersOf(all).map(([key, value]) =>
      id === "key" ? key : this.inside({ value }, ["value", ...path])?.value,
    );
    return values.length === 0 ? undefined : { value: values, own };
  }

  /** The value at a path inside another value. Follows references. */
  private inside(own: unknown, path: readonly string[]): Found | undefined {
    let found: Found = { value: own, own };
    for (const step of path) {
      const { value, own: around } = this.behind(found.value, found.own);
      if (typeof value === "string") {
        // The member may be any part of the expression.
        return { value, own: around };
      }
      found = { value: memberAt(value, step), own: around };
    }
    return found.value === undefined ? undefined : found;
  }

  /** A part of the file at a path that ends with the id of an element. */
  private lookUp(...path: readonly string[]): unknown {
    const key = path.join("\n");
    if (!this.looked.has(key)) {
      const parts = this.named(path.at(-1) ?? "").map((one) =>
        memberAt(this.resolve(one, one.toTerraform()), ...path),
      );
      this.looked.set(key, merged([...parts, memberAt(this.overrides, ...path)]));
    }
    return this.looked.get(key);
  }

  private named = (id: string): readonly TerraformElement[] => this.elements.get(id) ?? [];

  private resolve(scope: TerraformElement | TerraformStack, value: unknown): unknown {
    return resolveIn(scope, value, onToken);
  }
}

function describe([root = "", id = "", third = ""]: Reference): string {
  switch (root) {
    case "var":
      return `the value of the variable ${id}, which has a default`;
    case "local":
      return `a literal in the local ${id}`;
    case "each":
      return "a literal in its for_each";
    default:
      return `a literal argument of ${root === "data" ? `data.${id}.${third}` : `${root}.${id}`}`;
  }
}

/** Treats the result of `unsafePlainText` as an expression, and marks what resolves to nothing. */
const onToken: OnToken = (token, resolve) => {
  if (isPlainText(token)) {
    return "${unsafe.plain_text}";
  }
  const resolved = resolve();
  return resolved === undefined || resolved === "" ? NOTHING : resolved;
};

/** Merges parts of elements and their overrides as CDKTF merges them into a file. */
const merged = (parts: readonly unknown[]): unknown =>
  parts.reduce((all, part) => (part === undefined ? all : withOverrides(all, part)), undefined);

/** The members of an object or array; empty for any other value. */
const membersOf = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : []);

/** Whether a value is empty and so not a secret: an empty string unsets an earlier secret. */
export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === "";

/** All strings in a value, at any depth. */
function textsOf(value: unknown): string[] {
  return isObject(value) ? Object.values(value).flatMap(textsOf) : [String(value)];
}
