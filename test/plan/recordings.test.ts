import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../lib/plan/plan";
import type { Rule } from "../../lib/plan/rule";
import { describe as describeChange } from "../../lib/plan/words/describe";
import { contextOf } from "../support/plan-changes";
import { recordedPlans } from "../support/recorded-plans";

const RULES = join(__dirname, "..", "..", "lib", "plan", "rules");
const OF_POLYTOMIC =
  /^(connection|model|sync|schedule|schema|fields|filter|identity|obfuscation|source|target|secret|polytomic|organization)-/;

const rules = readdirSync(RULES)
  .filter((file) => OF_POLYTOMIC.test(file))
  .map((file): [string, Rule] => [
    file.replace(/\.ts$/, ""),
    (jest.requireActual(join(RULES, file)) as { rule: Rule }).rule,
  ]);

function findingsIn(plan: Plan): string[] {
  const context = contextOf(...plan.resources);
  return plan.resources
    .filter(({ action }) => action !== "no-op")
    .flatMap((change) =>
      rules
        .filter(([, { types }]) => types?.includes(change.type) !== false)
        .flatMap(([id, rule]) =>
          [...(rule.check?.(change, context) ?? [])].map(
            ({ severity = rule.severity, message }) => `${severity} ${id}: ${message}`,
          ),
        ),
    );
}

/** What is said about all plans of a recording, without what is said twice. */
const findings = (name: string): string[] => [...new Set(recordedPlans(name).flatMap(findingsIn))];

const words = (name: string): string[] => {
  const updates = recordedPlans(name).flatMap((plan) =>
    plan.resources
      .filter(({ action }) => action === "update")
      .map((change) => describeChange(change, contextOf(...plan.resources))),
  );
  return [...new Set(updates.map(({ subject, changes }) => `${subject}: ${changes.join("; ")}`))];
};

describe("what the real provider plans", () => {
  it("has no findings if values are only read again", () => {
    for (const name of ["bulk_sync_fields_noise", "permissions"]) {
      expect(findings(name)).toEqual([]);
    }
  });

  it("has the findings of a replaced connection whose users are only updated", () => {
    expect(findings("aws_quiet_literal")).toEqual([
      "danger connection-replaced: is replaced and the apply fails, because 1 model and 1 bulk sync still use the old one",
    ]);
  });

  it("finds only force_destroy if the other values of a connection are only read again", () => {
    for (const name of ["aws_noise_plain", "connection_s3_iam_role_lifecycle"]) {
      expect(findings(name)).toEqual([
        "look connection-force-destroy: gets force_destroy: deleting it deletes its models and syncs too",
      ]);
    }
  });

  it("has the findings of a model sync", () => {
    expect(findings("sync_lifecycle")).toEqual([
      "look identity-changed: records are matched by `id` = `id`, was nothing",
      "look sync-mode-changed: mode is `updateOrCreate`, was `replace`: it changes records that the target has, and adds the others",
      "danger identity-changed: records are matched by nothing, was `id` = `id`",
      "danger sync-mode-changed: mode is `replace`, was `updateOrCreate`: it replaces the contents of the target with the records of this sync",
      "look filter-changed: filters change: `email` IsNotNull added",
      "look filter-changed: filters are removed, so all records match: `email` IsNotNull",
      "look sync-deactivated: is switched off",
      'danger target-changed: writes to object "public.contacts", was "public.other"',
    ]);
  });

  it("has the findings of a bulk sync", () => {
    expect(findings("bulk_sync_schemas")).toEqual([
      "look schema-removed: schema `public.orders` is no longer copied",
      "look fields-changed: of schema `public.users`, no field is copied, was all fields",
    ]);
  });

  it("has the findings of secrets and drift", () => {
    expect(findings("connection_s3_access_key")).toEqual([
      "look secret-changed: secret `configuration.aws_secret_access_key` changes",
    ]);
    expect(findings("connection_drift")).toEqual([
      'danger connection-target-changed: `s3_bucket_name` is "s3://lake-bucket", was "s3://other"',
    ]);
  });

  it("is described in words", () => {
    expect(words("bulk_sync_lifecycle").slice(0, 5)).toEqual([
      'bulk sync "bulk2": renamed to "bulk2", was "bulk"',
      'bulk sync "bulk2": daily at 03:30 UTC, was only when started manually',
      'bulk sync "bulk2": hourly at :30, was daily at 03:30 UTC',
      'bulk sync "bulk2": only when started manually, was hourly at :30',
      expect.stringContaining(
        'new fields are added: "all", was "none"; new schemas are added: "all", was "none"',
      ),
    ]);
    expect(words("bulk_sync_fields_noise")).toEqual([
      'bulk sync "bulk": ',
      'bulk sync "bulk2": renamed to "bulk2", was "bulk"',
    ]);
  });
});
