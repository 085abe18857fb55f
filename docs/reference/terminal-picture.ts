/** Draws what a program prints on a terminal, with its colors, as SVG. */

/** Colors of a dark terminal, by the code that selects them. */
const COLORS: Readonly<Record<number, string>> = {
  31: "#ff7b72",
  32: "#7ee787",
  33: "#e3b341",
  35: "#d2a8ff",
  36: "#79c0ff",
};
const TEXT = "#e6edf3";
const BACKGROUND = "#0d1117";

/** The size of a character, in pixels. */
const WIDTH = 7.8;
const HEIGHT = 19;
const MARGIN = 16;

interface Style {
  readonly color?: number | undefined;
  readonly isBold?: boolean;
  readonly isDim?: boolean;
}

/** A piece of a line in one style. */
interface Piece extends Style {
  readonly column: number;
  readonly text: string;
}

/** The style after an escape sequence with this code. */
function styleAfter(style: Style, code: number): Style {
  switch (code) {
    case 0:
      return {};
    case 1:
      return { ...style, isBold: true };
    case 2:
      return { ...style, isDim: true };
    case 22:
      return { ...style, isBold: false, isDim: false };
    default:
      return { ...style, color: code === 39 ? undefined : code };
  }
}

/** The pieces of a line. Styles do not continue on the next one. */
function piecesOf(line: string): Piece[] {
  let style: Style = {};
  let column = 0;
  const pieces: Piece[] = [];
  for (const [, code, text = ""] of line.matchAll(/\u001b\[(\d+)m|([^\u001b]+)/g)) {
    if (code !== undefined) {
      style = styleAfter(style, Number(code));
    } else {
      // SVG collapses the spaces at both ends.
      const indent = text.length - text.trimStart().length;
      pieces.push({ ...style, column: column + indent, text: text.trim() });
      column += [...text].length;
    }
  }
  return pieces;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function drawn({ column, text, color, isBold, isDim }: Piece, row: number): string {
  const attributes = [
    `x="${(MARGIN + column * WIDTH).toFixed(1)}"`,
    `y="${MARGIN + (row + 0.75) * HEIGHT}"`,
    // Keeps columns aligned with any font.
    `textLength="${([...text].length * WIDTH).toFixed(1)}"`,
    ...(color === undefined ? [] : [`fill="${COLORS[color] ?? TEXT}"`]),
    ...(isBold ? ['font-weight="bold"'] : []),
    ...(isDim ? ['opacity="0.65"'] : []),
  ];
  return `<text ${attributes.join(" ")}>${escaped(text)}</text>`;
}

/**
 * The picture of a terminal.
 *
 * @param output what the program printed, with ANSI escape sequences
 * @param columns how wide the terminal is
 */
export function terminalPicture(output: string, columns: number): string {
  const lines = output.trimEnd().split("\n");
  const [width, height] = [Math.ceil(columns * WIDTH + 2 * MARGIN), lines.length * HEIGHT + 2 * MARGIN];
  const texts = lines.flatMap((line, row) =>
    piecesOf(line)
      .filter(({ text }) => text !== "")
      .map((piece) => drawn(piece, row)),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    `<g fill="${TEXT}" font-family="ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">`,
    ...texts,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}
