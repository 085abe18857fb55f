/** Reads the output of `terraform show -json`, as far as tests need it. */
import { z } from "zod";

const values = z.record(z.string(), z.unknown());

const plannedChange = z.object({
  address: z.string(),
  type: z.string(),
  change: z.object({
    actions: z.array(z.enum(["no-op", "create", "read", "update", "delete", "forget"])),
    before: values.nullable(),
    after: values.nullable(),
    after_unknown: z.union([values, z.boolean()]),
  }),
});

const planDocument = z.object({ resource_changes: z.array(plannedChange).default([]) });

const stateResource = z.object({ address: z.string(), type: z.string(), values: values.default({}) });

const stateModule = z.object({
  resources: z.array(stateResource).default([]),
  get child_modules() {
    return z.array(stateModule).default([]);
  },
});

const stateDocument = z.object({
  values: z
    .object({
      outputs: z.record(z.string(), z.object({ value: z.unknown() })).default({}),
      root_module: stateModule.optional(),
    })
    .default({ outputs: {} }),
});

/** A resource or data source that the plan changes or reads. */
export interface Change {
  /** The address of the resource: `aws_sqs_queue.lake_queue_616DC540`. */
  readonly address: string;
  /** The type of the resource: `aws_sqs_queue`. */
  readonly type: string;
  /** `["create"]`, `["update"]`, `["delete"]`, `["read"]`, or two of them for a replacement, in their order. */
  readonly actions: readonly string[];
  /** Null if the resource does not exist before. */
  readonly before: Readonly<Record<string, unknown>> | null;
  /** Null if the resource does not exist after. */
  readonly after: Readonly<Record<string, unknown>> | null;
  /** The members that are known after apply, in the shape of `after`. */
  readonly afterUnknown: Readonly<Record<string, unknown>>;
}

/** A saved plan. */
export interface Plan {
  /** From `-detailed-exitcode`: 0 without changes, 2 with changes. */
  readonly exitCode: number;
  /** The changes, in the order of the plan. */
  readonly changes: readonly Change[];
  /** Whether the plan has no changes. */
  readonly empty: boolean;
  /** The human-readable plan, without the progress lines before it. */
  readonly text: string;
  /** The file of the saved plan. */
  readonly file: string;
}

/** A resource or data source in the state. */
export interface StateResource {
  /** The address of the resource: `aws_sqs_queue.lake_queue_616DC540`. */
  readonly address: string;
  /** The type of the resource: `aws_sqs_queue`. */
  readonly type: string;
  /** Its arguments and attributes, in Terraform's spelling. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** The Terraform state. */
export interface State {
  /** The resources of all modules. */
  readonly resources: readonly StateResource[];
  /** The values of the outputs, by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The changes in the output of `terraform show -json` for a saved plan. */
export function readChanges(json: string): Change[] {
  return planDocument
    .parse(JSON.parse(json))
    .resource_changes.filter(({ change }) => !change.actions.includes("no-op"))
    .map(({ address, type, change }) => ({
      address,
      type,
      actions: change.actions,
      before: change.before,
      after: change.after,
      afterUnknown: typeof change.after_unknown === "boolean" ? {} : change.after_unknown,
    }));
}

/** The output of `terraform show -json` for the current state. */
export function readState(json: string): State {
  const { outputs, root_module } = stateDocument.parse(JSON.parse(json)).values;
  return {
    resources: root_module === undefined ? [] : resourcesOf(root_module),
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])),
  };
}

function resourcesOf(module: z.infer<typeof stateModule>): StateResource[] {
  return [...module.resources, ...module.child_modules.flatMap(resourcesOf)];
}

/** Reads the human-readable plan in the output of `terraform plan`. */
export function humanPlan(output: string): string {
  const progress = /: (Reading|Still reading|Read complete|Refreshing state)\b/;
  return output
    .split("\n")
    .filter((line) => !progress.test(line))
    .join("\n")
    .trim();
}

/** The number of resources that an apply or destroy added, changed and destroyed. */
export interface Tally {
  /** The number of created resources. */
  readonly added: number;
  /** The number of resources that changed in place. */
  readonly changed: number;
  /** The number of destroyed resources. */
  readonly destroyed: number;
}

/** Reads the counts at the end of the output of `terraform apply` or `terraform destroy`. */
export function tally(output: string): Tally {
  const count = (what: string): number =>
    Number(new RegExp(`^.*complete!.*\\b(\\d+) ${what}`, "m").exec(output)?.[1] ?? 0);
  return { added: count("added"), changed: count("changed"), destroyed: count("destroyed") };
}
