/** Which changes two versions of the provider have, and which of them are breaking. */
import { compareVersions } from "../../../lib/schema/compare";
import type { Attribute, ConfigurationMember } from "../../../lib/schema/provider-version";
import { connection, optional, output, required, versionWith } from "./versions";

type Side = Parameters<typeof versionWith>[0];

/** Each change as one line: `! kind | subject member`, where `!` marks a breaking one. */
const changes = (before: Side, after: Side): string[] =>
  compareVersions(versionWith(before), versionWith(after)).map(
    ({ breaking, kind, subject: { block, type }, member }) =>
      `${breaking ? "! " : ""}${kind} | ${[block, type, member].filter(Boolean).join(" ")}`,
  );

const TYPE = "polytomic_x_connection";
const member = (attribute?: Attribute): Side => ({
  resources: { [TYPE]: connection(attribute === undefined ? {} : { it: attribute }) },
});
const IT = `resource ${TYPE} configuration.it`;

test("equal versions have none", () => {
  expect(changes(member(required), member(required))).toEqual([]);
});

test("resources and data sources that are added or removed", () => {
  const none = {};
  const both = {
    resources: { [TYPE]: connection({ it: required }) },
    dataSources: { [TYPE]: connection({}) },
  };
  expect(changes(none, both)).toEqual([`added | resource ${TYPE}`, `added | data source ${TYPE}`]);
  expect(changes(both, none)).toEqual([`! removed | resource ${TYPE}`, `! removed | data source ${TYPE}`]);
});

test.each<[string, Attribute | undefined, Attribute | undefined, string[]]>([
  ["added, optional", undefined, optional, [`member added | ${IT}`]],
  ["added, required", undefined, required, [`! newly required | ${IT}`]],
  ["removed", optional, undefined, [`! member removed | ${IT}`]],
  ["optional, then required", optional, required, [`! newly required | ${IT}`]],
  ["required, then optional", required, optional, [`newly optional | ${IT}`]],
  ["settable, then an output", optional, output, [`! newly read-only | ${IT}`]],
  ["an output, then settable", output, optional, [`newly settable | ${IT}`]],
  ["an output, then required", output, required, [`! newly required | ${IT}`]],
  ["no longer computed", optional, { type: "string", optional: true }, [`computed changed | ${IT}`]],
  ["of another type", optional, { ...optional, type: "number" }, [`! type changed | ${IT}`]],
  ["a secret", optional, { ...optional, sensitive: true }, [`! newly secret | ${IT}`]],
  ["no longer a secret", { ...optional, sensitive: true }, optional, [`no longer secret | ${IT}`]],
  ["deprecated", optional, { ...optional, deprecated: true } as Attribute, [`deprecation changed | ${IT}`]],
  ["with an unknown property", optional, { ...optional, write_only: true } as Attribute, [`! other | ${IT}`]],
])("a member that is %s", (_, before, after, expected) => {
  expect(changes(member(before), member(after))).toEqual(expected);
});

test("a member inside an array is found by its path", () => {
  const list = (inner: Attribute): Side =>
    member({ optional: true, nested_type: { nesting_mode: "set", attributes: { value: inner } } });
  expect(changes(list(optional), list(required))).toEqual([`! newly required | ${IT}[].value`]);
});

test("an external ID makes a type one that can assume a role", () => {
  const after = { resources: { [TYPE]: connection({ external_id: output }) } };
  expect(changes(member(), after)).toEqual([
    `can assume a role | resource ${TYPE} configuration.external_id`,
  ]);
});

test("a resource with a new version of its state", () => {
  const after = versionWith(member(optional));
  const upgraded = {
    ...after,
    schema: {
      ...after.schema,
      resource_schemas: { [TYPE]: { ...after.schema.resource_schemas[TYPE]!, version: 1 } },
    },
  };
  expect(compareVersions(after, upgraded)).toMatchObject([{ kind: "state upgraded", breaking: false }]);
});

describe("renamed types", () => {
  const old = { polytomic_sageintacct_connection: connection({ it: optional }) };
  const later = { polytomic_sage_intacct_connection: connection({ it: optional }) };
  const types = { sageintacct: { name: "Sage Intacct" } };
  const laterTypes = { sage_intacct: { name: "Sage Intacct" } };

  test("are recognized by their letters, with their connection type", () => {
    expect(
      compareVersions(
        versionWith({ resources: old, dataSources: old, types }),
        versionWith({ resources: later, dataSources: later, types: laterTypes }),
      ),
    ).toMatchObject([
      {
        kind: "renamed",
        breaking: true,
        subject: { block: "resource", type: "polytomic_sage_intacct_connection" },
        before: "polytomic_sageintacct_connection",
        pointers: [
          "/resource_schemas/polytomic_sageintacct_connection",
          "/connection_types/sageintacct",
          "/resource_schemas/polytomic_sage_intacct_connection",
          "/connection_types/sage_intacct",
        ],
      },
      { kind: "renamed", subject: { block: "data source" } },
    ]);
  });

  test("are recognized by their title", () => {
    const renamed = { polytomic_intacct_connection: connection({ it: optional }) };
    expect(
      changes(
        { resources: old, types },
        { resources: renamed, types: { intacct: { name: "Sage Intacct" } } },
      ),
    ).toEqual(["! renamed | resource polytomic_intacct_connection"]);
  });

  test("have the changes of their members too", () => {
    const changed = { polytomic_sage_intacct_connection: connection({ it: required }) };
    expect(changes({ resources: old, types }, { resources: changed, types: laterTypes })).toEqual([
      "! renamed | resource polytomic_sage_intacct_connection",
      "! newly required | resource polytomic_sage_intacct_connection configuration.it",
    ]);
  });

  test("are not confused with another type that has the same members", () => {
    expect(
      changes(
        { resources: old },
        { resources: { polytomic_y_connection: old.polytomic_sageintacct_connection } },
      ),
    ).toEqual([
      "! removed | resource polytomic_sageintacct_connection",
      "added | resource polytomic_y_connection",
    ]);
  });
});

describe("what only the connection types have", () => {
  const typed = (described: Partial<ConfigurationMember>, type: object = {}): Side => ({
    ...member(optional),
    types: { x: { properties: { it: { type: "string", ...described } }, ...type } },
  });

  test.each<[string, Partial<ConfigurationMember>, Partial<ConfigurationMember>, string[]]>([
    ["a value more", { enum: ["a"] }, { enum: ["a", "b"] }, [`values changed | ${IT}`]],
    ["a value less", { enum: ["a", "b"] }, { enum: ["a"] }, [`! values changed | ${IT}`]],
    ["an enumeration", {}, { enum: ["a"] }, [`! values changed | ${IT}`]],
    ["no enumeration any more", { enum: ["a"] }, {}, [`values changed | ${IT}`]],
    ["another default", { default: 1 }, { default: 2 }, [`! default changed | ${IT}`]],
    ["a default", {}, { default: 2 }, [`default changed | ${IT}`]],
    ["another format", {}, { format: "email" } as object, [`API only | ${IT}`]],
    ["values of its elements", {}, { items: { type: "string", enum: ["a"] } }, [`! values changed | ${IT}`]],
  ])("%s", (_, before, after, expected) => {
    expect(changes(typed(before), typed(after))).toEqual(expected);
  });

  test("authorization in a browser", () => {
    expect(changes(typed({}), typed({}, { oauth: true }))).toEqual([
      `! authorization changed | resource ${TYPE}`,
    ]);
  });

  test("members that Terraform does not have, also under another name in the API", () => {
    expect(
      changes(typed({}), typed({}, { properties: { it: { type: "string" }, its: { type: "string" } } })),
    ).toEqual([`API only | resource ${TYPE} configuration.its`]);
    const aliased = (attribute: Attribute, names: string[]): Side => ({
      ...member(attribute),
      types: { x: { required: names, properties: { theIt: { type: "string", alias: "it" } } } },
    });
    expect(changes(aliased(optional, []), aliased(required, ["theIt"]))).toEqual([
      `! newly required | ${IT}`,
    ]);
  });
});
