/** Whether some text matches globs and does not match others. Decided exactly, by trying all texts at once. */
import { MANY, MANY_OF_SEGMENT, covers, isCharacter, isSymbol, type Glob } from "./glob";

/** A string matches one of `globs`, or none of them. */
export interface Constraint {
  readonly globs: readonly Glob[];
  readonly matches: boolean;
}

/** An answer to "is there one?", with an example. `undefined`: it could not be decided. */
export type Answer<Example> = { readonly example: Example } | "none" | undefined;

/** Enough for every policy that fits the limits of AWS, unless it is made to be hard. */
const MAX_STATES = 4000;

/** A string that fulfills all constraints, as tokens. */
export function textWith(constraints: readonly Constraint[]): Answer<readonly string[]> {
  const demands = constraints.filter(({ matches }) => matches);
  if (demands.some(({ globs }) => globs.length === 0)) {
    return "none";
  }
  const literal = demands.find(({ globs }) => globs.every(({ isLiteral }) => isLiteral));
  if (literal !== undefined) {
    const found = literal.globs.find(({ tokens }) =>
      constraints.every(({ globs, matches }) => globs.some((glob) => matchesGlob(glob, tokens)) === matches),
    );
    return found === undefined ? "none" : { example: found.tokens };
  }
  return new Search(constraints).run();
}

/** Positions in a glob at which the rest of a string can continue. */
type Positions = readonly number[];

const isStar = (token: string | undefined): boolean => token === MANY || token === MANY_OF_SEGMENT;

/** The positions at the start: before and after stars, which can cover nothing. */
const startOf = (glob: Glob): Positions => {
  const positions: number[] = [];
  push(glob, positions, 0);
  return positions;
};

/** Adds a position, and those after stars. Positions are added in ascending order, so the last one shows what is there. */
function push(glob: Glob, positions: number[], position: number): void {
  if (position > (positions.at(-1) ?? -1)) {
    positions.push(position);
    if (isStar(glob.tokens[position])) {
      push(glob, positions, position + 1);
    }
  }
}

/** The positions after one more token of the text. */
function advanced(glob: Glob, positions: Positions, token: string): Positions {
  const given = glob.ignoresCase && isCharacter(token) ? token.toLowerCase() : token;
  const next: number[] = [];
  for (const position of positions) {
    const expected = glob.tokens[position];
    if (expected !== undefined && (expected === given || covers(expected, given))) {
      push(glob, next, isStar(expected) ? position : position + 1);
    }
  }
  return next;
}

/** Whether a string without wildcards matches a glob. */
export function matchesGlob(glob: Glob, text: readonly string[]): boolean {
  if (glob.tokens === text) {
    return true;
  }
  if (glob.isLiteral) {
    return glob.tokens.length === text.length && glob.tokens.every((token, at) => token === text[at]);
  }
  const end = text.reduce((positions, token) => advanced(glob, positions, token), startOf(glob));
  return end.includes(glob.tokens.length);
}

interface State {
  /** For each glob of each constraint. */
  readonly positions: readonly (readonly Positions[])[];
  /** The last token of the text, and the state before it. */
  readonly token: string | undefined;
  readonly previous: State | undefined;
}

function textTo(state: State): string[] {
  const text: string[] = [];
  for (let at: State | undefined = state; at?.token !== undefined; at = at.previous) {
    text.unshift(at.token);
  }
  return text;
}

/** A breadth-first search over the positions in all globs, so the example is as short as possible. */
class Search {
  /** A character that no glob contains stands for all of them. */
  private readonly other: string;

  public constructor(private readonly constraints: readonly Constraint[]) {
    const used = new Set(constraints.flatMap(({ globs }) => globs.flatMap(({ tokens }) => tokens)));
    // cspell:disable-next-line
    const fresh = [..."xyzqjkvw0123456789abcdefghilmnoprstu~!@#%^&()[];,<>|="].find((one) => !used.has(one));
    this.other = fresh ?? "\u00ff";
  }

  public run(): Answer<readonly string[]> {
    const start = this.constraints.map(({ globs }) => globs.map((glob) => startOf(glob)));
    const seen = new Set<string>();
    let queue: State[] = [{ positions: start, token: undefined, previous: undefined }];
    while (queue.length > 0) {
      const next: State[] = [];
      for (const state of queue) {
        const key = state.positions.map((globs) => globs.join(";")).join("|");
        if (seen.has(key) || this.isHopeless(state)) {
          continue;
        }
        seen.add(key);
        if (this.isFulfilled(state)) {
          return { example: textTo(state) };
        }
        if (seen.size > MAX_STATES) {
          return undefined;
        }
        next.push(...this.tokensAfter(state).map((token) => this.after(state, token)));
      }
      queue = next;
    }
    return "none";
  }

  private after(state: State, token: string): State {
    return {
      positions: state.positions.map((globs, at) =>
        globs.map((one, index) => {
          const glob = this.constraints[at]?.globs[index];
          return glob === undefined ? [] : advanced(glob, one, token);
        }),
      ),
      token,
      previous: state,
    };
  }

  private isFulfilled({ positions }: State): boolean {
    return this.constraints.every(
      ({ globs, matches }, at) =>
        globs.some(({ tokens }, index) => positions[at]?.[index]?.includes(tokens.length)) === matches,
    );
  }

  /** Whether no longer text can fulfill the constraints. */
  private isHopeless({ positions }: State): boolean {
    return this.constraints.some(({ globs, matches }, at) =>
      matches
        ? positions[at]?.every((one) => one.length === 0)
        : globs.some(({ tokens }, index) => {
            const all = positions[at]?.[index] ?? [];
            return tokens.at(-1) === MANY && all.includes(tokens.length - 1);
          }),
    );
  }

  /** The tokens that lead to different states: those that a glob names here, and one for all others. */
  private tokensAfter({ positions }: State): string[] {
    const tokens = new Set<string>([this.other]);
    this.constraints.forEach(({ globs, matches }, at) =>
      globs.forEach((glob, index) => {
        for (const position of positions[at]?.[index] ?? []) {
          const token = glob.tokens[position];
          if (token === MANY_OF_SEGMENT) {
            tokens.add(":");
          } else if (token !== undefined && isCharacter(token)) {
            tokens.add(token);
            if (glob.ignoresCase) {
              tokens.add(token.toUpperCase());
            }
          } else if (token !== undefined && isSymbol(token) && matches) {
            tokens.add(token);
          }
        }
      }),
    );
    return [...tokens];
  }
}
