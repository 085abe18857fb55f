/** Traps of the schedule of a model sync. */
import type { TerraformStack } from "cdktf";
import { Schedule } from "../../../../constructs";
import type { Proofs } from "../proof";
import { bulkSync, sync } from "../raw";
import { copy, toContacts } from "../written";
import { raw, written } from "./programs";

const runAfter = (successOnly: object) => (stack: TerraformStack) =>
  sync(stack, {
    schedule: { frequency: "runafter", runAfter: { bulkSyncIds: [bulkSync(stack).id] }, ...successOnly },
  });

export const SCHEDULE = {
  "unknown-frequency": {
    raw: [
      {
        recording: "sync_target_schedule",
        case: "bad mode and frequency are not validated",
        shows: /^plan: polytomic_sync\.s create/,
      },
      {
        program: raw({ schedule: { frequency: "sometimes" } }),
        fails: ["apply", "schedule.frequency: Invalid option"],
      },
    ],
    library: {
      rejected: [
        [written({ schedule: { frequency: "sometimes" } }), 'schedule.frequency expected "manual", '],
      ],
    },
  },
  "unsupported-frequencies": {
    raw: ["builder", "multi"].map((frequency) => ({
      program: raw({ schedule: { frequency } }),
      sent: { path: "/api/syncs", body: { schedule: { frequency } } },
    })),
    library: {
      rejected: [
        [
          written({ schedule: { frequency: "multi" } }),
          "the Terraform provider has no attribute for the schedules it consists of",
        ],
        [
          written({ schedule: { frequency: "builder" } }),
          'schedule with frequency "builder" cannot be set: only Polytomic\'s app creates schedules of this kind',
        ],
      ],
    },
  },
  "schedule-defaults": {
    raw: [
      {
        server: { scheduleDefaults: { minute: "0" } },
        program: raw({ schedule: { frequency: "daily", hour: "5" } }),
        fails: ["apply", ".schedule"],
      },
    ],
    library: {
      safe: [
        {
          server: { scheduleDefaults: { minute: "0" } },
          program: written({ schedule: Schedule.daily({ hour: 5 }) }),
        },
        {
          server: { scheduleDefaults: { minute: "0" } },
          program: written({ schedule: Schedule.hourly() }),
        },
      ],
    },
  },
  "empty-run-after": {
    raw: [
      {
        program: (stack) =>
          sync(stack, {
            schedule: {
              frequency: "runafter",
              runAfter: { bulkSyncIds: [bulkSync(stack).id], syncIds: [] },
              runAfterSuccessOnly: false,
            },
          }),
        fails: ["apply", ".schedule"],
      },
    ],
    library: {
      safe: [
        {
          program: (stack) => toContacts(stack, { schedule: Schedule.after(copy(stack)) }),
        },
      ],
    },
  },
  "success-only-removed": {
    raw: [{ program: [runAfter({ runAfterSuccessOnly: true }), runAfter({})], changes: [] }],
    library: {
      safe: [
        {
          program: [Schedule.afterSuccessOf, Schedule.after].map((when) => (stack) => {
            toContacts(stack, { schedule: when(copy(stack)) });
          }),
          changes: ["polytomic_sync: update"],
        },
      ],
    },
  },
  "empty-schedule-member": {
    raw: [
      {
        program: raw({ schedule: { frequency: "daily", hour: "", minute: "0" } }),
        sent: { path: "/api/syncs", body: { schedule: { hour: "", minute: "0" } } },
      },
    ],
    library: {
      rejected: [
        [
          written({ schedule: { frequency: "daily", hour: "", minute: 0 } }),
          'schedule.hour expected a number, got ""',
        ],
      ],
    },
  },
} satisfies Partial<Proofs<"Model syncs">>;
