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

/** A glob. What is asked about it many times is computed once. */
export class Glob {
  private cached: { readonly wildcard: number; readonly unknowns: readonly string[] } | undefined;

  public constructor(
    public readonly tokens: readonly string[],
    /** The characters are in lower case and match both cases. */
    public readonly ignoresCase: boolean,
  ) {}

  /** Whether it matches one text only. */
  public get isLiteral(): boolean {
    return !this.ignoresCase && this.wildcard === -1;
  }

  /** The position of the first wildcard, or -1. */
  public get wildcard(): number {
    return this.facts.wildcard;
  }

  /** Its unknown parts. */
  public get unknowns(): readonly string[] {
    return this.facts.unknowns;
  }

  private get facts(): NonNullable<typeof this.cached> {
    this.cached ??= {
      wildcard: this.tokens.findIndex(isWildcard),
      unknowns: this.tokens.filter((token) => token.startsWith(UNKNOWN)),
    };
    return this.cached;
  }
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

/** The start of the tokens of unknown parts. */
const UNKNOWN = "unknown ";

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
    return new Glob([symbolOf(text)], ignoresCase);
  }
  const tokens: string[] = [];
  let colons = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    SYMBOLS.lastIndex = at;
    const [symbol, variable] = character === "$" || character === "‹" ? (SYMBOLS.exec(text) ?? []) : [];
    if (symbol !== undefined && variable === undefined) {
      tokens.push(symbol);
      at += symbol.length - 1;
    } else if (symbol !== undefined && variable !== undefined && style.variables) {
      tokens.push(["*", "?", "$"].includes(variable) ? variable : `\${${variable.toLowerCase()}}`);
      at += symbol.length - 1;
    } else {
      colons += character === ":" ? 1 : 0;
      const staysInSegment = style.segments && colons < 5 && at < text.length - 1;
      tokens.push(characterToken(character, style, staysInSegment));
    }
  }
  return new Glob(tokens, ignoresCase);
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
  if (one.ignoresCase !== other.ignoresCase) {
    return false;
  }
  const [left, right] = [one.tokens, other.tokens];
  const shorter = Math.min(left.length, right.length);
  const differ = (leftAt: number, rightAt: number, step: 1 | -1): boolean => {
    for (let count = 0; count < shorter; count += 1) {
      const [a, b] = [left[leftAt + step * count]!, right[rightAt + step * count]!];
      if (isWildcard(a) || isWildcard(b)) {
        return false;
      }
      if (a !== b) {
        return true;
      }
    }
    return false;
  };
  return differ(0, 0, 1) || differ(left.length - 1, right.length - 1, -1);
}

/**
 * Whether a glob matches all that another one matches, in the usual cases: it is a literal, or a literal with a `*` at its end. `undefined` for
 * all others.
 */
export function containsGlob(outer: Glob, inner: Glob): boolean | undefined {
  const [tokens, others] = [outer.tokens, inner.tokens];
  if (outer.ignoresCase !== inner.ignoresCase) {
    return undefined;
  }
  const isSame = (length: number): boolean => {
    for (let at = 0; at < length; at += 1) {
      if (tokens[at] !== others[at]) {
        return false;
      }
    }
    return true;
  };
  if (tokens.length === others.length && isSame(tokens.length)) {
    return true;
  }
  const { wildcard } = outer;
  // A wildcard of the other one can stand for another string.
  return wildcard === -1
    ? false
    : wildcard === tokens.length - 1 && tokens[wildcard] === MANY
      ? isSame(wildcard)
      : undefined;
}

/** With `*` in place of unknown parts: everything that it could become. */
export const widenedGlob = (glob: Glob): Glob =>
  glob.unknowns.length === 0
    ? glob
    : new Glob(
        glob.tokens.map((token) => (token.startsWith(UNKNOWN) ? MANY : token)),
        glob.ignoresCase,
      );

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
  return isTooLarge ? undefined : results.map((tokens) => new Glob(tokens, one.ignoresCase));
}

/** Two stars in sequence are one. */
const prepend = (star: string, rest: readonly string[]): string[] =>
  rest[0] === star || rest[0] === MANY ? [...rest] : [star, ...rest];

/** Whether a wildcard can stand for a token that is not a star. */
export const covers = (wildcard: string, token: string): boolean =>
  wildcard === MANY ||
  (wildcard === MANY_OF_SEGMENT && token !== ":" && !isSymbol(token)) ||
  (wildcard === ONE && isCharacter(token));
