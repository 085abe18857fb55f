/**
 * Request bodies of API version 2024-02-08, as zod schemas.
 *
 * Unknown members are ignored, as in the API. A null member is treated as absent.
 */
import { z } from "zod";
import { badRequest } from "./errors";

function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

function listOf<T extends z.ZodType>(schema: T) {
  return z
    .array(schema)
    .nullish()
    .transform((value) => value ?? []);
}

const text = z.string();
const configuration = z.record(text, z.unknown());
/** Go clients such as the Terraform provider omit an empty configuration from the request. */
const sentConfiguration = configuration.nullish().transform((value) => value ?? {});
const organizationId = optional(text);

const FREQUENCIES = [
  "manual",
  "continuous",
  "hourly",
  "daily",
  "weekly",
  "custom",
  "builder",
  "runafter",
  "multi",
  "dbtcloud",
] as const;

/** Deliberately duplicated: the constructs are tested against this list instead of their own. */
const FILTER_FUNCTIONS = [
  "Equality",
  "Inequality",
  "IsNull",
  "IsNotNull",
  "True",
  "False",
  "OnOrAfter",
  "OnOrBefore",
  "GreaterThan",
  "GreaterThanEqual",
  "LessThan",
  "LessThanEqual",
  "StringContains",
  "StringStartsWith",
  "StringEndsWith",
  "StringDoesNotContain",
  "StringDoesNotStartWith",
  "StringDoesNotEndWith",
  "StringOneOf",
  "StringNotOneOf",
  "Between",
  "ArrayContains",
  "ArrayDoesNotContain",
  "InTheLast",
  "RelativeOnOrBefore",
  "RelativeOnOrAfter",
  "StringLike",
  "StringNotLike",
  "StringMatchesTrimmed",
] as const;

const filterFunction = z.enum(FILTER_FUNCTIONS);

/** Omits `validate`: the emulated API cannot validate a connection. */
export const connectionBody = z.object({
  name: text.min(1),
  type: text,
  configuration: sentConfiguration,
  organization_id: organizationId,
  policies: listOf(text),
  healthcheck_interval: optional(text),
});

export const connectionUpdateBody = connectionBody.extend({ type: optional(text) });

export const connectionTestBody = z.object({
  type: text,
  configuration: sentConfiguration,
  connection_id: optional(text),
});

export const modelBody = z.object({
  name: text.min(1),
  connection_id: text,
  configuration: sentConfiguration,
  organization_id: organizationId,
  fields: listOf(text),
  additional_fields: listOf(
    z.object({ name: text, type: text, label: text, example: optional(z.unknown()) }),
  ),
  relations: listOf(z.object({ from: text, to: z.object({ model_id: text, field: text }) })),
  tracking_columns: listOf(text),
  identifier: optional(text),
  policies: listOf(text),
  labels: listOf(text),
});

const modelField = z.object({ model_id: text, field: text });

const syncField = z.object({
  source: optional(modelField),
  target: text,
  new: optional(z.boolean()),
  override_value: optional(text),
  sync_mode: optional(text),
  encryption_enabled: optional(z.boolean()),
});

const schedule = z.object({
  frequency: z.enum(FREQUENCIES),
  day_of_week: optional(text),
  day_of_month: optional(text),
  month: optional(text),
  hour: optional(text),
  minute: optional(text),
});

const syncSchedule = schedule.extend({
  connection_id: optional(text),
  job_id: optional(z.number().int()),
  run_after: optional(
    z.object({ sync_ids: optional(z.array(text)), bulk_sync_ids: optional(z.array(text)) }),
  ),
  run_after_success_only: optional(z.boolean()),
});

/** Omits the encryption passphrase: it is accepted but never returned, so it is not stored. */
export const syncBody = z.object({
  name: text.min(1),
  mode: z.enum(["create", "update", "updateOrCreate", "replace", "append", "remove", "snapshot"]),
  active: optional(z.boolean()),
  organization_id: organizationId,
  target: z.object({
    connection_id: text,
    object: optional(text),
    configuration: optional(configuration),
    create: optional(z.record(text, text)),
    new_name: optional(text),
    filter_logic: optional(text),
    search_values: optional(configuration),
  }),
  fields: listOf(syncField),
  override_fields: listOf(syncField.extend({ override_value: text })),
  filters: listOf(
    z.object({
      field: optional(modelField),
      field_id: optional(text),
      field_type: optional(z.enum(["Model", "Target"])),
      function: filterFunction,
      value: optional(z.unknown()),
      label: optional(text),
    }),
  ),
  filter_logic: optional(text),
  overrides: listOf(
    z.object({
      field: optional(modelField),
      field_id: optional(text),
      function: optional(filterFunction),
      value: optional(z.unknown()),
      override: optional(z.unknown()),
    }),
  ),
  schedule: syncSchedule,
  identity: optional(
    z.object({
      source: modelField,
      target: text,
      function: z.enum(["Equality", "ISubstring", "OneOf", "DomainMatch", "HostnameMatch"]),
      new_field: optional(z.boolean()),
      remote_field_type_id: optional(text),
    }),
  ),
  policies: listOf(text),
  sync_all_records: optional(z.boolean()),
  only_enrich_updates: optional(z.boolean()),
  skip_initial_backfill: optional(z.boolean()),
});

/** A schema or field can be sent as its id, which selects it. */
function idOrObject<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (typeof value === "string" ? { id: value } : value), schema);
}

const bulkFilter = z.object({
  field_id: optional(text),
  function: filterFunction,
  value: optional(z.unknown()),
});

export const bulkSchema = z.object({
  id: text,
  enabled: optional(z.boolean()),
  fields: listOf(
    idOrObject(
      z.object({
        id: text,
        enabled: optional(z.boolean()),
        obfuscate: optional(z.boolean()),
        obfuscated: optional(z.boolean()),
        user_output_name: optional(text),
      }),
    ),
  ),
  filters: listOf(bulkFilter),
  partition_key: optional(text),
  tracking_field: optional(text),
  user_output_name: optional(text),
  data_cutoff_timestamp: optional(text),
  disable_data_cutoff: optional(z.boolean()),
});

export const bulkSchemaUpdateBody = bulkSchema.omit({ id: true });
export const bulkSchemasPatchBody = z.object({ schemas: listOf(bulkSchema) });

const discovery = z.enum(["all", "onlyIncremental", "onlyNonIncremental", "none"]);

export const bulkSyncBody = z.object({
  name: text.min(1),
  mode: optional(z.enum(["replicate", "snapshot"])),
  active: optional(z.boolean()),
  organization_id: organizationId,
  source_connection_id: text,
  source_configuration: optional(configuration),
  destination_connection_id: text,
  destination_configuration: optional(configuration),
  automatically_add_new_fields: optional(discovery),
  automatically_add_new_objects: optional(discovery),
  schedule,
  schemas: optional(z.array(idOrObject(bulkSchema))),
  policies: optional(z.array(text)),
  concurrency_limit: optional(z.number().int()),
  resync_concurrency_limit: optional(z.number().int()),
  normalize_names: optional(z.enum(["enabled", "disabled", "legacy"])),
  disable_record_timestamps: optional(z.boolean()),
  data_cutoff_timestamp: optional(text),
});

export const activationBody = z.object({ active: z.boolean() });

export const executionBody = z.object({
  resync: optional(z.boolean()),
  test: optional(z.boolean()),
  schemas: listOf(text),
});

export const roleBody = z.object({ name: text.min(1), organization_id: organizationId });

export const policyBody = roleBody.extend({
  policy_actions: listOf(z.object({ action: text, role_ids: optional(z.array(text)) })),
});

export const userBody = z.object({
  email: z.email(),
  role: optional(text),
  role_ids: optional(z.array(text)),
});

export const organizationBody = z.object({
  name: text.min(1),
  sso_domain: optional(text),
  sso_org_id: optional(text),
  issuer: optional(text),
});

export const subscribersBody = z.object({ emails: listOf(text) });

export const primaryKeysBody = z.object({
  fields: listOf(z.object({ field_id: text, is_primary_key: z.boolean() })),
});

/** Parses a body with a schema, or throws a 400 that names every missing or mistyped member. */
export function parseBody<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) {
    return parsed.data;
  }
  const problems = parsed.error.issues.map((issue) => ({
    member: issue.path.join(".") || "body",
    problem: issue.message,
  }));
  throw badRequest(problems.map(({ member, problem }) => `${member}: ${problem}`).join("; "), {
    members: problems.map(({ member }) => member),
  });
}
