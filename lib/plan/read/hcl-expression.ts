/**
 * Parses expressions of HCL as far as configurations use them to write documents: objects, lists, strings with interpolation, numbers,
 * references and calls of functions. Everything else is kept as text.
 */

/** A parsed expression. */
export type Expression =
  | { readonly kind: "literal"; readonly value: null | boolean | number | string }
  | { readonly kind: "template"; readonly parts: readonly Expression[] }
  | { readonly kind: "object"; readonly members: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "list"; readonly elements: readonly Expression[] }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly Expression[];
      readonly text: string;
    }
  | { readonly kind: "reference"; readonly path: readonly (string | number)[]; readonly text: string }
  | { readonly kind: "other"; readonly text: string };

/** The value of a string in a JSON configuration: literal text with `${...}`. */
export function parseTemplate(template: string): Expression {
  try {
    return new Parser(template).wholeTemplate();
  } catch (error) {
    if (error instanceof NotUnderstood || error instanceof RangeError) {
      return { kind: "other", text: template };
    }
    throw error;
  }
}

/** What stands in the way of parsing the whole. */
class NotUnderstood extends Error {}

/** The part of a template in which nothing has a meaning. */
const PLAIN = /[^$%"\\]*/y;
const NAME = /[A-Za-z_][\w-]*(?:::[A-Za-z_][\w-]*)*/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
/** Looked for first, because most expressions of a plan have no spaces. */
const MAY_BE_SPACE = /[\s#/]/;
const OPERATOR = /\?|==|!=|<=|>=|&&|\|\||[-+*/%<>]/y;
/** Nesting of configurations is far below this. It keeps hostile templates from filling the stack. */
const DEEPEST = 200;

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

class Parser {
  private at = 0;
  private depth = 0;

  public constructor(private readonly text: string) {}

  public wholeTemplate(): Expression {
    return joined(this.templateUntil(undefined));
  }

  /** The parts of a template up to a quote, or up to the end. Escapes apply only between quotes. */
  private templateUntil(end: '"' | undefined): Expression[] {
    const parts: Expression[] = [];
    let literal = "";
    const flush = (): void => {
      if (literal !== "") {
        parts.push({ kind: "literal", value: literal });
        literal = "";
      }
    };
    for (;;) {
      literal += this.take(PLAIN);
      const character = this.text[this.at];
      if (character === undefined || character === end) {
        break;
      }
      if (this.skip("$${") || this.skip("%%{")) {
        literal += `${character}{`;
      } else if (this.skip("${")) {
        flush();
        this.skip("~");
        parts.push(this.expression());
        this.skip("~");
        this.expect("}");
      } else if (this.text.startsWith("%{", this.at)) {
        throw new NotUnderstood();
      } else if (end !== undefined && character === "\\") {
        literal += this.escape();
      } else {
        literal += character;
        this.at++;
      }
    }
    flush();
    return parts;
  }

  private escape(): string {
    const kind = this.text[this.at + 1] ?? "";
    const length = { u: 4, U: 8 }[kind];
    if (length === undefined) {
      const character = ESCAPES[kind];
      if (character === undefined) {
        throw new NotUnderstood();
      }
      this.at += 2;
      return character;
    }
    const code = Number.parseInt(this.text.slice(this.at + 2, this.at + 2 + length), 16);
    this.at += 2 + length;
    return Number.isNaN(code) || code > 0x10ffff ? "" : String.fromCodePoint(code);
  }

  private expression(): Expression {
    if (++this.depth > DEEPEST) {
      throw new NotUnderstood();
    }
    this.space();
    const start = this.at;
    let parsed = this.operand();
    this.space();
    // The result of an operator is not computed.
    for (let sign = this.take(OPERATOR); sign !== undefined; sign = this.take(OPERATOR)) {
      this.expression();
      if (sign === "?") {
        this.expect(":");
        this.expression();
      }
      parsed = { kind: "other", text: this.text.slice(start, this.at).trim() };
      this.space();
    }
    this.depth--;
    return parsed;
  }

  private operand(): Expression {
    const start = this.at;
    const first = this.text[start];
    if (first === "-" || first === "!") {
      this.at++;
      const inner = this.operand();
      return first === "-" && inner.kind === "literal" && typeof inner.value === "number"
        ? { kind: "literal", value: -inner.value }
        : this.other(start);
    }
    if (first === "(") {
      this.at++;
      const inner = this.expression();
      this.expect(")");
      return this.traversed(inner, start);
    }
    if (first === '"') {
      this.at++;
      const parts = this.templateUntil('"');
      this.expect('"');
      return this.traversed(joined(parts), start);
    }
    if (first === "[") {
      return this.traversed(this.list(), start);
    }
    if (first === "{") {
      return this.traversed(this.object(), start);
    }
    const number = this.take(NUMBER);
    if (number !== undefined) {
      return { kind: "literal", value: Number(number) };
    }
    const name = this.take(NAME);
    if (name === undefined) {
      throw new NotUnderstood();
    }
    if (Object.hasOwn(KEYWORDS, name)) {
      return { kind: "literal", value: KEYWORDS[name] ?? null };
    }
    return this.text[this.at] === "(" ? this.call(name, start) : this.reference(name, start);
  }

  private list(): Expression {
    const start = this.at++;
    if (this.isFor()) {
      return this.skipBrackets(start);
    }
    return { kind: "list", elements: this.elementsUntil("]") };
  }

  private object(): Expression {
    const start = this.at++;
    if (this.isFor()) {
      return this.skipBrackets(start);
    }
    const members: (readonly [Expression, Expression])[] = [];
    this.space();
    while (!this.skip("}")) {
      const bare = this.text[this.at] === '"' || this.text[this.at] === "(" ? undefined : this.take(NAME);
      const key: Expression = bare === undefined ? this.operand() : { kind: "literal", value: bare };
      this.space();
      if (!this.skip("=") && !this.skip(":")) {
        throw new NotUnderstood();
      }
      members.push([key, this.expression()]);
      this.space();
      this.skip(",");
      this.space();
    }
    return { kind: "object", members };
  }

  private call(name: string, start: number): Expression {
    this.at++;
    const args = this.elementsUntil(")");
    return this.traversed({ kind: "call", name, args, text: this.text.slice(start, this.at) }, start);
  }

  private elementsUntil(end: "]" | ")"): Expression[] {
    const elements: Expression[] = [];
    this.space();
    while (!this.skip(end)) {
      elements.push(this.expression());
      this.space();
      // `f(list...)` passes the elements of a list.
      if (this.text.startsWith("...", this.at)) {
        throw new NotUnderstood();
      }
      if (!this.skip(",") && this.text[this.at] !== end) {
        throw new NotUnderstood();
      }
      this.space();
    }
    return elements;
  }

  private reference(name: string, start: number): Expression {
    const path: (string | number)[] = [name];
    let isPlain = true;
    for (;;) {
      if (this.skip(".")) {
        const step = this.take(NAME) ?? this.take(NUMBER);
        isPlain &&= step !== undefined;
        path.push(step !== undefined && /^\d+$/.test(step) ? Number(step) : (step ?? "*"));
        if (step === undefined) {
          this.expect("*");
        }
      } else if (this.skip("[")) {
        if (this.skip("*")) {
          isPlain = false;
        } else {
          const index = this.expression();
          isPlain &&= index.kind === "literal";
          path.push(index.kind === "literal" ? (index.value as string | number) : "*");
        }
        this.expect("]");
      } else {
        break;
      }
    }
    return isPlain && path.length > 1
      ? { kind: "reference", path, text: this.text.slice(start, this.at) }
      : this.other(start);
  }

  /** An expression from which something is selected, such as `[a, b][0]`, is not understood any further. */
  private traversed(expression: Expression, start: number): Expression {
    const next = this.text[this.at];
    if (next !== "." && next !== "[") {
      return expression;
    }
    const selected = this.reference("", this.at);
    return selected.kind === "reference" || selected.kind === "other" ? this.other(start) : expression;
  }

  private isFor(): boolean {
    this.space();
    return /^for\s/.test(this.text.slice(this.at, this.at + 4));
  }

  /** Skips to the bracket that closes the one at `start`. */
  private skipBrackets(start: number): Expression {
    let open = 1;
    while (open > 0) {
      const character = this.text[this.at];
      if (character === undefined) {
        throw new NotUnderstood();
      }
      this.at++;
      if (character === '"') {
        this.templateUntil('"');
        this.expect('"');
      } else {
        open += "[{(".includes(character) ? 1 : "]})".includes(character) ? -1 : 0;
      }
    }
    return this.other(start);
  }

  private other(start: number): Expression {
    return { kind: "other", text: this.text.slice(start, this.at).trim() };
  }

  private space(): void {
    if (MAY_BE_SPACE.test(this.text[this.at] ?? "")) {
      this.take(SPACE);
    }
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    this.at += found?.length ?? 0;
    return found;
  }

  private skip(sign: string): boolean {
    const is = this.text.startsWith(sign, this.at);
    this.at += is ? sign.length : 0;
    return is;
  }

  private expect(sign: string): void {
    this.space();
    if (!this.skip(sign)) {
      throw new NotUnderstood();
    }
  }
}

const KEYWORDS: Readonly<Record<string, null | boolean>> = { null: null, true: true, false: false };

/** A template of one part is that part, not a string. */
function joined(parts: readonly Expression[]): Expression {
  return parts.length === 0
    ? { kind: "literal", value: "" }
    : parts.length === 1
      ? parts[0]!
      : { kind: "template", parts };
}
