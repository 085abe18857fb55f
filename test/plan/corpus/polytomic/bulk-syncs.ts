/** Bulk syncs, permissions and drift in Polytomic. */
import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  BulkSync,
  type BulkSyncProps,
  field,
  PermissionPolicy,
  PermissionRole,
  PolytomicProvider,
  Schedule,
} from "../../../../constructs";
import { PostgresqlConnection } from "../../../../lib/bindings/postgresql-connection";
import type { Topic } from "../case";

interface Choices {
  readonly sync?: Partial<BulkSyncProps>;
  readonly actions?: Readonly<Record<string, readonly ("analyst" | "engineer")[]>>;
  readonly schema?: string;
  readonly destination?: "destination" | "test";
  readonly mirrored?: readonly string[];
  readonly newFields?: "all" | "none";
  readonly without?: boolean;
}

const ORDERS = {
  id: "public.orders",
  fields: ["id", "total", { id: "email", obfuscate: true }],
  filters: [field("status").equals("paid")],
};

const program =
  (choices: Choices = {}) =>
  (stack: TerraformStack): void => {
    new PolytomicProvider(stack, "polytomic");
    const password = new TerraformVariable(stack, "password", { type: "string", sensitive: true });
    const connection = (id: string): PostgresqlConnection =>
      new PostgresqlConnection(stack, id, {
        name: id,
        configuration: {
          hostname: `${id}.acme.example`,
          port: 5432,
          database: "app",
          username: "polytomic",
          password: password.stringValue,
        },
      });
    const source = connection("source");
    const destinations = { destination: connection("destination"), test: connection("test") };
    if (!choices.without) {
      new BulkSync(stack, "copy", {
        name: "Copy",
        source: { connection: source },
        destination: {
          connection: destinations[choices.destination ?? "destination"],
          configuration: { schema: choices.schema ?? "raw" },
        },
        schemas: [ORDERS, "public.customers"],
        schedule: Schedule.hourly({ minute: 5 }),
        ...choices.sync,
      });
    }
    new BulkSync(stack, "mirror", {
      name: "Mirror",
      source: { connection: source },
      destination: { connection: destinations.test },
      schemas: choices.mirrored ?? ["public.events", "public.visits"],
      automaticallyAddNewFields: choices.newFields ?? "all",
    });
    const roles = {
      analyst: new PermissionRole(stack, "analyst", { name: "Analyst" }),
      engineer: new PermissionRole(stack, "engineer", { name: "Engineer" }),
    };
    const actions = choices.actions ?? { create: ["engineer"], delete: ["engineer"] };
    new PermissionPolicy(stack, "policy", {
      name: "Policy",
      policyActions: Object.fromEntries(
        Object.entries(actions).map(([action, names]) => [action, names.map((name) => roles[name])]),
      ),
    });
  };

const sync = (props: Partial<BulkSyncProps>) => program({ sync: props });

export const BULK_SYNCS: Topic = {
  name: "bulk-syncs",
  variables: { password: "hunter2-and-more" },
  base: program(),
  cases: [
    {
      name: "bulk-planned-again",
      expected: [],
      note: "The program is unchanged, but the provider plans the schemas again, because the API adds names to the fields.",
    },
    { name: "bulk-schema-removed", edit: sync({ schemas: [ORDERS] }), expected: ["schema-removed[copy]"] },
    {
      name: "bulk-schema-disabled",
      edit: sync({ schemas: [ORDERS, { id: "public.customers", enabled: false }] }),
      expected: ["schema-removed[copy]"],
    },
    {
      name: "bulk-schema-added",
      edit: sync({ schemas: [ORDERS, "public.customers", "public.products"] }),
      expected: [],
    },
    { name: "bulk-schemas-reordered", edit: sync({ schemas: ["public.customers", ORDERS] }), expected: [] },
    {
      name: "bulk-field-in-clear",
      edit: sync({ schemas: [{ ...ORDERS, fields: ["id", "total", "email"] }, "public.customers"] }),
      expected: ["obfuscation-removed[copy]"],
    },
    {
      name: "bulk-all-fields-in-clear",
      edit: sync({ schemas: [{ id: "public.orders", filters: ORDERS.filters }, "public.customers"] }),
      expected: ["obfuscation-removed[copy]"],
      note: "Without the list, all fields are copied, the email as it is.",
    },
    {
      name: "bulk-field-obfuscated",
      edit: sync({
        schemas: [
          { ...ORDERS, fields: ["id", { id: "total", obfuscate: true }, { id: "email", obfuscate: true }] },
          "public.customers",
        ],
      }),
      expected: [],
    },
    {
      name: "bulk-field-dropped",
      edit: sync({
        schemas: [{ ...ORDERS, fields: ["id", { id: "email", obfuscate: true }] }, "public.customers"],
      }),
      expected: ["fields-changed[copy]"],
    },
    {
      name: "bulk-other-filter",
      edit: sync({
        schemas: [{ ...ORDERS, filters: [field("status").notEquals("draft")] }, "public.customers"],
      }),
      expected: ["filter-changed[copy]"],
    },
    {
      name: "bulk-faster",
      edit: sync({ schedule: Schedule.continuous() }),
      expected: ["schedule-faster[copy]"],
    },
    { name: "bulk-slower", edit: sync({ schedule: Schedule.daily({ hour: 3 }) }), expected: [] },
    { name: "bulk-paused", edit: sync({ active: false }), expected: ["sync-deactivated[copy]"] },
    {
      name: "bulk-other-destination-schema",
      edit: program({ schema: "staging" }),
      expected: ["target-changed[copy]"],
      note: "The tables are written elsewhere. Those in the old schema stay, and become stale.",
    },
    {
      name: "bulk-other-destination",
      edit: program({ destination: "test" }),
      expected: ["target-changed[copy]"],
    },
    {
      name: "bulk-quiet-schema-removed",
      edit: program({ mirrored: ["public.visits"] }),
      expected: ["schema-removed[mirror]"],
      note: "Without fields, the schemas are not planned again.",
    },
    {
      name: "bulk-quiet-schema-added",
      edit: program({ mirrored: ["public.events", "public.visits", "public.carts"] }),
      expected: [],
    },
    { name: "bulk-no-new-fields", edit: program({ newFields: "none" }), expected: [] },
    { name: "bulk-removed", edit: program({ without: true }), expected: ["sync-destroyed[copy]"] },
    {
      name: "bulk-limits",
      edit: sync({ concurrencyLimit: 2, resyncConcurrencyLimit: 1, name: "Copy of the app" }),
      expected: [],
    },
    {
      name: "polytomic-policy-more",
      edit: program({ actions: { create: ["engineer"], delete: ["engineer", "analyst"] } }),
      expected: ["polytomic-permissions-widened[policy]"],
    },
    {
      name: "polytomic-policy-new-action",
      edit: program({ actions: { create: ["engineer"], delete: ["engineer"], apply_policy: ["analyst"] } }),
      expected: ["polytomic-permissions-widened[policy]"],
    },
    {
      name: "polytomic-policy-other-role",
      edit: program({ actions: { create: ["analyst"], delete: ["engineer"] } }),
      expected: ["polytomic-permissions-widened[policy]"],
      note: "One role instead of another: the second one gains.",
    },
    {
      name: "bulk-forgotten",
      edit: (stack) => {
        program({ without: true })(stack);
        const [from, lifecycle] = ["polytomic_bulk_sync.copy_DD9954EA", { destroy: false }];
        stack.addOverride("removed", [{ from, lifecycle }]);
      },
      expected: ["resource-forgotten[copy]"],
      note: "The sync keeps running, without anybody who manages it.",
    },
    {
      name: "polytomic-policy-less",
      edit: program({ actions: { create: ["engineer"] } }),
      expected: [],
    },
    {
      name: "polytomic-policy-reordered",
      edit: program({ actions: { delete: ["engineer"], create: ["engineer"] } }),
      expected: [],
    },
  ],
};
