/** The actions, resources and principals of a statement as selections. */
import { memory } from "../../memory";
import { Glob, globOf, type GlobStyle } from "./glob";
import type { Choice, PolicyText, PrincipalChoice } from "./policy";
import type { Pattern, Selection } from "./selection";

const ACTIONS: GlobStyle = { wildcards: true, segments: false, variables: false, ignoresCase: false };
const PRINCIPALS: GlobStyle = { ...ACTIONS, segments: true };

const EVERYTHING: Pattern = { text: "*", globs: [globOf("*", ACTIONS)] };

const selectionOf = (isNot: boolean, patterns: readonly Pattern[]): Selection =>
  isNot ? { include: [EVERYTHING], exclude: patterns } : { include: patterns, exclude: [] };

const remembered = memory<Pattern>();

/** The pattern of a string. Policies of a plan have many strings in common. */
const patternOf = (text: PolicyText, kind: string, create: (text: PolicyText) => Pattern): Pattern =>
  typeof text === "string" ? remembered(`${kind} ${text}`, () => create(text)) : create(text);

/** Actions are compared in lower case, because IAM ignores their case. */
export const actionsOf = ({ isNot, values }: Choice): Selection =>
  selectionOf(
    isNot,
    values.map((value) => patternOf(value, "action", actionPattern)),
  );

const actionPattern = (value: PolicyText): Pattern => ({
  text: String(value),
  globs: [globOf(typeof value === "string" ? value.toLowerCase() : value, ACTIONS)],
});

/** Without the element, as in a trust policy, a statement applies to the resource that has the policy. */
export const resourcesOf = (choice: Choice | undefined, variables: boolean): Selection =>
  selectionOf(
    choice?.isNot ?? false,
    choice?.values.map((value) => patternOf(value, `resource ${variables}`, resourcePattern(variables))) ?? [
      EVERYTHING,
    ],
  );

const resourcePattern =
  (variables: boolean) =>
  (value: PolicyText): Pattern => ({
    text: String(value),
    globs: [globOf(value, { ...PRINCIPALS, variables })],
  });

/** Without the element, as in a role's policy, a statement applies to the identity that has the policy. */
export const principalsOf = (choice: PrincipalChoice | undefined): Selection =>
  selectionOf(
    choice?.isNot ?? false,
    choice?.values.map((one) =>
      patternOf(one.name, `principal ${JSON.stringify(one.kind)}`, principalPattern(one.kind)),
    ) ?? [EVERYTHING],
  );

const principalPattern =
  (kind: string | undefined) =>
  (name: PolicyText): Pattern => {
    if (kind === "AWS") {
      return typeof name === "string"
        ? awsPrincipal(name)
        : { text: String(name), globs: [prefixed("AWS:", name)] };
    }
    const isAmbiguous = kind === "CanonicalUser" || name === "*";
    return {
      text: isAmbiguous ? `${kind}:${String(name)}` : String(name),
      globs: [kind === undefined ? globOf(name, PRINCIPALS) : prefixed(`${kind}:`, name)],
    };
  };

/** The kind keeps a service apart from an AWS principal. */
function prefixed(kind: string, name: PolicyText): Glob {
  const glob = globOf(name, PRINCIPALS);
  return new Glob([...kind, ...glob.tokens], glob.ignoresCase);
}

/**
 * An account is all of its principals, and a role its sessions. Source: IAM User Guide, Principal: account, role, and role session
 * principals.
 */
function awsPrincipal(name: string): Pattern {
  if (name === "*") {
    return EVERYTHING;
  }
  const account = /^\d{12}$/.test(name) ? name : /^arn:[^:]*:iam::([^:]+):root$/.exec(name)?.[1];
  if (account !== undefined) {
    return {
      text: name === account ? `arn:aws:iam::${account}:root` : name,
      globs: ["iam", "sts"].map((service) => prefixed("AWS:", `arn:*:${service}::${account}:*`)),
    };
  }
  const [, partition, owner, role] = /^arn:([^:]*):iam::([^:]*):role\/(?:.*\/)?([^/]+)$/.exec(name) ?? [];
  const sessions = role === undefined ? [] : [`arn:${partition}:sts::${owner}:assumed-role/${role}/*`];
  return { text: name, globs: [name, ...sessions].map((one) => prefixed("AWS:", one)) };
}
