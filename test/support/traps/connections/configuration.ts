/** Traps of the configuration of a connection. */
import { PolytomicRole } from "../../../../constructs";
import { ApiConnection } from "../../../../lib/bindings/api-connection";
import { HubspotConnection } from "../../../../lib/bindings/hubspot-connection";
import { HttpenrichmentConnection } from "../../../../lib/bindings/httpenrichment-connection";
import { M3TerConnection } from "../../../../lib/bindings/m3ter-connection";
import type { S3Connection as S3ConnectionBinding } from "../../../../lib/bindings/s3-connection";
import { StripeConnection } from "../../../../lib/bindings/stripe-connection";
import type { Outcome, Proofs } from "../proof";
import { newestId, emptyList, plain, s3, variable } from "../raw";
import { keyAuth, lake } from "../written";
import { plainLake } from "./programs";

/** Sets a configuration with another member after the connection was constructed. */
const putInto = (connection: S3ConnectionBinding, member: object): void =>
  connection.putConfiguration({ ...connection.configurationInput, ...member } as never);

/** Sets skipped lines of the newest connection in Polytomic. */
const skipLinesInPolytomic: Outcome["meanwhile"] = (api) =>
  api.change(({ connections }) => {
    connections[newestId(connections)]!.configuration["skip_lines"] = 3;
  });

const QUEUE_ARN = "arn:aws:sqs:us-east-1:111122223333:events";

// These types have only bindings, so both sides are the same.
const M3TER: Outcome = {
  server: { droppedConfiguration: ["orgId"] },
  program: (stack) => {
    const secret = variable(stack, "secret");
    const configuration = { clientId: secret, clientSecret: secret, orgId: "acme" };
    new M3TerConnection(stack, "usage", { name: "Usage", configuration });
  },
  sent: { path: "/api/connections", body: { configuration: { org_id: "acme" } } },
  fails: ["apply", ".configuration: inconsistent values for sensitive attribute"],
};

const ENRICHED: Outcome = {
  server: { droppedConfiguration: ["inputMappings"] },
  program: (stack) => {
    const inputMappings = [{ name: "email", type: "string", required: true }];
    const configuration = { url: "https://example.com", method: "GET", inputMappings } as const;
    new HttpenrichmentConnection(stack, "enrichment", { name: "Enrichment", configuration });
  },
  sent: {
    path: "/api/connections",
    body: { configuration: { input_mappings: expect.any(Array) as unknown[] } },
  },
  fails: ["apply", ".configuration.input_mappings: was"],
};

const PARTLY_AUTHENTICATED: Outcome = {
  program: (stack) => {
    const header = { name: "X-Key", value: variable(stack, "secret") };
    const configuration = { url: "https://example.com", auth: { header } };
    new ApiConnection(stack, "api", { name: "API", configuration });
  },
  sent: {
    path: "/api/connections",
    body: { configuration: { auth: { basic: {}, oauth: {}, query: [] } } },
  },
};

const WITHOUT_CONFIGURATION = expect.not.objectContaining({ configuration: expect.anything() }) as object;

const NOTHING_TO_SEND: readonly Outcome[] = [
  {
    program: (stack) => {
      new HubspotConnection(stack, "crm", { name: "CRM", configuration: {} });
    },
    sent: { method: "POST", path: "/api/connections", body: WITHOUT_CONFIGURATION },
  },
  {
    program: ["Payments", "Renamed"].map((name) => (stack) => {
      const configuration = { apiKey: variable(stack, "secret") };
      new StripeConnection(stack, "payments", { name, configuration });
    }),
    sent: { method: "PUT", path: "/api/connections", body: WITHOUT_CONFIGURATION },
    changes: ["polytomic_stripe_connection: update"],
  },
];

export const CONFIGURATION = {
  "omitted-option": {
    raw: [
      {
        program: [{ skipLines: 2 }, {}].map((options) => (stack) => s3(stack, options)),
        changes: [],
      },
      { program: (stack) => s3(stack), meanwhile: skipLinesInPolytomic, planned: [] },
    ],
    library: {
      safe: [
        {
          program: [{ skipLines: 2 }, {}].map((options) => (stack) => {
            lake(stack, { files: { layout: "one-table", ...options } });
          }),
          changes: ["polytomic_s3_connection: update"],
          sent: { path: "/api/connections", body: { configuration: { skip_lines: 0 } } },
        },
        {
          program: (stack) => lake(stack),
          meanwhile: skipLinesInPolytomic,
          planned: ["polytomic_s3_connection: update"],
        },
      ],
    },
  },
  "option-for-another-layout": {
    raw: [
      {
        program: (stack) => s3(stack, { isSingleTable: false, singleTableName: "orders" }),
        sent: {
          path: "/api/connections",
          body: { configuration: { is_single_table: false, single_table_name: "orders" } },
        },
      },
      {
        server: { droppedConfiguration: ["single_table_name"] },
        program: (stack) => s3(stack, { isSingleTable: false, singleTableName: "orders" }),
        fails: ["apply", ".configuration: inconsistent values for sensitive attribute"],
      },
    ],
    library: {
      rejected: [
        [
          (stack) => lake(stack, { files: { layout: "table-per-file", tableName: "orders" } }),
          'files.tableName is allowed only with layout "one-table"',
        ],
      ],
    },
  },
  "role-without-arn": {
    raw: [
      {
        program: (stack) => plain(stack, "polytomic_s3_connection", plainLake({})),
        sent: {
          path: "/api/connections",
          body: {
            configuration: expect.not.objectContaining({ iam_role_arn: expect.anything() }) as object,
          },
        },
      },
    ],
    library: {
      rejected: [
        [(stack) => lake(stack, { auth: { mode: "iam_role" } }), "auth.role is missing"],
        [
          (stack) => s3(stack).configuration.resetIamRoleArn(),
          "requires configuration.iamRoleArn, which is not set",
        ],
      ],
    },
  },
  "events-without-queue": {
    raw: [
      {
        program: (stack) => s3(stack, { enableEventNotifications: true }),
        sent: { path: "/api/connections", body: { configuration: { enable_event_notifications: true } } },
      },
      {
        program: (stack) => s3(stack, { eventQueueArn: QUEUE_ARN }),
        sent: {
          path: "/api/connections",
          body: {
            configuration: expect.not.objectContaining({
              enable_event_notifications: expect.anything(),
            }) as object,
          },
        },
      },
    ],
    library: {
      rejected: [
        [(stack) => lake(stack, { events: {} }), "events.queue is missing"],
        [(stack) => lake(stack, { eventQueueArn: QUEUE_ARN }), "eventQueueArn is not a prop here"],
      ],
    },
  },
  "malformed-location": {
    raw: [
      {
        program: (stack) =>
          s3(stack, { s3BucketName: "Acme Lake", s3BucketRegion: "Frankfurt", iamRoleArn: "nonsense" }),
        sent: {
          path: "/api/connections",
          body: { configuration: { s3_bucket_name: "Acme Lake", iam_role_arn: "nonsense" } },
        },
      },
    ],
    library: {
      rejected: [
        [(stack) => lake(stack, { bucket: "Acme Lake" }), "does not name a bucket"],
        [(stack) => lake(stack, { region: "Frankfurt" }), "is not the name of a region"],
        [(stack) => PolytomicRole.fromRoleArn(stack, "role", "nonsense"), "is not a role ARN"],
      ],
    },
  },
  "unknown-file-format": {
    raw: [
      {
        program: (stack) =>
          plain(stack, "polytomic_s3_connection", plainLake({ single_table_file_formats: ["xml"] })),
        sent: { path: "/api/connections", body: { configuration: { single_table_file_formats: ["xml"] } } },
      },
    ],
    library: {
      rejected: [
        [
          (stack) => lake(stack, { files: { layout: "table-per-directory", glob: "*", formats: ["xml"] } }),
          'files.formats[0] expected "csv", "json", or "parquet", got "xml"',
        ],
        [
          (stack) => s3(stack).addOverride("configuration.single_table_file_formats", ["xml"]),
          'configuration.singleTableFileFormats must be "csv", "json", or "parquet", got "xml"',
        ],
      ],
    },
  },
  "empty-formats": {
    raw: [
      {
        server: { droppedConfiguration: ["single_table_file_formats"] },
        program: (stack) => s3(stack, { singleTableFileFormats: [] }),
        fails: ["apply", ".configuration: inconsistent values for sensitive attribute"],
      },
    ],
    library: {
      rejected: [
        [
          (stack) => lake(stack, { files: { layout: "table-per-directory", glob: "*", formats: [] } }),
          "files.formats must not be empty",
        ],
      ],
      open: [
        {
          server: { droppedConfiguration: ["single_table_file_formats"] },
          program: (stack) => {
            const files = { layout: "table-per-directory", glob: "*", formats: emptyList(stack) };
            lake(stack, { files });
          },
          fails: ["apply", ".configuration: inconsistent values for sensitive attribute"],
        },
      ],
    },
  },
  "read-only-member": {
    raw: [
      {
        program: (stack) => plain(stack, "polytomic_s3_connection", plainLake({ external_id: "mine" })),
        fails: ["validate", "Invalid Configuration for Read-Only Attribute"],
      },
    ],
    library: {
      rejected: [
        [
          (stack) => lake(stack).resource.addOverride("configuration.external_id", "mine"),
          "the override of configuration.external_id has no effect",
        ],
        [
          (stack) =>
            lake(stack, { auth: keyAuth(stack) }).resource.addOverride("configuration.aws_user", "me"),
          "the override of configuration.aws_user has no effect",
        ],
        [(stack) => lake(stack, { externalId: "mine" }), "externalId is not a prop here"],
        [(stack) => putInto(s3(stack), { externalId: "mine" }), "configuration.externalId has no effect"],
      ],
    },
  },
  "misspelled-member": {
    raw: [
      {
        program: (stack) => plain(stack, "polytomic_s3_connection", plainLake({ skip_line: 2 })),
        sent: {
          path: "/api/connections",
          body: { configuration: expect.not.objectContaining({ skip_line: expect.anything() }) as object },
        },
      },
    ],
    library: {
      rejected: [
        [
          (stack) => lake(stack, { files: { layout: "one-table", skipLine: 2 } }),
          "files.skipLine is not a prop here",
        ],
        [
          (stack) => lake(stack).resource.addOverride("configuration.skip_line", 2),
          "the override of configuration.skip_line has no effect",
        ],
        [(stack) => s3(stack, { skipLine: 2 } as never), "configuration.skipLine has no effect"],
        [(stack) => putInto(s3(stack), { skipLine: 2 }), "configuration.skipLine has no effect"],
        [
          (stack) => s3(stack).addOverride("configuration.skip_line", 2),
          "the override of configuration.skip_line has no effect",
        ],
      ],
    },
  },
  "snake-case-members": { raw: [ENRICHED, M3TER], library: { open: [ENRICHED, M3TER] } },
  "nested-empty-values": { raw: [PARTLY_AUTHENTICATED], library: { open: [PARTLY_AUTHENTICATED] } },
  "configuration-not-sent": { raw: NOTHING_TO_SEND, library: { open: NOTHING_TO_SEND } },
} satisfies Partial<Proofs<"Connections">>;
