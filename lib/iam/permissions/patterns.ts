/** The actions, resources and principals of a statement as selections. */
import { globOf, type Glob, type GlobStyle } from "./glob";
import type { Choice, PolicyText, Principal, PrincipalChoice } from "./policy";
import type { Pattern, Selection } from "./selection";

const ACTIONS: GlobStyle = { wildcards: true, segments: false, variables: false, ignoresCase: false };
const PRINCIPALS: GlobStyle = { ...ACTIONS, segments: true };

const EVERYTHING: Pattern = { text: "*", globs: [globOf("*", ACTIONS)] };

const selectionOf = (isNot: boolean, patterns: readonly Pattern[]): Selection =>
  isNot ? { include: [EVERYTHING], exclude: patterns } : { include: patterns, exclude: [] };

/** Actions are compared in lower case, because IAM ignores their case. */
export const actionsOf = ({ isNot, values }: Choice): Selection =>
  selectionOf(
    isNot,
    values.map((value) => ({
      text: String(value),
      globs: [globOf(typeof value === "string" ? value.toLowerCase() : value, ACTIONS)],
    })),
  );

/** Without the element, as in a trust policy, a statement applies to the resource that has the policy. */
export const resourcesOf = (choice: Choice | undefined, variables: boolean): Selection =>
  selectionOf(
    choice?.isNot ?? false,
    choice?.values.map((value) => ({
      text: String(value),
      globs: [globOf(value, { ...PRINCIPALS, variables })],
    })) ?? [EVERYTHING],
  );

/** Without the element, as in a role's policy, a statement applies to the identity that has the policy. */
export const principalsOf = (choice: PrincipalChoice | undefined): Selection =>
  selectionOf(choice?.isNot ?? false, choice?.values.map(principalPattern) ?? [EVERYTHING]);

function principalPattern({ kind, name }: Principal): Pattern {
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
}

/** The kind keeps a service apart from an AWS principal. */
function prefixed(kind: string, name: PolicyText): Glob {
  const glob = globOf(name, PRINCIPALS);
  return { ...glob, tokens: [...kind, ...glob.tokens] };
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
