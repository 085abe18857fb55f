/** Styles of a terminal, as ANSI escape sequences. `util.styleText` needs a later Node than this package. */

const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  magenta: [35, 39],
  cyan: [36, 39],
} as const;

/** A style. */
export type Style = keyof typeof CODES;

/** Applies styles to text on one line. */
export type Paint = (text: string, ...styles: readonly Style[]) => string;

/** A {@link Paint} with colors, or without. */
export const painter =
  (hasColors: boolean): Paint =>
  (text, ...styles) =>
    hasColors && text !== ""
      ? styles.reduce(
          (painted, style) => `\u001b[${CODES[style][0]}m${painted}\u001b[${CODES[style][1]}m`,
          text,
        )
      : text;
