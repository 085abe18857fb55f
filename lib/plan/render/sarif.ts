/** A review as SARIF 2.1.0, for code scanning. */
import { createHash } from "node:crypto";
import type { Finding, Review, StackReview } from "../review";
import { PACKAGE } from "../../core";
import { defined } from "../../objects";
import { REPOSITORY } from "../../repository";
import { sortedBy } from "../../sorted";
import { rulePage } from "./rule-page";
import { placeOf } from "./source";
import { visible } from "./visible";
import type { RuleTexts } from "./wording";
import { VERDICT_WORDS, sentence, sentenceOf, suppressionOf } from "./wording";

/** How to write SARIF. */
export interface SarifOptions {
  readonly rules: RuleTexts;
  /** The version of this package. */
  readonly version: string;
}

type Severity = Finding["severity"];

const LEVELS: Readonly<Record<Severity, string>> = {
  danger: "error",
  "cannot-tell": "warning",
  look: "note",
};

/** GitHub shows 7 and above as high, 4 and above as medium, and less as low. */
const SECURITY_SEVERITIES: Readonly<Record<Severity, string>> = {
  danger: "8.0",
  "cannot-tell": "6.0",
  look: "3.0",
};

/** The review as SARIF, with the rules that found something. */
export function renderSarif(review: Review, { rules, version }: SarifOptions): string {
  const found = review.stacks.flatMap((stack) => stack.findings.map((finding) => ({ finding, stack })));
  const ids = [...new Set(found.map(({ finding }) => finding.rule))].sort();
  const index = new Map(ids.map((id, position) => [id, position]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: `${PACKAGE} review`,
            version,
            informationUri: REPOSITORY,
            rules: ids.map((id) => descriptorOf(id, rules)),
          },
        },
        automationDetails: { id: "cdktf-polytomic-review/" },
        columnKind: "utf16CodeUnits",
        results: sortedBy(found, ({ finding, stack }) => [finding.rule, stack.stack, finding.id]).map(
          ({ finding, stack }) => resultOf(finding, stack, rules, index.get(finding.rule)!),
        ),
        properties: { verdict: review.verdict },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptorOf(id: string, rules: RuleTexts): object {
  const rule = Object.hasOwn(rules, id) ? rules[id] : undefined;
  return defined({
    id,
    name: pascalCase(id),
    shortDescription: { text: rule?.title ?? id },
    fullDescription: rule === undefined ? undefined : { text: rule.reason },
    help: rule === undefined ? undefined : { text: rule.remedy, markdown: rule.remedy },
    helpUri: rulePage(id),
    defaultConfiguration: rule === undefined ? undefined : { level: LEVELS[rule.severity] },
    properties: defined({
      tags: ["security", "terraform"],
      "security-severity": rule === undefined ? undefined : SECURITY_SEVERITIES[rule.severity],
    }),
  });
}

function resultOf(finding: Finding, stack: StackReview, rules: RuleTexts, ruleIndex: number): object {
  const { file, line } = placeOf(finding, stack);
  const name = visible(finding.subject === "" ? stack.stack : finding.subject);
  return defined({
    ruleId: finding.rule,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: {
      text: [sentenceOf(finding, rules), sentence(finding.remedy), ...finding.details]
        .filter((part) => part !== "")
        .map(visible)
        .join("\n"),
    },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line } },
        logicalLocations: [{ fullyQualifiedName: name, kind: "resource" }],
      },
    ],
    partialFingerprints: { "ruleAndSubject/v1": fingerprintOf(finding, stack) },
    baselineState: finding.isNew === undefined ? undefined : finding.isNew ? "new" : "unchanged",
    suppressions:
      finding.suppression === undefined
        ? undefined
        : [
            {
              kind: "external",
              status: "accepted",
              justification: visible(suppressionOf(finding.suppression)),
            },
          ],
    properties: { id: visible(finding.id), severity: VERDICT_WORDS[finding.severity] },
  });
}

/** A relative reference. Reserved characters of a file name are encoded, and slashes are kept. */
const uriOf = (file: string): string =>
  file
    .split("/")
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, "\ufffd")))
    .join("/");

/** The id has rule, subject and key. Lines and messages may change between runs. */
const fingerprintOf = ({ id }: Finding, { stack }: StackReview): string =>
  createHash("sha256").update(`${stack}\n${id}`).digest("hex").slice(0, 32);

const pascalCase = (id: string): string =>
  id.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
