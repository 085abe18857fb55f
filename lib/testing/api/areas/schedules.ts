/** Schedules of syncs and bulk syncs. */
import { defined } from "../../../objects";
import type { PolytomicApiBehavior } from "../behavior";

/** A schedule in a response: without members that were not sent, unless the API is configured to add them. */
export function scheduleView<T extends { readonly frequency: string }>(
  behavior: PolytomicApiBehavior,
  schedule: T,
) {
  const defaults = schedule.frequency === "manual" ? {} : behavior.scheduleDefaults;
  return { ...defaults, ...defined(schedule) };
}
