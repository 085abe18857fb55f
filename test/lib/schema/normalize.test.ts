/** What is stored of a provider's files. */
import { normalizeConnectionTypes, normalizeSchema } from "../../../lib/schema/normalize";
import { storedFiles } from "../../../lib/schema/stored";

const ADDRESS = "registry.terraform.io/polytomic/polytomic";
const printed = (attributes: object) => ({
  format_version: "1.0",
  provider_schemas: {
    [ADDRESS]: { resource_schemas: { x: { version: 0, block: { attributes, description_kind: "plain" } } } },
  },
});

test("descriptions are omitted, but not a member of that name", () => {
  const type = ["set", ["object", { id: "string", description: "string" }]];
  const attributes = {
    modes: { type, computed: true, description: "Modes." },
    description: { type: "string", optional: true, description_kind: "markdown" },
  };
  expect(normalizeSchema(printed(attributes)).provider_schemas[ADDRESS]).toEqual({
    resource_schemas: {
      x: {
        version: 0,
        block: {
          attributes: {
            modes: { type, computed: true },
            description: { type: "string", optional: true },
          },
        },
      },
    },
  });
});

test("an object without members has an empty object of attributes, as other versions of Terraform print it", () => {
  const configuration = { nested_type: { nesting_mode: "single" }, optional: true };
  const [normalized, complete] = [
    configuration,
    { ...configuration, nested_type: { attributes: {}, nesting_mode: "single" } },
  ].map((one) => JSON.stringify(normalizeSchema(printed({ configuration: one }))));
  expect(normalized).toBe(complete);
});

test("what is stored stays as it is, with the order of its names", () => {
  const { schema, connectionTypes } = storedFiles();
  expect(JSON.stringify(normalizeSchema(schema))).toBe(JSON.stringify(schema));
  expect(JSON.stringify(normalizeConnectionTypes(connectionTypes))).toBe(JSON.stringify(connectionTypes));
});

test.each([[{}], [null], [{ provider_schemas: { "registry.terraform.io/hashicorp/aws": {} } }]])(
  "%j is not a schema of the Polytomic provider",
  (file) => {
    expect(() => normalizeSchema(file)).toThrow(/^expected the output of "terraform providers schema -json"/);
  },
);

test("an array of connection types is brought into the stored form", () => {
  const properties = {
    theIt: { type: "string", tfName: "it", hidden: true, apiField: true },
    tags: { type: "object", map: "string" },
    list: {
      type: "array",
      items: { type: "object", properties: { label: { type: "string", hidden: true } } },
    },
  };
  const types = [{ type: "x", title: "X", oauth: false, resource: true, required: ["theIt"], properties }];
  expect(normalizeConnectionTypes(types)).toEqual({
    x: {
      name: "X",
      oauth: false,
      required: ["theIt"],
      properties: {
        theIt: { type: "string", alias: "it" },
        tags: { type: "object", additionalProperties: { type: "string" } },
        list: { type: "array", items: { type: "object", properties: { label: { type: "string" } } } },
      },
    },
  });
});

test("a file without connection types is rejected", () => {
  expect(() => normalizeConnectionTypes({ x: { name: "X" } })).toThrow(/but x lacks them/);
  expect(() => normalizeConnectionTypes([])).toThrow(/^expected connection types/);
});
