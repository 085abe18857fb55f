import type { PolytomicApiBehavior } from "../behavior";

/** A schedule as it is answered: members that were not sent stay away, unless the API is told to fill them. */
export function scheduleView<T extends { readonly frequency: string }>(
  behavior: PolytomicApiBehavior,
  schedule: T,
) {
  const defaults = schedule.frequency === "manual" ? {} : behavior.scheduleDefaults;
  return { ...defaults, ...withoutUndefined(schedule) };
}

/** An object without the members that are undefined, so that merging it does not unset anything. */
export function withoutUndefined<T extends object>(object: T): Partial<T> {
  const members: Partial<T> = { ...object };
  for (const name in members) if (members[name] === undefined) delete members[name];
  return members;
}
