import type { TerraformStack } from "cdktf";
import {
  GlobalErrorSubscribers,
  type GlobalErrorSubscribersProps,
  Organization,
  type OrganizationProps,
  PermissionPolicy,
  type PermissionPolicyProps,
  PermissionRole,
  PolytomicProvider,
  PrimaryKeys,
  type PrimaryKeysProps,
  unsafePlainText,
  User,
  type UserProps,
} from "../../constructs";
import { PostgresqlConnection } from "../../lib/bindings/postgresql-connection";
import { Bench } from "../support/bench";
import type { Plan } from "../../lib/testing/apply/plan";
import type { Workspace } from "../../lib/testing/apply/workspace";

jest.setTimeout(600_000);

const SCHEMAS = ["public.orders", "public.people"].map((id) => ({ id, fields: ["id", "email"] }));

/** The actions of a plan, by resource type, without the constructs' `terraform_data` resources. */
const actions = ({ changes }: Plan): string[] =>
  changes
    .filter(({ type }) => type !== "terraform_data")
    .map(({ type, actions }) => `${type}: ${actions.join(", ")}`)
    .sort();

const only = <T>(objects: Readonly<Record<string, T>>): T => {
  const [it, ...others] = Object.values(objects);
  expect(others).toEqual([]);
  return it!;
};

const ACME = { name: "Acme", ssoDomain: "acme.example.com", ssoOrgId: "org_1" };

const postgresql = {
  hostname: "db",
  database: "raw",
  username: "u",
  port: 5432,
  password: unsafePlainText("none"),
};

describe("with a partner key", () => {
  let bench: Bench;
  let workspace: Workspace;
  beforeAll(async () => {
    bench = await Bench.start({ key: "partner" });
    bench.api.defineSchemas("postgresql", SCHEMAS);
  });
  afterAll(() => bench?.stop());

  interface Changes {
    readonly organization?: OrganizationProps;
    readonly home?: "acme" | "other";
    readonly role?: { readonly name: string };
    readonly user?: Partial<UserProps>;
    readonly policy?: Pick<PermissionPolicyProps, "name">;
    readonly actions?: "some" | "others" | "none";
    readonly roles?: readonly string[];
    readonly subscribers?: Pick<GlobalErrorSubscribersProps, "emails">;
    readonly keys?: Partial<PrimaryKeysProps>;
  }

  /** An organization with one resource of each type. Omitted options have their first values. */
  function program(changes: Changes = {}) {
    return (stack: TerraformStack): void => {
      new PolytomicProvider(stack, "polytomic");
      const acme = new Organization(stack, "acme", {
        ...(changes.organization ?? ACME),
        onRemoval: "delete",
      });
      const other = new Organization(stack, "other", { name: "Other", onRemoval: "delete" });
      const home = (changes.home === "other" ? other : acme).organizationId;
      const analyst = new PermissionRole(stack, "analyst", {
        name: "Analyst",
        organization: home,
        ...changes.role,
      });
      const admin = new PermissionRole(stack, "admin", { name: "Admins", organization: home });
      const policyActions = {
        some: { create: [analyst], delete: [analyst, admin.roleId] },
        others: { apply_policy: [admin], delete: [admin] },
        none: undefined,
      }[changes.actions ?? "some"];
      new PermissionPolicy(stack, "policy", {
        name: "Policy",
        organization: home,
        ...(policyActions && { policyActions }),
        ...changes.policy,
      });
      const roles = { analyst, admin };
      new User(stack, "user", {
        email: "Ada@Example.com",
        organization: home,
        roles: (changes.roles ?? ["analyst", "admin"]).map((name) => roles[name as keyof typeof roles]),
        ...changes.user,
      });
      new GlobalErrorSubscribers(stack, "subscribers", {
        emails: ["ops@example.com", "ada@example.com"],
        organization: home,
        ...changes.subscribers,
      });
      const connection = new PostgresqlConnection(stack, "connection", {
        name: "Warehouse",
        organization: acme.organizationId,
        configuration: postgresql,
      });
      new PrimaryKeys(stack, "keys", {
        connection,
        schema: "public.orders",
        fields: ["id"],
        organization: acme.organizationId,
        ...changes.keys,
      });
    };
  }

  const stored = () => bench.api.snapshot();
  const organizationNamed = (name: string) =>
    Object.values(stored().organizations).find((one) => one.name === name)!;

  test("all are created in one apply, and the second plan is empty", async () => {
    workspace = await bench.workspace("permissions");
    workspace.synth(program());
    await workspace.init();
    await workspace.apply();
    expect((await workspace.plan()).text).toContain("No changes");

    const { id } = organizationNamed("Acme");
    expect(organizationNamed("Acme")).toMatchObject({ sso_domain: "acme.example.com", sso_org_id: "org_1" });
    const made = Object.values(stored().roles).filter(({ system }) => !system);
    expect(made.map(({ name }) => name).sort()).toEqual(["Admins", "Analyst"]);
    const [admin, analyst] = ["Admins", "Analyst"].map((name) => made.find((one) => one.name === name)!.id);
    expect(only(stored().policies).policy_actions).toEqual([
      { action: "create", role_ids: [analyst] },
      { action: "delete", role_ids: expect.arrayContaining([analyst, admin]) },
    ]);
    expect(Object.values(stored().users).find(({ initial }) => !initial)).toMatchObject({
      email: "ada@example.com",
      organization_id: id,
      role_ids: [analyst, admin],
    });
    expect(stored().globalErrorSubscribers[id]!.sort()).toEqual(["ada@example.com", "ops@example.com"]);
    expect(only(stored().primaryKeys)).toEqual({ "public.orders": ["id"] });
  });

  test.each<[string, Changes, string[]]>([
    [
      "name of the organization",
      { organization: { ...ACME, name: "Acme Inc" } },
      ["polytomic_organization: update"],
    ],
    [
      "sign-on of the organization",
      { organization: { name: "Acme", ssoDomain: "acme.example.org", ssoOrgId: "org_2" } },
      ["polytomic_organization: update"],
    ],
    ["name of the role", { role: { name: "Analysts" } }, ["polytomic_role: update"]],
    ["name of the policy", { policy: { name: "Rules" } }, ["polytomic_policy: update"]],
    ["actions of the policy", { actions: "others" }, ["polytomic_policy: update"]],
    ["address of the user", { user: { email: "eve@example.com" } }, ["polytomic_user: delete, create"]],
    ["order of the user's roles", { roles: ["admin", "analyst"] }, ["polytomic_user: update"]],
    ["roles of the user", { roles: ["admin"] }, ["polytomic_user: update"]],
    [
      "subscribers",
      { subscribers: { emails: ["ops@example.com"] } },
      ["polytomic_global_error_subscribers: update"],
    ],
    [
      "fields of the key",
      { keys: { fields: ["email", "id"] } },
      ["polytomic_connection_schema_primary_keys: update"],
    ],
    [
      "schema of the key",
      { keys: { schema: "public.people" } },
      ["polytomic_connection_schema_primary_keys: delete, create"],
    ],
  ])("a change of the %s changes nothing else, and can be reverted", async (_, changes, expected) => {
    const before = ignoringIds(stored());
    for (const [step, program_] of [program(changes), program()].entries()) {
      workspace.synth(program_);
      const plan = await workspace.plan();
      expect(actions(plan)).toEqual(expected);
      await workspace.apply(plan);
      expect((await workspace.plan()).empty).toBe(true);
      (step === 0 ? expect(ignoringIds(stored())).not : expect(ignoringIds(stored()))).toEqual(before);
    }
  });

  test("optional values can be unset", async () => {
    workspace.synth(program({ actions: "none", organization: { name: "Acme" } }));
    const plan = await workspace.plan();
    expect(actions(plan)).toEqual(["polytomic_organization: update", "polytomic_policy: update"]);
    await workspace.apply(plan);
    expect((await workspace.plan()).empty).toBe(true);
    expect(organizationNamed("Acme").sso_domain).toBeUndefined();
    expect(organizationNamed("Acme").sso_org_id).toBeUndefined();
    expect(only(stored().policies).policy_actions).toEqual([]);
  });

  test("the case of the user's address does not matter", async () => {
    const users = stored().users;
    workspace.synth(program({ user: { email: "ADA@example.com" } }));
    const plan = await workspace.plan();
    expect(actions(plan)).toContain("polytomic_user: update");
    await workspace.apply(plan);
    expect((await workspace.plan()).empty).toBe(true);
    expect(stored().users).toEqual(users);
  });

  test("objects with another organization are replaced", async () => {
    workspace.synth(program({ home: "other" }));
    const plan = await workspace.plan();
    expect(actions(plan).filter((action) => action.endsWith("delete, create"))).toEqual([
      "polytomic_global_error_subscribers: delete, create",
      "polytomic_policy: delete, create",
      "polytomic_role: delete, create",
      "polytomic_role: delete, create",
      "polytomic_user: delete, create",
    ]);
    await workspace.apply(plan);
    expect((await workspace.plan()).empty).toBe(true);
    const { id } = organizationNamed("Other");
    const { roles, policies, users } = stored();
    const ownRoles = Object.values(roles).filter(({ system }) => !system);
    const made = [...ownRoles, ...Object.values(policies), ...Object.values(users)].filter(
      ({ organization_id }) => organization_id !== bench.api.organizationId,
    );
    expect(made.map(({ organization_id }) => organization_id)).toEqual(Array(4).fill(id));
  });

  test("an imported user is not replaced", async () => {
    const { resources } = await workspace.show();
    const user = resources.find(({ type }) => type === "polytomic_user")!;
    const home = resources.find(({ address }) => address.startsWith("terraform_data.user_organization"))!;
    await workspace.terraform(["state", "rm", user.address, home.address]);
    const { id, organization } = user.values;
    await workspace.terraform(["import", "-no-color", user.address, `${organization}/${id}`]);
    const plan = await workspace.plan();
    // Polytomic stores the address in lowercase, unlike the app.
    expect(actions(plan)).toEqual(["polytomic_user: update"]);
    await workspace.apply(plan);
    expect((await workspace.plan()).empty).toBe(true);
  });

  test("all are destroyed in one run", async () => {
    await workspace.destroy();
    expect(bench.api.isEmpty()).toBe(true);
  });

  test("objects of a replaced organization are replaced with it", async () => {
    const replaced = await bench.workspace("replaced");
    replaced.synth((stack) => {
      new PolytomicProvider(stack, "polytomic");
      const { organizationId: organization } = new Organization(stack, "acme", {
        name: "Acme",
        onRemoval: "delete",
      });
      const role = new PermissionRole(stack, "role", { name: "Analyst", organization });
      new PermissionPolicy(stack, "policy", {
        name: "Policy",
        policyActions: { delete: [role] },
        organization,
      });
      new User(stack, "user", { email: "ada@example.com", roles: [role], organization });
      new GlobalErrorSubscribers(stack, "subscribers", { emails: ["ops@example.com"], organization });
    });
    await replaced.init();
    await replaced.apply();
    const { resources } = await replaced.show();
    const { address } = resources.find(({ type }) => type === "polytomic_organization")!;
    await replaced.terraform(["apply", "-auto-approve", "-no-color", `-replace=${address}`]);
    expect((await replaced.plan()).empty).toBe(true);
    expect(only(stored().policies).organization_id).toBe(organizationNamed("Acme").id);
    await replaced.destroy();
    expect(bench.api.isEmpty()).toBe(true);
  });
});

describe("with an API key", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.start();
    bench.api.defineSchemas("postgresql", SCHEMAS);
  });
  afterAll(() => bench?.stop());

  /** A connection and the primary keys of one of its schemas, a role with a policy, and subscribers. */
  const program =
    (name = "Warehouse", role = "Analyst") =>
    (stack: TerraformStack): void => {
      new PolytomicProvider(stack, "polytomic");
      const connection = new PostgresqlConnection(stack, "connection", { name, configuration: postgresql });
      new PrimaryKeys(stack, "keys", { connection, schema: "public.orders", fields: ["id"] });
      const analyst = new PermissionRole(stack, "analyst", { name: role });
      new PermissionPolicy(stack, "policy", { name: "Policy", policyActions: { delete: [analyst] } });
      new GlobalErrorSubscribers(stack, "subscribers", { emails: ["ops@example.com"] });
    };

  test("no organization is needed to create, change, replace and destroy", async () => {
    const workspace = await bench.workspace("own");
    workspace.synth(program());
    await workspace.init();
    await workspace.apply();
    expect((await workspace.plan()).empty).toBe(true);

    workspace.synth(program("Renamed", "Analysts"));
    const plan = await workspace.plan();
    expect(actions(plan)).toEqual(["polytomic_postgresql_connection: update", "polytomic_role: update"]);
    await workspace.apply(plan);
    expect((await workspace.plan()).empty).toBe(true);

    const { resources } = await workspace.show();
    const { address } = resources.find(({ type }) => type === "polytomic_postgresql_connection")!;
    await workspace.terraform(["apply", "-auto-approve", "-no-color", `-replace=${address}`]);
    expect((await workspace.plan()).empty).toBe(true);
    const { primaryKeys, connections } = bench.api.snapshot();
    expect(primaryKeys[only(connections).id]).toEqual({ "public.orders": ["id"] });

    await workspace.destroy();
    expect(bench.api.isEmpty()).toBe(true);
  });

  test("primary keys of a connection without organization fail before they are created", async () => {
    const id = "c0000000-0000-4000-8000-000000000001";
    const body = {
      data: {
        id,
        name: "Warehouse",
        type: { id: "postgresql", name: "PostgreSQL" },
        configuration: { ...postgresql, password: "" },
      },
    };
    bench.api.behavior.cannedResponses = [{ method: "POST", path: "/api/connections", status: 200, body }];
    const workspace = await bench.workspace("nobody");
    workspace.synth(program());
    await workspace.init();
    await expect(workspace.apply()).rejects.toThrow(
      "Polytomic does not return the organization of the connection",
    );
    expect(bench.api.requests.filter(({ path }) => path.startsWith(`/api/connections/${id}`))).toEqual([]);
    bench.api.behavior.cannedResponses = [];
    await workspace.destroy();
  });

  test("the provider rejects an organization", async () => {
    const workspace = await bench.workspace("organization");
    workspace.synth((stack) => {
      new PolytomicProvider(stack, "polytomic");
      new Organization(stack, "acme", { name: "Acme" });
    });
    await workspace.init();
    await expect(workspace.plan()).rejects.toThrow("partner key is required");
  });
});

/** Stored objects with their ids numbered, to compare them when ids change. */
function ignoringIds(stored: ReturnType<Bench["api"]["snapshot"]>): unknown {
  const ids = new Map<string, string>();
  return JSON.parse(
    JSON.stringify({ ...stored, connections: undefined }).replace(
      /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
      (id) => ids.get(id) ?? (ids.set(id, `id-${ids.size}`), ids.get(id)!),
    ),
  );
}
