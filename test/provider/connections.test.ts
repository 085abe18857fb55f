import {
  isComputedOnly,
  nestedAttributes,
  PROVIDER_SCHEMA,
  type Attribute,
  type Attributes,
} from "../support/provider/schema";
import { connectionType } from "../support/provider/rules";
import {
  Unknown,
  isObject,
  member,
  type JsonObject,
  type ObjectValue,
  type Value,
} from "../support/provider/values";
import { type Api, ORGANIZATION, ServiceClient, startApi } from "./service";

const ID = "c0000000-0000-4000-8000-000000000001";
const CONNECTION = /^polytomic_(.+)_connection$/;

function typesIn(schemas: { readonly [name: string]: unknown }): string[] {
  return Object.keys(schemas).flatMap((name) => CONNECTION.exec(name)?.[1] ?? []);
}

let stored: JsonObject = {};
let api: Api;
let provider: ServiceClient;

/** Stores one connection, masks its passwords, and responds with the names of the type's responses. */
beforeAll(async () => {
  api = await startApi(({ method, body }) => {
    if (method === "POST") {
      stored = body;
    }
    if (method === "PUT") {
      stored = { ...stored, ...body };
    }
    const type = String(stored["type"]);
    const answered = responseConfiguration(type, (stored["configuration"] ?? {}) as JsonObject);
    return {
      data: { ...stored, id: ID, organization_id: ORGANIZATION, type: { id: type }, configuration: answered },
    };
  });
  provider = new ServiceClient({ deployment_url: api.url, api_key: "key" });
});

afterAll(() => api.stop());

function responseConfiguration(type: string, configuration: JsonObject): JsonObject {
  const names = connectionType(type).responseNames;
  const members = configurationOf(type);
  const entries = Object.entries(configuration).map(([name, value]) => [
    names[name] ?? name,
    members[name]?.sensitive ? "********" : value,
  ]);
  return Object.fromEntries(entries) as JsonObject;
}

function configurationOf(type: string): Attributes {
  return nestedAttributes(
    PROVIDER_SCHEMA.resource_schemas[`polytomic_${type}_connection`]?.block.attributes ?? {},
    "configuration",
  );
}

/** A value of the attribute's type, with every settable member. */
function sample(attribute: Attribute, name: string): Value {
  const nested = attribute.nested_type;
  if (nested) {
    const object = samples(nested.attributes, () => undefined);
    return nested.nesting_mode === "single" ? object : [object];
  }
  if (Array.isArray(attribute.type)) {
    return attribute.type[0] === "map" ? { key: "value" } : ["a", "b"];
  }
  if (attribute.type === "bool") {
    return true;
  }
  return attribute.type === "number" ? 7 : `a ${name}`;
}

function samples(attributes: Attributes, oneOf: (name: string) => string | undefined): ObjectValue {
  const settable = Object.entries(attributes).filter(([, attribute]) => !isComputedOnly(attribute));
  return Object.fromEntries(
    settable.map(([name, attribute]) => [name, oneOf(name) ?? sample(attribute, name)]),
  );
}

/** Terraform's rule: the apply must return every value that was known in the plan. */
function expectAsPlanned(planned: Value, state: Value): void {
  if (planned instanceof Unknown) {
    return;
  }
  if (!isObject(planned)) {
    return expect(state).toEqual(planned);
  }
  for (const name of Object.keys(planned)) {
    expectAsPlanned(planned[name] ?? null, member(state, name));
  }
}

const resources = typesIn(PROVIDER_SCHEMA.resource_schemas);
const dataSources = typesIn(PROVIDER_SCHEMA.data_source_schemas);

test("the provider has a data source for each of its 225 connection resources or more", () => {
  expect(resources.length).toBeGreaterThanOrEqual(225);
  expect(dataSources).toEqual(expect.arrayContaining(resources));
});

test.each(resources)(
  "a %s connection with everything set is created as planned and read back",
  async (type) => {
    const name = `polytomic_${type}_connection`;
    const configuration = samples(configurationOf(type), (member) => connectionType(type).enums[member]?.[0]);
    const config = { name: "n", configuration };
    expect(provider.validate(name, config)).toEqual([]);

    const planned = provider.plan(name, config, null, config);
    const { value: state, errors } = await provider.apply(name, config, null, planned);

    expect(errors).toEqual([]);
    const sent = Object.keys(configuration).length > 0 ? { configuration } : {};
    expect(stored).toEqual({ name: "n", type, ...sent, validate: false });
    expectAsPlanned(planned, state);
    expect(JSON.stringify(state)).not.toContain("unknown");
    expect((await provider.read(name, state)).value).toEqual(state);
  },
);

test.each(dataSources)("a %s connection is read without its secrets", async (type) => {
  const configuration = samples(configurationOf(type), () => undefined);
  stored = { name: "n", type, configuration: configuration as JsonObject };

  const { value, errors } = await provider.readData(`polytomic_${type}_connection`, { id: ID });

  expect(errors).toEqual([]);
  expect(value).toMatchObject({ id: ID, name: "n", organization: ORGANIZATION });
  expect(JSON.stringify(value)).not.toContain("********");
});

test.each(Object.entries({ auth_mode: "role", single_table_file_format: "" }))(
  "s3: %s does not accept %j",
  (name, value) => {
    const config = {
      name: "n",
      configuration: {
        auth_mode: "iam_role",
        s3_bucket_name: "s3://b",
        s3_bucket_region: "r",
        [name]: value,
      },
    };

    expect(provider.validate("polytomic_s3_connection", config)).toEqual([
      expect.stringContaining(
        `Invalid Attribute Value Match: Attribute configuration.${name} value must be one of`,
      ),
    ]);
  },
);

test("an update sends known values and omits an unchanged secret", async () => {
  const name = "polytomic_s3_connection";
  const sent = {
    auth_mode: "access_key_and_secret",
    s3_bucket_name: "s3://b",
    s3_bucket_region: "r",
    aws_access_key_id: "k",
  };
  const before = { name: "n", configuration: { ...sent, aws_secret_access_key: "s" } };
  const after = { ...before, name: "m" };
  const creation = provider.plan(name, before, null, before);
  const { value: state } = await provider.apply(name, before, null, creation);
  const update = provider.plan(name, after, state, { ...(state as ObjectValue), name: "m" });

  await provider.apply(name, after, state, update);

  const { method, body } = api.requests.at(-1) ?? {};
  expect([method, body]).toEqual(["PUT", expect.objectContaining({ name: "m", organization_id: "" })]);
  expect(body?.["configuration"]).toEqual(sent);
});

test("a type that is a plain string cannot be decoded", async () => {
  const broken = await startApi(() => ({ data: { id: ID, name: "n", type: "s3", configuration: {} } }));
  const reader = new ServiceClient({ deployment_url: broken.url, api_key: "key" });

  const { errors } = await reader.readData("polytomic_s3_connection", { id: ID });
  await broken.stop();

  expect(errors).toEqual([expect.stringContaining("json: cannot unmarshal string")]);
});
