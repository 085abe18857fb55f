/** Rebuilds documents that are known only after the apply, such as the trust policy of a new role, from the configuration. */
import { isObject, isRecord } from "../../objects";
import type { ResourceChange } from "../plan";
import { Unknown, type Value, valueAt } from "../value";
import { argumentAt } from "./arguments";
import { type EvaluationContext, Evaluator } from "./evaluate";
import { hasPlaceholder, type Placeholder, Placeholders } from "./placeholders";
import { sourcesOf } from "./sources";

export type { Placeholder } from "./placeholders";

/** A document in JSON, such as a policy. */
export interface RebuiltDocument {
  readonly document: unknown;
  /** The values in it that are unknown. Empty if the whole document is known. */
  readonly placeholders: readonly Placeholder[];
}

/**
 * The document in an argument of a resource: `undefined` if the argument is not set, and `"unknown"` if neither the plan nor its
 * configuration has it. With a configuration in HCL, a plan has only the references of an argument, so a document that is not known
 * cannot be rebuilt.
 *
 * @param attribute the argument, or the path of an argument in a block
 * @param side the document after or before the change
 */
export function documentOf(
  change: ResourceChange,
  attribute: string | readonly string[],
  context: EvaluationContext,
  side: "before" | "after" = "after",
): RebuiltDocument | "unknown" | undefined {
  const path = typeof attribute === "string" ? [attribute] : attribute;
  const value: Value | undefined = valueAt(change[side], ...path);
  if (value === undefined || value === null || value === "") {
    return undefined;
  }
  if (value instanceof Unknown && isComputed(change, path, context)) {
    return undefined;
  }
  const placeholders = new Placeholders();
  const document =
    typeof value === "string"
      ? parsed(value)
      : side === "after"
        ? rebuilt(change, path, context, placeholders)
        : undefined;
  if (document === undefined || !isBounded(document, placeholders)) {
    return "unknown";
  }
  const secrets = sourcesOf(context.plan)?.secrets;
  const shown = placeholders.shown(document, (text) => secrets?.withoutIn(text) ?? text);
  return { document: shown.value, placeholders: shown.placeholders };
}

/**
 * Whether the configuration does not set an argument, so that its unknown value is what the provider will read. An argument in a block
 * can also come from a dynamic block, which plans do not contain.
 */
function isComputed(change: ResourceChange, path: readonly string[], { plan }: EvaluationContext): boolean {
  const block = sourcesOf(plan)?.configuration.blockOf(change.address);
  return block !== undefined && path.length === 1 && argumentAt(block.arguments, path[0]!) === undefined;
}

function rebuilt(
  change: ResourceChange,
  path: readonly string[],
  context: EvaluationContext,
  placeholders: Placeholders,
): unknown {
  const template = change.template(...path);
  const text =
    template === undefined ? undefined : new Evaluator(context, change, placeholders).argument(template);
  return typeof text === "string" ? parsed(text) : undefined;
}

function parsed(text: string): unknown {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === "object" && document !== null ? document : undefined;
  } catch {
    return undefined;
  }
}

/** Members of a statement that allow anything if their value is a star. */
const WITH_STARS = ["Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal"];

/** Whether the unknown values in a policy cannot allow anything. Documents that are not policies pass. */
function isBounded(document: unknown, placeholders: Placeholders): boolean {
  if (!isRecord(document) || !("Statement" in document)) {
    return true;
  }
  return [document["Statement"]]
    .flat()
    .every(
      (statement) =>
        isRecord(statement) &&
        (statement["Effect"] === "Allow" || statement["Effect"] === "Deny") &&
        (statement["Condition"] === undefined || isRecord(statement["Condition"])) &&
        WITH_STARS.every((name) =>
          textsIn(statement[name]).every((text) => !placeholders.canBeAnything(text)),
        ) &&
        ["Action", "NotAction"].every((name) => !textsIn(statement[name]).some(hasPlaceholder)),
    );
}

const textsIn = (value: unknown): string[] =>
  typeof value === "string" ? [value] : isObject(value) ? Object.values(value).flatMap(textsIn) : [];
