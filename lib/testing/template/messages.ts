/** The errors of failed assertions. */
import { nearestName } from "../../validation/nearest";
import type { TemplateBlock } from "./blocks";
import { type Difference, show, showPath } from "./difference";

/** A failed assertion about a template. It is not an `AssertionError`, because jest would print two values instead of its message. */
export class TemplateError extends Error {
  public override readonly name = "TemplateError";
  public constructor(claim: string, lines: readonly string[] = [], title = "", without = "") {
    const list =
      lines.length === 0 ? [without].filter((one) => one !== "") : [`${title}:`, ...lines.map(indented)];
    super([claim, ...list.map((line) => `  ${line}`)].join("\n"));
  }
}

const indented = (line: string): string => `  ${line.replaceAll("\n", "\n      ")}`;

/** A block that is not as expected. */
export interface Candidate {
  readonly block: TemplateBlock;
  readonly differences: readonly Difference[];
}

/** More candidates are not shown. */
const MOST = 3;

/** No block is as expected: shows those with the fewest differences. */
export function noMatch(given: {
  readonly name: string;
  readonly type: string;
  readonly expected: object | undefined;
  readonly types: readonly string[];
  readonly candidates: readonly Candidate[];
}): TemplateError {
  const { name, type, expected, types, candidates } = given;
  if (candidates.length === 0) {
    const nearest = nearestName(type, types);
    const hint = nearest === undefined ? "" : `; did you mean ${nearest}?`;
    return new TemplateError(`there is no ${name}${hint}`, types, "there are", "there are none of any type");
  }
  const closest = [...candidates]
    .sort((one, other) => one.differences.length - other.differences.length)
    .slice(0, MOST);
  const others = candidates.length - closest.length;
  return new TemplateError(
    `no ${name} is as expected: ${show(expected)}`,
    [...closest.map(candidateText), ...(others > 0 ? [`and ${others} more`] : [])],
    candidates.length === 1 ? "there is one" : `the closest of ${candidates.length}`,
  );
}

const candidateText = ({ block, differences }: Candidate): string =>
  [
    `${block.path} (${block.address})`,
    ...differences.map(({ path, expected, actual }) =>
      [
        `${path.length === 0 ? "its arguments" : showPath(path)}`,
        `- expected: ${expected}`,
        `+ actual:   ${actual}`,
      ].join("\n  "),
    ),
  ].join("\n");

/** There are more or fewer blocks. */
export const wrongCount = (
  name: string,
  count: number,
  found: readonly TemplateBlock[],
  expected: object | undefined,
): TemplateError =>
  new TemplateError(
    `expected ${count} ${name}${expectedText(expected)}, found ${found.length}`,
    found.map(({ path, address }) => `${path} (${address})`),
    "found",
  );

/** There are blocks that must not be there. */
export const unexpected = (
  name: string,
  found: readonly TemplateBlock[],
  given: object | undefined,
): TemplateError =>
  new TemplateError(
    `expected no ${name}${expectedText(given)}`,
    found.map(({ path, address }) => `${path} (${address})`),
    "found",
  );

const expectedText = (expected: object | undefined): string =>
  expected === undefined ? "" : ` with ${show(expected)}`;
