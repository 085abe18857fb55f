/**
 * Reads the values that users pass, and reports those that cannot be rendered. A value is a literal, a token (of a string, a number, a
 * list, a map, or any type), or an object or array of these. Every prop is read here once, before its rules run. The value of a token
 * is read here when the token resolves. Only values that were read are rendered.
 */
import { Fn, type IResolvable, type IResolveContext, Token, Tokenization } from "cdktf";
import { Construct } from "constructs";
import { InvalidPropsError, type Problem } from "../errors";
import { argument, behind } from "../terraform/jsonencode";
import { isObject, isPlain } from "../objects";
import { oncePer } from "../once-per";
import {
  hasComputedNumber,
  isComputedWithToken,
  isTokenPiece,
  piecesOf,
  tokenIn,
} from "../terraform/token-pieces";
import { isPlainText } from "../synthesis/plain-text";
import { isToken } from "../tokens";

/** A problem with the path of its prop. */
export interface Finding extends Omit<Problem, "prop"> {
  readonly path: readonly PropertyKey[];
  /** The error thrown by user code that caused it. */
  readonly cause?: unknown;
}

/** Throws what was found as an error of the construct that received the value. */
export type Refuse = (found: readonly Finding[]) => never;

/** A value in a form that can be rendered, and the parts of it that cannot be. */
export interface Reading {
  readonly value: unknown;
  readonly found: readonly Finding[];
}

/**
 * Reads `given`. Copies objects and arrays, so that nothing is read twice, but not constructs and other class instances.
 *
 * @param path the path of the value, for the report
 * @param isData whether it is external data: its strings and numbers are not interpreted
 */
export function read(
  given: unknown,
  refuse: Refuse,
  path: readonly PropertyKey[] = [],
  isData: boolean = false,
): Reading {
  const reader = new Reader(refuse, isData);
  return { value: reader.read(given, path), found: reader.found };
}

/** Deeper nesting is a mistake, and CDKTF does not resolve it. */
const DEEPEST = 100;

class Reader {
  public readonly found: Finding[] = [];
  private readonly around = new Set<object>();
  private readonly copies = new Map<object, unknown>();

  public constructor(
    private readonly refuse: Refuse,
    private readonly isData: boolean,
  ) {}

  public read(value: unknown, path: readonly PropertyKey[]): unknown {
    try {
      switch (typeof value) {
        case "string":
          return this.isData ? value : this.text(value, path);
        case "number":
          return this.isData ? value : this.number(value, path);
        case "object":
          return value === null ? null : this.object(value, path);
        default:
          return value;
      }
    } catch (cause) {
      return this.unreadable(path, "cannot be read: a getter or a proxy in it throws an error", cause);
    }
  }

  private number(value: number, path: readonly PropertyKey[]): unknown {
    if (Token.isUnresolved(value)) {
      const token = this.tokenOf(String(value), path);
      return token === undefined ? UNREADABLE : Token.asNumber(this.checked(token, path));
    }
    if (Number.isNaN(value) || isToken(value) || isComputedWithToken(value)) {
      return this.unreadable(path, Number.isNaN(value) ? "expected a number, got NaN" : COMPUTED);
    }
    return value;
  }

  private object(value: object, path: readonly PropertyKey[]): unknown {
    if (Construct.isConstruct(value)) {
      return value;
    }
    if (this.isData ? isToken(value) : !isPlain(value) && !Tokenization.isResolvable(value)) {
      return value;
    }
    if (Tokenization.isResolvable(value)) {
      return Token.asString(this.checked(value, path, "anything"));
    }
    if (isToken(value)) {
      return this.tokenized(value, path);
    }
    if (this.copies.has(value)) {
      return this.copies.get(value);
    }
    if (this.around.has(value) || path.length > DEEPEST) {
      const problem = this.around.has(value)
        ? "contains itself"
        : `is nested more than ${DEEPEST} levels deep`;
      return this.unreadable(path, `${problem}, which cannot be synthesized`);
    }
    this.around.add(value);
    const copy = Array.isArray(value)
      ? Array.from(value, (_, index) => this.member(value, index, path))
      : Object.fromEntries(
          Object.keys(value).map((name) => [
            this.name(name, [...path, name]),
            this.member(value as Readonly<Record<string, unknown>>, name, path),
          ]),
        );
    this.around.delete(value);
    this.copies.set(value, copy);
    return copy;
  }

  private member<Key extends PropertyKey>(
    of: { readonly [K in Key]?: unknown },
    key: Key,
    path: readonly PropertyKey[],
  ) {
    const at = [...path, key];
    let member: unknown;
    try {
      member = of[key];
    } catch (cause) {
      return this.unreadable(at, "cannot be read: its getter throws an error", cause);
    }
    return this.read(member, at);
  }

  private name(name: string, path: readonly PropertyKey[]): string {
    const read = this.read(name, path);
    return typeof read === "string" ? read : name;
  }

  /** The token of a list or a map. */
  private tokenized(value: object, path: readonly PropertyKey[]): unknown {
    const keys = Object.keys(value);
    const [token] = keys.length === 1 ? Tokenization.reverse(value) : [];
    if (token === undefined) {
      const remedy = Array.isArray(value) ? "Fn.concat([...])" : "Fn.merge([...])";
      return this.unreadable(path, `mixes a token with literal members; combine them with ${remedy}`);
    }
    const checked = this.checked(token, path);
    if (!Array.isArray(value)) {
      return Token.asMap(checked, Object.values(value)[0]);
    }
    return typeof value[0] === "number" ? Token.asNumberList(checked) : Token.asList(checked);
  }

  private text(value: string, path: readonly PropertyKey[]): unknown {
    const pieces = piecesOf(value);
    const wrong = pieces.map(literalProblem).find((one) => one !== undefined);
    if (wrong !== undefined) {
      return this.unreadable(path, wrong);
    }
    const isPart = pieces.length > 1;
    const read = pieces.map((piece, index) => {
      if (!isTokenPiece(piece)) {
        return pieces[index + 1] === undefined ? piece : withoutSign(piece);
      }
      const token = this.tokenOf(piece, path);
      if (token === undefined) {
        return undefined;
      }
      // A string that is only a number token: Terraform would convert it back to a number.
      return !isPart && !piece.startsWith("$")
        ? Fn.tostring(argument(this.checked(token, path)))
        : Token.asString(this.checked(token, path, isPart ? "part" : undefined));
    });
    return read.includes(undefined) ? UNREADABLE : read.join("");
  }

  private tokenOf(piece: string, path: readonly PropertyKey[]): IResolvable | undefined {
    try {
      return tokenIn(piece);
    } catch {
      this.unreadable(path, "looks like a token, but no value in this app has that token");
      return undefined;
    }
  }

  private checked = (token: IResolvable, path: readonly PropertyKey[], as?: CheckedAs): IResolvable =>
    CheckedToken.of(token, path, this.refuse, as);

  private unreadable(path: readonly PropertyKey[], message: string, cause?: unknown): unknown {
    this.found.push({ path, code: "WRONG_TYPE", message, ...(cause !== undefined && { cause }) });
    return UNREADABLE;
  }
}

/** Replaces a value that cannot be read and has been reported. */
export const UNREADABLE = undefined;

const COMPUTED =
  "is the result of JavaScript arithmetic with a token, whose number only Terraform knows; compute it in Terraform, for example with Op.mul(...)";

const IN_FUNCTION =
  "is a Terraform function with a number inside a string, or with an object or list as a string, which synthesis renders incorrectly; " +
  "pass Fn.tostring(...) or Fn.jsonencode(...) to it";

/** The problem of a literal part of a string, if JavaScript converted another value to it. */
function literalProblem(piece: string): string | undefined {
  if (/[#&]\{TfToken\[|-1\.\d+e\+289/.test(piece)) {
    return "contains a list or map token inside a string; convert it to a string, for example with Fn.join or Fn.jsonencode";
  }
  if (piece.includes("[object Object]")) {
    return "contains [object Object]: JavaScript converted an object to a string; use one of its members instead";
  }
  if (!isTokenPiece(piece) && hasComputedNumber(piece)) {
    return COMPUTED;
  }
  return /\p{Surrogate}/u.test(piece)
    ? "contains half of a surrogate pair, which cannot be written to a file"
    : undefined;
}

/** A dollar or percent sign before a token would escape its brace. */
const withoutSign = (literal: string): string =>
  literal.replace(/[$%]$/, (sign) => Token.asString(new Sign(sign)));

/** How a token is used: as part of a longer string, or as a token object without a type. */
type CheckedAs = "part" | "anything";

// The same for all copies of this package.
const CHECKED_AS = Symbol.for("cdktf-polytomic/checkedAs");

const IS_TEXT = Symbol.for("cdktf-polytomic/isText");

/** Records that the value of a token must be a string. */
export function requireString(token: unknown): void {
  for (const one of typeof token === "string"
    ? piecesOf(token).flatMap((piece) => tokenIn(piece) ?? [])
    : []) {
    if (IS_TEXT in one) {
      Reflect.set(one, IS_TEXT, true);
    }
  }
}

/** Whether a string token comes from a token object without a type, which is accepted everywhere. */
export const isUntyped = (token: unknown): boolean => {
  if (typeof token !== "string") {
    return Tokenization.isResolvable(token);
  }
  const [only, ...others] = piecesOf(token);
  const found = only === undefined || others.length > 0 ? undefined : tokenIn(only);
  return found !== undefined && Reflect.get(found, CHECKED_AS) === "anything";
};

abstract class OwnToken implements IResolvable {
  public readonly creationStack: string[] = [];
  public abstract resolve(context: IResolveContext): unknown;
  public toString(): string {
    return Token.asString(this);
  }
}

/** A token whose value is read when it resolves. */
class CheckedToken extends OwnToken {
  /** One for each token and use, so that a value keeps one token. Errors name the construct that received it last. */
  private static readonly usesOf = oncePer(() => new Map<CheckedAs | undefined, CheckedToken>());

  public readonly [CHECKED_AS]: CheckedAs | undefined;
  /** Whether a rule requires a string, which may become part of another string. */
  public [IS_TEXT] = false;

  private constructor(
    private readonly token: IResolvable,
    as: CheckedAs | undefined,
    private path: readonly PropertyKey[],
    private refuse: Refuse,
  ) {
    super();
    this[CHECKED_AS] = as;
  }

  public static of(
    token: IResolvable,
    path: readonly PropertyKey[],
    refuse: Refuse,
    as?: CheckedAs,
  ): IResolvable {
    if (CHECKED_AS in token || isPlainText(token) || (as !== "anything" && isReference(token))) {
      return token;
    }
    const uses = this.usesOf(token);
    const known = uses.get(as) ?? new CheckedToken(token, as, path, refuse);
    uses.set(as, known);
    Object.assign(known, { path, refuse });
    return known;
  }

  public override resolve(context: IResolveContext): unknown {
    const { code, value: produced } = this.produced(context);
    if (code !== undefined) {
      if (literalProblem(code) !== undefined || piecesOf(code).length > 1) {
        this.fail(IN_FUNCTION);
      }
      return context.resolve(this.token);
    }
    const { value, found } = read(produced, this.refuse, this.path);
    if (found.length > 0) {
      this.refuse(found);
    }
    if ((this[CHECKED_AS] === "part" || this[IS_TEXT]) && isObject(value)) {
      this.fail(
        "contains an object or array inside a string; convert it to a string, for example with Fn.jsonencode",
      );
    }
    return value;
  }

  private produced(context: IResolveContext): ReturnType<typeof behind> {
    try {
      return behind(this.token, context);
    } catch (cause) {
      if (InvalidPropsError.isInvalidPropsError(cause)) {
        throw cause;
      }
      return this.fail("is a token that cannot be resolved: its producer throws an error", cause);
    }
  }

  private fail = (message: string, cause?: unknown): never =>
    this.refuse([{ path: this.path, code: "WRONG_TYPE", message, cause }]);
}

/** Whether a token is a CDKTF reference, such as to a variable or an attribute: it always resolves to an expression. */
const isReference = (token: IResolvable): boolean => "identifier" in token && "originStack" in token;

/** A dollar or percent sign as an expression, so that it does not escape a brace after it. */
class Sign extends OwnToken {
  public constructor(private readonly sign: string) {
    super();
  }

  public override resolve({ suppressBraces }: IResolveContext): string {
    return suppressBraces === true ? `"${this.sign}"` : `\${"${this.sign}"}`;
  }
}
