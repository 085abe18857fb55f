/** `cdktf-polytomic review` */
import { appendFileSync } from "node:fs";
import { defined } from "../objects";
import type { Plan } from "../plan/plan";
import { renderGithub } from "../plan/render/github";
import type { Host } from "../plan/render/hosts";
import { renderJson } from "../plan/render/json";
import { renderJunit } from "../plan/render/junit";
import { renderMarkdown } from "../plan/render/markdown";
import { renderSarif } from "../plan/render/sarif";
import { renderTerminal } from "../plan/render/terminal";
import { verdictLine } from "../plan/render/wording";
import type { RuleTexts } from "../plan/render/wording";
import type { Finding, Review } from "../plan/review";
import type { Verdict } from "../plan/rule";
import { reaches } from "../plan/verdicts";
import { hasColors } from "./colors";
import { explain } from "./explain";
import { reasonOf, writeFileAtOnce } from "./files";
import { folderInRepository, hostOf } from "./host";
import { FINDINGS, OK } from "./io";
import type { Io } from "./io";
import { parseOptions } from "./options";
import type { Given } from "./options";
import { readPrevious } from "./previous";
import { REVIEW_HELP, REVIEW_OPTIONS } from "./review-options";
import type { Format } from "./review-options";
import { readSuppressions } from "./suppressions";

/** What the command needs to review plans. */
export interface Reviewer {
  /** The plans of files and folders. `-` is standard input. */
  readPlans(paths: readonly string[]): Promise<readonly Plan[]> | readonly Plan[];
  reviewPlans(
    plans: readonly Plan[],
    options: {
      readonly suppressions?: readonly NonNullable<Finding["suppression"]>[];
      readonly since?: Review;
      readonly ignoreAccepted?: boolean;
    },
  ): Review;
  readonly rules: RuleTexts;
}

type Options = Given<keyof typeof REVIEW_OPTIONS>;

/** A step summary of a GitHub job has 1 MiB, and a UTF-16 code unit at most three bytes. */
const SUMMARY_LIMIT = Math.floor(1_048_576 / 3);

/** Reviews plans, and returns the exit code. */
export async function reviewCommand(args: readonly string[], reviewer: Reviewer, io: Io): Promise<number> {
  const options = parseOptions(args, REVIEW_OPTIONS);
  const { values, switches, others } = options;
  if (switches.has("help")) {
    await io.stdout.write(REVIEW_HELP);
    return OK;
  }
  if (values.explain !== undefined) {
    await io.stdout.write(explain(values.explain, reviewer.rules));
    return OK;
  }
  // Read first: a mistake in a small file appears before minutes of reading plans.
  const suppressions = values.suppressions === undefined ? [] : readSuppressions(values.suppressions);
  const since = values.since === undefined ? undefined : readPrevious(values.since);

  const paths = others.length === 0 ? ["cdktf.out"] : others;
  const review = await readAndReview(paths, reviewer, io, {
    ...defined({ suppressions, since }),
    ignoreAccepted: switches.has("ignore-accepted"),
  });

  const rendered = render(review, options, reviewer.rules, io);
  if (values.output === undefined) {
    await io.stdout.write(rendered);
  } else {
    writeFileAtOnce(values.output, rendered);
  }
  if (formatOf(options, io) === "github") {
    await writeSummary(review, reviewer.rules, io);
  }
  return exitCode(review, values["fail-on"] as Verdict | undefined, io);
}

/** A function of its own, so that plans of hundreds of megabytes are not kept while the review is rendered. */
async function readAndReview(
  paths: readonly string[],
  reviewer: Reviewer,
  io: Io,
  options: Parameters<Reviewer["reviewPlans"]>[1],
): Promise<Review> {
  const plans = await withProgress("Reading plans ...", io, () => reviewer.readPlans(paths));
  return reviewer.reviewPlans(plans, options);
}

const formatOf = ({ values }: Options, { stdout }: Io): Format =>
  (values.format as Format | undefined) ??
  (stdout.isTTY && values.output === undefined ? "terminal" : "markdown");

function render(review: Review, options: Options, rules: RuleTexts, io: Io): string {
  const { values, switches } = options;
  switch (formatOf(options, io)) {
    case "markdown":
      return renderMarkdown(review, { rules, host: (values.host as Host | undefined) ?? hostOf(io.env) });
    case "terminal":
      return renderTerminal(review, {
        rules,
        hasColors: values.output === undefined && hasColors(io, switches.has("no-color")),
        width: io.stdout.columns,
      });
    case "json":
      return renderJson(review);
    case "sarif":
      return renderSarif(review, { rules, version: io.version });
    case "github":
      return renderGithub(review, { rules, folder: folderInRepository(io) });
    case "junit":
      return renderJunit(review, { rules, failOn: values["fail-on"] as Verdict | undefined });
  }
}

/** Annotations are short, so the job's page gets the whole review. */
async function writeSummary(review: Review, rules: RuleTexts, { env, stderr }: Io): Promise<void> {
  const file = env.GITHUB_STEP_SUMMARY ?? "";
  if (file === "") {
    return;
  }
  try {
    appendFileSync(file, renderMarkdown(review, { rules, host: "github", limit: SUMMARY_LIMIT }));
  } catch (error) {
    await stderr.write(`The step summary was not written: ${reasonOf(error)}\n`);
  }
}

async function exitCode(review: Review, failOn: Verdict | undefined, { stderr }: Io): Promise<number> {
  if (failOn === undefined || !reaches(review.verdict, failOn)) {
    return OK;
  }
  await stderr.write(`${verdictLine(review)}. Failed because of --fail-on ${failOn}.\n`);
  return FINDINGS;
}

/** Shows what happens while a person waits. */
async function withProgress<T>(message: string, { stderr }: Io, work: () => Promise<T> | T): Promise<T> {
  if (!stderr.isTTY) {
    return work();
  }
  await stderr.write(message);
  try {
    return await work();
  } finally {
    await stderr.write("\r\u001b[K");
  }
}
