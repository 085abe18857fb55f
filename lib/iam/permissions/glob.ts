/**
 * Globs of policies as sequences of tokens. A token is a character, a wildcard, or a symbol: text that is not known, such as a policy
 * variable or a placeholder. A symbol equals itself, a `*` covers it, and it is different from every other text.
 */
import { UnknownPart, type PolicyText } from "./policy";

/** `*`: any characters and symbols. */
export const MANY = "many";
/** `*` inside of a segment of an ARN: any characters except a colon. */
export const MANY_OF_SEGMENT = "many of segment";
/** `?`: one character. */
export const ONE = "one";

/** A glob. */
export interface Glob {
  readonly tokens: readonly string[];
  /** The characters are in lower case and match both cases. */
  readonly ignoresCase: boolean;
}

/** How the characters of a string are meant. */
export interface GlobStyle {
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** Whether `*` stays in its segment, except in the last segment and at the end. Source: IAM User Guide, Resource. */
  readonly segments: boolean;
  /** Whether `${aws:username}` is a variable. */
  readonly variables: boolean;
  readonly ignoresCase: boolean;
}

const isWildcard = (token: string): boolean => token === MANY || token === MANY_OF_SEGMENT || token === ONE;
export const isCharacter = (token: string): boolean => token.length === 1;
export const isSymbol = (token: string): boolean => !isCharacter(token) && !isWildcard(token);

/** Whether it matches one text only. */
export const isLiteral = ({ tokens, ignoresCase }: Glob): boolean => !ignoresCase && !tokens.some(isWildcard);

const UNKNOWN = "unknown ";
/** Its unknown parts. */
export const unknownsIn = ({ tokens }: Glob): string[] => tokens.filter((token) => token.startsWith(UNKNOWN));

/** Unknown parts without an expression equal themselves only. */
const numbers = new WeakMap<UnknownPart, number>();
let last = 0;

/** The token of an unknown part. */
export function symbolOf(part: UnknownPart): string {
  if (part.expression !== undefined) {
    return `${UNKNOWN}${part.expression}`;
  }
  const number = numbers.get(part) ?? ++last;
  numbers.set(part, number);
  return `${UNKNOWN}part number ${number}`;
}

/** A variable, an escaped character (`${*}`), or a placeholder. */
const SYMBOLS = /\$\{([^}]*)\}|‹[^›]*›/y;

/** The glob of a string. */
export function globOf(text: PolicyText, style: GlobStyle): Glob {
  const { ignoresCase } = style;
  if (text instanceof UnknownPart) {
    return { tokens: [symbolOf(text)], ignoresCase };
  }
  const tokens: string[] = [];
  let colons = 0;
  for (let at = 0; at < text.length; at += 1) {
    SYMBOLS.lastIndex = at;
    const [symbol, variable] = SYMBOLS.exec(text) ?? [];
    if (symbol !== undefined && variable === undefined) {
      tokens.push(symbol);
      at += symbol.length - 1;
    } else if (symbol !== undefined && variable !== undefined && style.variables) {
      tokens.push(["*", "?", "$"].includes(variable) ? variable : `\${${variable.toLowerCase()}}`);
      at += symbol.length - 1;
    } else {
      const character = text.charAt(at);
      colons += character === ":" ? 1 : 0;
      const staysInSegment = style.segments && colons < 5 && at < text.length - 1;
      tokens.push(characterToken(character, style, staysInSegment));
    }
  }
  return { tokens, ignoresCase };
}

function characterToken(character: string, style: GlobStyle, staysInSegment: boolean): string {
  if (style.wildcards && character === "*") {
    return staysInSegment ? MANY_OF_SEGMENT : MANY;
  }
  return style.wildcards && character === "?" ? ONE : style.ignoresCase ? character.toLowerCase() : character;
}

/** The glob as text, as it is in a policy. */
export function globText({ tokens }: Glob): string {
  return tokens
    .map((token) =>
      token === ONE
        ? "?"
        : token === MANY || token === MANY_OF_SEGMENT
          ? "*"
          : token === "*" || token === "?"
            ? `\${${token}}`
            : token.startsWith(UNKNOWN)
              ? "‹known after apply›"
              : token,
    )
    .join("");
}

/**
 * Whether the texts before the first wildcards differ, or those after the last ones. A quick way to see that globs have nothing in common.
 */
export function startDifferently(one: Glob, other: Glob): boolean {
  const shorter = Math.min(one.tokens.length, other.tokens.length);
  const differ = (step: 1 | -1): boolean => {
    for (let count = 0; count < shorter; count += 1) {
      const at = step === 1 ? count : -1 - count;
      const [left = "", right = ""] = [one.tokens.at(at), other.tokens.at(at)];
      if (isWildcard(left) || isWildcard(right)) {
        return false;
      }
      if (left !== right) {
        return true;
      }
    }
    return false;
  };
  return one.ignoresCase === other.ignoresCase && (differ(1) || differ(-1));
}

/** With `*` in place of unknown parts: everything that it could become. */
export const widenedGlob = (glob: Glob): Glob => ({
  ...glob,
  tokens: glob.tokens.map((token) => (token.startsWith(UNKNOWN) ? MANY : token)),
});

/** More than this many globs are not worth a table. */
const MAX_GLOBS = 8;

/**
 * The globs that together match what both match. `undefined` if there are too many. Both must treat case in the same way.
 * Two stars at the front: one of them covers the characters that the other one covers, and maybe more.
 */
export function bothGlobs(one: Glob, other: Glob): Glob[] | undefined {
  const known = new Map<string, readonly string[][]>();
  let isTooLarge = false;
  const meet = (i: number, j: number): readonly string[][] => {
    const key = `${i} ${j}`;
    const before = known.get(key);
    if (before !== undefined) {
      return before;
    }
    const results = new Map(step(i, j).map((tokens) => [tokens.join("\0"), tokens]));
    isTooLarge ||= results.size > MAX_GLOBS;
    const list = isTooLarge ? [] : [...results.values()];
    known.set(key, list);
    return list;
  };
  const step = (i: number, j: number): string[][] => {
    const [a, b] = [one.tokens[i], other.tokens[j]];
    if (a === undefined && b === undefined) {
      return [[]];
    }
    const aIsMany = a === MANY || a === MANY_OF_SEGMENT;
    const bIsMany = b === MANY || b === MANY_OF_SEGMENT;
    if (aIsMany && bIsMany) {
      const narrow = a === MANY ? b : a;
      return [...meet(i + 1, j), ...meet(i, j + 1)].map((rest) => prepend(narrow, rest));
    }
    if (aIsMany) {
      return [
        ...meet(i + 1, j),
        ...(b !== undefined && covers(a, b) ? meet(i, j + 1).map((rest) => [b, ...rest]) : []),
      ];
    }
    if (bIsMany) {
      return [
        ...meet(i, j + 1),
        ...(a !== undefined && covers(b, a) ? meet(i + 1, j).map((rest) => [a, ...rest]) : []),
      ];
    }
    if (a === undefined || b === undefined) {
      return [];
    }
    const both = a === b ? a : a === ONE && isCharacter(b) ? b : b === ONE && isCharacter(a) ? a : undefined;
    return both === undefined ? [] : meet(i + 1, j + 1).map((rest) => [both, ...rest]);
  };
  const results = meet(0, 0);
  return isTooLarge ? undefined : results.map((tokens) => ({ tokens, ignoresCase: one.ignoresCase }));
}

/** Two stars in sequence are one. */
const prepend = (star: string, rest: readonly string[]): string[] =>
  rest[0] === star || rest[0] === MANY ? [...rest] : [star, ...rest];

/** Whether a wildcard can stand for a token that is not a star. */
export const covers = (wildcard: string, token: string): boolean =>
  wildcard === MANY ||
  (wildcard === MANY_OF_SEGMENT && token !== ":" && !isSymbol(token)) ||
  (wildcard === ONE && isCharacter(token));
