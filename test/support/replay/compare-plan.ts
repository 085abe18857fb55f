/** Compares a recorded plan with that of the replay. */
import { type Json, type JsonObject, isJsonObject, jsonObjects } from "../provider/values";
import { type Difference, differences } from "./difference";
import type { RecordedStep } from "./recording";

/** The part of a no-op that the recordings keep. */
const NO_OP_MEMBERS = ["address", "type", "actions", "importing", "mode", "action_reason"];
const CHANGE_MEMBERS = [
  "actions",
  "before",
  "after",
  "after_unknown",
  "before_sensitive",
  "after_sensitive",
  "replace_paths",
  "importing",
];

/** Compares the changes to Polytomic's objects, the detected drift, and the outputs. */
export function comparePlan(recorded: NonNullable<RecordedStep["plan"]>, observed: JsonObject): Difference[] {
  const changes = (name: "resource_changes" | "resource_drift") =>
    compareChanges(name, (recorded[name] ?? []) as readonly JsonObject[], jsonObjects(observed[name]));
  const outputs = recorded.output_changes;
  return [
    ...changes("resource_changes"),
    ...changes("resource_drift"),
    ...(outputs ? differences("output_changes", outputs, observed["output_changes"] ?? null) : []),
  ];
}

function compareChanges(
  name: string,
  recorded: readonly JsonObject[],
  observed: readonly JsonObject[],
): Difference[] {
  const left = byAddress(recorded.map(packed));
  const right = byAddress(observed.map(flattened).map(packed));
  return differences(name, left, right);
}

function byAddress(changes: readonly JsonObject[]): JsonObject {
  const own = changes.filter((change) => String(change["type"]).startsWith("polytomic_"));
  return Object.fromEntries(own.map((change) => [String(change["address"]), change]));
}

/** A change of terraform's plan document in the flat form of the recordings. */
function flattened(change: JsonObject): JsonObject {
  const inner = isJsonObject(change["change"]) ? change["change"] : {};
  const members = CHANGE_MEMBERS.map((name): [string, Json] => [name, inner[name] ?? null]);
  return {
    address: change["address"] ?? null,
    type: change["type"] ?? null,
    ...(change["mode"] === "data" && { mode: "data" }),
    action_reason: change["action_reason"] ?? null,
    ...Object.fromEntries(members),
  };
}

/** The recordings omit empty members, and keep only the action and address of a no-op. */
function packed(change: JsonObject): JsonObject {
  const idle = JSON.stringify(change["actions"]) === '["no-op"]';
  const kept = Object.entries(change).filter(
    ([name, value]) => !isEmpty(value) && (!idle || NO_OP_MEMBERS.includes(name)),
  );
  return Object.fromEntries(kept);
}

function isEmpty(value: Json): boolean {
  if (value === null || value === false) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.length === 0;
  }
  return isJsonObject(value) && Object.keys(value).length === 0;
}
