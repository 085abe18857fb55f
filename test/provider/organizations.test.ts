import { type Api, type ApiRequest, ORGANIZATION, ServiceClient, startApi } from "./service";

const USERS = `/api/organizations/${ORGANIZATION}/users`;
const USER = { id: "90000000-0000-4000-8000-000000000001", email: "dev@example.com" };

let api: Api;

function answer({ method, url, body }: ApiRequest): { data: unknown } {
  if (url === USERS) {
    return { data: [USER] };
  }
  if (method === "DELETE") {
    return { data: {} };
  }
  return { data: { id: ORGANIZATION, name: "Acme", issuer: "workos", ...body } };
}

beforeEach(async () => {
  api = await startApi(answer);
});

afterEach(() => api.stop());

test("an organization is created and deleted with the partner key", async () => {
  const provider = new ServiceClient({ deployment_url: api.url, partner_key: "pk" });
  const [type, config] = ["polytomic_organization", { name: "Acme", sso_domain: "acme.com" }];

  const planned = provider.plan(type, config, null, config);
  const { value: state } = await provider.apply(type, config, null, planned);
  await provider.apply(type, config, state, null);

  expect(state).toEqual({ ...config, id: ORGANIZATION, issuer: "workos", sso_org_id: null });
  expect(api.requests).toEqual([
    { method: "POST", url: "/api/organizations", authorization: "Bearer pk", body: config },
    { method: "DELETE", url: `/api/organizations/${ORGANIZATION}`, authorization: "Bearer pk", body: {} },
  ]);
});

test("an organization requires a partner key, which is checked first", () => {
  const provider = new ServiceClient({ deployment_url: api.url, api_key: "key" });

  expect(provider.validate("polytomic_organization", { name: "Acme" })).toEqual([
    "Error configuring organization resource: partner key is required",
  ]);
});

test("a process with the port of an earlier one does not get its configuration", () => {
  const provider = new ServiceClient({ deployment_url: api.url, api_key: "key" });

  provider.succeed({ deployment_url: api.url, api_key: "key" });

  expect(provider.validate("polytomic_organization", { name: "Acme" })).toEqual([]);
});

test.each([USER.email, USER.id, `${ORGANIZATION}/${USER.id}`, `${ORGANIZATION}/DEV@example.com`])(
  "a user is imported by %s",
  async (id) => {
    const provider = new ServiceClient({ deployment_url: api.url, api_key: "key" });

    const { value, errors } = await provider.import("polytomic_user", id);

    expect(errors).toEqual([]);
    expect(value).toEqual({
      id: USER.id,
      organization: ORGANIZATION,
      email: null,
      role: null,
      role_ids: null,
    });
  },
);

test("an unknown user is not imported", async () => {
  const provider = new ServiceClient({ deployment_url: api.url, api_key: "key" });

  const { errors } = await provider.import("polytomic_user", `${ORGANIZATION}/who@example.com`);

  expect(errors).toEqual([
    `User not found: No user with email address who@example.com found in organization ${ORGANIZATION}`,
  ]);
});
