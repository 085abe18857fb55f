/** Names and values of a plan come from anywhere. Here they become printable, on one line. */

/** Control characters, line separators, invisible characters, and surrogates without a partner. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Cs}]/gu;

/** Most names, which have nothing to replace. */
const PRINTABLE = /^[\x20-\x7e]*$/;

/** Join letters and emoji, and are visible by their effect. */
const JOINERS = new Set(["\u200c", "\u200d"]);

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A name on one line. Characters that a terminal would execute, or that would hide or reorder what a reviewer reads, become escapes:
 * `\n`, `\u{1b}`, `\u{202e}`.
 */
export const visible = (name: string): string =>
  PRINTABLE.test(name)
    ? name
    : name.replace(INVISIBLE, (character) =>
        JOINERS.has(character) ? character : (NAMED[character] ?? escapeOf(character)),
      );

/** Code as lines that can be printed. Tabs are kept. */
export const visibleLines = (code: string): string[] =>
  code.split(/\r\n|[\n\r]/).map((line) => line.split("\t").map(visible).join("\t"));

const escapeOf = (character: string): string => `\\u{${character.codePointAt(0)!.toString(16)}}`;
