/** The secrets of one plan: collects them, and removes them from every other string of the plan. */
import { createHmac, randomBytes } from "node:crypto";
import { Secret } from "../value";
import { COMMON_WORD } from "./common-words";

/** Differs between runs, so that a fingerprint does not reveal a secret that somebody guesses. */
const KEY = randomBytes(32);

/** Shorter secrets are hidden where they are, but are not searched in other strings, which would contain them by chance. */
const SHORTEST = 4;
/** Shorter words are searched as whole words only. */
const LONGEST_WORD = 8;
/** Decoded secrets of at least this length are searched in base64 too. */
const SHORTEST_ENCODED = 8;

/** Secrets by themselves, wherever they are: private keys, tokens of well-known services, passwords in URLs. */
const SHAPES =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{15,}|\bxox[abeoprs]-[\w-]{10,}|\b[sr]k_live_\w{16,}|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+|hooks\.slack\.com\/services\/[\w/]{12,}/g;
const URL_PASSWORD = /:\/\/[^\s:/?#@"'{}$]*:([^\s/@"'{}$]{3,})@/g;
/** Shorter strings contain none of the above, except for passwords in URLs. */
const SHORTEST_SHAPE = 20;
/** Whether a string may contain one of the above. Faster than looking for each. */
const SHAPED = /PRIVATE KEY|gh[pousr]_|github_pat_|glpat-|xox|k_live_|eyJ|hooks\.slack/;

interface Searched {
  readonly text: string;
  readonly number: number;
  readonly isWord: boolean;
}

/** The number of bits of the hash of four characters. Each character shifts it by 5 bits, so the fifth one is gone. */
const MASK = (1 << 20) - 1;

export class Secrets {
  private count = 0;
  private readonly numbers = new Map<string, number>();
  private readonly names = new Map<string, string>();
  private readonly instances = new Map<string, Secret>();
  private readonly searched = new Map<number, Searched[]>();
  private readonly hashes = new Uint8Array(MASK + 1);

  /** Collects a secret. Every string and number in it is searched in the other strings of the plan. */
  public add(value: unknown): void {
    if (typeof value === "string") {
      this.addText(value);
    } else if (typeof value === "number") {
      this.addText(String(value));
    } else if (typeof value === "object" && value !== null) {
      Object.values(value).forEach((one) => this.add(one));
    }
  }

  /** Collects secrets that a string contains and that are recognized by their shape. */
  public addShapes(text: string): void {
    if (text.length >= SHORTEST_SHAPE && SHAPED.test(text)) {
      for (const [found] of text.matchAll(SHAPES)) {
        this.addText(found);
      }
    }
    if (text.includes("://") && text.includes("@")) {
      for (const [, password = ""] of text.matchAll(URL_PASSWORD)) {
        this.addText(password);
      }
    }
  }

  /** The secret that replaces a value. */
  public of(value: unknown): Secret {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    let secret = this.instances.get(text);
    if (secret === undefined) {
      secret = new Secret(createHmac("sha256", KEY).update(text).digest("base64url"));
      this.instances.set(text, secret);
    }
    return secret;
  }

  /** A string of the plan without secrets. A string that is a secret becomes a {@link Secret}. */
  public without(text: string): string | Secret {
    const left = this.withoutIn(text);
    return left !== text && WHOLE.test(left) ? this.of(text) : left;
  }

  /** Whether a number is a secret. Short numbers are not searched. */
  public hasNumber(value: number): boolean {
    return (
      (value >= 1e5 || value < 0 || !Number.isInteger(value)) &&
      this.withoutIn(String(value)) !== String(value)
    );
  }

  /** The same as {@link withoutIn} for the name of a member. Names repeat. */
  public withoutInName(name: string): string {
    if (this.searched.size === 0) {
      return name;
    }
    let left = this.names.get(name);
    if (left === undefined) {
      left = this.withoutIn(name);
      this.names.set(name, left);
    }
    return left;
  }

  /** A string of the plan, with secrets replaced by `‹secret 1›`. Equal secrets have equal numbers. */
  public withoutIn(text: string): string {
    if (text.length < SHORTEST || this.searched.size === 0) {
      return text;
    }
    let hash = 0;
    let done = 0;
    let left = "";
    for (let i = 0; i < text.length; i++) {
      hash = ((hash << 5) ^ text.charCodeAt(i)) & MASK;
      if (this.hashes[hash] === 1 && i >= done + SHORTEST - 1) {
        const start = i - SHORTEST + 1;
        const found = this.searched.get(hash)?.find((one) => isAt(one, text, start));
        if (found !== undefined) {
          left += `${text.slice(done, start)}‹secret ${found.number}›`;
          done = start + found.text.length;
          i = done - 1;
          hash = 0;
        }
      }
    }
    return done === 0 ? text : left + text.slice(done);
  }

  private addText(text: string): void {
    const trimmed = text.trim();
    if (trimmed.length < SHORTEST || COMMON_WORD.test(trimmed) || this.numbers.has(trimmed)) {
      return;
    }
    const number = ++this.count;
    for (const variant of variantsOf(trimmed)) {
      if (!this.numbers.has(variant)) {
        this.numbers.set(variant, number);
        this.search(variant, number);
      }
    }
  }

  private search(text: string, number: number): void {
    let hash = 0;
    for (let i = 0; i < SHORTEST; i++) {
      hash = ((hash << 5) ^ text.charCodeAt(i)) & MASK;
    }
    this.hashes[hash] = 1;
    const same = this.searched.get(hash) ?? [];
    same.push({ text, number, isWord: text.length < LONGEST_WORD && /^[A-Za-z]+$/.test(text) });
    // A longer secret may start with a shorter one.
    same.sort((one, other) => other.text.length - one.text.length);
    this.searched.set(hash, same);
  }
}

const WHOLE = /^\s*‹secret \d+›\s*$/;

function isAt({ text, isWord }: Searched, within: string, start: number): boolean {
  return (
    within.startsWith(text, start) &&
    !(isWord && (isLetter(within[start - 1]) || isLetter(within[start + text.length])))
  );
}

const isLetter = (character: string | undefined): boolean =>
  character !== undefined && /[A-Za-z]/.test(character);

/** A secret as other strings contain it: within JSON, within JSON of Terraform, twice within JSON, in URLs, in base64. */
function variantsOf(secret: string): Set<string> {
  const json = JSON.stringify(secret).slice(1, -1);
  const variants = new Set([
    secret,
    json,
    json.replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`),
    JSON.stringify(json).slice(1, -1),
    secret.replace(/[$%](?=\{)/g, (sign) => sign + sign),
    ...(secret.includes("-----BEGIN") ? secret.split("\n").filter(isKeyLine) : []),
  ]);
  try {
    variants.add(encodeURIComponent(secret));
  } catch {
    // A string with half a surrogate pair cannot be in a URL.
  }
  if (secret.length >= SHORTEST_ENCODED) {
    base64Of(secret).forEach((one) => variants.add(one));
  }
  return variants;
}

const isKeyLine = (line: string): boolean => line.length >= 16 && !line.includes("-----");

/** The base64 of a secret after 0, 1 and 2 other bytes, without the characters that depend on the bytes around it. */
function base64Of(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const whole = Math.floor(((offset + bytes.length) * 8) / 6);
    return encoded.slice(Math.ceil((offset * 8) / 6), whole);
  });
}
