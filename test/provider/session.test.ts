import { Session, validateProviderConfig } from "../support/provider/session";
import { type Api, ORGANIZATION, startApi } from "./service";

let api: Api;

beforeEach(async () => {
  api = await startApi(() => ({ data: {} }));
});

afterEach(() => api.stop());

test("an organization is verified once, even for parallel requests", async () => {
  const session = new Session({ deployment_url: api.url, api_key: "key" }, {});

  await Promise.all([ORGANIZATION, ORGANIZATION.toUpperCase(), ""].map((id) => session.client(id)));

  expect(api.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(["GET /api/me"]);
});

test("a key of another organization is rejected, and checked again the next time", async () => {
  const session = new Session({ deployment_url: api.url, api_key: "key" }, {});
  const other = "0a000000-0000-4000-8000-0000000000ff";

  await expect(session.client(other)).rejects.toThrow(
    `API key does not have access to organization ${other}`,
  );
  await expect(session.client(other)).rejects.toThrow("API key does not have access");
  expect(api.requests).toHaveLength(2);
});

test("a string that is not an organization id is rejected without a request", async () => {
  const session = new Session({ deployment_url: api.url, api_key: "key" }, {});

  await expect(session.client("default")).rejects.toThrow(
    "invalid organization ID default: invalid UUID length: 7",
  );
  expect(api.requests).toEqual([]);
});

test("every request with a partner key contains the organization", async () => {
  const session = new Session({ deployment_url: api.url, partner_key: "pk" }, {});

  await (await session.client(ORGANIZATION)).send("GET", "/api/x");

  const credentials = Buffer.from(`${ORGANIZATION}:pk`).toString("base64");
  expect(api.requests[0]?.authorization).toBe(`Basic ${credentials}`);
  await expect(session.client("")).rejects.toThrow("organization ID must be specified");
});

test("the environment sets what the provider block omits, and an API key takes precedence", async () => {
  const environment = { POLYTOMIC_DEPLOYMENT_URL: `${api.url}//`, POLYTOMIC_API_KEY: "from-environment" };
  const session = new Session({ partner_key: "pk" }, environment);

  await (await session.client("")).send("GET", "/api/x");

  expect(api.requests[0]).toMatchObject({ url: "/api/x", authorization: "Bearer from-environment" });
});

test("two keys in one provider block conflict", () => {
  expect(validateProviderConfig({ api_key: "a", partner_key: "b" })?.message).toContain(
    "Invalid Attribute Combination",
  );
  expect(validateProviderConfig({ api_key: "a", deployment_url: "b" })).toBeUndefined();
});
