/** Model syncs in responses. */
import { defined } from "../../../objects";
import type { PolytomicApiBehavior } from "../behavior";
import type { Sync } from "../state";
import { scheduleView } from "./schedules";

/** The source of a field with a fixed value: no model. */
export const NO_MODEL = "00000000-0000-0000-0000-000000000000";

/**
 * A sync in a response.
 *
 * Omits optional members that were not sent: a client such as Terraform compares the response with its request, and must not find
 * `false` or an empty string in place of an unset member.
 */
export function syncView(behavior: PolytomicApiBehavior, sync: Sync) {
  const { id, organization_id, name, mode, policies } = sync;
  const { created_at, created_by, updated_at, updated_by } = sync;
  const optional = defined({
    identity: identityView(behavior, sync.identity),
    filters: unlessEmpty(filtersView(behavior, sync.filters)),
    filter_logic: sync.filter_logic || undefined,
    overrides: unlessEmpty(sync.overrides.map(defined)),
  });
  return {
    id,
    organization_id,
    name,
    mode,
    active: behavior.deactivated ? false : (sync.active ?? false),
    target: targetView(behavior, sync.target),
    fields: fieldsView(behavior, sync),
    ...optional,
    schedule: syncScheduleView(behavior, sync.schedule),
    sync_all_records: sync.sync_all_records ?? false,
    only_enrich_updates: sync.only_enrich_updates ?? false,
    skip_initial_backfill: sync.skip_initial_backfill ?? false,
    model_ids: modelIds(sync),
    policies,
    created_at,
    created_by,
    updated_at,
    updated_by,
  };
}

/** The fields, followed by the override fields with a source without a model. */
function fieldsView(behavior: PolytomicApiBehavior, { fields, override_fields }: Sync) {
  const fixed = override_fields.map((field) => ({ ...field, source: { model_id: NO_MODEL, field: "" } }));
  return [...fields, ...fixed].map((field) => ({
    ...(behavior.newFieldReturned ? { new: false } : {}),
    ...defined(field),
  }));
}

/** Labels unlabeled filters with the first unused letters, separately for filters of the model and of the target. */
function filtersView(behavior: PolytomicApiBehavior, filters: Sync["filters"]) {
  const kept = behavior.filterLabels === "kept";
  const ofTarget = (filter: Sync["filters"][number]) => filter.field_type === "Target";
  const freeOf = (ones: Sync["filters"]): string[] => {
    const taken = new Set(kept ? ones.map(({ label }) => label) : []);
    return letters().filter((letter) => !taken.has(letter));
  };
  const model = freeOf(filters.filter((filter) => !ofTarget(filter)));
  const target = freeOf(filters.filter(ofTarget));
  return filters.map((filter) => ({
    ...defined(filter),
    label: (kept && filter.label) || (ofTarget(filter) ? target : model).shift(),
  }));
}

/** A to Z, then AA to ZZ. */
function letters(): string[] {
  const single = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  return [...single, ...single.flatMap((first) => single.map((second) => first + second))];
}

function targetView(behavior: PolytomicApiBehavior, target: Sync["target"]) {
  const { create, object, configuration, ...rest } = target;
  const view = { ...configuration, ...behavior.targetConfiguration };
  return defined({
    ...rest,
    object: object || rest.new_name || createdObject(create),
    configuration: Object.keys(view).length > 0 ? view : undefined,
  });
}

/** The name of an object that the sync creates: its schema, if any, and its name. Responses do not contain `create`. */
function createdObject(create: Readonly<Record<string, string>> | undefined): string | undefined {
  if (!create) {
    return undefined;
  }
  const named = [create["schema"], create["name"]].filter(Boolean).join(".");
  return named || Object.values(create).join(".") || "created_object";
}

function identityView(behavior: PolytomicApiBehavior, identity: Sync["identity"]) {
  if (!identity) {
    return undefined;
  }
  const completed = behavior.identityCompleted ? { new_field: false, remote_field_type_id: "string" } : {};
  return { ...completed, ...defined(identity) };
}

function syncScheduleView(behavior: PolytomicApiBehavior, { run_after, ...schedule }: Sync["schedule"]) {
  const after = defined({
    sync_ids: unlessEmpty(run_after?.sync_ids ?? []),
    bulk_sync_ids: unlessEmpty(run_after?.bulk_sync_ids ?? []),
  });
  const named = Object.keys(after).length > 0;
  return { ...scheduleView(behavior, schedule), ...(named ? { run_after: after } : {}) };
}

function modelIds({ fields, identity }: Sync): string[] {
  const sources = [...fields.map(({ source }) => source), identity?.source];
  const ids = sources.flatMap((source) => (source && source.model_id !== NO_MODEL ? [source.model_id] : []));
  return [...new Set(ids)];
}

function unlessEmpty<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}
