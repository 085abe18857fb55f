/**
 * Requests omit what Go's encoder omits for a member with omitempty: an empty map or list, a nil pointer, and an empty string
 * that is not a pointer. The value behind a pointer is sent, even if it is empty, and so is any JSON value except null.
 */
import { PROVIDER_SCHEMA, isComputedOnly, nestedAttributes } from "../support/provider/schema";
import type { JsonObject, ObjectValue } from "../support/provider/values";
import { type Api, ORGANIZATION, ServiceClient, startApi } from "./service";

const ID = "c0000000-0000-4000-8000-000000000001";
const CONNECTIONS = Object.keys(PROVIDER_SCHEMA.resource_schemas).filter((name) =>
  /^polytomic_.+_connection$/.test(name),
);

let api: Api;
let provider: ServiceClient;
beforeAll(async () => {
  api = await startApi(({ method, body }) => {
    const { type: id, ...rest } = body;
    const type = method === "PUT" || id === undefined ? {} : { type: { id } };
    const configuration = rest["configuration"] ?? {};
    return { data: { ...rest, ...type, id: ID, organization_id: ORGANIZATION, configuration } };
  });
  provider = new ServiceClient({ deployment_url: api.url, api_key: "key" });
});
afterAll(() => api.stop());

/** The body of the request that creates a resource. The response does not matter here. */
async function created(type: string, config: ObjectValue): Promise<JsonObject> {
  await provider.apply(type, config, null, config);
  return api.requests.findLast(({ method }) => method === "POST")!.body;
}

/** The required members of a connection type, and which of them are secrets. */
function required(type: string): { values: ObjectValue; secrets: readonly string[] } {
  const { attributes = {} } = PROVIDER_SCHEMA.resource_schemas[type]!.block;
  const members = Object.entries(nestedAttributes(attributes, "configuration")).filter(
    ([, attribute]) => attribute.required && !isComputedOnly(attribute),
  );
  const value = (kind: unknown) => (kind === "number" ? 7 : kind === "bool" ? true : "text");
  return {
    values: Object.fromEntries(members.map(([name, { type: kind }]) => [name, value(kind)])),
    secrets: members.filter(([, { sensitive }]) => sensitive).map(([name]) => name),
  };
}

describe("the configuration of a connection", () => {
  const bare = CONNECTIONS.filter((type) => Object.keys(required(type).values).length === 0);
  const keyed = CONNECTIONS.filter((type) => {
    const { values, secrets } = required(type);
    return secrets.length > 0 && secrets.length === Object.keys(values).length;
  });

  test("can be empty for dozens of types, and contain only secrets for many more", () => {
    expect(bare.length).toBeGreaterThan(30);
    expect(keyed.length).toBeGreaterThan(50);
  });

  test.each(bare)("%s: is left out where nothing is configured", async (type) => {
    expect(await created(type, { name: "n", configuration: {} })).not.toHaveProperty("configuration");
  });

  test.each(keyed)("%s: is left out of an update that changes no secret", async (type) => {
    const before = { name: "n", configuration: required(type).values };
    const { value: state } = await provider.apply(type, before, null, before);
    const after = { ...(state as ObjectValue), name: "m" };
    const planned = provider.plan(type, { ...before, name: "m" }, state, after);

    await provider.apply(type, { ...before, name: "m" }, state, planned);

    expect(api.requests.at(-1)).toMatchObject({ method: "PUT", body: { name: "m", validate: false } });
    expect(api.requests.at(-1)?.body).not.toHaveProperty("configuration");
  });

  test("is sent with all its members, empty or not", async () => {
    const auth = { basic: null, header: null, oauth: null };
    const configuration = { url: "", auth, headers: [], parameters: null };
    expect(await created("polytomic_api_connection", { name: "n", configuration })).toMatchObject({
      configuration: { url: "", auth: { basic: {}, header: {}, oauth: {} }, headers: [] },
    });
  });
});

test("an empty configuration of a model, empty lists and an empty identifier are omitted, and relations keep their members", async () => {
  const nothing = { fields: [], tracking_columns: [], identifier: "", organization: "" };
  const relations = [
    { from: "", to: null },
    { from: null, to: {} },
    { from: "id", to: { model_id: ID, field: null } },
  ];
  const config = { name: "m", connection_id: ID, configuration: "{}", ...nothing, relations };
  expect(await created("polytomic_model", config)).toEqual({
    name: "m",
    connection_id: ID,
    relations: [{ from: "" }, { to: {} }, { from: "id", to: { model_id: ID } }],
  });
});

const source = { model_id: ID, field: "email" };

test("for a sync, empty modes and functions are omitted; other empty strings and values are sent", async () => {
  const value = (json: string) => ({ source, function: "", value: json, label: null });
  const config = {
    name: "s",
    mode: "",
    active: true,
    target: {
      connection_id: ID,
      object: "",
      configuration: "{}",
      create: {},
      new_name: "",
      filter_logic: "",
    },
    fields: [],
    filters: ["[]", "{}", '""', "null"].map(value),
    overrides: [{ source, function: "", value: "[]", override: "{}" }],
    filter_logic: "",
    identity: { source, target: "", function: "" },
    schedule: { frequency: "", hour: "", run_after: { sync_ids: [], bulk_sync_ids: [] } },
  };
  const field = { field: source, field_type: "Model", label: "" };
  expect(await created("polytomic_sync", config)).toEqual({
    name: "s",
    active: true,
    target: { connection_id: ID, object: "", new_name: "", filter_logic: "" },
    filters: [{ ...field, value: [] }, { ...field, value: {} }, { ...field, value: "" }, field],
    overrides: [{ field: source, function: "", value: [], override: {} }],
    filter_logic: "",
    identity: { source, target: "" },
    schedule: { frequency: "", hour: "", run_after: {} },
  });
});

test("for a bulk sync, an empty frequency and empty functions are omitted; other empty strings and values are sent", async () => {
  const filters = ["[]", "{}", '""', "null"].map((value) => ({ field_id: "", function: "", value }));
  const config = {
    name: "b",
    mode: "",
    active: false,
    source: { connection_id: ID, configuration: "{}" },
    destination: { connection_id: ID, configuration: "{}" },
    automatically_add_new_fields: "",
    automatically_add_new_objects: "",
    normalize_names: "",
    policies: [],
    schemas: [{ id: "", partition_key: "", tracking_field: "", fields: [], filters }],
    schedule: { frequency: "", hour: "" },
  };
  expect(await created("polytomic_bulk_sync", config)).toEqual({
    name: "b",
    mode: "",
    active: false,
    source_connection_id: ID,
    destination_connection_id: ID,
    automatically_add_new_fields: "",
    automatically_add_new_objects: "",
    schemas: [
      {
        id: "",
        partition_key: "",
        tracking_field: "",
        filters: [
          { field_id: "", value: [] },
          { field_id: "", value: {} },
          { field_id: "", value: "" },
          { field_id: "" },
        ],
      },
    ],
    schedule: { hour: "" },
  });
});

test("empty lists of roles, actions and addresses are omitted", async () => {
  const policy_actions = [{ action: "", role_ids: [] }];
  expect(await created("polytomic_policy", { name: "p", policy_actions })).toEqual({
    name: "p",
    policy_actions: [{ action: "" }],
  });
  expect(await created("polytomic_policy", { name: "p", policy_actions: [] })).toEqual({ name: "p" });
  const user = { organization: ORGANIZATION, email: "dev@example.com", role_ids: [] };
  expect(await created("polytomic_user", user)).toEqual({ email: "dev@example.com" });
  await provider.apply("polytomic_global_error_subscribers", { emails: [] }, null, { emails: [] });
  expect(api.requests.at(-1)).toMatchObject({ method: "PUT", body: {} });
});
