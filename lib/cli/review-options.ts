/** The options of `cdktf-polytomic review`. */
import { PACKAGE } from "../core";
import { HOSTS } from "../plan/render/hosts";
import { describeOptions } from "./options";

/** The formats of a review. */
export const FORMATS = ["markdown", "terminal", "json", "sarif", "github", "junit"] as const;

/** The name of a format. */
export type Format = (typeof FORMATS)[number];

/** What `--fail-on` accepts, from the most to the least serious. */
export const THRESHOLDS = ["danger", "cannot-tell", "look"] as const;

/** The options of the command. */
export const REVIEW_OPTIONS = {
  format: {
    value: "FORMAT",
    choices: FORMATS,
    description: `${FORMATS.join(", ")}\nDefault: terminal on a terminal, and markdown everywhere else`,
  },
  output: { value: "FILE", description: "Write to a file instead of standard output" },
  "fail-on": {
    value: "VERDICT",
    choices: THRESHOLDS,
    description:
      "Exit with 2 if the verdict is at least this serious: danger, cannot-tell, look\nDefault: findings do not change the exit code",
  },
  since: {
    value: "REVIEW.json",
    description: "Show only what is new or gone since this review of --format json",
  },
  suppressions: { value: "FILE.json", description: "Findings that somebody accepted, with reasons" },
  "ignore-accepted": {
    description: "Ignore what the apps accept in their code, where the author of a change can add it",
  },
  host: {
    value: "HOST",
    choices: HOSTS,
    description: `Fit the Markdown into a comment on ${HOSTS.join(", ")}\nDefault: the host whose CI runs the command`,
  },
  explain: { value: "RULE", description: "Explain a rule instead of reviewing plans" },
  "no-color": { description: "Write no colors. So do NO_COLOR, and output that is not a terminal" },
  help: { description: "Show this help" },
} as const;

/** The help of the command. */
export const REVIEW_HELP = `Usage: ${PACKAGE} review [options] [PATH...]

Reviews Terraform plans: what changes for the data, who gains or loses access, what is dangerous, and
what cannot be told. Needs no network and no credentials.

PATH is one of these, and can be repeated. Default: cdktf.out
  cdktf.out        the plans of its stacks
  a stack folder   such as cdktf.out/stacks/prod
  plan.json        from terraform show -json plan > plan.json
  a plan file      from terraform plan -out plan; reads it with terraform or tofu
  -                the JSON of a plan on standard input

Options:
${describeOptions(REVIEW_OPTIONS)}

Exit codes:
  0  reviewed
  1  not reviewed: a wrong option, a file that is not a plan, a plan that cannot be read
  2  reviewed, and the verdict is at or over --fail-on. Verdicts, from the most serious:
     danger, cannot-tell, look, safe. With --since, known findings count too; accepted ones never do.
`;
