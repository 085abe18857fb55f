import {
  Schedule,
  scheduleArguments,
  scheduleRule,
  timedScheduleArguments,
  timedScheduleRule,
} from "../../../lib/polytomic/schedule";
import { problemsOf } from "../../../lib/validation/check-props";
import { evaluate } from "../evaluate";
import { tokens } from "../tokens";

const said = (schedule: unknown, rule = scheduleRule()): string[] =>
  problemsOf(rule, schedule).map(({ prop, message }) => `${prop}: ${message}`);

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
  test("is legal for model syncs and bulk syncs", () => {
    expect([...said(schedule), ...said(schedule, timedScheduleRule())]).toEqual([]);
  });

  test("is sent with the members it needs, as texts, and with no others", () => {
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
    expect(said(schedule)).toEqual([]);
    expect(scheduleArguments(schedule)).toEqual(expected);
  });

  test.each([
    ["runafter", Schedule.after(orders)],
    ["dbtcloud", dbtCloud],
  ])("%s is refused by bulk syncs", (_, schedule) => {
    expect(said(schedule, timedScheduleRule())).toEqual([
      "props: a bulk sync cannot run after another sync or job; use a schedule by time, such as Schedule.daily({ hour: 5 })",
    ]);
  });
});

describe("tokens", () => {
  test("pass as times and are sent as texts, which stand for the same", () => {
    const schedule = Schedule.daily({ hour: tokens.number });
    expect(said(schedule)).toEqual([]);
    const { hour } = timedScheduleArguments(schedule);
    expect(typeof hour).toBe("string");
    expect(evaluate(hour)).toEqual(evaluate(tokens.number));
  });

  test("do not pass as the frequency, on which everything else depends", () => {
    expect(said({ frequency: tokens.text })).toEqual([
      expect.stringMatching(/^frequency: expected .*, got a token$/),
    ]);
  });
});

describe("a schedule is refused", () => {
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
    expect(said(schedule)).toEqual(problems);
  });
});

describe("what else the API has", () => {
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
    "may call %s with anything: the sync says what is wrong",
    (name) => {
      for (const at of [undefined, null, 5, "text", [], {}]) {
        expect(() => said(javascript[name]?.(at as never))).not.toThrow();
      }
      expect(said(javascript[name]?.({ minutes: 10 } as never)).length).toBeGreaterThan(0);
    },
  );

  test.each([
    ["a cron expression", "0 5 * * *"],
    ["a function that was not called", Schedule.daily],
    ["null", null],
    ["a cron expression in a custom schedule", javascript.custom?.("0 5 * * *" as never)],
    ["an hourly schedule at a number", javascript.hourly?.(15 as never)],
  ])("is told how schedules are made, given %s", (_, schedule) => {
    for (const rule of [scheduleRule(), timedScheduleRule()]) {
      expect(said(schedule, rule)).toEqual([
        "props: must be a schedule, such as Schedule.daily({ hour: 5 })",
      ]);
    }
  });

  test("is told of misspelled members", () => {
    expect(said(javascript.daily?.({ hour: 5, minutes: 10 } as never))).toEqual([
      "minutes: is not a prop here. Did you mean minute?",
    ]);
  });
});
