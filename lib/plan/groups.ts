/** The changes of a plan by integration: one line for each construct of the stack. */
import { groupBy } from "./group-by";
import type { ResourceChange } from "./plan";
import type { ChangeLine, ChangeSymbol, Group } from "./review";
import type { PlanContext, Verdict } from "./rule";
import { placesOf } from "./places";
import { worstOf } from "./verdicts";
import { describe } from "./words/describe";
import { isConnectionType, nameOf, subjectOf } from "./words/names";
import { counted, listed, quoted } from "./words/phrases";

/**
 * The groups of a plan, in the order of the plan. A group is an S3 integration, or the construct below the stack; without construct paths,
 * it is a module, a connection with what refers to it, or a single resource.
 *
 * @param verdictOf the worst severity of the findings about a resource
 */
export function groupsOf(context: PlanContext, verdictOf: (change: ResourceChange) => Verdict): Group[] {
  const places = placesOf(context);
  const members = groupBy(context.plan.resources.filter(isShown), (change) => [
    places.get(change) ?? change.address,
  ]);
  // Those that do not change too, because they can name the group.
  const all = groupBy(context.plan.resources.filter(isManaged), (change) => {
    const place = places.get(change) ?? "";
    return members.has(place) ? [place] : [];
  });
  return [...members].map(([name, changes]) => {
    const lines = changes.map((change) => lineOf(change, context, verdictOf(change)));
    const title = titleOf(name, all.get(name) ?? changes, context);
    return {
      name,
      summary: summaryOf(title, changes, lines),
      outline: outlineOf(title, changes, lines),
      verdict: worstOf(lines.map(({ verdict }) => verdict)),
      changes: lines,
    };
  });
}

const isManaged = ({ mode }: ResourceChange): boolean => mode === "managed";

/** Whether a change has a line. Data sources that are read change nothing. */
const isShown = (change: ResourceChange): boolean => change.action !== "no-op" && isManaged(change);

function lineOf(change: ResourceChange, context: PlanContext, verdict: Verdict): ChangeLine {
  const { subject, changes } = describe(change, context);
  const { address, construct } = change;
  return { symbol: symbolOf(change), subject, changes, address, construct, verdict };
}

/** Terraform's symbol of a change. */
export function symbolOf({ action, createBeforeDelete }: ResourceChange): ChangeSymbol {
  switch (action) {
    case "create":
      return "+";
    case "delete":
      return "-";
    case "replace":
      return createBeforeDelete ? "+/-" : "-/+";
    case "read":
      return "<=";
    case "forget":
      return ".";
    case "move":
      return "=>";
    case "import":
      return "<-";
    default:
      return "~";
  }
}

/** Types by how well they stand for the group that they are in, the best first. */
const MAIN = [
  /^polytomic_bulk_sync$/,
  /^polytomic_sync$/,
  /^polytomic_model$/,
  /^polytomic_/,
  /^aws_s3_bucket$/,
  /^aws_sqs_queue$/,
  /^aws_iam_role$/,
  /^aws_kms_key$/,
];

/** What a reader calls a group: the integration, or its most telling resource. */
function titleOf(place: string, members: readonly ResourceChange[], context: PlanContext): string {
  const connection = members.find(({ type }) => isConnectionType(type));
  if (connection !== undefined && members.some(({ type }) => type.startsWith("aws_"))) {
    const kind = connection.type === "polytomic_s3_connection" ? "S3 integration" : "integration";
    return `${kind} ${quoted(nameOf(connection, context) ?? place)}`;
  }
  const ranked = MAIN.map((type) => members.filter((one) => type.test(one.type))).find(
    (found) => found.length > 0,
  );
  const [first, ...others] = ranked ?? members;
  // Several resources of one kind have no common name but that of the group.
  return first === undefined || others.length > 0 ? place : subjectOf(first, context);
}

/** How many changes of a group are described in its line; the others are counted. */
const MOST_DESCRIBED = 2;

function summaryOf(title: string, changes: readonly ResourceChange[], lines: readonly ChangeLine[]): string {
  const [first] = changes;
  const [line] = lines;
  if (lines.length === 1 && first !== undefined && line !== undefined) {
    const words = line.changes.length > 0 ? inWords(line, title) : "";
    if (first.action === "update") {
      return `${title}: ${words || UNCHANGED}`;
    }
    return `${outlineOf(title, changes, lines)}${words === "" ? "" : `: ${words}`}`;
  }
  const isDescribed = (index: number): boolean =>
    changes[index]?.action === "update" && (lines[index]?.changes.length ?? 0) > 0;
  const described = lines.filter((_, index) => isDescribed(index));
  if (described.length === 0 || described.length > MOST_DESCRIBED) {
    return outlineOf(title, changes, lines);
  }
  const rest = changes.filter((_, index) => !isDescribed(index));
  const restLines = lines.filter((_, index) => !isDescribed(index));
  const words = described.map((one) => inWords(one, title));
  return `${title}: ${[...words, ...(rest.length > 0 ? [actionInWords(rest, restLines, title)] : [])].join("; ")}`;
}

/** A group without the words of its changes. A change of what gives the group its name is a sentence: `queue "lake" is created`. */
const outlineOf = (title: string, changes: readonly ResourceChange[], lines: readonly ChangeLine[]): string =>
  `${title}${lines.length === 1 && lines[0]?.subject === title ? "" : ":"} ${actionInWords(changes, lines, title)}`;

/** Shown for a change in which nothing changes for a reader. */
const UNCHANGED = "values are read again, or written differently";

const inWords = ({ subject, changes }: ChangeLine, title: string): string =>
  subject === title ? changes.join("; ") : `${subject}: ${changes.join(", ")}`;

const VERBS: Readonly<Record<ResourceChange["action"], readonly [one: string, several: string]>> = {
  create: ["is created", "are created"],
  update: ["changes", "change"],
  replace: ["is replaced", "are replaced"],
  delete: ["is deleted", "are deleted"],
  forget: ["is no longer managed", "are no longer managed"],
  move: ["is moved", "are moved"],
  import: ["is imported", "are imported"],
  read: ["is read", "are read"],
  "no-op": ["does not change", "do not change"],
};

/** The most serious action first. */
const ACTIONS = [
  "delete",
  "replace",
  "update",
  "create",
  "import",
  "move",
  "forget",
  "read",
  "no-op",
] as const;

/** `2 resources are created and 1 is deleted`, or `queue "lake" is created` of a single one. */
function actionInWords(
  changes: readonly ResourceChange[],
  lines: readonly ChangeLine[],
  title: string,
): string {
  const [first] = changes;
  const [line] = lines;
  if (changes.length === 1 && first !== undefined && line !== undefined) {
    const [verb] = VERBS[first.action];
    return line.subject === title ? verb : `${line.subject} ${verb}`;
  }
  const parts = ACTIONS.flatMap((action) => {
    const number = changes.filter((one) => one.action === action).length;
    return number === 0 ? [] : [[number, VERBS[action][number === 1 ? 0 : 1]] as const];
  });
  return listed(
    parts.map(([number, verb], index) => `${index === 0 ? counted(number, "resource") : number} ${verb}`),
  );
}

/** What is only read again, by resource: `lake/connection: 3 values are read again`. */
export function noiseOf(context: PlanContext): {
  readonly recomputed: number;
  readonly lines: readonly string[];
} {
  const noisy = context.plan.resources
    .filter(({ action, mode }) => mode === "managed" && (action === "update" || action === "replace"))
    .map((change) => [change, new Set(describe(change, context).noise).size] as const)
    .filter(([, number]) => number > 0);
  return {
    recomputed: noisy.reduce((sum, [, number]) => sum + number, 0),
    lines: noisy.map(
      ([{ construct, address }, number]) =>
        `${construct?.split("/").slice(1).join("/") ?? address}: ${counted(number, "value")} ${number === 1 ? "is" : "are"} read again, or written differently`,
    ),
  };
}
