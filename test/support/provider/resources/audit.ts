/** The user who created an object and the user who last changed it, as state. */
import { conversionFailure } from "../diagnostics";
import type { JsonObject, ObjectValue } from "../values";
import { pick, timestamp } from "./resource";

/**
 * The user who created an object and the user who last changed it. The provider requires both: without them, it fails with a
 * conversion error.
 */
export function requiredAudit(answer: JsonObject): ObjectValue {
  const missing = ["created_by", "updated_by"].find((name) => actor(answer, name) === null);
  if (missing !== undefined) {
    throw conversionFailure(`the answer has no ${missing}, and a nil object has no type`);
  }
  return audit(answer, {});
}

/** The same for a resource that keeps its old values if the response omits them. */
export function audit(answer: JsonObject, before: ObjectValue): ObjectValue {
  return {
    created_at: timestamp(answer["created_at"]) ?? before["created_at"] ?? null,
    created_by: actor(answer, "created_by") ?? before["created_by"] ?? null,
    updated_at: timestamp(answer["updated_at"]) ?? before["updated_at"] ?? null,
    updated_by: actor(answer, "updated_by") ?? before["updated_by"] ?? null,
  };
}

function actor(answer: JsonObject, name: string): ObjectValue | null {
  return pick(answer[name], "id", "name", "type");
}
