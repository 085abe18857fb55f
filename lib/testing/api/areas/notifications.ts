/** Subscribers to error notifications. */
import { parseBody, subscribersBody } from "../bodies";
import type { Call } from "../call";
import { organizationOf } from "../ownership";
import { route } from "../router";

export const notificationRoutes = [
  route("GET /api/notifications/global-error-subscribers", subscribers),
  route("PUT /api/notifications/global-error-subscribers", (call) => {
    const { emails } = parseBody(subscribersBody, call.body);
    call.state.globalErrorSubscribers[organizationOf(call, undefined)] = emails;
    return subscribers(call);
  }),
];

/** The response is not wrapped in the usual `data`. */
function subscribers(call: Call) {
  const emails = call.state.globalErrorSubscribers[organizationOf(call, undefined)] ?? [];
  return { status: 200, body: { emails } };
}
