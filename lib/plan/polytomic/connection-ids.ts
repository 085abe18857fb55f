/** Which connection an argument refers to, before and after a change. */
import type { ResourceChange } from "../plan";
import type { PlanContext } from "../rule";
import { sameValue, Unknown, type Value } from "../value";
import { subjectOf } from "../words/names";
import { KNOWN_LATER, shown } from "../words/phrases";
import { resourceWithId } from "../words/references";

/** How a reference to a connection or model changes. */
export type ReferenceChange = "same" | "other" | "unknown";

/**
 * How the reference changes. The id of a resource that is replaced is known only after the apply; a reference to it is still the same
 * reference.
 */
export function referenceChange(
  before: Value | undefined,
  after: Value | undefined,
  change: ResourceChange,
  context: PlanContext,
): ReferenceChange {
  if (sameValue(before, after)) {
    return "same";
  }
  if (!(after instanceof Unknown)) {
    return "other";
  }
  const owner = resourceWithId(after, change, context);
  if (owner === undefined) {
    // Configurations in HCL do not show what a member of an object refers to.
    const isReplaced = resourceWithId(before, change, context)?.action === "replace";
    return isReplaced && after.expression === undefined ? "same" : "unknown";
  }
  return owner.before !== undefined && sameValue(owner.before["id"], before) ? "same" : "other";
}

/** What an id stands for: `S3 connection "Acme data lake"`, or the id itself. */
export function ownerInWords(id: Value | undefined, change: ResourceChange, context: PlanContext): string {
  const owner = resourceWithId(id, change, context);
  return owner === undefined ? shown(id) : subjectOf(owner, context);
}

/** The same after a word, or nothing if it is not known. */
export function knownOwner(
  word: string,
  id: Value | undefined,
  change: ResourceChange,
  context: PlanContext,
): string[] {
  const owner = ownerInWords(id, change, context);
  return owner === KNOWN_LATER ? [] : [`${word}${owner}`];
}
