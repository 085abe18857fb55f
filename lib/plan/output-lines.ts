/** The outputs of a stack that a plan changes. */
import type { OutputChange, Plan } from "./plan";
import { changed, shown } from "./words/phrases";

/** A line for each output that changes. */
export const outputLines = ({ outputs }: Plan): string[] =>
  outputs.filter(({ action }) => action !== "no-op").map(lineOf);

function lineOf({ name, action, before, after }: OutputChange): string {
  switch (action) {
    case "delete":
      return `${name}: removed, was ${shown(before)}`;
    case "create":
      return `${name}: ${shown(after)}`;
    default:
      return `${name}: ${changed(before, after)}`;
  }
}
