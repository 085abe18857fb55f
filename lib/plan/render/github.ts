/** A review as workflow commands of GitHub Actions, which become annotations. */
import type { Finding, Review } from "../review";
import type { Verdict } from "../rule";
import { rankOf } from "../verdicts";
import { visible } from "./visible";
import type { RuleTexts } from "./wording";
import { VERDICT_WORDS, openFindings, planLine, sentence, sentenceOf, titleOf, verdictLine } from "./wording";

/** How to write annotations. */
export interface GithubOptions {
  readonly rules: RuleTexts;
  /** The current directory, relative to the root of the repository: `infra`. Empty if it is the root. */
  readonly folder?: string | undefined;
}

const COMMANDS: Readonly<Record<Verdict, string>> = {
  danger: "error",
  "cannot-tell": "warning",
  look: "notice",
  safe: "notice",
};

/** One command a line: the verdict, then the findings that nobody accepted. GitHub shows only the first ten of each kind of a step. */
export function renderGithub(review: Review, { rules, folder = "" }: GithubOptions): string {
  const plans = review.stacks.map(({ stack, counts }) => `${stack}: ${planLine(counts)}`);
  const lines = [
    command(
      COMMANDS[review.verdict],
      { title: verdictLine(review) },
      plans.join("\n") || verdictLine(review),
    ),
    ...review.stacks
      .flatMap(openFindings)
      .sort((one, other) => rankOf(one.severity) - rankOf(other.severity))
      .map((finding) => annotation(finding, rules, folder)),
  ];
  return `${lines.join("\n")}\n`;
}

function annotation(finding: Finding, rules: RuleTexts, folder: string): string {
  const { source, severity, remedy } = finding;
  const place =
    source === undefined
      ? {}
      : { file: folder === "" ? source.file : `${folder}/${source.file}`, line: String(source.line) };
  const title = `${VERDICT_WORDS[severity]}: ${titleOf(finding, rules)}`;
  const message = [sentenceOf(finding, rules), sentence(remedy), `[${finding.rule}]`];
  return command(COMMANDS[severity], { ...place, title }, message.filter((part) => part !== "").join("\n"));
}

/** `::error file=a.json,line=1,title=Danger::message`. The lines of a message are kept. */
function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const list = Object.entries(properties)
    .map(([key, value]) => `${key}=${escaped(visible(value)).replaceAll(":", "%3A").replaceAll(",", "%2C")}`)
    .join(",");
  return `::${name} ${list}::${message.split("\n").map(visible).map(escaped).join("%0A")}`;
}

const escaped = (text: string): string => text.replaceAll("%", "%25");
