/** Traps of the schedule of a bulk sync. */
import { BulkSync, Schedule } from "../../../../constructs";
import type { PolytomicApi } from "../../../../lib/testing";
import type { Proofs } from "../proof";
import { csv, plain } from "../raw";
import { SYNCS, raw, written, newest } from "./programs";

/** A schedule that loses its day of the week. */
const stillOnMondays = (api: PolytomicApi): void =>
  expect(newest(api).schedule).toEqual({ frequency: "custom", day_of_week: "1", hour: "5", minute: "0" });

const custom = { frequency: "custom", hour: "5", minute: "0" };

const weekly = written({ schedule: Schedule.weekly({ dayOfWeek: 1, hour: 5 }) });

export const SCHEDULE = {
  "schedule-defaults-on-update": {
    raw: [
      {
        server: { scheduleDefaults: { minute: "0" } },
        program: [raw(), raw({ schedule: { frequency: "hourly" } })],
        fails: ["apply", ".schedule"],
      },
    ],
    library: {
      safe: [
        {
          server: { scheduleDefaults: { minute: "0" } },
          program: [written(), written({ schedule: Schedule.hourly() })],
        },
      ],
    },
  },
  "schedule-member-removed": {
    raw: [
      { program: [raw({ schedule: { ...custom, month: "6" } }), raw({ schedule: custom })], changes: [] },
      {
        program: [
          raw({ schedule: { ...custom, frequency: "weekly", dayOfWeek: "1" } }),
          raw({ schedule: custom }),
        ],
        changes: ["polytomic_bulk_sync: update"],
        meanwhile: stillOnMondays,
      },
    ],
    library: {
      open: [
        {
          program: [{ month: 6 }, {}].map((month) =>
            written({ schedule: Schedule.custom({ hour: 5, minute: 0, ...month }) }),
          ),
          changes: [],
        },
        {
          program: [weekly, written({ schedule: Schedule.custom({ hour: 5, minute: 0 }) })],
          changes: ["polytomic_bulk_sync: update"],
          meanwhile: stillOnMondays,
        },
      ],
      advised: [
        {
          program: [6, 7].map((month) =>
            written({ schedule: Schedule.custom({ hour: 5, minute: 0, month }) }),
          ),
          changes: ["polytomic_bulk_sync: update"],
        },
        {
          // A new address has the same effect as the replacement.
          program: [
            weekly,
            (stack) =>
              new BulkSync(stack, "replacement", {
                name: "Bulk",
                source: { connection: csv(stack, "source") },
                destination: { connection: csv(stack, "destination") },
                schedule: Schedule.custom({ hour: 5, minute: 0 }),
              }),
          ],
          changes: ["polytomic_bulk_sync: create", "polytomic_bulk_sync: delete"],
          meanwhile: (api) => expect(newest(api).schedule).not.toHaveProperty("day_of_week"),
        },
      ],
    },
  },
  "run-after-schedule": {
    raw: [
      {
        program: (stack) =>
          plain(stack, "polytomic_bulk_sync", {
            name: "Bulk",
            mode: "replicate",
            active: true,
            source: { connection_id: csv(stack, "source").id },
            destination: { connection_id: csv(stack, "destination").id },
            schemas: [],
            schedule: { frequency: "runafter", run_after: { sync_ids: ["5c"] } },
          }),
        sent: {
          path: SYNCS,
          body: { schedule: expect.not.objectContaining({ run_after: expect.anything() }) as object },
        },
      },
    ],
    library: {
      rejected: [
        [
          written({ schedule: { frequency: "runafter", syncs: [] } }),
          "a bulk sync cannot run after another sync or job",
        ],
      ],
    },
  },
} satisfies Partial<Proofs<"Bulk syncs">>;
