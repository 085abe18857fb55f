/**
 * Connections of each type, with their generated classes: a minimal and a full program are applied, with an empty second plan, and
 * invalid values are rejected. All programs of a kind share a workspace, because Terraform starts slowly.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TerraformStack, TerraformVariable } from "cdktf";
import { PolytomicProvider } from "../../constructs";
import { Bench } from "../support/bench";
import {
  addConnection,
  CONNECTION_PROGRAMS,
  type ConnectionProgram,
  configurationWith,
  fewestMembers,
  type Member,
  type Secrets,
} from "../support/connection-programs";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

const GIVEN: Secrets = { text: 'not a secret: é $ { " \\', number: 4711 };

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.stop());

const open = (name: string): Promise<Workspace> =>
  bench.workspace(name, {
    env: { TF_VAR_secret: GIVEN.text, TF_VAR_secret_number: String(GIVEN.number) },
  });

const addressOf = ({ binding }: ConnectionProgram, id: string): string => `${binding.tfResourceType}.${id}`;

/** The provider, and tokens for secrets, which are not in the synthesized files. */
function prepare(stack: TerraformStack): Secrets {
  new PolytomicProvider(stack, "polytomic");
  const number = new TerraformVariable(stack, "secret_number", { type: "number", sensitive: true });
  return {
    text: new TerraformVariable(stack, "secret", { type: "string", sensitive: true }).stringValue,
    number: number.numberValue,
  };
}

describe.each(["minimal", "full"] as const)("a %s program", (size) => {
  const membersOf = (program: ConnectionProgram) =>
    size === "full" ? program.members : fewestMembers(program);

  let said = "";
  let files = "";
  let made: ReadonlyMap<string, unknown>;
  let renamed: ReadonlyMap<string, unknown>;
  let changed: ReadonlySet<string>;
  let changedAfterRename: ReadonlySet<string>;

  beforeAll(async () => {
    const workspace = await open(size);
    const synth = (nameOf: (id: string) => string): void =>
      workspace.synth((stack) => {
        const secrets = prepare(stack);
        for (const program of CONNECTION_PROGRAMS) {
          const configuration = configurationWith(program, membersOf(program), secrets);
          addConnection(stack, program, program.id, configuration).addOverride("name", nameOf(program.id));
        }
      });
    // A failing connection does not fail the others.
    const apply = async () => {
      const { stderr } = await workspace.terraform(["apply", "-no-color", "-auto-approve"], {
        accept: [0, 1],
      });
      said += stderr;
      const { resources } = await workspace.show();
      return new Map(resources.map(({ address, values }) => [address, values]));
    };
    const planned = async () => new Set((await workspace.plan()).changes.map(({ address }) => address));
    synth((id) => id);
    files = readFileSync(join(workspace.dir, "cdk.tf.json"), "utf8");
    await workspace.init();
    made = await apply();
    changed = await planned();
    synth((id) => `${id}, renamed`);
    renamed = await apply();
    changedAfterRename = await planned();
  });

  test.each(CONNECTION_PROGRAMS)("of $id is applied as written, and settles", (program) => {
    const address = addressOf(program, program.id);
    if (!made.has(address)) {
      throw new Error(`${address} was not made\n${said}`);
    }
    const configuration = configurationWith(program, membersOf(program), GIVEN);
    const wanted = { name: program.id, configuration };
    expect(sorted(made.get(address))).toMatchObject(sorted(wanted) as object);
    expect(changed).not.toContain(address);
  });

  // An update omits unchanged secrets, so for many types the configuration is empty.
  test.each(CONNECTION_PROGRAMS)("of $id is renamed, keeps its configuration, and settles", (program) => {
    const address = addressOf(program, program.id);
    const name = `${program.id}, renamed`;
    expect([renamed.get(address), said]).toEqual([{ ...(made.get(address) as object), name }, ""]);
    expect(changedAfterRename).not.toContain(address);
  });

  test("of every type is applied, without a secret in its files", () => {
    expect(made.size).toBe(225);
    expect([...changed]).toEqual([]);
    expect(files).toContain("${var.secret}");
    expect(files).not.toContain(JSON.stringify(GIVEN.text).slice(1, 10));
  });
});

describe("terraform validate", () => {
  /** The errors, by address. */
  let found: ReadonlyMap<string, string>;

  beforeAll(async () => {
    const workspace = await open("wrong");
    workspace.synth((stack) => {
      const secrets = prepare(stack);
      for (const program of CONNECTION_PROGRAMS) {
        const required = program.members.filter(({ isRequired }) => isRequired);
        const connection = (id: string, members: readonly Member[] = required) =>
          addConnection(stack, program, `${program.id}_${id}`, configurationWith(program, members, secrets));
        for (const missing of required) {
          connection(
            `without_${missing.name}`,
            required.filter((member) => member !== missing),
          );
        }
        for (const { name } of enumerationsOf(program)) {
          connection(`wrong_${name}`).addOverride(`configuration.${name}`, "nonsense");
        }
        for (const name of program.readOnly) {
          connection(`given_${name}`).addOverride(`configuration.${name}`, "nonsense");
        }
      }
    }, true);
    await workspace.init();
    const { stdout } = await workspace.terraform(["validate", "-json"], { accept: [1], quiet: true });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
    found = new Map(
      diagnostics.map(({ snippet: { context }, summary, detail }) => [
        context.split(".").slice(1, 3).join("."),
        `${summary}: ${detail}`,
      ]),
    );
  });

  test.each(casesOf(({ members }) => members.filter(({ isRequired }) => isRequired).map(({ name }) => name)))(
    "rejects $id without $member",
    ({ program, id, member }) => {
      expect(found.get(addressOf(program, `${id}_without_${member}`))).toContain(`"${member}" is required`);
    },
  );

  test.each(casesOf((program) => enumerationsOf(program).map(({ name }) => name)))(
    "rejects $id with an unknown $member",
    ({ program, id, member }) => {
      expect(found.get(addressOf(program, `${id}_wrong_${member}`))).toMatch(/value must be one of/);
    },
  );

  test.each(casesOf(({ readOnly }) => readOnly))(
    "rejects $id with a $member, which is read-only",
    ({ program, id, member }) => {
      expect(found.get(addressOf(program, `${id}_given_${member}`))).toContain("Read-Only Attribute");
    },
  );
});

interface Diagnostic {
  readonly summary: string;
  readonly detail: string;
  /** The location: `resource.TYPE.NAME`, and what follows. */
  readonly snippet: { readonly context: string };
}

/** The provider checks single values, but not lists. */
function enumerationsOf({ members }: ConnectionProgram): readonly Member[] {
  return members.filter(({ type }) => type.enum !== undefined);
}

/** A case for each of these members of each type. */
function casesOf(
  members: (program: ConnectionProgram) => readonly string[],
): { program: ConnectionProgram; id: string; member: string }[] {
  return CONNECTION_PROGRAMS.flatMap((program) =>
    members(program).map((member) => ({ program, id: program.id, member })),
  );
}

/** Terraform's sets have no order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, sorted(member)]))
    : value;
}
