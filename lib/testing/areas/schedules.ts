/** Schedules of syncs and bulk syncs. */
import { defined } from "../../objects";
import type { PolytomicApiBehavior } from "../behavior";

/** A schedule as it is answered: members that were not sent stay away, unless the API is told to fill them. */
export function scheduleView<T extends { readonly frequency: string }>(
  behavior: PolytomicApiBehavior,
  schedule: T,
) {
  const defaults = schedule.frequency === "manual" ? {} : behavior.scheduleDefaults;
  return { ...defaults, ...defined(schedule) };
}
