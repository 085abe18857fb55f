/** Traps of permissions, primary keys, subscribers, organizations, and of secrets of any connection. */
import { TerraformOutput, type TerraformResource, type TerraformStack, TerraformVariable } from "cdktf";
import {
  BulkSync,
  GlobalErrorSubscribers,
  Model,
  ModelSync,
  Organization,
  PermissionPolicy,
  PermissionRole,
  PolytomicProvider,
  PrimaryKeys,
  User,
} from "../../../constructs";
import { ConnectionSchemaPrimaryKeys } from "../../../lib/bindings/connection-schema-primary-keys";
import { CsvConnection } from "../../../lib/bindings/csv-connection";
import { DataPolytomicConnectionSchema } from "../../../lib/bindings/data-polytomic-connection-schema";
import { GlobalErrorSubscribers as Subscribers } from "../../../lib/bindings/global-error-subscribers";
import { Model as ModelBinding } from "../../../lib/bindings/model";
import { Organization as OrganizationBinding } from "../../../lib/bindings/organization";
import { Policy } from "../../../lib/bindings/policy";
import { Role } from "../../../lib/bindings/role";
import { User as UserBinding } from "../../../lib/bindings/user";
import { WebhookConnection } from "../../../lib/bindings/webhook-connection";
import type { PolytomicApi } from "../../../lib/testing";
import type { Program, Proofs } from "./proof";
import { csv, emptyList, plain } from "./raw";

const POLICIES = "/api/permissions/policies";
const SUBSCRIBERS = "/api/notifications/global-error-subscribers";
const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

/** What was made last: other things may be left from rows before. */
const newest = (
  api: PolytomicApi,
  kind: "connections" | "policies" | "models" | "syncs" | "bulkSyncs" | "roles" | "users",
) => Object.values(api.snapshot()[kind]).at(-1)!;

/** A policy on the bindings, and on the constructs, with one role for each of some actions. */
const policyBinding =
  (actions: readonly string[], name = "P", id = "policy"): Program =>
  (stack) => {
    const roleIds = [roleOf(stack).id];
    const policyActions = actions.map((action) => ({ action, roleIds }));
    new Policy(stack, id, { name, ...(actions.length > 0 && { policyActions }) });
  };

const policy =
  (actions: readonly string[], name = "P"): Program =>
  (stack) => {
    const roles = [roleOf(stack).id];
    const policyActions = Object.fromEntries(actions.map((action) => [action, roles]));
    new PermissionPolicy(stack, "policy", { name, ...(actions.length > 0 && { policyActions }) });
  };

const roleOf = (stack: TerraformStack): Role =>
  (stack.node.tryFindChild("analyst") as Role | undefined) ?? new Role(stack, "analyst", { name: "Analyst" });

/** Somebody allows another action in Polytomic. */
const allow = (api: PolytomicApi): void => {
  const { id } = newest(api, "policies");
  api.change(({ policies, roles }) => {
    policies[id]!.policy_actions.push({ action: "create", role_ids: Object.keys(roles).slice(0, 1) });
  });
};

/** What a program says after that. */
const afterAllowing =
  (program: Program): Program =>
  (stack, api) => {
    allow(api);
    program(stack, api);
  };

const webhook = (password: string) => ({
  url: "https://example.com",
  authMethod: "basic" as const,
  basic: { username: "u", password },
});

/** A user with two roles, on either side: they are answered in the order of the program, or in the other one. */
const users = (make: (stack: TerraformStack, organization: string, turned: boolean) => void) => ({
  first: ((stack, { organizationId }) => make(stack, organizationId, false)) as Program,
  /** Polytomic turns the order round. */
  then:
    (turned: boolean): Program =>
    (stack, api) => {
      const user = newest(api, "users");
      const data = { ...user, role_ids: [...user.role_ids].reverse() };
      api.behavior.cannedAnswers = [{ method: "GET", path: /\/users\/[^/]+$/, status: 200, body: { data } }];
      make(stack, api.organizationId, turned);
    },
});

const ordered = <T>([first, second]: readonly [T, T], turned: boolean): T[] =>
  turned ? [second, first] : [first, second];

const RAW_USERS = users((stack, organization, turned) => {
  const [a, b] = [new Role(stack, "a", { name: "A" }), new Role(stack, "b", { name: "B" })];
  const roleIds = ordered([a.id, b.id], turned);
  new UserBinding(stack, "ada", { email: "ada.a@example.com", organization, roleIds });
});

const USERS = users((stack, organization, turned) => {
  const [a, b] = [
    new PermissionRole(stack, "a", { name: "A" }),
    new PermissionRole(stack, "b", { name: "B" }),
  ];
  new User(stack, "ada", { email: "ada.b@example.com", organization, roles: ordered([a, b], turned) });
});

const NO_ACTIONS = expect.not.objectContaining({ policy_actions: expect.anything() as unknown }) as unknown;

const importNewest = (
  api: PolytomicApi,
  kind: Parameters<typeof newest>[1],
  resource: TerraformResource,
): void => resource.importFrom(newest(api, kind).id);

/** The connection is read once without its organization, which happens as the keys are made. */
const READ_OF_NOBODY = {
  method: "GET",
  path: /^\/api\/connections\/[^/]+$/,
  status: 200,
  body: { data: {} },
  times: 1,
};

/** Ids of schemas that go wrong in the path of a URL, and how their keys fail. */
const UNESCAPED = {
  "2026/people": "Schema not found",
  "people?": "Schema not found",
  "people#1": "Schema not found",
  "100%": "Error setting primary keys",
};

/** The connection is made, and nothing is said of its organization. */
const CREATED_FOR_NOBODY = {
  method: "POST",
  path: "/api/connections",
  status: 200,
  body: {
    data: {
      id: "c0000000-0000-4000-8000-000000000001",
      name: "Files",
      type: { id: "csv", name: "CSV" },
      configuration: { url: "https://example.com/people.csv" },
    },
  },
};

const WITHOUT_ORGANIZATION = "organization ID must be specified with partner or deployment key";

/** A connection of an organization, as a partner key needs it; `csv` finds it under this id from then on. */
const csvOf = (stack: TerraformStack, organization: string): CsvConnection =>
  new CsvConnection(stack, "files", {
    name: "Files",
    organization,
    configuration: { url: "https://example.com/people.csv" },
  });

interface Kind {
  readonly kind: Parameters<typeof newest>[1];
  /** What is imported. */
  readonly make: (stack: TerraformStack, id: string, organization: string) => TerraformResource;
}

const RAW_KINDS: readonly Kind[] = [
  {
    kind: "models",
    make: (stack, id, organization) =>
      new ModelBinding(stack, id, {
        name: "People",
        connectionId: csv(stack).id,
        configuration: '{"query":"SELECT 1"}',
        identifier: "id",
        organization,
      }),
  },
  { kind: "roles", make: (stack, id, organization) => new Role(stack, id, { name: "R", organization }) },
];

const query = { configuration: { query: "SELECT 1" }, identifier: "id" };

const KINDS: readonly Kind[] = [
  {
    kind: "models",
    make: (stack, id, organization) =>
      new Model(stack, id, { name: "M", connection: csv(stack), ...query, organization }).resource,
  },
  {
    kind: "syncs",
    make: (stack, id, organization) => {
      const made = stack.node.tryFindChild("people") as Model | undefined;
      const connection = csv(stack);
      const people = made ?? new Model(stack, "people", { name: "M", connection, ...query, organization });
      const target = { connection, object: "contacts" };
      const fields = { Email: people.field("email") };
      return new ModelSync(stack, id, { name: "S", mode: "create", target, fields, organization }).resource;
    },
  },
  {
    kind: "bulkSyncs",
    make: (stack, id, organization) => {
      const end = { connection: csv(stack) };
      return new BulkSync(stack, id, { name: "B", source: end, destination: end, organization }).resource;
    },
  },
  {
    kind: "policies",
    make: (stack, id, organization) => new PermissionPolicy(stack, id, { name: "P", organization }).resource,
  },
  {
    kind: "roles",
    make: (stack, id, organization) => new PermissionRole(stack, id, { name: "R", organization }).resource,
  },
];

/** A thing of an organization, then the same again at a second address, which imports it. */
const importing = ({ kind, make }: Kind): readonly Program[] => [
  (stack, { organizationId }) => {
    csvOf(stack, organizationId);
    make(stack, "first", organizationId);
  },
  (stack, api) => {
    csvOf(stack, api.organizationId);
    make(stack, "first", api.organizationId);
    importNewest(api, kind, make(stack, "second", api.organizationId));
  },
];

const emptyDomain: Program = (stack) =>
  new OrganizationBinding(stack, "organization", { name: "Empty", ssoDomain: "" });

const subscribersAnswered = (body: object, method: "GET" | "PUT") => ({
  method,
  path: SUBSCRIBERS,
  status: 200,
  body,
});

export const THE_REST: Proofs<"Permissions, keys and secrets"> = {
  "no-policy-actions": {
    raw: [
      {
        program: (stack) => new Policy(stack, "policy", { name: "P", policyActions: [] }),
        fails: ["apply", ".policy_actions"],
      },
    ],
    library: {
      refused: [
        [
          (stack) => new PermissionPolicy(stack, "policy", { name: "P", policyActions: {} }),
          "is empty; omit it to allow no actions",
        ],
      ],
      open: [
        {
          program: (stack) => {
            const { resource } = new PermissionPolicy(stack, "policy", { name: "P" });
            resource.addOverride("policy_actions", []);
          },
          fails: ["apply", ".policy_actions"],
        },
      ],
    },
  },
  "no-roles-of-action": {
    raw: [{ recording: "permissions", case: "role_ids empty", shows: /^apply.*: Error: .*\.policy_actions/ }],
    library: {
      refused: [
        [
          (stack) => {
            new PermissionRole(stack, "role", { name: "R" });
            new PermissionPolicy(stack, "policy", { name: "P", policyActions: { create: [] } });
          },
          "policyActions.create must not be empty",
        ],
      ],
      open: [
        {
          program: (stack) => {
            new PermissionPolicy(stack, "policy", { name: "P", policyActions: { create: emptyList(stack) } });
          },
          fails: ["apply", ".policy_actions"],
        },
      ],
    },
  },
  "action-allowed-elsewhere": {
    raw: [
      { program: [policyBinding(["delete"]), afterAllowing(policyBinding(["delete"]))], changes: [] },
      {
        program: [policyBinding(["delete"]), afterAllowing(policyBinding(["delete"], "Renamed"))],
        changes: ["polytomic_policy: update"],
        sent: { path: POLICIES, body: { policy_actions: [{ action: "delete" }] } },
      },
    ],
    library: {
      open: [
        { program: [policy(["delete"]), afterAllowing(policy(["delete"]))], changes: [] },
        {
          program: [policy(["delete"]), afterAllowing(policy(["delete"], "Renamed"))],
          changes: ["polytomic_policy: update"],
          sent: { path: POLICIES, body: { policy_actions: [{ action: "delete" }] } },
        },
      ],
      advised: [
        {
          program: [policy(["delete"]), afterAllowing(policy(["create", "delete"], "Renamed"))],
          changes: ["polytomic_policy: update"],
          sent: { path: POLICIES, body: { policy_actions: [{ action: "create" }, { action: "delete" }] } },
        },
      ],
    },
  },
  "all-actions-removed": {
    raw: [
      {
        program: [policyBinding(["delete"]), policyBinding([])],
        changes: ["polytomic_policy: update"],
        sent: { path: POLICIES, body: NO_ACTIONS },
      },
    ],
    library: {
      open: [
        {
          program: [policy(["delete"]), policy([])],
          changes: ["polytomic_policy: update"],
          sent: { path: POLICIES, body: NO_ACTIONS },
        },
      ],
    },
  },
  "imported-policy": {
    raw: [
      {
        program: [
          policyBinding(["delete"]),
          (stack, api) => {
            policyBinding(["delete"])(stack, api);
            policyBinding(["delete"], "P", "second")(stack, api);
            importNewest(api, "policies", stack.node.findChild("second") as Policy);
          },
        ],
        changes: ["polytomic_policy: update"],
      },
    ],
    library: {
      open: [
        {
          program: [
            policy(["delete"]),
            (stack, api) => {
              policy(["delete"])(stack, api);
              const policyActions = { delete: [roleOf(stack).id] };
              const { resource } = new PermissionPolicy(stack, "second", { name: "P", policyActions });
              importNewest(api, "policies", resource);
            },
          ],
          changes: ["polytomic_policy: update"],
        },
      ],
    },
  },
  "user-without-roles": {
    raw: [
      {
        program: ["ada@example.com", "Ada@example.com"].map(
          (email): Program =>
            (stack, { organizationId: organization }) =>
              new UserBinding(stack, "ada", { email, organization }),
        ),
        fails: ["apply", "unknown value for polytomic_user.ada.role"],
        sent: { path: "/api/organizations", body: { role: "" } },
      },
    ],
    library: {
      refused: [
        [
          (stack) => new User(stack, "ada", { email: "ada@example.com", organization: UUID } as never),
          "roles is missing; expected an array",
        ],
        [
          (stack) =>
            new User(stack, "ada", { email: "a@b.example", organization: UUID, role: "admin" } as never),
          "role is not a prop here",
        ],
      ],
    },
  },
  "roles-in-another-order": {
    raw: [
      {
        program: [RAW_USERS.first, RAW_USERS.then(false)],
        changes: ["polytomic_user: update"],
        planned: ["polytomic_user: update"],
      },
    ],
    library: {
      open: [
        {
          program: [USERS.first, USERS.then(false)],
          changes: ["polytomic_user: update"],
          planned: ["polytomic_user: update"],
        },
      ],
      advised: [{ program: [USERS.first, USERS.then(true)], changes: [] }],
    },
  },
  "no-primary-keys": {
    raw: [
      {
        program: (stack) =>
          new ConnectionSchemaPrimaryKeys(stack, "keys", {
            connectionId: csv(stack).id,
            schemaId: "people",
            fieldIds: [],
          }),
        fails: ["apply", "Invalid Configuration"],
      },
    ],
    library: {
      refused: [
        [
          (stack) => new PrimaryKeys(stack, "keys", { connection: csv(stack), schema: "people", fields: [] }),
          "fields must not be empty",
        ],
      ],
      open: [
        {
          program: (stack) => {
            const fields = emptyList(stack);
            new PrimaryKeys(stack, "keys", { connection: csv(stack), schema: "people", fields });
          },
          fails: ["apply", "Invalid Configuration"],
        },
      ],
    },
  },
  "primary-keys-unseen": {
    raw: [
      {
        program: (stack) => {
          const read = new DataPolytomicConnectionSchema(stack, "schema", {
            connectionId: csv(stack).id,
            schemaId: "people",
          });
          new TerraformOutput(stack, "fields", { value: read.fields });
        },
        outputs: {
          fields: expect.arrayContaining([
            expect.objectContaining({ id: "id", is_primary_key: false }),
          ]) as unknown,
        },
      },
    ],
    library: {
      open: [
        {
          program: (stack) => {
            new PrimaryKeys(stack, "keys", { connection: csv(stack), schema: "people", fields: ["email"] });
          },
          meanwhile: (api) =>
            api.change(({ primaryKeys }) => void Object.assign(primaryKeys, emptied(primaryKeys))),
        },
      ],
    },
  },
  "primary-keys-of-nobody": {
    raw: [
      {
        server: { cannedAnswers: [READ_OF_NOBODY] },
        program: Array<Program>(2).fill((stack) => {
          const connectionId = csv(stack).id;
          new ConnectionSchemaPrimaryKeys(stack, "keys", {
            connectionId,
            schemaId: "people",
            fieldIds: ["id"],
          });
        }),
        fails: ["plan", "Error getting client"],
      },
    ],
    library: {
      safe: [
        {
          server: { cannedAnswers: [CREATED_FOR_NOBODY] },
          program: (stack) =>
            new PrimaryKeys(stack, "keys", { connection: csv(stack), schema: "people", fields: ["id"] }),
          fails: ["apply", "Polytomic does not return the organization of the connection. Set organization"],
          meanwhile: ({ requests }) => expect(requests.filter(({ method }) => method === "PUT")).toEqual([]),
        },
        {
          program: (stack, { organizationId: organization }) => {
            const keys = { connection: csv(stack), schema: "people", fields: ["id"] };
            new PrimaryKeys(stack, "keys", { ...keys, organization });
          },
        },
      ],
    },
  },
  "schema-id-in-a-path": {
    raw: Object.entries(UNESCAPED).map(([schemaId, message]) => ({
      program: [
        (stack) => csv(stack),
        (stack, api) => {
          api.defineSchemas(newest(api, "connections").id, [{ id: schemaId, fields: ["id"] }]);
          new ConnectionSchemaPrimaryKeys(stack, "keys", {
            connectionId: csv(stack).id,
            schemaId,
            fieldIds: ["id"],
          });
        },
      ],
      fails: ["apply", message],
    })),
    library: {
      refused: Object.keys(UNESCAPED).map((schema) => [
        (stack) => new PrimaryKeys(stack, "keys", { connection: csv(stack), schema, fields: ["id"] }),
        "is not supported: the Terraform provider does not escape",
      ]),
    },
  },
  "primary-keys-generated": {
    raw: [
      {
        recording: "import_each",
        case: "primary keys (import block, generated configuration)",
        shows: /^plan.*: Error: Missing Configuration for Required Attribute/,
      },
    ],
    library: {
      safe: [
        {
          program: [
            (stack) => csv(stack),
            (stack, api) => {
              const { id } = newest(api, "connections");
              api.change(({ primaryKeys }) => void (primaryKeys[id] = { people: ["email"] }));
              const keys = { connection: csv(stack), schema: "people", fields: ["email"] };
              const { resource } = new PrimaryKeys(stack, "keys", keys);
              resource.importFrom(`${api.organizationId}/${id}/people`);
            },
          ],
          changes: ["polytomic_connection_schema_primary_keys: update"],
        },
      ],
    },
  },
  "import-with-partner-key": {
    raw: RAW_KINDS.map((kind) => ({
      key: "partner" as const,
      program: importing(kind),
      fails: ["plan", WITHOUT_ORGANIZATION] as const,
    })),
    library: {
      open: KINDS.map((kind) => ({
        key: "partner" as const,
        program: importing(kind),
        fails: ["plan", WITHOUT_ORGANIZATION] as const,
      })),
      advised: KINDS.map((kind) => ({ key: "api" as const, program: importing(kind) })),
    },
  },
  "second-list-of-subscribers": {
    raw: [
      {
        program: (stack) => {
          const first = new Subscribers(stack, "first", { emails: ["a@example.com"] });
          new Subscribers(stack, "second", { emails: ["b@example.com"], dependsOn: [first] });
        },
        planned: ["polytomic_global_error_subscribers: update"],
      },
    ],
    library: {
      refused: [
        [
          (stack) => {
            new GlobalErrorSubscribers(stack, "first", { emails: ["a@example.com"] });
            new GlobalErrorSubscribers(stack, "second", { emails: ["b@example.com"] });
          },
          "already has a list, set by first; list all addresses there",
        ],
      ],
    },
  },
  "subscriber-in-capitals": {
    raw: [
      {
        server: { cannedAnswers: [subscribersAnswered({ emails: ["ops@example.com"] }, "PUT")] },
        program: (stack) => new Subscribers(stack, "ops", { emails: ["Ops@example.com"] }),
        fails: ["apply", ".emails"],
      },
    ],
    library: {
      refused: [
        [
          (stack) => new GlobalErrorSubscribers(stack, "ops", { emails: ["Ops@example.com"] }),
          "must be in lower case",
        ],
      ],
    },
  },
  "no-subscribers": {
    raw: [
      {
        server: { cannedAnswers: [subscribersAnswered({}, "PUT"), subscribersAnswered({}, "GET")] },
        program: (stack) => new Subscribers(stack, "ops", { emails: [] }),
        planned: ["polytomic_global_error_subscribers: update"],
      },
    ],
    library: {
      refused: [
        [(stack) => new GlobalErrorSubscribers(stack, "ops", { emails: [] }), "emails must not be empty"],
      ],
      open: [
        {
          server: { cannedAnswers: [subscribersAnswered({}, "PUT"), subscribersAnswered({}, "GET")] },
          program: (stack) => {
            new GlobalErrorSubscribers(stack, "ops", { emails: emptyList(stack) });
          },
          planned: ["polytomic_global_error_subscribers: update"],
        },
      ],
    },
  },
  "organization-without-partner-key": {
    raw: [
      {
        program: (stack) => new OrganizationBinding(stack, "organization", { name: "O" }),
        fails: ["plan", "partner key is required"],
      },
    ],
    library: {
      refused: [
        [
          (stack) => {
            const { stringValue: apiKey } = new TerraformVariable(stack, "key", { sensitive: true });
            const polytomicProvider = new PolytomicProvider(stack, "with-key", { alias: "with-key", apiKey });
            new Organization(stack, "organization", { name: "O", polytomicProvider });
          },
          "Polytomic requires a partner key",
        ],
      ],
    },
  },
  "empty-domain": {
    raw: [
      {
        key: "partner",
        program: [
          emptyDomain,
          (stack, api) => {
            const { id, name } = Object.values(api.snapshot().organizations).at(-1)!;
            const body = { data: { id, name, sso_domain: null } };
            const path = `/api/organizations/${id}`;
            api.behavior.cannedAnswers = [{ method: "GET", path, status: 200, body }];
            emptyDomain(stack, api);
          },
        ],
        changes: ["polytomic_organization: update"],
        planned: ["polytomic_organization: update"],
      },
    ],
    library: {
      refused: [
        [
          (stack) => new Organization(stack, "organization", { name: "Empty", ssoDomain: "" }),
          "ssoDomain must not be empty",
        ],
        [
          (stack) => new Organization(stack, "organization", { name: "Empty", ssoOrgId: "" }),
          "ssoOrgId must not be empty",
        ],
      ],
    },
  },
  "nested-secrets": {
    raw: [
      {
        program: (stack) => {
          const { url, basic } = webhook("seen");
          const resource = plain(stack, "polytomic_webhook_connection", {
            name: "W",
            configuration: { url, auth_method: "basic", basic },
          });
          const value = resource.interpolationForAttribute("configuration.basic.password");
          new TerraformOutput(stack, "password", { value });
        },
        outputs: { password: "seen" },
      },
    ],
    library: {
      refused: [
        [
          (stack) => new WebhookConnection(stack, "webhook", { name: "W", configuration: webhook("seen") }),
          "configuration.basic.password is a literal",
        ],
      ],
    },
  },
};

/** Whoever resets the keys in Polytomic's app leaves each schema with none. */
const emptied = (keys: Readonly<Record<string, object>>): Record<string, object> =>
  Object.fromEntries(Object.keys(keys).map((connection) => [connection, {}]));
