/** Traps of organizations, error subscribers and nested secrets. */
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
} from "../../../../constructs";
import { CsvConnection } from "../../../../lib/bindings/csv-connection";
import { GlobalErrorSubscribers as Subscribers } from "../../../../lib/bindings/global-error-subscribers";
import { Model as ModelBinding } from "../../../../lib/bindings/model";
import { Organization as OrganizationBinding } from "../../../../lib/bindings/organization";
import { Role } from "../../../../lib/bindings/role";
import { WebhookConnection } from "../../../../lib/bindings/webhook-connection";
import type { Program, Proofs } from "../proof";
import { csv, emptyList, plain } from "../raw";
import type { newest } from "./programs";
import { importNewest } from "./programs";

const SUBSCRIBERS = "/api/notifications/global-error-subscribers";

const webhook = (password: string) => ({
  url: "https://example.com",
  authMethod: "basic" as const,
  basic: { username: "u", password },
});

const WITHOUT_ORGANIZATION = "organization ID must be specified with partner or deployment key";

/** A connection with an organization, which a partner key requires. Later calls of `csv` return it for this id. */
const csvOf = (stack: TerraformStack, organization: string): CsvConnection =>
  new CsvConnection(stack, "files", {
    name: "Files",
    organization,
    configuration: { url: "https://example.com/people.csv" },
  });

interface Kind {
  readonly kind: Parameters<typeof newest>[1];
  /** The resource to import. */
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

/** A resource of an organization, and a second version that imports it at another address. */
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

export const ORGANIZATIONS = {
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
  "two-subscriber-lists": {
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
      rejected: [
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
  "uppercase-subscriber": {
    raw: [
      {
        server: { cannedResponses: [subscribersAnswered({ emails: ["ops@example.com"] }, "PUT")] },
        program: (stack) => new Subscribers(stack, "ops", { emails: ["Ops@example.com"] }),
        fails: ["apply", ".emails"],
      },
    ],
    library: {
      rejected: [
        [
          (stack) => new GlobalErrorSubscribers(stack, "ops", { emails: ["Ops@example.com"] }),
          "must be lowercase",
        ],
      ],
    },
  },
  "empty-subscribers": {
    raw: [
      {
        server: { cannedResponses: [subscribersAnswered({}, "PUT"), subscribersAnswered({}, "GET")] },
        program: (stack) => new Subscribers(stack, "ops", { emails: [] }),
        planned: ["polytomic_global_error_subscribers: update"],
      },
    ],
    library: {
      rejected: [
        [(stack) => new GlobalErrorSubscribers(stack, "ops", { emails: [] }), "emails must not be empty"],
      ],
      open: [
        {
          server: { cannedResponses: [subscribersAnswered({}, "PUT"), subscribersAnswered({}, "GET")] },
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
      rejected: [
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
            api.behavior.cannedResponses = [{ method: "GET", path, status: 200, body }];
            emptyDomain(stack, api);
          },
        ],
        changes: ["polytomic_organization: update"],
        planned: ["polytomic_organization: update"],
      },
    ],
    library: {
      rejected: [
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
      rejected: [
        [
          (stack) => new WebhookConnection(stack, "webhook", { name: "W", configuration: webhook("seen") }),
          "configuration.basic.password is a literal",
        ],
      ],
    },
  },
} satisfies Partial<Proofs<"Permissions, keys and secrets">>;
