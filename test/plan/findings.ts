/** Plans as Terraform writes them, and what the rules find in them. */
import { findingsOf } from "../../lib/plan/judge";
import type { Plan } from "../../lib/plan/plan";
import { PlanIndex } from "../../lib/plan/plan-index";
import { withoutKeys } from "../../lib/plan/instances";
import { parsePlan } from "../../lib/plan/read/parse-plan";

type Members = Readonly<Record<string, unknown>>;

/** A resource of the plan. Its configuration references these addresses. */
export interface PlannedResource extends Members {
  readonly address: string;
  readonly references?: readonly string[];
  readonly arguments?: Members;
}

interface Extras {
  /** Members of the resource beside its change, such as `action_reason`. */
  readonly resource?: Members;
  /** Members of the change, such as `replace_paths`. */
  readonly change?: Members;
  /** Arguments that are known after the apply. */
  readonly unknown?: Members;
  readonly references?: readonly string[];
  /** Expressions of the configuration, such as `{ policy: { references: [...] } }`. */
  readonly arguments?: Members;
}

const PROVIDERS: Readonly<Record<string, string>> = {
  polytomic: "polytomic/polytomic",
  aws: "hashicorp/aws",
};

function resource(
  actions: readonly string[],
  address: string,
  before: Members | null,
  after: Members | null,
  { resource = {}, change = {}, unknown = {}, references, arguments: expressions }: Extras,
): PlannedResource {
  const [type = "", name = ""] = withoutKeys(address).split(".");
  return {
    address,
    mode: "managed",
    type,
    name,
    provider_name: `registry.terraform.io/${PROVIDERS[type.split("_")[0] ?? ""] ?? "hashicorp/other"}`,
    change: {
      actions,
      before,
      after,
      after_unknown: unknown,
      before_sensitive: {},
      after_sensitive: {},
      ...change,
    },
    ...resource,
    ...(references === undefined ? {} : { references }),
    ...(expressions === undefined ? {} : { arguments: expressions }),
  };
}

/** A resource that exists and does not change. */
export const kept = (address: string, values: Members, extras: Extras = {}): PlannedResource =>
  resource(["no-op"], address, values, values, extras);

export const created = (address: string, after: Members, extras: Extras = {}): PlannedResource =>
  resource(["create"], address, null, after, extras);

/** A resource in which some values change. The others are those of `before`. */
export const updated = (
  address: string,
  before: Members,
  changed: Members,
  extras: Extras = {},
): PlannedResource => resource(["update"], address, before, { ...before, ...changed }, extras);

export const deleted = (address: string, before: Members, extras: Extras = {}): PlannedResource =>
  resource(["delete"], address, before, null, extras);

export const replaced = (
  address: string,
  before: Members,
  changed: Members,
  extras: Extras = {},
): PlannedResource => resource(["delete", "create"], address, before, { ...before, ...changed }, extras);

/** The output of `terraform show -json` for a plan with these resources. */
export function planJson(resources: readonly PlannedResource[], others: Members = {}): Members {
  return {
    format_version: "1.2",
    terraform_version: "1.11.0",
    applyable: true,
    complete: true,
    errored: false,
    resource_changes: resources.map((change) => ({ ...change, references: undefined, arguments: undefined })),
    configuration: {
      root_module: {
        resources: resources.map(
          ({ address, type, name, mode, references = [], arguments: expressions }) => ({
            address: withoutKeys(address),
            mode,
            type,
            name,
            expressions: { ...(references.length > 0 ? { argument: { references } } : {}), ...expressions },
          }),
        ),
      },
    },
    ...others,
  };
}

/** The same as a {@link Plan}. */
export const planOf = (resources: readonly PlannedResource[], others: Members = {}): Plan =>
  parsePlan(planJson(resources, others), { name: "prod" });

/** What the rules find: `danger bucket-destroyed[aws_s3_bucket.lake]: is deleted`. The most serious come first. */
export const findings = (resources: readonly PlannedResource[], others: Members = {}): string[] =>
  findingsOf(new PlanIndex(planOf(resources, others))).map(
    ({ severity, id, message }) => `${severity} ${id}: ${message}`,
  );
