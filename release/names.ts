/**
 * The names of the original in the files of a package, and the names of the fork in their place.
 *
 * Each occurrence is either kept or renamed by a rule. One that no rule covers is an error, so nothing is renamed by accident.
 */
import { REPOSITORY } from "../lib/repository";
import { CORES } from "./cores";

/** Thrown for a name that is neither kept nor renamed. */
export class UnexpectedNameError extends Error {
  public override readonly name = "UnexpectedNameError";

  public constructor(file: string, text: string, offset: number, remedy: string) {
    const line = text.slice(0, offset).split("\n").length;
    const excerpt = text
      .slice(Math.max(0, offset - 40), offset + 40)
      .replaceAll("\n", " ")
      .trim();
    super(`${file}:${line}: unexpected name of a core in "${excerpt}". ${remedy}`);
  }
}

/** A module of the original, and the same module of the fork. `undefined` for other modules. */
export function moduleOfFork(specifier: string): string | undefined {
  return /^(@cdktf\/provider-aws|cdktf|cdktf-polytomic)(\/|$)/.test(specifier)
    ? specifier.replace("cdktf", "cdktn")
    : undefined;
}

/** Every occurrence of a name, in any spelling that a reader would notice. */
export const OCCURRENCE = /cdkt[fn]|CDKT[FN]|CDK for Terraform|CDK Terrain/g;

/** What both packages have in common: files and variables that the fork did not rename, and what identifies data of this library. */
const KEPT = [
  /cdktf\.(?:out|json)\b/g,
  /\bCDKTF_[A-Z_]*/g,
  /cdkt[fn]Version/g,
  new RegExp(REPOSITORY.replaceAll(".", "\\."), "g"),
  // Keys of data in synthesized files and in comments of reviews, and symbols.
  /cdktf-polytomic:source/g,
  /"cdktf-polytomic": \{/g,
  // The ID of a trap of the provider.
  /`cdktf-jsonencode`/g,
  /<!-- cdktf-polytomic review/g,
  // A page of somebody else.
  /https:\/\/docs\.spacelift\.io\/\S*/g,
  // Regions that compare the cores.
  /<!-- both cores -->[\s\S]*?<!-- end of both cores -->/g,
];

const RENAMED: readonly (readonly [RegExp, (found: string) => string])[] = [
  [
    /(?<![\w@/-])(?:@cdktf\/provider-aws|cdktf-cli|cdktf)@\d+(?:\.\d+)*/g,
    (found) => {
      const name = found.slice(0, found.lastIndexOf("@")).replace("cdktf", "cdktn");
      const version = (CORES.cdktn.install as Record<string, string>)[name];
      return `${name}@${version}`;
    },
  ],
  [/(?<![\w@/.-])@cdktf\/provider-aws(?![\w-])/g, (found) => found.replace("cdktf", "cdktn")],
  [/(?<![\w@/.-])cdktf(?:-polytomic|-cli)?(?![\w-])/g, (found) => found.replace("cdktf", "cdktn")],
  // The installed package, its tarball, and its package URL.
  [/(?<=node_modules\/)cdktf-polytomic(?![\w-])/g, (found) => found.replace("cdktf", "cdktn")],
  [/(?<=\/)cdktf-polytomic(?=-\d+\.\d+\.\d+\.tgz|@\d)/g, (found) => found.replace("cdktf", "cdktn")],
  [/\bCDK for Terraform\b/g, () => CORES.cdktn.title],
  [/\bCDKTF\b/g, () => CORES.cdktn.abbreviation],
];

/** A part of a file, and the string that replaces it. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Prose, such as a page of documentation, with the names of the fork. */
export const prose = (file: string, text: string): string => replaced(text, proseSpans(file, text));

/** The places of `text` with a name, and the names of the fork. */
export function proseSpans(file: string, text: string): Span[] {
  const kept = KEPT.flatMap((pattern) => spansOf(text, pattern, (found) => found));
  const renamed = RENAMED.reduce<Span[]>(
    (spans, [pattern, rename]) => [
      ...spans,
      ...spansOf(text, pattern, rename).filter(
        (one) => !kept.some(contains(one)) && !spans.some(contains(one)),
      ),
    ],
    [],
  );
  for (const { index } of text.matchAll(OCCURRENCE)) {
    const at = { start: index, end: index + 1, text: "" };
    if (![...kept, ...renamed].some(contains(at))) {
      const remedy =
        "Write the name of the original, add a rule to release/names.ts, or put a comparison of the cores between the comments of `both cores`";
      throw new UnexpectedNameError(file, text, index, remedy);
    }
  }
  return renamed;
}

/** `text` with other contents in spans that do not overlap. */
export function replaced(text: string, spans: readonly Span[]): string {
  let end = 0;
  const pieces = [...spans]
    .sort((one, other) => one.start - other.start)
    .flatMap((span) => {
      const before = text.slice(end, span.start);
      end = span.end;
      return [before, span.text];
    });
  return [...pieces, text.slice(end)].join("");
}

const spansOf = (text: string, pattern: RegExp, rename: (found: string) => string): Span[] =>
  [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    text: rename(found),
  }));

const contains =
  (inner: Span) =>
  ({ start, end }: Span): boolean =>
    start <= inner.start && inner.end <= end;
