/** What the bindings of connections add to the schema, for each type. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing, TerraformStack } from "cdktf";
import { PolytomicProvider } from "../../constructs";
import { resolveIn } from "../../constructs/validation";
import connectionTypes from "../../lib/schema/connection-types.json";
import {
  addConnection,
  camelCase,
  CONNECTION_PROGRAMS,
  type ConnectionProgram,
  configurationWith,
  MAY_BE_SECRET,
} from "../support/connection-programs";
import { type Attributes, nestedAttributes, PROVIDER_SCHEMA } from "../support/provider/schema";
import { synthesisError } from "../support/problems";
import { folder as bindings } from "./load";
import { bindingSample, terraformSample } from "./sample";

interface Case extends ConnectionProgram {
  /** The source of the binding. */
  readonly source: string;
  readonly attributes: Attributes;
  readonly attributesOfConfiguration: Attributes;
}

const cases: Case[] = CONNECTION_PROGRAMS.map((program) => {
  const folder = `${program.id.replaceAll("_", "-")}-connection`;
  const { attributes = {} } = PROVIDER_SCHEMA.resource_schemas[program.binding.tfResourceType]!.block;
  return {
    ...program,
    source: readFileSync(join(bindings, folder, "index.ts"), "utf8"),
    attributes,
    attributesOfConfiguration: nestedAttributes(attributes, "configuration"),
  };
});

test("there is one for each resource of a connection, and the other types have a data source", () => {
  const { resource_schemas: resources, data_source_schemas: dataSources } = PROVIDER_SCHEMA;
  const terraformType = (id: string) => `polytomic_${id}_connection`;
  expect(cases.map(({ id }) => terraformType(id)).sort()).toEqual(
    Object.keys(resources)
      .filter((type) => type.endsWith("_connection"))
      .sort(),
  );
  expect(cases.length).toBeGreaterThanOrEqual(225);
  const others = Object.keys(connectionTypes).filter((id) => !cases.some((one) => one.id === id));
  expect(others).toContain("intercom");
  expect(others.filter((id) => !(terraformType(id) in dataSources))).toEqual([]);
});

describe.each(cases)("$id", (program) => {
  const { id, type, binding, source, attributes, attributesOfConfiguration: members } = program;
  const terraformNames = Object.entries(type.properties).map(
    ([name, member]) => [member.alias ?? name, member] as const,
  );
  const requiredNames = type.required.map((name) => type.properties[name]?.alias ?? name);

  test("has the description of the schema", () => {
    const described = terraformNames
      .filter(([name]) => name in members)
      .map(([name, member]) => [
        name,
        {
          computedOnly: member.readOnly === true,
          required: requiredNames.includes(name),
          sensitive: member.sensitive === true,
        },
      ]);
    expect(Object.fromEntries(described)).toEqual(
      Object.fromEntries(
        Object.entries(members).map(([name, { required, optional, sensitive }]) => [
          name,
          {
            computedOnly: !required && !optional,
            required: required === true,
            sensitive: sensitive === true,
          },
        ]),
      ),
    );
  });

  test("knows its type, and its secrets include what the provider marks as sensitive", () => {
    expect(binding.connectionType).toBe(id);
    const sensitive = Object.entries(members)
      .filter(([, { sensitive, required, optional }]) => sensitive && (required || optional))
      .map(([name]) => `configuration.${name}`);
    const topLevel = (binding.secretMembers ?? []).filter((path) => path.split(".").length === 2);
    expect(topLevel.filter((path) => !path.includes("[]"))).toEqual(sensitive);
  });

  test("requires the required members, accepts only the values of an enumeration, and documents defaults and secrets", () => {
    for (const [name, member] of terraformNames.filter(([name]) => name in members)) {
      const union = (member.enum ?? member.items?.enum)?.map((value) => JSON.stringify(value)).join(" | ");
      const declared = new RegExp(
        `((?: +/\\*\\*\\n(?: +\\*.*\\n)+)?) +readonly ${camelCase(name)}(\\??): (.*);\\n`,
      ).exec(source);
      const [, comment = "", mark, declaration] = declared ?? [];
      if (member.readOnly) {
        expect(declaration).toBeUndefined();
        continue;
      }
      expect(mark).toBe(requiredNames.includes(name) ? "" : "?");
      if (union !== undefined) {
        expect(declaration).toBe(member.enum ? union : `(${union})[]`);
      }
      if (member.sensitive) {
        expect(comment).toContain("A secret: pass a token");
      }
      if (member.default !== undefined && !Array.isArray(member.default)) {
        expect(comment).toMatch(/@default|Polytomic's own default/);
        expect(comment).toContain(JSON.stringify(member.default));
      }
    }
  });

  test("links to the registry once, and describes what to do if a browser is needed", () => {
    expect(source.match(/registry\.terraform\.io/g)).toHaveLength(1);
    const mode = ["auth_method", "auth_mode", "connect_mode"].flatMap(
      (name) => type.properties[name]?.enum ?? [],
    );
    const needsBrowser = type.oauth || mode.some((value) => ["oauth", "browser"].includes(value));
    expect(/authorized by a person in a browser/.test(source.replace(/\n +\* /g, " "))).toBe(needsBrowser);
  });

  test("has read-only members only as outputs", () => {
    const readOnly = terraformNames
      .filter(([name, { readOnly }]) => readOnly && name in members)
      .map(([name]) => name);
    const sample = terraformSample(attributes);
    const config = bindingSample(attributes, sample);
    const stack = new TerraformStack(Testing.app(), "stack");
    // CDKTF treats an object with only unknown members as missing.
    const given =
      Object.keys(sample["configuration"] as object).length === 0
        ? {}
        : Object.fromEntries(readOnly.map((name) => [camelCase(name), "given"]));
    const connection = new binding(stack, "it", {
      ...config,
      configuration: { ...(config["configuration"] as object), ...given },
    });
    const output = JSON.parse(Testing.synth(stack)) as {
      resource: Record<string, { it: { configuration: object } }>;
    };
    expect(output.resource[binding.tfResourceType]!.it.configuration).toEqual(sample["configuration"]);
    const outputs = Reflect.get(connection, "configuration") as object;
    for (const name of readOnly) {
      expect(resolveIn(stack, Reflect.get(outputs, camelCase(name)))).toBe(
        `\${${binding.tfResourceType}.it.configuration.${name}}`,
      );
    }
  });

  test("is rejected at synthesis with literals for its secrets, and the error lists each", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    new PolytomicProvider(stack, "polytomic");
    const literals = { text: "hunter2", number: 4711 };
    addConnection(stack, program, "it", configurationWith(program, program.members, literals));
    const message = synthesisError(stack);
    const secrets = (binding.secretMembers ?? []).filter((path) => !MAY_BE_SECRET.test(path));
    expect([...message.matchAll(/\[stack\/it\] (\S+) is a literal/g)].map(([, member]) => member)).toEqual(
      secrets.map(camelCase),
    );
    expect(message).not.toMatch(/hunter2|4711/);
  });
});
