/** When a sync runs: one value type for model syncs and bulk syncs. All times are UTC. */
import { Token } from "cdktf";
import { defined, isObject, memberAt, withMembers, type Without } from "../objects";
import { rule } from "../validation/rule";
import { formatValue } from "../format";
import { connectionIdRule } from "./connections";
import {
  bool,
  instance,
  type Mistake,
  reject,
  variants,
  integer,
  withRules,
  literalArray,
} from "../validation/combinators";

/** A minute of an hour, 0 to 59. */
export interface AtMinute {
  /** 0 to 59. */
  readonly minute: number;
}

/** A time of day in UTC: hour 0 to 23, minute 0 to 59. */
export interface AtTime extends AtMinute {
  /** 0 to 23, UTC. */
  readonly hour: number;
}

type Times = "minute" | "hour" | "dayOfWeek" | "dayOfMonth" | "month";

/** A schedule by time, for model syncs and bulk syncs. */
export type TimedSchedule =
  | ({ readonly frequency: "manual" | "continuous" } & Without<Times>)
  | ({ readonly frequency: "hourly" } & AtMinute & Without<Exclude<Times, "minute">>)
  | ({ readonly frequency: "daily" } & AtTime & Without<Exclude<Times, "minute" | "hour">>)
  | ({ readonly frequency: "weekly"; readonly dayOfWeek: number } & AtTime & Without<"dayOfMonth" | "month">)
  | ({
      readonly frequency: "custom";
      readonly dayOfMonth?: number;
      readonly month?: number;
      readonly dayOfWeek?: number;
    } & Partial<AtTime>);

/** A sync that other syncs can run after. */
export interface RunnableSync {
  /** Id of the sync in Polytomic. */
  readonly syncId: string;
  /** Whether it is a model sync or a bulk sync. */
  readonly kind: "model" | "bulk";
}

/** Runs when other syncs have finished. Model syncs only. */
export interface AfterSchedule {
  /** The sync runs after other syncs. */
  readonly frequency: "runafter";
  /** The syncs to wait for, at least one. */
  readonly syncs: readonly RunnableSync[];
  /** Whether all of the syncs must have succeeded. */
  readonly successOnly: boolean;
}

/** Runs when a dbt Cloud job has finished. Model syncs only. */
export interface DbtCloudSchedule {
  /** The sync runs after a job of dbt Cloud. */
  readonly frequency: "dbtcloud";
  /** Id of the dbt Cloud connection in Polytomic. */
  readonly connectionId: string;
  /** Number of the job in dbt Cloud. */
  readonly jobId: number;
}

/** When a model sync runs. Create it with the functions of the same name, such as `Schedule.hourly({ minute: 15 })`. */
export type Schedule = TimedSchedule | AfterSchedule | DbtCloudSchedule;

/** A connection: a construct of this library, a generated binding, or its id. */
type ConnectionWithId =
  | string
  | { readonly connectionId: string }
  | { readonly id: string; readonly terraformResourceType: string };

/** The id of a connection; `undefined` if plain JavaScript passes something else, which the sync then rejects. */
function idOf(connection: ConnectionWithId): string {
  if (typeof connection === "string") {
    return connection;
  }
  const { connectionId, id } = (connection ?? {}) as { connectionId?: string; id?: string };
  return (connectionId ?? id) as string;
}

/** Creates schedules. All times are UTC. */
export const Schedule = {
  /** Runs only when started manually. */
  manual: (): TimedSchedule => ({ frequency: "manual" }),

  /** Runs again as soon as it has finished. */
  continuous: (): TimedSchedule => ({ frequency: "continuous" }),

  /**
   * Runs every hour.
   * @param at `minute`: 0 to 59, default 0
   */
  hourly: (at?: Partial<AtMinute>): TimedSchedule =>
    withMembers(at ?? {}, { frequency: "hourly", minute: at?.minute ?? 0 }),

  /**
   * Runs every day.
   * @param at `hour`: 0 to 23, UTC; `minute`: 0 to 59, default 0
   */
  daily: (at: Pick<AtTime, "hour"> & Partial<AtMinute>): TimedSchedule =>
    withMembers(at ?? {}, { frequency: "daily", minute: at?.minute ?? 0 }),

  /**
   * Runs once a week.
   * @param at `dayOfWeek`: 0 (Sunday) to 6 (Saturday); `hour`: 0 to 23, UTC; `minute`: 0 to 59, default 0
   */
  weekly: (at: { readonly dayOfWeek: number } & Pick<AtTime, "hour"> & Partial<AtMinute>): TimedSchedule =>
    withMembers(at ?? {}, { frequency: "weekly", minute: at?.minute ?? 0 }),

  /**
   * Runs at the times that match all members that you set, at least one.
   * @param at `month`: 1 to 12; `dayOfMonth`: 1 to 31; `dayOfWeek`: 0 (Sunday) to 6; `hour`: 0 to 23, UTC; `minute`: 0 to 59
   */
  custom: (at: Omit<Extract<TimedSchedule, { frequency: "custom" }>, "frequency">): TimedSchedule =>
    withMembers(at ?? {}, { frequency: "custom" }),

  /** Runs when the syncs have finished, whether or not they succeeded. */
  after: (...syncs: readonly RunnableSync[]): AfterSchedule => ({
    frequency: "runafter",
    syncs,
    successOnly: false,
  }),

  /** Runs when all of the syncs have succeeded. */
  afterSuccessOf: (...syncs: readonly RunnableSync[]): AfterSchedule => ({
    frequency: "runafter",
    syncs,
    successOnly: true,
  }),

  /**
   * Runs when a dbt Cloud job has finished.
   * @param job `connection`: the dbt Cloud connection in Polytomic, a `DbtcloudConnection`, `Connection.fromId(...)` or its id;
   * `jobId`: number of the job in dbt Cloud
   */
  dbtCloud: (job: { readonly connection: ConnectionWithId; readonly jobId: number }): DbtCloudSchedule => ({
    frequency: "dbtcloud",
    connectionId: idOf(job?.connection),
    jobId: job?.jobId,
  }),
};

const timedShapes = rule((z) => {
  const frequency = z.string();
  const minute = integer(0, 59);
  const hour = integer(0, 23);
  const dayOfWeek = integer(0, 6);
  return {
    manual: z.strictObject({ frequency }),
    continuous: z.strictObject({ frequency }),
    hourly: z.strictObject({ frequency, minute }),
    daily: z.strictObject({ frequency, hour, minute }),
    weekly: z.strictObject({ frequency, dayOfWeek, hour, minute }),
    custom: withRules(
      z.strictObject({
        frequency,
        month: integer(1, 12).optional(),
        dayOfMonth: integer(1, 31).optional(),
        dayOfWeek: dayOfWeek.optional(),
        hour: hour.optional(),
        minute: minute.optional(),
      }),
      (members, problem) => {
        if (Object.keys(defined(members)).length === 1) {
          const remedy = "set at least one of month, dayOfMonth, dayOfWeek, hour and minute";
          problem([], `has no time; ${remedy}`, "MISSING");
        }
      },
    ),
  };
});

const isSync = (value: unknown): boolean =>
  isObject(value) &&
  "syncId" in value &&
  typeof value.syncId === "string" &&
  "kind" in value &&
  (value.kind === "model" || value.kind === "bulk");

const EXAMPLE = "such as Schedule.daily({ hour: 5 })";

function notASchedule(value: unknown): Mistake | undefined {
  return isObject(value) || value === undefined
    ? undefined
    : { code: "WRONG_TYPE", message: `must be a schedule, ${EXAMPLE}` };
}

/** Frequencies of the API that are not supported, and the reason. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  builder: "only Polytomic's app creates schedules of this kind, and their attributes are not documented",
  multi: "the Terraform provider has no attribute for the schedules it consists of",
};

function unsupportedFrequency(value: unknown): Mistake | undefined {
  const frequency = memberAt(value, "frequency");
  const reason =
    typeof frequency === "string" && Object.hasOwn(UNSUPPORTED, frequency)
      ? UNSUPPORTED[frequency]
      : undefined;
  const remedy =
    "Use a function of Schedule, or set the schedule in Polytomic's app and do not manage the sync here";
  return reason === undefined
    ? undefined
    : {
        code: "UNSUPPORTED",
        message: `with frequency ${formatValue(frequency)} cannot be set: ${reason}. ${remedy}`,
      };
}

function notTimed(value: unknown): Mistake | undefined {
  const frequency = memberAt(value, "frequency");
  const message = `a bulk sync cannot run after another sync or job; use a schedule by time, ${EXAMPLE}`;
  return frequency === "runafter" || frequency === "dbtcloud" ? { code: "CONFLICT", message } : undefined;
}

/** The rules of {@link TimedSchedule}, the schedules of bulk syncs. */
export const timedScheduleRule = rule(() =>
  reject(
    (value) => notASchedule(value) ?? unsupportedFrequency(value) ?? notTimed(value),
    variants("frequency", timedShapes()),
  ),
);

/** The rules of {@link Schedule}, the schedules of model syncs. */
export const scheduleRule = rule((z) =>
  reject(
    (value) => notASchedule(value) ?? unsupportedFrequency(value),
    variants("frequency", {
      ...timedShapes(),
      runafter: z.strictObject({
        frequency: z.string(),
        syncs: literalArray(instance("a ModelSync or a BulkSync", isSync)),
        successOnly: bool(),
      }),
      dbtcloud: z.strictObject({
        frequency: z.string(),
        connectionId: connectionIdRule(),
        jobId: integer(0, Number.MAX_SAFE_INTEGER),
      }),
    }),
  ),
);

/** Schedule attributes of both sync resources of the provider. Numbers are strings. */
interface TimedArguments {
  readonly frequency: string;
  readonly minute?: string;
  readonly hour?: string;
  readonly dayOfWeek?: string;
  readonly dayOfMonth?: string;
  readonly month?: string;
}

/** The provider's arguments for the schedule of a bulk sync. */
export function timedScheduleArguments({ frequency, ...members }: TimedSchedule): TimedArguments {
  const numbers: Partial<Record<"minute" | "hour" | "dayOfWeek" | "dayOfMonth" | "month", number>> = members;
  return {
    frequency,
    ...Object.fromEntries(
      Object.entries(defined(numbers)).map(([name, value]) => [name, numberAsString(value)]),
    ),
  };
}

function numberAsString(value: number): string {
  return Token.isUnresolved(value) ? Token.asString(value) : String(value);
}

/** The provider's arguments for the schedule of a model sync. */
export function scheduleArguments(schedule: Schedule): TimedArguments & {
  readonly connectionId?: string;
  readonly jobId?: number;
  readonly runAfter?: { readonly syncIds?: string[]; readonly bulkSyncIds?: string[] };
  readonly runAfterSuccessOnly?: boolean;
} {
  switch (schedule.frequency) {
    case "runafter": {
      const ids = (kind: RunnableSync["kind"]): string[] | undefined => {
        const found = schedule.syncs.filter((sync) => sync.kind === kind).map((sync) => sync.syncId);
        // Omitted if empty, because the provider treats an empty set as a change.
        return found.length > 0 ? found : undefined;
      };
      return {
        frequency: schedule.frequency,
        runAfter: defined({ syncIds: ids("model"), bulkSyncIds: ids("bulk") }),
        runAfterSuccessOnly: schedule.successOnly,
      };
    }
    case "dbtcloud":
      return { frequency: schedule.frequency, connectionId: schedule.connectionId, jobId: schedule.jobId };
    default:
      return timedScheduleArguments(schedule);
  }
}
