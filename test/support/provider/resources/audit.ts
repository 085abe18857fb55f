/** Who made an object and who changed it last, as state. */
import { conversionFailure } from "../diagnostics";
import type { JsonObject, ObjectValue } from "../values";
import { pick, timestamp } from "./resource";

/**
 * Who made an object and who changed it last. The provider cannot do without the two actors: their absence is a
 * conversion error.
 */
export function requiredAudit(answer: JsonObject): ObjectValue {
  const missing = ["created_by", "updated_by"].find((name) => actor(answer, name) === null);
  if (missing !== undefined) {
    throw conversionFailure(`the answer has no ${missing}, and a nil object has no type`);
  }
  return audit(answer, {});
}

/** The same for a resource that keeps what it had where the answer says nothing. */
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
