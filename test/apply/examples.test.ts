/**
 * The examples of Polytomic's documentation and the programs of the guides: each is small, valid, applied as a user does it, with
 * an empty second plan. Polytomic then has the essential parts of the example.
 */
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PolytomicApi } from "../../lib/testing";
import { Bench } from "../support/bench";
import { type Essence, essenceOf } from "../support/examples/essence";
import { EXPECTED } from "../support/examples/expected";
import type { Tally } from "../../lib/testing/apply/plan";
import { run } from "../../lib/testing/apply/terraform";

jest.setTimeout(600_000);

const EXAMPLES = join(__dirname, "..", "..", "examples");
const FOLDERS = ["bulk-syncs", "guides", "model-syncs"];
const AT_ONCE = 4;
const DEPLOYMENT_URL = "deployment_url";

/** All programs, without their file extension. New files are found automatically. */
const PROGRAMS = FOLDERS.flatMap((folder) =>
  readdirSync(join(EXAMPLES, folder)).map((file) => `${folder}/${file.replace(/\.ts$/, "")}`),
);

const text = (program: string): string => readFileSync(join(EXAMPLES, `${program}.ts`), "utf8");

/**
 * The connections and models that examples reference by id. They are created as in Polytomic's app, where a user authorizes
 * them. A model of a connection has the same id as the connection.
 */
function makeExisting({ api }: Bench, type: string): string {
  const { connections: existing } = api.snapshot();
  const found = Object.values(existing).find(({ name }) => name === `existing ${type}`);
  if (found !== undefined) {
    return found.id;
  }
  const id = randomUUID();
  const now = "2026-01-01T00:00:00Z";
  const by = { id: randomUUID(), name: "Somebody", type: "user" };
  const common = {
    ...{ id, name: `existing ${type}`, organization_id: api.organizationId, policies: [], configuration: {} },
    ...{ created_at: now, created_by: by, updated_at: now, updated_by: by },
  };
  const none = { additional_fields: [], relations: [], tracking_columns: [], labels: [] };
  api.change(({ connections, models }) => {
    connections[id] = { ...common, type, healthcheck_interval: undefined };
    models[id] = { ...common, ...none, connection_id: id, fields: [], identifier: "id", version: 1 };
  });
  return id;
}

/** A value for each variable: the id of an existing object, the URL of a self-hosted Polytomic, or a string. */
function valuesFor(bench: Bench, configuration: string): Record<string, string> {
  const { variable } = JSON.parse(configuration) as { variable: Record<string, object> };
  return Object.fromEntries(Object.keys(variable).map((name) => [`TF_VAR_${name}`, valueFor(bench, name)]));
}

function valueFor(bench: Bench, name: string): string {
  if (name === DEPLOYMENT_URL) {
    return selfHosted.url;
  }
  return name.endsWith("_id") ? makeExisting(bench, name.replace(/_(model_)?id$/, "")) : name;
}

/** The Polytomic deployment of a program: the environment's by default. */
const polytomicOf = (bench: Bench, program: string): PolytomicApi =>
  text(program).includes(DEPLOYMENT_URL) ? selfHosted : bench.api;

/** The result of an example. */
interface Outcome {
  readonly applied: Tally;
  readonly secondPlan: string;
  readonly settled: boolean;
  readonly essence: Essence;
  readonly destroyed: Tally;
  /** The objects that Polytomic still had after the destroy. */
  readonly left: readonly string[];
}

/** Synthesizes a program as a user does, and runs all commands on it. */
async function live(bench: Bench, program: string): Promise<Outcome> {
  const name = program.slice(program.indexOf("/") + 1);
  const synthesized = await bench.workspace(name);
  await run(process.execPath, [require.resolve("tsx/cli"), join(EXAMPLES, `${program}.ts`)], {
    cwd: synthesized.dir,
    env: synthesized.env,
  });
  const configuration = readFileSync(
    join(synthesized.dir, "cdktf.out", "stacks", name, "cdk.tf.json"),
    "utf8",
  );
  const workspace = await bench.workspace(name, { env: valuesFor(bench, configuration) });
  workspace.write(configuration);
  await workspace.init();
  await workspace.validate();
  const applied = await workspace.apply();
  const { empty: settled, text: secondPlan } = await workspace.plan();
  const { resources } = await workspace.show();
  const polytomic = polytomicOf(bench, program);
  const essence = essenceOf(resources, polytomic.snapshot());
  if (released(configuration) !== configuration) {
    workspace.write(released(configuration));
    await workspace.apply();
  }
  const destroyed = await workspace.destroy();
  const { connections, models, syncs, bulkSyncs } = polytomic.snapshot();
  const ids = resources.map(({ values }) => String(values["id"]));
  const left = ids.filter((id) => [connections, models, syncs, bulkSyncs].some((all) => id in all));
  return { applied, settled, secondPlan, essence, destroyed, left };
}

/** The configuration with `onRemoval: "delete-with-objects"`, so that it can be destroyed. */
const released = (configuration: string): string =>
  configuration.replace(/"lifecycle":\s*\{\s*"prevent_destroy":\s*true\s*\}/g, '"force_destroy": true');

/** Runs at most `count` tasks at a time, in the order of the calls. */
function limit(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free > 0) {
      free--;
    } else {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) {
        free++;
      } else {
        next();
      }
    }
  };
}

let bench: Bench;
/** A second Polytomic deployment, which accepts the same key. */
let selfHosted: PolytomicApi;
const outcomes = new Map<string, Promise<Outcome>>();

/** All examples start here; each test waits for its own. */
beforeAll(async () => {
  bench = await Bench.start();
  selfHosted = await PolytomicApi.start({ apiKey: bench.api.apiKey });
  const atMost = limit(AT_ONCE);
  for (const program of PROGRAMS) {
    const outcome = atMost(() => live(bench, program));
    outcome.catch(() => undefined); // reported by the test that waits for it
    outcomes.set(program, outcome);
  }
});

afterAll(async () => {
  await bench?.stop();
  await selfHosted?.stop();
});

test("the 14 code examples and both Terraform examples of Polytomic's documentation, and 3 guides, are here", () => {
  expect(PROGRAMS.toSorted()).toEqual(Object.keys(EXPECTED).sort());
  expect(PROGRAMS.filter((program) => !program.startsWith("guides/"))).toHaveLength(16);
  expect(PROGRAMS).toHaveLength(19);
});

test("the index links to each of them", () => {
  const index = readFileSync(join(EXAMPLES, "README.md"), "utf8");
  expect(PROGRAMS.filter((program) => !index.includes(`(${program}.ts)`))).toEqual([]);
});

describe.each(PROGRAMS)("%s", (program) => {
  test("has at most 40 lines, and starts with what it does", () => {
    expect(text(program).trimEnd().split("\n").length).toBeLessThanOrEqual(40);
    expect(text(program)).toMatch(/^\/\*\* .+\. \*\/\n/);
  });

  test("is valid, applied, has an empty second plan and is destroyed without leftovers", async () => {
    const { applied, settled, secondPlan, destroyed, left } = await outcomes.get(program)!;
    expect(applied.added).toBeGreaterThan(0);
    expect({ settled, secondPlan }).toMatchObject({ settled: true });
    expect(destroyed.destroyed).toBe(applied.added);
    expect(left).toEqual([]);
  });

  test("creates its objects in Polytomic", async () => {
    expect((await outcomes.get(program)!).essence).toEqual(EXPECTED[program]);
  });
});

test("a program for a self-hosted Polytomic reaches no other deployment", async () => {
  await outcomes.get("guides/self-hosted");
  expect(
    selfHosted.requests.some(({ method, path }) => method === "POST" && path === "/api/connections"),
  ).toBe(true);
  expect(bench.api.requests.filter(({ body }) => JSON.stringify(body)?.includes("Private lake"))).toEqual([]);
});
