/** Traps of the provider's settings, and of all plans. */
import { DataResource, TerraformProvider, type TerraformStack, TerraformVariable } from "cdktf";
import { PolytomicProvider } from "../../../constructs";
import { DataPolytomicCallerIdentity } from "../../../lib/bindings/data-polytomic-caller-identity";
import type { CannedResponse } from "../../../lib/testing/api/behavior";
import type { Program, Proofs } from "./proof";
import { csv, model, plain, s3, sync, variable } from "./raw";
import { copy, keyAuth, lake, people, toContacts } from "./written";

const WITHOUT_KEY = "organization ID must be specified with partner or deployment key";

/** A lowercase UUID that Polytomic does not know. */
const UNKNOWN_ORGANIZATION = "0ddba115-0000-4000-8000-000000000002";
const NO_ACCESS = `API key does not have access to organization ${UNKNOWN_ORGANIZATION}`;

/** The program sets a partner key, in addition to the API key of the environment. */
const withPartnerKey =
  (program: (stack: TerraformStack) => unknown): Program =>
  (stack) => {
    (stack.node.findChild("polytomic") as PolytomicProvider).partnerKey = variable(stack, "secret");
    program(stack);
  };

/** A URL without a server. */
const NO_SERVER = "http://127.0.0.1:1";

/** A provider without the generated binding, which rejects values that are unknown in a plan. */
class PlainProvider extends TerraformProvider {
  public override get alias(): string {
    return "elsewhere";
  }
}

const askingUnknownHost: Program = (stack) => {
  const host = new DataResource(stack, "host", { input: { url: NO_SERVER } });
  const provider = new PlainProvider(stack, "elsewhere", { terraformResourceType: "polytomic" });
  provider.addOverride("deployment_url", host.interpolationForAttribute("output.url"));
  new DataPolytomicCallerIdentity(stack, "me", { provider });
};

const busyOnce = (): { cannedResponses: CannedResponse[] } => ({
  cannedResponses: [
    {
      method: "POST",
      path: "/api/connections",
      status: 429,
      body: { message: "slow down", status: 429 },
      times: 1,
    },
  ],
});

/** Renames a connection with a key. Another resource uses a member that only Polytomic sets. */
const renamed = (awsUserOf: (stack: TerraformStack, name: string) => string): readonly Program[] =>
  ["Lake", "Renamed"].map((name) => (stack) => {
    new DataResource(stack, "policy", { input: { user: awsUserOf(stack, name) } });
  });

export const PROVIDER: Proofs<"The provider and its plans"> = {
  "no-key": {
    raw: [
      { key: "none", program: (stack) => csv(stack), fails: ["apply", WITHOUT_KEY] },
      { key: "partner", program: (stack) => csv(stack), fails: ["apply", WITHOUT_KEY] },
    ],
    library: {
      open: [
        { key: "none", program: (stack) => lake(stack), fails: ["apply", WITHOUT_KEY] },
        { key: "partner", program: (stack) => people(stack), fails: ["apply", WITHOUT_KEY] },
      ],
      advised: [
        {
          key: "none",
          program: (stack) => {
            lake(stack);
            new DataPolytomicCallerIdentity(stack, "me", {});
          },
          fails: ["plan", WITHOUT_KEY],
        },
        {
          key: "partner",
          program: (stack, { organizationId: organization }) => lake(stack, { organization }),
        },
        {
          key: "none",
          program: (stack) => {
            const apiKey = new TerraformVariable(stack, "key", { sensitive: true }).stringValue;
            const polytomicProvider = new PolytomicProvider(stack, "own", { alias: "own", apiKey });
            lake(stack, { polytomicProvider });
          },
          fails: ["plan", "No value for required variable"],
        },
      ],
    },
  },
  "wrong-organization": {
    raw: [
      {
        program: (stack) => s3(stack, {}, { organization: UNKNOWN_ORGANIZATION }),
        fails: ["apply", NO_ACCESS],
      },
    ],
    library: {
      open: [
        {
          program: (stack) => lake(stack, { organization: UNKNOWN_ORGANIZATION }),
          fails: ["apply", NO_ACCESS],
        },
      ],
      advised: [
        {
          program: (stack) => {
            lake(stack, { organization: UNKNOWN_ORGANIZATION });
            new DataPolytomicCallerIdentity(stack, "me", { organizationId: UNKNOWN_ORGANIZATION });
          },
          fails: ["plan", NO_ACCESS],
        },
      ],
    },
  },
  "stray-key": {
    raw: [
      {
        program: withPartnerKey((stack) => s3(stack)),
        sent: { path: "/api/connections", status: 201 },
      },
    ],
    library: {
      open: [
        {
          program: withPartnerKey((stack) => lake(stack)),
          sent: { path: "/api/connections", status: 201 },
        },
      ],
      advised: [
        {
          program: withPartnerKey((stack) => lake(stack, { organization: UNKNOWN_ORGANIZATION })),
          fails: ["apply", NO_ACCESS],
        },
      ],
    },
  },
  "unknown-settings": {
    // The first version is applied although its URL has no server, because another Polytomic was used.
    raw: [{ program: [askingUnknownHost, askingUnknownHost], fails: ["plan", "error getting identity"] }],
    library: {
      rejected: [
        [
          (stack) => {
            const deploymentUrl = new DataResource(stack, "host", { input: { url: NO_SERVER } })
              .output as never;
            new PolytomicProvider(stack, "elsewhere", { alias: "elsewhere", deploymentUrl });
          },
          "deploymentUrl depends on terraform_data.host, a resource of the same stack",
        ],
        [
          (stack) => {
            const apiKey = new DataResource(stack, "key").output as never;
            new PolytomicProvider(stack, "elsewhere", { alias: "elsewhere", apiKey });
          },
          "apiKey depends on terraform_data.key, a resource of the same stack",
        ],
      ],
    },
  },
  "no-retries": {
    raw: [{ server: busyOnce(), program: (stack) => csv(stack), fails: ["apply", "429"] }],
    library: { open: [{ server: busyOnce(), program: (stack) => lake(stack), fails: ["apply", "429"] }] },
  },
  "members-known-after-apply": {
    raw: [
      {
        program: renamed((stack, name) => {
          const auth = { authMode: "access_key_and_secret", awsAccessKeyId: "AKIAEXAMPLE" } as const;
          const secret = { awsSecretAccessKey: variable(stack, "secret") };
          return s3(stack, { ...auth, ...secret }, { name }).configuration.awsUser;
        }),
        changes: ["polytomic_s3_connection: update", "terraform_data: update"],
      },
    ],
    library: {
      open: [
        {
          program: renamed((stack, name) => {
            const { auth } = lake(stack, { name, auth: keyAuth(stack) });
            return "awsUser" in auth ? auth.awsUser : "";
          }),
          changes: ["polytomic_s3_connection: update", "terraform_data: update"],
        },
      ],
    },
  },
  "outdated-names": {
    raw: [
      {
        program: (stack) => plain(stack, "polytomic_bulk_sync", { name: "Bulk", discovery: true }),
        fails: ["validate", "discovery"],
      },
      {
        program: (stack) => plain(stack, "polytomic_bulk_sync_schema", { bulk_sync_id: "b" }),
        fails: ["validate", "polytomic_bulk_sync_schema"],
      },
      {
        program: (stack) => {
          const { id: model_id, connectionId: connection_id } = model(stack);
          plain(stack, "polytomic_sync", {
            name: "Sync",
            mode: "create",
            active: true,
            target: { connection_id, object: "contacts", search_values: { id: "1" } },
            fields: [{ source: { model_id, field: "email" }, target: "Email", newField: true }],
            schedule: { frequency: "manual" },
          });
        },
        sent: {
          path: "/api/syncs",
          body: {
            target: expect.not.objectContaining({ search_values: expect.anything() }) as object,
            fields: [expect.not.objectContaining({ newField: expect.anything() })],
          },
        },
      },
    ],
    library: {
      rejected: [
        [(stack) => copy(stack, { discovery: true }), "discovery is not a prop here"],
        [
          (stack) => toContacts(stack, (email) => ({ fields: { Email: { source: email, newField: true } } })),
          "newField is not a prop here",
        ],
        [
          (stack) => toContacts(stack).resource.addOverride("target.search_values", { id: "1" }),
          "the override of target.search_values has no effect",
        ],
        [
          (stack) => sync(stack).addOverride("fields.0.newField", true),
          "the override of fields.newField has no effect",
        ],
      ],
    },
  },
  "drift-exit-code": {
    raw: [
      {
        recording: "connection_s3_iam_role_lifecycle",
        case: "create",
        shows: /^plan -refresh-only: exit code 2$/,
      },
    ],
    // The ordinary plan is empty, and no configuration affects the other one.
    library: { open: [{ program: (stack) => lake(stack), planned: [] }] },
  },
};
