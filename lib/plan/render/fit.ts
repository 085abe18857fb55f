/** Fits a document into a limit of characters by shortening its least important pieces. */

/** One of the forms that a piece can have. */
export interface Form {
  readonly text: string;
  /** When the piece gives up this form. The smallest number is first. */
  readonly order: number;
  /** What is counted as left out then, such as `finding`. */
  readonly holds: string;
}

/** A piece of a document: its forms from the longest to the shortest. After the last one, the piece is left out. */
export type Piece = readonly Form[];

/** Pieces below a heading, which is left out with the last of them. */
export interface Section {
  readonly heading: string;
  readonly pieces: readonly Piece[];
}

/** Between sections. */
const SEPARATOR = "\n\n";

/** How much was left out, by what it was. */
export type LeftOut = ReadonlyMap<string, number>;

/**
 * The document: `start`, what was left out, then the sections.
 *
 * @param limit the most UTF-16 code units that it may have. Hosts count characters, which are never more.
 * @param note the line about what was left out
 */
export function fit(
  start: string,
  sections: readonly Section[],
  limit: number,
  note: (leftOut: LeftOut) => string,
): string {
  const all = sections.flatMap(({ pieces }) => pieces);
  const form = new Map(all.map((piece) => [piece, 0]));
  const textOf = (piece: Piece, at: number): string => piece[at]?.text ?? "";
  const leftOut = new Map<string, number>();
  let size =
    start.length +
    sections.reduce((sum, { heading }) => sum + heading.length + SEPARATOR.length, 0) +
    all.reduce((sum, piece) => sum + textOf(piece, 0).length, 0);

  for (const { piece, at, holds } of size <= limit ? [] : stepsOf(all)) {
    if (size <= limit && size + note(leftOut).length <= limit) {
      break;
    }
    size += textOf(piece, at + 1).length - textOf(piece, at).length;
    form.set(piece, at + 1);
    leftOut.set(holds, (leftOut.get(holds) ?? 0) + 1);
  }

  const written = sections.map(({ heading, pieces }) => {
    const body = pieces.map((piece) => textOf(piece, form.get(piece)!)).join("");
    return body === "" ? "" : heading + body.trimEnd() + SEPARATOR;
  });
  return `${start}${leftOut.size === 0 ? "" : note(leftOut)}${written.join("")}`;
}

/** The steps that shorten the document. Of equal steps, the last in the document is first. */
const stepsOf = (
  pieces: readonly Piece[],
): { readonly piece: Piece; readonly at: number; readonly holds: string }[] =>
  pieces
    .flatMap((piece, position) =>
      piece.map(({ order, holds }, at) => ({ piece, at, holds, position, order })),
    )
    .sort((one, other) => one.order - other.order || other.position - one.position || one.at - other.at);
