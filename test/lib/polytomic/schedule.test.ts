import {
  Schedule,
  scheduleArguments,
  scheduleRule,
  timedScheduleArguments,
  timedScheduleRule,
} from "../../../lib/polytomic/schedule";
import { problemsOf } from "../../../lib/validation/check-props";
import { ruleProblems } from "../../support/problems";
import { evaluate } from "../evaluate";
import { tokens } from "../tokens";

const problemsIn = (schedule: unknown, rule = scheduleRule()): string[] => ruleProblems(rule, schedule);

const orders = { kind: "model", syncId: "orders" } as const;
const refunds = { kind: "model", syncId: "refunds" } as const;
const lake = { kind: "bulk", syncId: "lake" } as const;

const TIMED = [
  ["manual", Schedule.manual(), { frequency: "manual" }],
  ["continuous", Schedule.continuous(), { frequency: "continuous" }],
  ["hourly on the hour", Schedule.hourly(), { frequency: "hourly", minute: "0" }],
  ["hourly", Schedule.hourly({ minute: 15 }), { frequency: "hourly", minute: "15" }],
  ["daily on the hour", Schedule.daily({ hour: 0 }), { frequency: "daily", hour: "0", minute: "0" }],
  ["daily", Schedule.daily({ hour: 5, minute: 30 }), { frequency: "daily", hour: "5", minute: "30" }],
  [
    "weekly on Sunday",
    Schedule.weekly({ dayOfWeek: 0, hour: 23 }),
    { frequency: "weekly", dayOfWeek: "0", hour: "23", minute: "0" },
  ],
  [
    "weekly on Saturday",
    Schedule.weekly({ dayOfWeek: 6, hour: 1, minute: 59 }),
    { frequency: "weekly", dayOfWeek: "6", hour: "1", minute: "59" },
  ],
  [
    "custom",
    Schedule.custom({ month: 12, dayOfMonth: 31, hour: 4, minute: 0 }),
    { frequency: "custom", month: "12", dayOfMonth: "31", hour: "4", minute: "0" },
  ],
  ["custom with one member", Schedule.custom({ dayOfWeek: 3 }), { frequency: "custom", dayOfWeek: "3" }],
] as const;

describe.each(TIMED)("the schedule %s", (_, schedule, expected) => {
  test("is valid for model syncs and bulk syncs", () => {
    expect([...problemsIn(schedule), ...problemsIn(schedule, timedScheduleRule())]).toEqual([]);
  });

  test("sends only the members it needs, as strings", () => {
    expect(timedScheduleArguments(schedule)).toEqual(expected);
    expect(scheduleArguments(schedule)).toEqual(expected);
  });
});

describe("schedules of model syncs only", () => {
  const dbtCloud = Schedule.dbtCloud({ connection: { connectionId: "dbt" }, jobId: 42 });

  test.each([
    [
      "after syncs of both kinds",
      Schedule.after(orders, lake, refunds),
      {
        frequency: "runafter",
        runAfter: { syncIds: ["orders", "refunds"], bulkSyncIds: ["lake"] },
        runAfterSuccessOnly: false,
      },
    ],
    [
      "after the success of one kind, without a list of the other",
      Schedule.afterSuccessOf(lake),
      { frequency: "runafter", runAfter: { bulkSyncIds: ["lake"] }, runAfterSuccessOnly: true },
    ],
    ["dbt Cloud", dbtCloud, { frequency: "dbtcloud", connectionId: "dbt", jobId: 42 }],
  ])("%s", (_, schedule, expected) => {
    expect(problemsIn(schedule)).toEqual([]);
    expect(scheduleArguments(schedule)).toEqual(expected);
  });

  test.each([
    ["runafter", Schedule.after(orders)],
    ["dbtcloud", dbtCloud],
  ])("bulk syncs reject %s", (_, schedule) => {
    expect(problemsIn(schedule, timedScheduleRule())).toEqual([
      "props: a bulk sync cannot run after another sync or job; use a schedule by time, such as Schedule.daily({ hour: 5 })",
    ]);
  });
});

describe("tokens", () => {
  test("are accepted as times and sent as strings", () => {
    const schedule = Schedule.daily({ hour: tokens.number });
    expect(problemsIn(schedule)).toEqual([]);
    const { hour } = timedScheduleArguments(schedule);
    expect(typeof hour).toBe("string");
    expect(evaluate(hour)).toEqual(evaluate(tokens.number));
  });

  test("are rejected as the frequency, on which everything else depends", () => {
    expect(problemsIn({ frequency: tokens.text })).toEqual([
      expect.stringMatching(/^frequency: expected .*, got a token$/),
    ]);
  });
});

describe("rejects a schedule", () => {
  test.each<[unknown, string[]]>([
    [Schedule.hourly({ minute: 60 }), ["minute: must be at most 59, got 60"]],
    [Schedule.hourly({ minute: -1 }), ["minute: must be at least 0, got -1"]],
    [Schedule.hourly({ minute: 1.5 }), ["minute: expected a whole number, got 1.5"]],
    [Schedule.daily({ hour: 24 }), ["hour: must be at most 23, got 24"]],
    [Schedule.weekly({ dayOfWeek: 7, hour: 0 }), ["dayOfWeek: must be at most 6, got 7"]],
    [Schedule.custom({ month: 0 }), ["month: must be at least 1, got 0"]],
    [Schedule.custom({ month: 13 }), ["month: must be at most 12, got 13"]],
    [Schedule.custom({ dayOfMonth: 0 }), ["dayOfMonth: must be at least 1, got 0"]],
    [Schedule.custom({ dayOfMonth: 32 }), ["dayOfMonth: must be at most 31, got 32"]],
    [
      Schedule.custom({}),
      ["props: has no time; set at least one of month, dayOfMonth, dayOfWeek, hour and minute"],
    ],
    [Schedule.after(), ["syncs: must not be empty"]],
    [
      { frequency: "hourly", minute: 0, hour: 1 },
      ['hour: is allowed only with frequency "daily" or "weekly" or "custom"'],
    ],
    [
      { frequency: "runafter", syncs: [orders, "lake", { ...lake, kind: "daily" }], successOnly: false },
      ["syncs[1]: must be a ModelSync or a BulkSync", "syncs[2]: must be a ModelSync or a BulkSync"],
    ],
    [
      { frequency: "runafter", syncs: tokens.list, successOnly: false },
      ["syncs: must be a literal array; tokens are allowed only as elements"],
    ],
  ])("%j", (schedule, problems) => {
    expect(problemsIn(schedule)).toEqual(problems);
  });
});

describe("frequencies that only the API supports", () => {
  test.each([
    [
      "builder",
      "only Polytomic's app creates schedules of this kind, and their attributes are not documented",
    ],
    ["multi", "the Terraform provider has no attribute for the schedules it consists of"],
  ])("a schedule of frequency %s is rejected with the reason and a workaround", (frequency, reason) => {
    for (const rule of [scheduleRule(), timedScheduleRule()]) {
      expect(problemsOf(rule, { frequency })).toEqual([
        {
          prop: "props",
          code: "UNSUPPORTED",
          message:
            `with frequency "${frequency}" cannot be set: ${reason}. ` +
            "Use a function of Schedule, or set the schedule in Polytomic's app and do not manage the sync here",
        },
      ]);
    }
  });
});

describe("plain JavaScript", () => {
  const javascript: Record<string, (at: never) => unknown> = Schedule;

  test.each(["hourly", "daily", "weekly", "custom", "dbtCloud"])(
    "can call %s with any value: the sync reports what is wrong",
    (name) => {
      for (const at of [undefined, null, 5, "text", [], {}]) {
        expect(() => problemsIn(javascript[name]?.(at as never))).not.toThrow();
      }
      expect(problemsIn(javascript[name]?.({ minutes: 10 } as never)).length).toBeGreaterThan(0);
    },
  );

  test.each([
    ["a cron expression", "0 5 * * *"],
    ["a function that was not called", Schedule.daily],
    ["null", null],
    ["a cron expression in a custom schedule", javascript.custom?.("0 5 * * *" as never)],
    ["an hourly schedule with a number", javascript.hourly?.(15 as never)],
  ])("gets the way to create schedules for %s", (_, schedule) => {
    for (const rule of [scheduleRule(), timedScheduleRule()]) {
      expect(problemsIn(schedule, rule)).toEqual([
        "props: must be a schedule, such as Schedule.daily({ hour: 5 })",
      ]);
    }
  });

  test("gets misspelled members reported", () => {
    expect(problemsIn(javascript.daily?.({ hour: 5, minutes: 10 } as never))).toEqual([
      "minutes: is not a prop here. Did you mean minute?",
    ]);
  });
});
