/** A review as the documentation shows it: of a real plan of the corpus. */
import { REVIEW_HELP } from "../../lib/cli/review-options";
import { reviewPlans } from "../../lib/plan/judge";
import { parsePlan } from "../../lib/plan/read/parse-plan";
import { renderTerminal } from "../../lib/plan/render/terminal";
import { RULES } from "../../lib/plan/rules";
import { readStored } from "../../test/plan/corpus/stored";
import { terminalPicture } from "./terminal-picture";

/** An edit of three lines that saves costs, and what it does to the data. */
const CASE = "blind-save-costs";

const COLUMNS = 110;

/** What the review writes to a terminal. */
function output(hasColors: boolean): string {
  const { plan, configuration } = readStored(CASE);
  const review = reviewPlans([parsePlan(plan, { name: "data", configuration })]);
  const shown = renderTerminal(review, { rules: RULES, hasColors, width: COLUMNS });
  return shown.replaceAll("blind-lake/", "").trimEnd();
}

/** The review on a terminal, without colors. */
export const reviewSample = (): string => ["```text", output(false), "```"].join("\n");

/** The same as a picture, with colors. */
export const reviewPicture = (): string => terminalPicture(output(true), COLUMNS);

/** What `cdktf-polytomic review --help` prints. */
export const reviewOptions = (): string => ["```text", REVIEW_HELP.trimEnd(), "```"].join("\n");
