/** Compares the findings of a review with those that a case expects. */
import type { Case } from "./case";
import type { Stored } from "./stored";

/** How a review differs from the expectation. */
export interface Comparison {
  /** Expected findings that the review does not have. */
  readonly missing: readonly string[];
  /** Findings of the review that are neither expected nor tolerated. */
  readonly wrong: readonly string[];
}

/** The part of a finding that matters. */
export interface Found {
  readonly rule: string;
  /** The construct path with the stack's name, the address, or nothing. */
  readonly subject: string;
}

/** Compares by rule and subject. `stack` is the name of the topic. */
export function compare(one: Case, stack: string, stored: Stored, findings: readonly Found[]): Comparison {
  const paths = constructPaths(stored, stack);
  const found = new Set(
    findings.map(({ rule, subject }) => `${rule}[${shortSubject(subject, stack, paths)}]`),
  );
  const accepted = [...one.expected, ...(one.tolerated ?? [])];
  return {
    missing: one.expected.filter((finding) => !found.has(finding)),
    wrong: [...found].filter((finding) => !accepted.includes(finding)),
  };
}

/** The construct path without the stack's name and without the name of a hidden child, with the index of an instance. */
function shortSubject(subject: string, stack: string, paths: ReadonlyMap<string, string>): string {
  const [, block = "", index = ""] = /^(.*?)(\[[^[]*\])?$/.exec(subject) ?? [];
  const path = block.startsWith(`${stack}/`) ? block.slice(stack.length + 1) : paths.get(block);
  return path === undefined ? subject : `${path.replace(HIDDEN_CHILD, "")}${index}`;
}

const HIDDEN_CHILD = /\/(Resource|Default)$/;

/** The construct path of each address, without the stack's name, also of resources that only the base has. */
export function constructPaths(
  { configuration, base }: Omit<Stored, "plan">,
  stack: string,
): Map<string, string> {
  const paths = new Map<string, string>();
  for (const { resource = {} } of [base ?? {}, configuration] as readonly Configuration[]) {
    for (const [type, named] of Object.entries(resource)) {
      for (const [name, { "//": comment }] of Object.entries(named)) {
        const path = comment?.metadata?.path;
        if (path !== undefined) {
          paths.set(`${type}.${name}`, path.slice(stack.length + 1).replace(HIDDEN_CHILD, ""));
        }
      }
    }
  }
  return paths;
}

interface Configuration {
  readonly resource?: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly "//"?: { readonly metadata?: { readonly path?: string } } }>>
    >
  >;
}
