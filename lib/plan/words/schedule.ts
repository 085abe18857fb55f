/** Schedules of syncs in words, and how often they run. */
import { isValues, Unknown, type Value, type Values } from "../value";
import { isUnset, KNOWN_LATER, listed, shown } from "./phrases";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** The members that a frequency uses. The provider keeps others of the previous frequency. */
const USED: Readonly<Record<string, readonly string[]>> = {
  hourly: ["minute"],
  daily: ["minute", "hour"],
  weekly: ["minute", "hour", "day_of_week"],
  custom: ["minute", "hour", "day_of_week", "day_of_month", "month"],
};

/**
 * A schedule in words: `hourly at :15`, `daily at 05:00 UTC`, `every Monday at 06:00 UTC`.
 *
 * @param nameOf names the sync with an id: `model sync "Orders"`
 */
export function scheduleInWords(
  schedule: Value | undefined,
  nameOf: (syncId: Value) => string = shown,
): string {
  if (!isValues(schedule)) {
    return schedule instanceof Unknown ? KNOWN_LATER : "no schedule";
  }
  const { frequency } = schedule;
  switch (frequency) {
    case "manual":
      return "only when started manually";
    case "continuous":
      return "continuously";
    case "runafter":
      return afterSyncs(schedule, nameOf);
    case "dbtcloud":
      return `after dbt Cloud job ${shown(schedule["job_id"])}`;
    case "hourly":
    case "daily":
    case "weekly":
    case "custom":
      return timesInWords(frequency, schedule);
    default:
      return frequency instanceof Unknown
        ? `schedule ${KNOWN_LATER}`
        : `schedule of type ${shown(frequency)}`;
  }
}

function afterSyncs(schedule: Values, nameOf: (syncId: Value) => string): string {
  const { run_after: after, run_after_success_only: success } = schedule;
  const lists = isValues(after) ? [after["sync_ids"], after["bulk_sync_ids"]] : [];
  const ids = lists.flatMap((list) => (Array.isArray(list) ? (list as readonly Value[]) : []));
  const syncs = ids.length > 0 ? listed(ids.map(nameOf).sort()) : "other syncs";
  return success === true ? `after success of ${syncs}` : `after ${syncs}`;
}

function timesInWords(frequency: string, schedule: Values): string {
  const used = (USED[frequency] ?? []).filter((name) => !isUnset(schedule[name]));
  const numbers = used.map((name) => [name, numberOf(schedule[name])] as const);
  if (numbers.some(([, number]) => number === undefined)) {
    // Something that is known only after the apply, or that this package does not know.
    return `${frequency} (${used.map((name) => `${name.replace(/_/g, " ")} ${shown(schedule[name])}`).join(", ")})`;
  }
  const times = Object.fromEntries(numbers) as Times;
  const { hour, minute } = times;
  const days = daysInWords(frequency, times);
  if (hour !== undefined) {
    return `${days} at ${padded(hour)}:${padded(minute ?? 0)} UTC`;
  }
  if (minute === undefined) {
    return frequency === "hourly" ? "hourly" : days;
  }
  const hourly = `hourly at :${padded(minute)}`;
  return frequency === "hourly" || days === "daily" ? hourly : `${hourly}, ${days}`;
}

type Times = Partial<Record<"minute" | "hour" | "day_of_week" | "day_of_month" | "month", number>>;

/** `daily`, `every Monday`, `on day 1 of each month`, `on Mondays in March`. */
function daysInWords(frequency: string, times: Times): string {
  const { day_of_week: dayOfWeek, day_of_month: dayOfMonth, month } = times;
  const weekday = dayOfWeek === undefined ? undefined : (DAYS[dayOfWeek % 7] ?? "");
  if (frequency !== "custom") {
    return frequency === "weekly" ? (weekday === undefined ? "weekly" : `every ${weekday}`) : "daily";
  }
  if (dayOfMonth === undefined && month === undefined) {
    return weekday === undefined ? "daily" : `every ${weekday}`;
  }
  const when = month === undefined ? "each month" : (MONTHS[month - 1] ?? "");
  const date = dayOfMonth === undefined ? undefined : `on day ${dayOfMonth} of ${when}`;
  if (weekday === undefined) {
    return date ?? `daily in ${when}`;
  }
  return date === undefined ? `every ${weekday} in ${when}` : `${date} if it is a ${weekday}`;
}

const padded = (number: number): string => String(number).padStart(2, "0");

function numberOf(value: Value | undefined): number | undefined {
  return (typeof value === "string" && /^\d+$/.test(value)) || typeof value === "number"
    ? Number(value)
    : undefined;
}

/** How often a schedule runs in a year of 364 days, at most. `undefined` if that is not known, such as after another sync. */
export function runsPerYear(schedule: Value | undefined): number | undefined {
  if (!isValues(schedule)) {
    return undefined;
  }
  const { frequency } = schedule;
  const members = typeof frequency === "string" ? (USED[frequency] ?? []) : [];
  // The minute of an hourly sync does not change how often it runs. An unknown member of a custom schedule can be unset.
  const isKnown = (value: Value | undefined): boolean =>
    isUnset(value) || numberOf(value) !== undefined || (value instanceof Unknown && frequency !== "custom");
  if (!members.every((name) => isKnown(schedule[name]))) {
    return undefined;
  }
  switch (frequency) {
    case "manual":
      return 0;
    case "continuous":
      return Infinity;
    case "hourly":
      return 364 * 24;
    case "daily":
      return 364;
    case "weekly":
      return 52;
    case "custom":
      return customRuns(schedule);
    default:
      return undefined;
  }
}

/** A set member restricts the runs; an unset one restricts nothing, except that a run has a minute. */
function customRuns(schedule: Values): number {
  const isSet = (name: string): boolean => !isUnset(schedule[name]);
  const daysOfMonths = isSet("day_of_month") ? 12 : 364;
  const days = (isSet("month") ? daysOfMonths / 12 : daysOfMonths) / (isSet("day_of_week") ? 7 : 1);
  return days * (isSet("hour") ? 1 : 24);
}

/**
 * Whether a sync runs more often than before. `undefined` if that is not known: one of the schedules has unknown values, or depends on
 * other syncs.
 */
export function runsMoreOften(before: Value | undefined, after: Value | undefined): boolean | undefined {
  const [less, more] = [runsPerYear(before), runsPerYear(after)];
  if (less !== undefined && more !== undefined) {
    return more > less;
  }
  // Everything but a manual schedule runs more often than never.
  const isAutomatic =
    isValues(after) && (after["frequency"] === "runafter" || after["frequency"] === "dbtcloud");
  return less === 0 && isAutomatic ? true : undefined;
}
