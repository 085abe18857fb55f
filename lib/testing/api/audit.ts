/** The creator of an object and its last editor. */

const ACTOR = { id: "0b000000-0000-4000-8000-000000000001", name: "API key", type: "api" };

/** Audit members of an object created now. */
export function createdNow() {
  const now = new Date().toISOString();
  return { created_at: now, created_by: ACTOR, updated_at: now, updated_by: ACTOR };
}

/** Audit members of an object changed now. */
export function updatedNow(before: { created_at: string; created_by: typeof ACTOR }) {
  const { created_at, created_by } = before;
  return { created_at, created_by, updated_at: new Date().toISOString(), updated_by: ACTOR };
}
