/** Repeated requests. */
import type { ApiResponse } from "./call";
import { badRequest } from "./errors";
import type { State } from "./state";

/**
 * The response to a request with an idempotency key. The first response, including an error, is repeated.
 *
 * Source: Polytomic API guide "Idempotent requests".
 */
export function once(
  state: State,
  organizationId: string | undefined,
  key: string | undefined,
  handle: () => ApiResponse,
): ApiResponse {
  if (key === undefined) {
    return handle();
  }
  if (!/^[A-Za-z0-9_-]{8,255}$/.test(key)) {
    throw badRequest("Idempotency-Key: expected 8 to 255 letters, digits, hyphens or underscores");
  }
  const name = `${organizationId ?? ""}/${key}`;
  const known = state.outcomes[name];
  if (known) {
    return known;
  }
  const { status, body } = handle();
  state.outcomes[name] = { status, body };
  return { status, body };
}
