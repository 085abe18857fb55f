import { rule as activated } from "../../../lib/plan/rules/sync-activated";
import { rule as deactivated } from "../../../lib/plan/rules/sync-deactivated";
import { rule as destroyed } from "../../../lib/plan/rules/sync-destroyed";
import { rule as faster } from "../../../lib/plan/rules/schedule-faster";
import { rule as modeChanged } from "../../../lib/plan/rules/sync-mode-changed";
import { rule as modelDestroyed } from "../../../lib/plan/rules/model-destroyed";
import { rule as modelReplaced } from "../../../lib/plan/rules/model-replaced";
import { rule as replaced } from "../../../lib/plan/rules/sync-replaced";
import type { Values } from "../../../lib/plan/value";
import { change, findings, knownLater, messages, readAgain } from "../../support/plan-changes";
import { bulkSync, mapped, modelSync, ordersModel, unchanged, update } from "../../support/polytomic-changes";

const model = (given: Values) => update("polytomic_sync", modelSync, given);
const bulk = (given: Values) => update("polytomic_bulk_sync", bulkSync, given);

describe("model-destroyed", () => {
  const deleted = change("polytomic_model", { before: ordersModel });

  it("is dangerous if a sync that stays uses the model", () => {
    expect(findings(modelDestroyed, deleted, unchanged("polytomic_sync", modelSync))).toEqual([
      { message: 'is deleted, although model sync "Large orders" uses it', severity: "danger" },
    ]);
  });

  it("is not if the syncs are deleted too, or use another model then", () => {
    const other = { model_id: "d0000000-0000-4000-8000-000000000002", field: "email" };
    const sync = model({ fields: [{ ...mapped("email", "email"), source: other }], identity: null });
    expect(findings(modelDestroyed, deleted, sync)).toEqual([{ message: "is deleted" }]);
    expect(findings(modelDestroyed, deleted, change("polytomic_sync", { before: modelSync }))).toEqual([
      { message: "is deleted" },
    ]);
  });

  it("is silent about other changes", () => {
    expect(messages(modelDestroyed, update("polytomic_model", ordersModel, { name: "All orders" }))).toEqual(
      [],
    );
    expect(messages(modelDestroyed, update("polytomic_model", ordersModel, { version: readAgain }))).toEqual(
      [],
    );
  });
});

describe("model-replaced", () => {
  const after = { ...ordersModel, id: readAgain };
  const given = change("polytomic_model", { before: ordersModel, after, action: "replace" });

  it("says which syncs start over", () => {
    const sync = change("polytomic_sync", { before: modelSync, after: modelSync, action: "replace" });
    expect(findings(modelReplaced, given, sync)).toEqual([
      {
        message: "is replaced, and 1 model sync starts over",
        details: ['model sync "Large orders" is replaced'],
      },
    ]);
  });

  it("says nothing about syncs that stay, and is silent about updates", () => {
    expect(messages(modelReplaced, given, unchanged("polytomic_sync", modelSync))).toEqual(["is replaced"]);
    expect(messages(modelReplaced, update("polytomic_model", ordersModel, { name: "All" }))).toEqual([]);
  });
});

describe("sync-destroyed", () => {
  it("finds deleted syncs of both kinds", () => {
    expect(messages(destroyed, change("polytomic_sync", { before: modelSync }))).toEqual(["is deleted"]);
    expect(
      messages(destroyed, change("polytomic_bulk_sync", { before: { ...bulkSync, active: false } })),
    ).toEqual(["is deleted; it was switched off"]);
  });

  it("is silent about syncs that are replaced or forgotten", () => {
    const given = { before: modelSync, after: { ...modelSync, id: readAgain } };
    expect(messages(destroyed, change("polytomic_sync", { ...given, action: "replace" }))).toEqual([]);
    expect(messages(destroyed, change("polytomic_sync", { before: modelSync, action: "forget" }))).toEqual(
      [],
    );
  });
});

describe("sync-replaced", () => {
  const replacement = (type: string, values: Values) =>
    messages(
      replaced,
      change(type, { before: values, after: { ...values, id: readAgain }, action: "replace" }),
    );

  it("says what the first run of the new sync does", () => {
    expect(replacement("polytomic_bulk_sync", bulkSync)).toEqual([
      "is replaced: the new sync copies everything again",
    ]);
    expect(replacement("polytomic_sync", { ...modelSync, mode: "append" })).toEqual([
      "is replaced: the new sync appends all records a second time",
    ]);
    expect(replacement("polytomic_sync", { ...modelSync, skip_initial_backfill: true })).toEqual([
      "is replaced: the new sync skips the records that exist (skip_initial_backfill), so changes since the last run of the old one are lost",
    ]);
  });

  it("is silent about updates", () => {
    expect(messages(replaced, model({ mode: "append" }))).toEqual([]);
  });
});

describe("sync-deactivated and sync-activated", () => {
  const off = { ...modelSync, active: false };

  it("finds a sync that is switched off", () => {
    expect(messages(deactivated, model({ active: false }))).toEqual(["is switched off"]);
    expect(messages(activated, model({ active: false }))).toEqual([]);
  });

  it("finds a sync that is switched on, with its schedule", () => {
    expect(messages(activated, update("polytomic_sync", off, { active: true }))).toEqual([
      "is switched on and runs daily at 05:00 UTC",
    ]);
    expect(messages(deactivated, update("polytomic_sync", off, { active: true }))).toEqual([]);
  });

  it("finds a sync that is no longer scheduled", () => {
    const manual = { schedule: { frequency: "manual" } };
    expect(messages(deactivated, model(manual))).toEqual([
      "is no longer scheduled: it runs only when somebody starts it",
    ]);
    expect(messages(deactivated, model({ ...manual, active: false }))).toEqual(["is switched off"]);
    expect(
      messages(deactivated, update("polytomic_sync", { ...modelSync, ...manual }, { name: "x" })),
    ).toEqual([]);
  });

  it("is silent about new and deleted syncs", () => {
    expect(messages(deactivated, change("polytomic_sync", { after: off }))).toEqual([]);
    expect(messages(deactivated, change("polytomic_sync", { before: modelSync }))).toEqual([]);
    expect(messages(activated, change("polytomic_sync", { after: modelSync }))).toEqual([]);
  });

  it("cannot tell what is known only after the apply", () => {
    const active = knownLater("var.enabled");
    expect(findings(deactivated, model({ active }))).toEqual([
      { message: "may be switched off: `active` is known after the apply", severity: "cannot-tell" },
    ]);
    expect(findings(activated, update("polytomic_sync", off, { active }))).toEqual([
      { message: "may be switched on: `active` is known after the apply", severity: "cannot-tell" },
    ]);
  });
});

describe("sync-mode-changed", () => {
  it("is dangerous if the new mode deletes records of the target", () => {
    expect(findings(modeChanged, model({ mode: "replace" }))).toEqual([
      {
        message:
          "mode is `replace`, was `updateOrCreate`: it replaces the contents of the target with the records of this sync",
        severity: "danger",
      },
    ]);
    expect(findings(modeChanged, model({ mode: "remove" }))[0]?.severity).toBe("danger");
  });

  it("is to be looked at otherwise", () => {
    expect(findings(modeChanged, bulk({ mode: "snapshot" }))).toEqual([
      { message: "mode is `snapshot`, was `replicate`: it copies everything each time" },
    ]);
  });

  it("is silent about an unchanged mode and about new syncs", () => {
    expect(messages(modeChanged, model({ name: "All orders" }))).toEqual([]);
    expect(
      messages(modeChanged, change("polytomic_sync", { after: { ...modelSync, mode: "replace" } })),
    ).toEqual([]);
  });

  it("cannot tell a mode that is known only after the apply", () => {
    expect(findings(modeChanged, model({ mode: readAgain }))).toEqual([
      {
        message: 'may get another mode: `mode` is known after the apply, was "updateOrCreate"',
        severity: "cannot-tell",
      },
    ]);
  });
});

describe("schedule-faster", () => {
  const hourly = { frequency: "hourly", minute: "15", hour: "5" };

  it("finds a schedule that runs more often", () => {
    expect(messages(faster, bulk({ schedule: hourly }))).toEqual([
      "runs hourly at :15, was daily at 05:00 UTC",
    ]);
  });

  it("finds a sync that runs after others, and was only started manually", () => {
    const manual = { ...modelSync, schedule: { frequency: "manual" } };
    const schedule = {
      frequency: "runafter",
      run_after: { bulk_sync_ids: [bulkSync["id"] ?? ""], sync_ids: null },
    };
    const other = unchanged("polytomic_bulk_sync", bulkSync);
    expect(messages(faster, update("polytomic_sync", manual, { schedule }), other)).toEqual([
      'runs after bulk sync "Orders to Snowflake", was only when started manually',
    ]);
  });

  it("is silent if it runs less often, at another time, or not at all", () => {
    expect(
      messages(faster, bulk({ schedule: { frequency: "weekly", day_of_week: "1", hour: "5" } })),
    ).toEqual([]);
    expect(messages(faster, bulk({ schedule: { frequency: "daily", hour: "6", minute: "30" } }))).toEqual([]);
    expect(messages(faster, bulk({ schedule: hourly, active: false }))).toEqual([]);
  });

  it("cannot tell a schedule that is known only after the apply", () => {
    expect(findings(faster, bulk({ schedule: { frequency: knownLater("var.frequency") } }))).toEqual([
      { message: "may run more often: its schedule is known after the apply", severity: "cannot-tell" },
    ]);
  });
});
