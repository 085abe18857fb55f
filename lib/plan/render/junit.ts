/** A review as a JUnit report: a suite for each stack, a case for each finding. */
import { PACKAGE } from "../../core";
import type { Finding, Review, StackReview } from "../review";
import type { Verdict } from "../rule";
import { reaches } from "../verdicts";
import { visible } from "./visible";
import type { RuleTexts } from "./wording";
import {
  VERDICT_WORDS,
  acceptedFindings,
  openFindings,
  planLine,
  sentence,
  sentenceOf,
  sourceOf,
  suppressionOf,
} from "./wording";

/** How to write the report. */
export interface JunitOptions {
  readonly rules: RuleTexts;
  /** The least serious verdict that is a failure. @default "cannot-tell" */
  readonly failOn?: Verdict | undefined;
}

/** The review as a JUnit report. Accepted findings are skipped cases, and a stack without findings is one case that passes. */
export function renderJunit(review: Review, { rules, failOn = "cannot-tell" }: JunitOptions): string {
  const suites = review.stacks.map((stack) => suiteOf(stack, rules, failOn));
  const total = (name: "tests" | "failures" | "skipped"): number =>
    suites.reduce((sum, suite) => sum + suite[name], 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${PACKAGE} review" tests="${total("tests")}" failures="${total("failures")}" skipped="${total("skipped")}">`,
    ...suites.flatMap(({ lines }) => lines),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
  readonly lines: readonly string[];
}

function suiteOf(stack: StackReview, rules: RuleTexts, failOn: Verdict): Suite {
  const open = openFindings(stack);
  const accepted = acceptedFindings(stack);
  const failures = open.filter(({ severity }) => reaches(severity, failOn)).length;
  const cases = [...open, ...accepted].flatMap((finding) => caseOf(finding, stack, rules, failOn));
  const passed = [`    <testcase ${attributes({ classname: stack.stack, name: planLine(stack.counts) })}/>`];
  const tests = Math.max(1, open.length + accepted.length);
  return {
    tests,
    failures,
    skipped: accepted.length,
    lines: [
      `  <testsuite ${attributes({ name: stack.stack })} tests="${tests}" failures="${failures}" skipped="${accepted.length}">`,
      ...(cases.length === 0 ? passed : cases),
      "  </testsuite>",
    ],
  };
}

function caseOf(finding: Finding, stack: StackReview, rules: RuleTexts, failOn: Verdict): string[] {
  const { severity, suppression, id, source } = finding;
  const names = attributes({
    classname: stack.stack,
    name: id,
    ...(source === undefined ? {} : { file: source.file, line: String(source.line) }),
  });
  const message = sentenceOf(finding, rules);
  const body = [message, sentence(finding.remedy), ...finding.details, sourceOf(finding) ?? ""]
    .filter((part) => part !== "")
    .map(xml)
    .join("\n");
  const content =
    suppression !== undefined
      ? `<skipped ${attributes({ message: suppressionOf(suppression) })}/>`
      : reaches(severity, failOn)
        ? `<failure ${attributes({ type: severity, message })}>${body}</failure>`
        : `<system-out>${xml(VERDICT_WORDS[severity])}: ${body}</system-out>`;
  return [`    <testcase ${names}>`, `      ${content}`, "    </testcase>"];
}

const attributes = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${xml(value)}"`)
    .join(" ");

/** Text without markup. XML cannot contain most control characters, which `visible` replaces, nor U+FFFE and U+FFFF. */
const xml = (text: string): string =>
  visible(text)
    .replace(/[\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
