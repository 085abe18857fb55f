/** What a review prints: every format, and the graphs. */
import { renderDot } from "../../../lib/plan/graph/dot";
import { graphOf } from "../../../lib/plan/graph/graph";
import { renderMermaid } from "../../../lib/plan/graph/mermaid";
import { reviewPlans } from "../../../lib/plan/judge";
import type { Plan } from "../../../lib/plan/plan";
import { renderGithub } from "../../../lib/plan/render/github";
import { renderJson } from "../../../lib/plan/render/json";
import { renderJunit } from "../../../lib/plan/render/junit";
import { renderMarkdown } from "../../../lib/plan/render/markdown";
import { renderSarif } from "../../../lib/plan/render/sarif";
import { renderTerminal } from "../../../lib/plan/render/terminal";
import { RULES as rules } from "../../../lib/plan/rules";

/** The output for these plans, by format. */
export function everyFormat(plans: readonly Plan[]): Readonly<Record<string, string>> {
  const review = reviewPlans(plans, { today: "2026-11-29" });
  const graphs = plans.map(graphOf);
  return {
    markdown: renderMarkdown(review, { rules }),
    "short markdown": renderMarkdown(review, { rules, limit: 2_000 }),
    terminal: renderTerminal(review, { rules, hasColors: true }),
    json: renderJson(review),
    sarif: renderSarif(review, { rules, version: "1.0.0" }),
    github: renderGithub(review, { rules }),
    junit: renderJunit(review, { rules }),
    mermaid: renderMermaid(graphs),
    dot: renderDot(graphs),
  };
}
