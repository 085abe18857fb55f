import { Client, s3, startApi } from "./client";

const basic = (organization: string, key: string) =>
  `Basic ${Buffer.from(`${organization}:${key}`).toString("base64")}`;

describe("roles and policies", () => {
  test("are created, replaced and deleted", async () => {
    const { api, client } = await startApi();
    const role = await client.create("/api/permissions/roles", { name: "Analyst" });
    const policy_actions = [{ action: "apply_policy", role_ids: [role] }];
    const made = await client.data("POST", "/api/permissions/policies", { name: "pii", policy_actions });
    const path = `/api/permissions/policies/${String(made["id"])}`;
    const replaced = await client.data("PUT", path, { name: "pii 2", organization_id: "" });
    expect(made).toMatchObject({ policy_actions, system: false, organization_id: api.organizationId });
    expect(replaced).toMatchObject({ name: "pii 2", policy_actions: [] });
    await client.send("DELETE", path);
    expect(api.isEmpty()).toBe(false);
    await client.send("DELETE", `/api/permissions/roles/${role}`);
    expect(api.isEmpty()).toBe(true);
  });

  test("of the system are listed and cannot be changed", async () => {
    const { client } = await startApi();
    const { body } = await client.send("GET", "/api/permissions/roles");
    const id = /"id":"([^"]+)","name":"Admin"/.exec(JSON.stringify(body))?.[1];
    const renamed = await client.send("PUT", `/api/permissions/roles/${id}`, { name: "Root" });
    expect(renamed).toMatchObject({ status: 403, body: { message: "Admin is a system role" } });
  });

  test("survive each other: a policy keeps the id of a deleted role", async () => {
    const { client } = await startApi();
    const role = await client.create("/api/permissions/roles", { name: "Analyst" });
    const policy_actions = [{ action: "delete", role_ids: [role] }];
    const policy = await client.create("/api/permissions/policies", { name: "p", policy_actions });
    await client.send("DELETE", `/api/permissions/roles/${role}`);
    expect(await client.data("GET", `/api/permissions/policies/${policy}`)).toMatchObject({ policy_actions });
  });

  test("can be returned with more actions than were sent", async () => {
    const { client } = await startApi({
      behavior: { extraPolicyActions: [{ action: "read", role_ids: [] }] },
    });
    const policy = await client.data("POST", "/api/permissions/policies", { name: "p" });
    expect(policy["policy_actions"]).toEqual([{ action: "read", role_ids: [] }]);
  });
});

describe("users", () => {
  test("have e-mail and role in lowercase, and role ids only if set", async () => {
    const { api, client } = await startApi();
    const path = `/api/organizations/${api.organizationId}/users`;
    const user = await client.data("POST", path, { email: "Ann@Example.com", role: "Admin" });
    const moved = await client.data("PUT", `${path}/${String(user["id"])}`, {
      email: "ann@example.com",
      role_ids: ["r"],
    });
    expect(user).toEqual({ ...user, email: "ann@example.com", role: "admin" });
    expect(user).not.toHaveProperty("role_ids");
    expect(moved["role_ids"]).toEqual(["r"]);
  });

  test("are rejected with both a role and role ids, or without an e-mail address", async () => {
    const { api, client } = await startApi();
    const path = `/api/organizations/${api.organizationId}/users`;
    const both = await client.send("POST", path, { email: "a@example.com", role: "user", role_ids: [] });
    const none = await client.send("POST", path, { email: "a" });
    expect([both.status, none.status]).toEqual([422, 400]);
  });

  test("are returned when they are deleted", async () => {
    const { api, client } = await startApi();
    const path = `/api/organizations/${api.organizationId}/users`;
    const user = await client.data("POST", path, { email: "a@example.com" });
    const reply = await client.send("DELETE", `${path}/${String(user["id"])}`);
    expect(reply).toMatchObject({ status: 200, body: { data: user } });
    expect(api.isEmpty()).toBe(true);
  });
});

test("subscribers to errors are returned without an envelope and cleared by an empty body", async () => {
  const { client } = await startApi();
  const path = "/api/notifications/global-error-subscribers";
  const set = await client.send("PUT", path, { emails: ["a@example.com"] });
  const cleared = await client.send("PUT", path, {});
  expect(set.body).toEqual({ emails: ["a@example.com"] });
  expect(cleared.body).toEqual({ emails: [] });
  expect((await client.send("GET", path)).body).toEqual({ emails: [] });
});

test("the caller's identity includes its organization", async () => {
  const { api, client } = await startApi({ organizationId: "0A000000-0000-4000-8000-000000000001" });
  expect(api.organizationId).toBe("0a000000-0000-4000-8000-000000000001");
  expect(await client.data("GET", "/api/me")).toMatchObject({
    organization_id: api.organizationId,
    is_user: true,
    is_partner: false,
  });
});

test("an API key cannot use another organization, and an empty id means its own", async () => {
  const { api, client } = await startApi();
  const other = await client.send("POST", "/api/connections", { ...s3, organization_id: "another" });
  const own = await client.data("POST", "/api/connections", { ...s3, organization_id: "" });
  expect(other.status).toBe(403);
  expect(own["organization_id"]).toBe(api.organizationId);
});

describe("a partner or deployment key", () => {
  test("is required to create, change and delete organizations", async () => {
    const { api, client } = await startApi({ partnerKey: "partner" });
    const partner = new Client(api.url, "Bearer partner");
    const rejected = await client.send("POST", "/api/organizations", { name: "Acme" });
    const id = await partner.create("/api/organizations", { name: "Acme", sso_domain: "acme.com" });
    const taken = await partner.send("POST", "/api/organizations", { name: "Acme" });
    const renamed = await partner.data("PUT", `/api/organizations/${id}`, { name: "Acme Ltd" });
    expect([rejected.status, taken.status]).toEqual([403, 409]);
    expect(renamed).toEqual({ id, name: "Acme Ltd" });
    expect((await client.send("GET", `/api/organizations/${id}`)).status).toBe(404);
  });

  test("creates an organization with the default roles, which are deleted with it", async () => {
    const { api } = await startApi({ partnerKey: "partner" });
    const partner = new Client(api.url, "Bearer partner");
    const id = await partner.create("/api/organizations", { name: "Acme" });
    const roles = await new Client(api.url, basic(id, "partner")).send("GET", "/api/permissions/roles");
    expect(roles.body).toEqual({
      data: ["Admin", "Member"].map((name) => ({
        id: expect.any(String) as string,
        name,
        organization_id: id,
        system: true,
      })),
    });
    await partner.send("DELETE", `/api/organizations/${id}`);
    expect(Object.values(api.snapshot().roles)).toHaveLength(2);
    expect(api.isEmpty()).toBe(true);
  });

  test.each(["__proto__", "constructor", "toString", ""])(
    "opens no organization called %p",
    async (organization) => {
      const { api } = await startApi({ partnerKey: "partner", deploymentKey: "deployment" });
      for (const key of ["partner", "deployment"]) {
        const client = new Client(api.url, basic(organization, key));
        expect((await client.send("GET", "/api/me")).status).toBe(401);
      }
    },
  );

  test("does not act in an organization named like a member of every object", async () => {
    const { api } = await startApi({ partnerKey: "partner" });
    const partner = new Client(api.url, "Bearer partner");
    const made = await partner.send("POST", "/api/connections", { ...s3, organization_id: "constructor" });
    expect(made.status).toBe(404);
  });

  test("acts in the organization set by Basic authentication, isolated from the others", async () => {
    const { api, client } = await startApi({ deploymentKey: "deployment" });
    api.defineSchemas("s3", [{ id: "orders", fields: ["id"] }]);
    const deployment = new Client(api.url, "Bearer deployment");
    const id = await deployment.create("/api/organizations", { name: "Acme" });
    const acme = new Client(api.url, basic(id, "deployment"));
    const connection = await acme.data("POST", "/api/connections", s3);
    const path = `/api/connections/${String(connection["id"])}`;
    expect(connection["organization_id"]).toBe(id);
    expect((await client.send("GET", path)).status).toBe(404);
    expect((await client.send("GET", "/api/connections")).body).toEqual({ data: [] });
    expect((await deployment.send("GET", path)).status).toBe(200);
    await acme.send("PUT", `${path}/schemas/orders/primary_keys`, {
      fields: [{ field_id: "id", is_primary_key: true }],
    });
    expect(Object.keys(api.snapshot().primaryKeys)).toEqual([connection["id"]]);
    await deployment.send("DELETE", `/api/organizations/${id}`);
    expect(api.isEmpty()).toBe(true);
  });

  test("must set an organization for new objects", async () => {
    const { api } = await startApi({ partnerKey: "partner" });
    const partner = new Client(api.url, "Bearer partner");
    const nowhere = await partner.send("POST", "/api/connections", s3);
    const named = await partner.data("POST", "/api/connections", {
      ...s3,
      organization_id: api.organizationId,
    });
    const unknown = new Client(api.url, basic("unknown", "partner"));
    expect(nowhere.status).toBe(400);
    expect(named["organization_id"]).toBe(api.organizationId);
    expect((await unknown.send("GET", "/api/me")).status).toBe(401);
  });
});
