/** A review as the documentation shows it: of a real plan of the corpus. */
import { REVIEW_HELP } from "../../lib/cli/review-options";
import { reviewPlans } from "../../lib/plan/judge";
import { parsePlan } from "../../lib/plan/read/parse-plan";
import { renderTerminal } from "../../lib/plan/render/terminal";
import { RULES } from "../../lib/plan/rules";
import { readStored } from "../../test/plan/corpus/stored";

/** An edit of three lines that saves costs, and what it does to the data. */
const CASE = "blind-save-costs";

/** The review on a terminal, without colors. */
export function reviewSample(): string {
  const { plan, configuration } = readStored(CASE);
  const review = reviewPlans([parsePlan(plan, { name: "data", configuration })]);
  const shown = renderTerminal(review, { rules: RULES, hasColors: false, width: 110 });
  return ["```text", shown.replaceAll("blind-lake/", "").trimEnd(), "```"].join("\n");
}

/** What `cdktf-polytomic review --help` prints. */
export const reviewOptions = (): string => ["```text", REVIEW_HELP.trimEnd(), "```"].join("\n");
