/**
 * Each member of models, model syncs and bulk syncs on the bench: set, changed and unset, one at a time, each on a separate
 * resource. The plan shows each change, and the next plan is empty. The members that the provider cannot unset are listed.
 */
import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  BulkSync,
  type BulkSyncProps,
  field,
  Model,
  type ModelProps,
  ModelSync,
  type ModelSyncProps,
  PermissionPolicy,
  PolytomicProvider,
  Schedule,
} from "../../constructs";
import { Bench } from "../support/bench";
import type { Change, Plan } from "../../lib/testing/apply/plan";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

/** The objects that the rows of a kind can refer to. */
interface World {
  readonly people: Model;
  readonly accounts: Model;
  readonly policy: PermissionPolicy;
  readonly first: ModelSync;
  readonly passphrase: (name: string) => string;
}

/** A member: the props without it, with it and with another value. */
interface Row<Props> {
  readonly without: (world: World) => Partial<Props>;
  readonly set: (world: World) => Partial<Props>;
  readonly changed: (world: World) => Partial<Props>;
  /** The provider keeps the value when the member is unset, and the plan does not show it. The docs describe this. */
  readonly kept?: true;
}

type Told<Props> = Partial<Props> | ((world: World) => Partial<Props>);

const told =
  <Props>(what: Told<Props>) =>
  (world: World): Partial<Props> =>
    typeof what === "function" ? what(world) : what;

/** Creates rows of one kind. */
function rowsOf<Props>() {
  const row = (without: Told<Props>, set: Told<Props>, changed: Told<Props>): Row<Props> => ({
    without: told(without),
    set: told(set),
    changed: told(changed),
  });
  const kept = (...parts: Parameters<typeof row>): Row<Props> => ({ ...row(...parts), kept: true });
  return { row, kept };
}

const model = rowsOf<ModelProps>();
const sync = rowsOf<ModelSyncProps>();
const bulk = rowsOf<BulkSyncProps>();

const MODELS: Readonly<Record<string, Row<ModelProps>>> = {
  name: model.row({ name: "a" }, { name: "b" }, { name: "c" }),
  configuration: model.row(
    { configuration: { query: "SELECT 1" } },
    { configuration: { query: 'SELECT "a" < 5 && 1' } },
    { configuration: { table: "orders" } },
  ),
  fields: model.kept({}, { fields: ["id"] }, { fields: ["email", "id"] }),
  identifier: model.row({}, { identifier: "id" }, { identifier: "email" }),
  "tracking-columns": model.row({}, { trackingColumns: ["at"] }, { trackingColumns: ["at", "by"] }),
  relations: model.row(
    {},
    ({ accounts }) => ({ relations: [{ from: "account_id", to: accounts.field("id") }] }),
    ({ accounts }) => ({ relations: [{ from: "owner_id", to: accounts.field("id") }] }),
  ),
};

const identity = ({ people }: World) => ({ source: people.field("email"), target: "Email" });
const STATUS = { A: field("Status").equals("Open"), B: field("Status").equals("New") };
const targetFiltered = (world: World, filterLogic?: string): Partial<ModelSyncProps> => ({
  mode: "update",
  identity: identity(world),
  fields: { Name: world.people.field("name") },
  ...(filterLogic !== undefined && {
    target: { connection: "crm", object: "Contact", filterLogic },
    targetFilters: STATUS,
  }),
});
const SYNCS: Readonly<Record<string, Row<ModelSyncProps>>> = {
  name: sync.row({ name: "a" }, { name: "b" }, { name: "c" }),
  mode: sync.row({ mode: "create" }, { mode: "append" }, { mode: "replace" }),
  "target-object": sync.row(
    { target: { connection: "crm", object: "Contact" } },
    { target: { connection: "crm", object: "Lead" } },
    { target: { connection: "crm", object: "Account" } },
  ),
  "target-configuration": sync.kept(
    {},
    { target: { connection: "crm", object: "Contact", configuration: { batch: 5 } } },
    { target: { connection: "crm", object: "Contact", configuration: { batch: 6, deep: { a: [1] } } } },
  ),
  fields: sync.row(
    {},
    ({ people }) => ({ fields: { Email: people.field("email"), Name: people.field("name") } }),
    ({ people }) => ({ fields: { Email: people.field("email"), Nick: people.field("name") } }),
  ),
  "static-fields": sync.row(
    {},
    ({ people }) => ({ fields: { Email: people.field("email"), Source: "a" } }),
    ({ people }) => ({ fields: { Email: people.field("email"), Source: { overrideValue: "b", new: true } } }),
  ),
  "field-options": sync.row(
    {},
    ({ people }) => ({ fields: { Email: { source: people.field("email"), new: true } } }),
    ({ people }) => ({
      fields: { Email: { source: people.field("email"), syncMode: "create", overrideValue: "x" } },
    }),
  ),
  encryption: sync.row(
    {},
    ({ people, passphrase }) => ({
      fields: { Email: { source: people.field("email"), encryptionEnabled: true } },
      encryptionPassphrase: passphrase("old"),
    }),
    ({ people, passphrase }) => ({
      fields: { Email: { source: people.field("email"), encryptionEnabled: true } },
      encryptionPassphrase: passphrase("new"),
    }),
  ),
  identity: sync.row(
    {},
    (world) => ({ identity: identity(world), fields: { Name: world.people.field("name") } }),
    (world) => ({
      identity: { ...identity(world), function: "DomainMatch" },
      fields: { Name: world.people.field("name") },
    }),
  ),
  filters: sync.row(
    {},
    ({ people }) => ({ filters: [people.field("total").greaterThan(100)] }),
    ({ people }) => ({
      filters: [people.field("total").greaterThan(200), people.field("email").isNotNull()],
    }),
  ),
  "filter-logic": sync.row(
    {},
    ({ people }) => ({
      filters: { A: people.field("total").greaterThan(100), B: people.field("vip").isTrue() },
      filterLogic: "A OR B",
    }),
    ({ people }) => ({
      filters: { A: people.field("total").greaterThan(100), B: people.field("vip").isTrue() },
      filterLogic: "A AND B",
    }),
  ),
  "target-filters": {
    without: (world) => ({
      mode: "update",
      identity: identity(world),
      fields: { Name: world.people.field("name") },
    }),
    set: (world) => ({
      mode: "update",
      identity: identity(world),
      fields: { Name: world.people.field("name") },
      targetFilters: [field("Status").equals("Open")],
    }),
    changed: (world) => ({
      mode: "update",
      identity: identity(world),
      fields: { Name: world.people.field("name") },
      targetFilters: [field("Status").oneOf("Open", "New")],
    }),
  },
  "target-filter-logic": sync.row(
    (world) => targetFiltered(world),
    (world) => targetFiltered(world, "A OR B"),
    (world) => targetFiltered(world, "A AND B"),
  ),
  overrides: sync.row(
    {},
    ({ people }) => ({ overrides: [{ ...people.field("country").equals("UK"), override: "GB" }] }),
    ({ people }) => ({ overrides: [{ ...people.field("country").isNull(), override: "unknown" }] }),
  ),
  "sync-all-records": sync.row({}, { syncAllRecords: true }, { syncAllRecords: false }),
  "skip-initial-backfill": sync.row({}, { skipInitialBackfill: true }, { skipInitialBackfill: false }),
  "only-enrich-updates": sync.row({}, { onlyEnrichUpdates: true }, { onlyEnrichUpdates: false }),
  active: sync.row({}, { active: false }, { active: true }),
  schedule: sync.row({}, { schedule: Schedule.daily({ hour: 5 }) }, ({ first }) => ({
    schedule: Schedule.after(first),
  })),
};

const schemas = (options: object): Partial<BulkSyncProps> => ({
  schemas: [{ id: "public.orders", ...options }],
});
const BULK: Readonly<Record<string, Row<BulkSyncProps>>> = {
  name: bulk.row({ name: "a" }, { name: "b" }, { name: "c" }),
  mode: bulk.row({}, { mode: "snapshot" }, { mode: "replicate" }),
  schemas: bulk.row(
    { schemas: ["public.orders"] },
    { schemas: ["public.orders", "public.users"] },
    { schemas: ["public.users"] },
  ),
  "schema-enabled": bulk.row(schemas({}), schemas({ enabled: false }), schemas({ enabled: true })),
  "schema-partition-key": bulk.row(
    schemas({}),
    schemas({ partitionKey: "day" }),
    schemas({ partitionKey: "hour" }),
  ),
  "schema-tracking-field": bulk.row(
    schemas({}),
    schemas({ trackingField: "at" }),
    schemas({ trackingField: "by" }),
  ),
  "schema-filters": bulk.row(
    schemas({}),
    schemas({ filters: [field("id").greaterThan(5)] }),
    schemas({ filters: [field("id").greaterThan(6), field("email").isNotNull()] }),
  ),
  "schema-cutoff": bulk.row(
    schemas({}),
    schemas({ dataCutoffTimestamp: "2026-01-01T00:00:00Z" }),
    schemas({ dataCutoffTimestamp: "2026-02-01T00:00:00+01:00" }),
  ),
  "schema-disable-cutoff": bulk.row(
    schemas({}),
    schemas({ disableDataCutoff: true }),
    schemas({ disableDataCutoff: false }),
  ),
  cutoff: bulk.row(
    { dataCutoffTimestamp: "1970-01-01T00:00:00Z" },
    { dataCutoffTimestamp: "2026-01-01T00:00:00Z" },
    { dataCutoffTimestamp: "2026-02-01T00:00:00Z" },
  ),
  destination: bulk.row(
    {},
    { destination: { connection: "warehouse", configuration: { schema: "raw" } } },
    { destination: { connection: "warehouse", configuration: { schema: "raw2", deep: { a: 1 } } } },
  ),
  active: bulk.row({}, { active: false }, { active: true }),
  "new-fields": bulk.row(
    {},
    { automaticallyAddNewFields: "all" },
    { automaticallyAddNewFields: "onlyIncremental" },
  ),
  "new-objects": bulk.row({}, { automaticallyAddNewObjects: "all" }, { automaticallyAddNewObjects: "none" }),
  "record-timestamps": bulk.row({}, { disableRecordTimestamps: true }, { disableRecordTimestamps: false }),
  concurrency: bulk.kept({}, { concurrencyLimit: 2 }, { concurrencyLimit: 3 }),
  "resync-concurrency": bulk.kept({}, { resyncConcurrencyLimit: 2 }, { resyncConcurrencyLimit: 3 }),
  "normalize-names": bulk.kept({}, { normalizeNames: "legacy" }, { normalizeNames: "disabled" }),
  policies: bulk.kept(
    {},
    ({ policy }) => ({ policies: [policy] }),
    ({ policy }) => ({ policies: [policy, "2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11"] }),
  ),
  schedule: bulk.row(
    {},
    { schedule: Schedule.hourly({ minute: 5 }) },
    { schedule: Schedule.daily({ hour: 1, minute: 2 }) },
  ),
};

/** All rows: kind, name, and how to create the resource at a stage. */
type Stage = "without" | "set" | "changed";
interface Subject {
  readonly id: string;
  readonly kept: boolean;
  readonly make: (stack: TerraformStack, world: World, stage: Stage) => unknown;
}

function subjectsOf<Props>(
  kind: string,
  rows: Readonly<Record<string, Row<Props>>>,
  make: (stack: TerraformStack, id: string, world: World, props: Partial<Props>) => unknown,
): Subject[] {
  return Object.entries(rows).map(([name, stages]) => ({
    id: `${kind}-${name}`,
    kept: stages.kept === true,
    make: (stack, world, stage) => make(stack, `${kind}-${name}`, world, stages[stage](world)),
  }));
}

const SUBJECTS: readonly Subject[] = [
  ...subjectsOf("model", MODELS, (stack, id, _, props) => {
    new Model(stack, id, {
      name: id,
      connection: "warehouse",
      configuration: { query: "SELECT 1" },
      ...props,
    });
  }),
  ...subjectsOf("sync", SYNCS, (stack, id, { people }, props) => {
    const target = { connection: "crm", object: "Contact" };
    new ModelSync(stack, id, {
      name: id,
      mode: "create",
      target,
      fields: { Email: people.field("email") },
      ...props,
    } as ModelSyncProps);
  }),
  ...subjectsOf("bulk", BULK, (stack, id, _, props) => {
    new BulkSync(stack, id, {
      name: id,
      source: { connection: "source" },
      destination: { connection: "warehouse" },
      schemas: ["public.orders"],
      ...props,
    });
  }),
];

let bench: Bench;
let workspace: Workspace;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.stop());

function synth(stage: Stage): void {
  workspace.synth((stack) => {
    new PolytomicProvider(stack, "polytomic");
    const made: Record<string, string> = {};
    const passphrase = (name: string): string =>
      (made[name] ??= new TerraformVariable(stack, name, { sensitive: true }).stringValue);
    const modelOf = (id: string, props: Partial<ModelProps> = {}) =>
      new Model(stack, id, { name: id, connection: "warehouse", configuration: { query: id }, ...props });
    const people = modelOf("people");
    const first = new ModelSync(stack, "first", {
      name: "first",
      mode: "create",
      target: { connection: "crm", object: "Contact" },
      fields: { Email: people.field("email") },
    });
    const policy = new PermissionPolicy(stack, "policy", { name: "Policy" });
    const world: World = { people, first, policy, accounts: modelOf("accounts"), passphrase };
    for (const subject of SUBJECTS) {
      subject.make(stack, world, stage);
    }
  });
}

const changeOf = ({ changes }: Plan, { id }: Subject): Change | undefined =>
  changes.find(({ address }) => new RegExp(`\\.${id}_[0-9A-F]{8}$`).test(address));

const DATABASE = { hostname: "db", port: 5432, database: "raw", username: "u", password: "p" };

/** Existing connections, with the ids that the rows use. */
async function connect(): Promise<void> {
  const headers = { authorization: `Bearer ${bench.api.apiKey}`, "content-type": "application/json" };
  const body = JSON.stringify({ name: "Any", type: "postgresql", configuration: DATABASE });
  const answer = await fetch(`${bench.api.url}/api/connections`, { method: "POST", headers, body });
  const { data } = (await answer.json()) as { data: { id: string } };
  bench.api.change(({ connections }) => {
    for (const id of ["crm", "warehouse", "source"]) {
      connections[id] = { ...connections[data.id]!, id };
    }
  });
}

test("the cutoff of a bulk sync cannot be unset, as its docstring states", async () => {
  await connect();
  const alone = await bench.workspace("cutoff");
  const program = (props: Partial<BulkSyncProps>) =>
    alone.synth((stack) => {
      new PolytomicProvider(stack, "polytomic");
      const [source, destination] = [{ connection: "source" }, { connection: "warehouse" }];
      new BulkSync(stack, "sync", { name: "sync", source, destination, ...props });
    });
  program({ dataCutoffTimestamp: "2026-01-01T00:00:00Z" });
  await alone.init();
  await alone.apply();
  program({});
  await expect(alone.apply()).rejects.toThrow(".data_cutoff_timestamp: was null, but now");
  await alone.destroy();
});

/** The tests share one workspace and run in order. */
describe("a member", () => {
  const STAGES: readonly [string, Stage, Stage][] = [
    ["is set", "without", "set"],
    ["is changed", "set", "changed"],
    ["is set again", "changed", "set"],
    ["is unset", "set", "without"],
  ];

  beforeAll(async () => {
    const env = { TF_VAR_old: "an old passphrase", TF_VAR_new: "a new passphrase" };
    workspace = await bench.workspace("lifecycle", { env });
    synth("without");
    await workspace.init();
    await workspace.apply();
    expect((await workspace.plan()).text).toContain("No changes");
  });

  describe.each(STAGES)("that %s", (what, _, to) => {
    let plan: Plan;
    beforeAll(async () => {
      synth(to);
      plan = await workspace.plan();
      await workspace.apply(plan);
    });

    test.each(SUBJECTS.map((subject) => [subject.id, subject] as const))(
      "shows in the plan: %s",
      (_id, subject) => {
        const expected = what === "is unset" && subject.kept ? undefined : ["update"];
        expect(changeOf(plan, subject)?.actions).toEqual(expected);
      },
    );

    test("changes nothing else", () => {
      const known = SUBJECTS.map((subject) => changeOf(plan, subject));
      expect(plan.changes.filter((change) => !known.includes(change))).toEqual([]);
    });

    test("leaves no changes in the next plan", async () => {
      expect((await workspace.plan()).text).toContain("No changes");
    });
  });
});

test("destroy removes everything", async () => {
  await workspace.destroy();
  bench.api.change(({ connections }) => Object.keys(connections).forEach((id) => delete connections[id]));
  expect(bench.api.isEmpty()).toBe(true);
});
