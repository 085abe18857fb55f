import type { Values } from "../../../lib/plan/value";
import { runsMoreOften, runsPerYear, scheduleInWords } from "../../../lib/plan/words/schedule";
import { knownLater } from "../../support/plan-changes";

const hourly = { frequency: "hourly", minute: "15" };
const daily = { frequency: "daily", hour: "5", minute: "0" };
const weekly = { frequency: "weekly", day_of_week: "1", hour: "6", minute: "0" };
const custom = (members: Values) => ({ frequency: "custom", ...members });

describe("a schedule in words", () => {
  it.each<[Values, string]>([
    [hourly, "hourly at :15"],
    [{ frequency: "hourly" }, "hourly"],
    [daily, "daily at 05:00 UTC"],
    [weekly, "every Monday at 06:00 UTC"],
    [{ frequency: "manual" }, "only when started manually"],
    [{ frequency: "continuous" }, "continuously"],
    [{ frequency: "dbtcloud", job_id: 12 }, "after dbt Cloud job 12"],
    [custom({ minute: "30" }), "hourly at :30"],
    [custom({ hour: "5" }), "daily at 05:00 UTC"],
    [custom({ hour: "5", minute: "30", day_of_week: "0" }), "every Sunday at 05:30 UTC"],
    [custom({ hour: "5", day_of_month: "1" }), "on day 1 of each month at 05:00 UTC"],
    [custom({ hour: "5", day_of_month: "1", month: "3" }), "on day 1 of March at 05:00 UTC"],
    [custom({ minute: "0", month: "12" }), "hourly at :00, daily in December"],
    [
      custom({ hour: "5", day_of_month: "13", day_of_week: "5" }),
      "on day 13 of each month if it is a Friday at 05:00 UTC",
    ],
  ])("%j is %s", (schedule, words) => {
    expect(scheduleInWords(schedule)).toBe(words);
  });

  it("ignores what the provider keeps of another frequency", () => {
    expect(scheduleInWords({ ...hourly, hour: "5", day_of_week: "1" })).toBe("hourly at :15");
  });

  it("names the syncs that it waits for", () => {
    const after = { sync_ids: ["5c-1"], bulk_sync_ids: ["b0-1"] };
    const schedule = { frequency: "runafter", run_after: after, run_after_success_only: true };
    expect(scheduleInWords(schedule, (id) => `sync ${String(id)}`)).toBe(
      "after success of sync 5c-1 and sync b0-1",
    );
  });

  it("shows what is known only after the apply, or unknown to this package", () => {
    expect(scheduleInWords(knownLater("var.schedule"))).toBe("known after the apply");
    expect(scheduleInWords({ frequency: knownLater("var.frequency") })).toBe(
      "schedule known after the apply",
    );
    expect(scheduleInWords({ ...daily, hour: knownLater("var.hour") })).toBe(
      'daily (minute "0", hour known after the apply)',
    );
    expect(scheduleInWords({ frequency: "multi" })).toBe('schedule of type "multi"');
  });
});

describe("how often a schedule runs", () => {
  it("orders the frequencies", () => {
    const all = [
      { frequency: "manual" },
      custom({ month: "1", day_of_month: "1", hour: "0" }),
      custom({ day_of_month: "1", hour: "0" }),
      weekly,
      daily,
      hourly,
      { frequency: "continuous" },
    ];
    const runs = all.map((one) => runsPerYear(one) ?? NaN);
    expect([...runs].sort((one, other) => one - other)).toEqual(runs);
    expect(new Set(runs).size).toBe(all.length);
  });

  it("compares two schedules", () => {
    expect(runsMoreOften(daily, hourly)).toBe(true);
    expect(runsMoreOften(hourly, daily)).toBe(false);
    expect(runsMoreOften(daily, { ...daily, hour: "6" })).toBe(false);
    expect(runsMoreOften({ frequency: "manual" }, { frequency: "runafter" })).toBe(true);
  });

  it("does not know it if it depends on other syncs or on unknown values", () => {
    expect(runsMoreOften(daily, { frequency: "runafter" })).toBeUndefined();
    expect(runsMoreOften(daily, custom({ hour: knownLater("var.hour") }))).toBeUndefined();
  });
});
