/** How wide text is on a terminal, and where its lines end. */
import { stripVTControlCharacters } from "node:util";

/** Characters that take two columns: East Asian wide and full-width characters. Source: Unicode Standard Annex #11. */
const WIDE: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
];

const PLAIN = /^[\x20-\x7e]*$/;
const EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The columns that text takes. Escape sequences take none. */
export function widthOf(text: string): number {
  const shown = stripVTControlCharacters(text);
  if (PLAIN.test(shown)) {
    return shown.length;
  }
  let width = 0;
  for (const { segment } of graphemes.segment(shown)) {
    width += EMOJI.test(segment) ? 2 : columnsOf(segment);
  }
  return width;
}

function columnsOf(grapheme: string): number {
  const code = grapheme.codePointAt(0)!;
  if (NO_WIDTH.test(String.fromCodePoint(code))) {
    return 0;
  }
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/**
 * Text in lines of at most `width` columns, broken at spaces. A word that is longer than a line, such as an address, is kept whole so
 * that it can be copied.
 *
 * @param first what the first line starts with
 * @param others what the other lines start with
 */
export function wrap(text: string, width: number, first = "", others = first): string[] {
  const lines: string[] = [];
  let words = "";
  let used = first.length;
  for (const word of text.split(" ")) {
    const columns = widthOf(word);
    if (words !== "" && used + 1 + columns > width) {
      lines.push(words);
      words = word;
      used = others.length + columns;
    } else {
      used += columns + (words === "" ? 0 : 1);
      words = words === "" ? word : `${words} ${word}`;
    }
  }
  return [...lines, words].map((line, index) => `${index === 0 ? first : others}${line}`);
}
