/** Traps of connections, and of the role that trusts one. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { DataResource, Fn, type TerraformResource, TerraformOutput, type TerraformStack } from "cdktf";
import {
  BulkSync,
  EventQueue,
  ModelSync,
  PermissionPolicy,
  PermissionRole,
  PolytomicRole,
  S3Connection,
  User,
} from "../../../constructs";
import { ApiConnection } from "../../../lib/bindings/api-connection";
import { CsvConnection } from "../../../lib/bindings/csv-connection";
import { DataPolytomicS3Connection } from "../../../lib/bindings/data-polytomic-s3-connection";
import { HubspotConnection } from "../../../lib/bindings/hubspot-connection";
import { HttpenrichmentConnection } from "../../../lib/bindings/httpenrichment-connection";
import { M3TerConnection } from "../../../lib/bindings/m3ter-connection";
import { Policy } from "../../../lib/bindings/policy";
import { Role } from "../../../lib/bindings/role";
import type { S3Connection as S3ConnectionBinding } from "../../../lib/bindings/s3-connection";
import { User as UserBinding } from "../../../lib/bindings/user";
import { StripeConnection } from "../../../lib/bindings/stripe-connection";
import type { PolytomicApi } from "../../../lib/testing";
import type { CannedAnswer } from "../../../lib/testing/behavior";
import type { Fate, Program, Proofs } from "./proof";
import { bulkSync, csv, emptyList, model, plain, s3, sync, variable } from "./raw";
import { addressOf } from "../../../lib/terraform/references";
import { copy, keyAuth, lake, people, roleAuth, toContacts } from "./written";

/** Sets a configuration with another member after the connection was constructed. */
const putInto = (connection: S3ConnectionBinding, member: object): void =>
  connection.putConfiguration({ ...connection.configurationInput, ...member } as never);

/** Says what the external ID is that others would see. */
const trusted = (stack: TerraformStack, value: string): TerraformOutput =>
  new TerraformOutput(stack, "trusted", { value });

/** Something that is made of the external ID, as a trust policy is. */
const policyOf = (stack: TerraformStack, externalId: string): DataResource =>
  new DataResource(stack, "policy", { input: { externalId } });

/** Replaces `resource` from one version to another. */
const replacedIn = (stack: TerraformStack, resource: TerraformResource, version: string): void => {
  const trigger = new DataResource(stack, "trigger", { triggersReplace: { version } });
  resource.lifecycle = { ...resource.lifecycle, replaceTriggeredBy: [`${addressOf(trigger)}.id`] };
};

const keys = (stack: TerraformStack) => ({
  authMode: "access_key_and_secret" as const,
  awsAccessKeyId: "AKIAEXAMPLE",
  awsSecretAccessKey: variable(stack, "secret"),
});

/** Keeps the external ID in a way that is often recommended. */
const keptById = (stack: TerraformStack, connection: S3Binding): string => {
  const kept = new DataResource(stack, "kept", {
    input: { id: connection.configuration.externalId },
    lifecycle: { ignoreChanges: ["input"], replaceTriggeredBy: [`${addressOf(connection)}.id`] },
  });
  return kept.interpolationForAttribute("output.id").toString();
};
type S3Binding = ReturnType<typeof s3>;

/** First with keys, then with a role. */
const switched = (program: (stack: TerraformStack, mode: "keys" | "role") => void): Program[] => [
  (stack) => program(stack, "keys"),
  (stack) => program(stack, "role"),
];

/** An S3 connection as Terraform's JSON has it, of which nothing is checked. */
const plainLake = (configuration: object): object => ({
  name: "Lake",
  configuration: {
    auth_mode: "iam_role",
    s3_bucket_name: "s3://acme-lake",
    s3_bucket_region: "us-east-1",
    ...configuration,
  },
});

const aws = (stack: TerraformStack): AwsProvider => new AwsProvider(stack, "aws", { region: "us-east-1" });

/** Somebody makes a model of the newest connection, in Polytomic. */
function useInPolytomic(api: PolytomicApi): void {
  api.change(({ connections, models }) => {
    const connection = connections[newest(connections)]!;
    const { organization_id, created_at, created_by, updated_at, updated_by } = connection;
    const audited = { created_at, created_by, updated_at, updated_by };
    const nothing = {
      fields: [],
      additional_fields: [],
      relations: [],
      tracking_columns: [],
      policies: [],
      labels: [],
    };
    const id = "0ddba115-0000-4000-8000-000000000000";
    const owned = { id, name: "Made by hand", connection_id: connection.id, organization_id, ...audited };
    models[id] = { ...owned, ...nothing, configuration: {}, version: 1, identifier: undefined };
  });
}

/** Forgets the connection, then imports it. */
const imported = (program: (stack: TerraformStack) => TerraformResource): readonly Program[] => [
  (stack) => program(stack),
  (stack) =>
    stack.addOverride("removed", [{ from: "polytomic_s3_connection.lake", lifecycle: { destroy: false } }]),
  (stack, api) => program(stack).importFrom(newest(api.snapshot().connections)),
];

/** Connections are deleted with this answer. */
const deletedWith = (status: number, body?: object): { cannedAnswers: CannedAnswer[] } => ({
  cannedAnswers: [{ method: "DELETE", path: /^\/api\/connections\//, status, body }],
});
const USED_BY_NOBODY = deletedWith(422, {
  message: "connection in use",
  metadata: { used_by: [] },
  status: 422,
});

/** What is made at `path` is made, but answered without data. */
const withoutData = (path: string | RegExp): { cannedAnswers: CannedAnswer[] } => ({
  cannedAnswers: [{ method: "POST", path, status: 201, body: { data: null }, afterEffect: true }],
});

/** What terraform says of a provider that panics: one of the two, by chance. */
const DIED = /Plugin did not respond|Request cancelled/;

const unanswered = (path: string | RegExp, program: Program): Fate => ({
  server: withoutData(path),
  program,
  fails: ["apply", DIED],
});
const USERS = /^\/api\/organizations\/[^/]+\/users$/;

/** The organization of the bench, then another one. */
const moved = (
  program: (stack: TerraformStack, organization: string, home: string) => void,
): readonly Program[] => [
  (stack, { organizationId: home }) => program(stack, home, home),
  (stack, api) => {
    const home = api.organizationId;
    api.change(({ organizations }) => {
      organizations[OTHER_ORGANIZATION] = { ...organizations[home]!, id: OTHER_ORGANIZATION, name: "Other" };
    });
    program(stack, OTHER_ORGANIZATION, home);
  },
];
const OTHER_ORGANIZATION = "0ddba115-0000-4000-8000-000000000001";

const csvIn = (stack: TerraformStack, id: string, organization: string): CsvConnection =>
  new CsvConnection(stack, id, {
    name: "Files",
    organization,
    configuration: { url: "https://example.com/people.csv" },
  });

/** Somebody lets the newest connection skip lines, in Polytomic. */
const skipLinesInPolytomic: Fate["meanwhile"] = (api) =>
  api.change(({ connections }) => {
    connections[newest(connections)]!.configuration["skip_lines"] = 3;
  });

const QUEUE_ARN = "arn:aws:sqs:us-east-1:111122223333:events";

const CHANGED = "another-external-id";
const changeExternalId = (api: PolytomicApi): void =>
  api.change(({ connections }) => {
    connections[newest(connections)]!.configuration["external_id"] = CHANGED;
  });

// Of these types there are bindings only, so that both sides are the same.
const M3TER: Fate = {
  server: { droppedConfiguration: ["orgId"] },
  program: (stack) => {
    const secret = variable(stack, "secret");
    const configuration = { clientId: secret, clientSecret: secret, orgId: "acme" };
    new M3TerConnection(stack, "usage", { name: "Usage", configuration });
  },
  sent: { path: "/api/connections", body: { configuration: { org_id: "acme" } } },
  fails: ["apply", ".configuration: inconsistent values for sensitive attribute"],
};
const ENRICHED: Fate = {
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
const PARTLY_AUTHENTICATED: Fate = {
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
const NOTHING_TO_SEND: readonly Fate[] = [
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

export const CONNECTIONS: Proofs<"Connections"> = {
  "external-id-noise": {
    raw: [
      {
        program: ["Lake", "Renamed"].map((name) => (stack) => {
          policyOf(stack, s3(stack, {}, { name }).configuration.externalId);
        }),
        changes: ["polytomic_s3_connection: update", "terraform_data: update"],
      },
    ],
    library: {
      safe: [
        {
          program: ["Lake", "Renamed"].map((name) => (stack) => {
            policyOf(stack, externalIdOf(lake(stack, { name })));
          }),
          changes: ["polytomic_s3_connection: update"],
        },
      ],
    },
  },
  "external-id-after-switch": {
    raw: [
      {
        program: switched((stack, mode) =>
          trusted(stack, keptById(stack, s3(stack, mode === "keys" ? keys(stack) : {}))),
        ),
        outputs: { trusted: "" },
      },
    ],
    library: {
      safe: [
        {
          program: switched((stack, mode) => {
            const connection = lake(stack, mode === "keys" ? { auth: keyAuth(stack) } : {});
            trusted(stack, mode === "keys" ? "none yet" : externalIdOf(connection));
          }),
          outputs: { trusted: expect.stringMatching(/^[\w-]{8,}$/) },
        },
      ],
    },
  },
  "late-external-id": {
    raw: [
      {
        server: { externalId: "after-creation" },
        program: (stack) => policyOf(stack, s3(stack).configuration.externalId),
        planned: ["terraform_data: update"],
      },
    ],
    library: {
      safe: [
        {
          server: { externalId: "after-creation" },
          program: (stack) => trusted(stack, externalIdOf(lake(stack))),
          fails: ["apply", "Polytomic returned no external ID"],
        },
      ],
    },
  },
  "external-id-changed": {
    raw: [
      {
        program: (stack) => trusted(stack, keptById(stack, s3(stack))),
        meanwhile: changeExternalId,
        planned: [],
        outputs: { trusted: expect.not.stringMatching(CHANGED) },
      },
    ],
    library: {
      safe: [
        {
          program: [
            (stack) => trusted(stack, externalIdOf(lake(stack))),
            (stack, api) => {
              changeExternalId(api);
              trusted(stack, externalIdOf(lake(stack)));
            },
          ],
          fails: ["plan", "changed in Polytomic, outside of Terraform"],
        },
      ],
    },
  },
  "external-id-data-source": {
    raw: [
      {
        program: (stack) => {
          const { id } = s3(stack);
          trusted(stack, new DataPolytomicS3Connection(stack, "read", { id }).configuration.externalId);
        },
        fails: ["plan", "Attempt to get attribute from null value"],
      },
    ],
    library: {
      refused: [
        [
          (stack) => S3Connection.fromConnectionId(stack, "read", lake(stack).connectionId).data,
          "is managed by this stack, so it cannot be read as an existing connection",
        ],
      ],
    },
  },
  "role-cycle": {
    raw: [
      {
        program: (stack) => {
          aws(stack);
          const role = new IamRole(stack, "role", { assumeRolePolicy: "" });
          const connection = s3(stack, { iamRoleArn: role.arn });
          role.assumeRolePolicy = Fn.jsonencode({ externalId: connection.configuration.externalId });
        },
        fails: ["validate", "Error: Cycle"],
      },
    ],
    library: {
      safe: [
        {
          program: (stack) => {
            aws(stack);
            const role = new PolytomicRole(stack, "role");
            lake(stack, { auth: { mode: "iam_role", role } });
            role.addStatements({
              Effect: "Allow",
              Action: "s3:ListBucket",
              Resource: "arn:aws:s3:::acme-lake",
            });
          },
          sent: {
            path: "/api/connections",
            body: {
              configuration: { iam_role_arn: expect.stringMatching(/^arn:aws:iam::\d{12}:role\//) as string },
            },
          },
        },
      ],
    },
  },
  "connection-replaced": {
    raw: [
      {
        program: ["1", "2"].map((version) => (stack) => {
          const connection = csv(stack);
          model(stack, { connectionId: connection.id });
          replacedIn(stack, connection, version);
        }),
        fails: ["apply", "Please remove before deleting this connection"],
      },
    ],
    library: {
      safe: [
        {
          program: ["1", "2"].map((version) => (stack) => {
            const connection = csv(stack);
            people(stack, { connection });
            replacedIn(stack, connection, version);
          }),
          changes: [
            "polytomic_csv_connection: delete, create",
            "polytomic_model: delete, create",
            "terraform_data: delete, create",
          ],
        },
      ],
    },
  },
  "create-before-destroy": {
    raw: [
      {
        // A topic in place of the queue: AWS answers both alike, but the AWS provider waits for a queue for a minute and a half.
        program: ["1", "2"].map((version) => (stack) => {
          aws(stack);
          const topic = new SnsTopic(stack, "topic", { name: "events" });
          replacedIn(stack, topic, version);
          const events = { enableEventNotifications: true, eventQueueArn: topic.arn };
          s3(stack, events, { lifecycle: { createBeforeDestroy: true } });
        }),
        changes: [
          "aws_sns_topic: create, delete",
          "polytomic_s3_connection: update",
          "terraform_data: create, delete",
        ],
        planned: ["aws_sns_topic: create", "polytomic_s3_connection: update"],
      },
    ],
    library: {
      refused: [
        [
          (stack) => {
            const { resource } = lake(stack, { events: { queue: new EventQueue(stack, "queue") } });
            resource.lifecycle = { createBeforeDestroy: true };
          },
          "create_before_destroy of polytomic_s3_connection.lake",
        ],
      ],
    },
  },
  "destroy-order": {
    raw: [
      {
        program: [
          (stack) => csv(stack),
          (stack, api) => {
            csv(stack);
            model(stack, { connectionId: newest(api.snapshot().connections) });
          },
          (stack, api) => model(stack, { connectionId: newest(api.snapshot().connections) }),
        ],
        fails: ["apply", "Please remove before deleting this connection"],
      },
    ],
    library: {
      safe: [
        {
          program: [(stack) => people(stack), () => undefined],
          changes: ["polytomic_csv_connection: delete", "polytomic_model: delete"],
        },
      ],
    },
  },
  "force-destroy-too-late": {
    raw: [
      {
        recording: "connection_delete",
        case: "force_destroy configured but not yet in state",
        shows: /^destroy: Error: Connection in use/,
      },
    ],
    library: {
      open: [
        {
          program: [
            (stack) => replacedIn(stack, lake(stack).resource, "1"),
            (stack, api) => {
              useInPolytomic(api);
              replacedIn(stack, lake(stack, { forceDestroy: true }).resource, "2");
            },
          ],
          fails: ["apply", "Please remove before deleting"],
        },
      ],
      advised: [
        {
          program: [(stack) => lake(stack, { forceDestroy: true }), (_, api) => useInPolytomic(api)],
          changes: ["polytomic_s3_connection: delete", "terraform_data: delete"],
          sent: { path: "/api/connections", method: "DELETE", query: { force: "true" } },
        },
      ],
    },
  },
  "option-left-out": {
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
  "option-of-another-layout": {
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
      refused: [
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
      refused: [
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
      refused: [
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
      refused: [
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
      refused: [
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
      refused: [
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
      refused: [
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
      refused: [
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
  "nested-zeros": { raw: [PARTLY_AUTHENTICATED], library: { open: [PARTLY_AUTHENTICATED] } },
  "configuration-not-sent": { raw: NOTHING_TO_SEND, library: { open: NOTHING_TO_SEND } },
  "organization-in-upper-case": {
    raw: [
      {
        program: (stack, { organizationId }) => s3(stack, {}, { organization: organizationId.toUpperCase() }),
        fails: ["apply", ".organization: was"],
      },
    ],
    library: {
      refused: [
        [
          (stack) => lake(stack, { organization: "2F1D2B5C-9A3B-4A55-8F8E-1F1B7C1F0A11" }),
          "is not a UUID in lower case",
        ],
      ],
    },
  },
  "organization-changed": {
    raw: [
      {
        key: "partner",
        program: moved((stack, organization) => s3(stack, {}, { organization })),
        fails: ["apply", "404"],
      },
      {
        key: "partner",
        program: moved((stack, organization, home) => {
          csvIn(stack, "files", home);
          model(stack, { organization });
        }),
        fails: ["apply", "404"],
      },
      {
        key: "partner",
        program: moved((stack, organization, home) => {
          csvIn(stack, "source", home);
          csvIn(stack, "destination", home);
          bulkSync(stack, { organization });
        }),
        fails: ["apply", "404"],
      },
      {
        key: "partner",
        program: moved((stack, organization) => new Role(stack, "role", { name: "R", organization })),
        fails: ["apply", "404"],
      },
      {
        key: "partner",
        program: moved((stack, organization) => new Policy(stack, "policy", { name: "P", organization })),
        fails: ["apply", "404"],
      },
      {
        key: "partner",
        program: moved((stack, organization) => {
          new UserBinding(stack, "ada", { email: "ada@example.com", role: "user", organization });
        }),
        fails: ["apply", "404"],
      },
    ],
    library: {
      safe: [
        {
          key: "partner",
          program: moved((stack, organization) => {
            const connection = lake(stack, { organization });
            const people = connection.model("people", { name: "People", file: "people.csv" });
            new ModelSync(stack, "sync", {
              name: "Sync",
              mode: "create",
              target: { connection, object: "contacts" },
              fields: { Email: people.field("email") },
              organization,
            });
            const target = new S3Connection(stack, "target", {
              name: "Target",
              bucket: "acme-target",
              region: "us-east-1",
              auth: keyAuth(stack),
              organization,
            });
            new BulkSync(stack, "bulk", {
              name: "Bulk",
              source: { connection },
              destination: { connection: target },
              organization,
            });
          }),
          changes: [
            "polytomic_bulk_sync: delete, create",
            "polytomic_model: delete, create",
            "polytomic_s3_connection: delete, create",
            "polytomic_s3_connection: delete, create",
            "polytomic_sync: delete, create",
            // The organizations of both connections, and the external ID of one.
            ...Array<string>(3).fill("terraform_data: delete, create"),
          ],
        },
        {
          key: "partner",
          program: moved((stack, organization) => {
            const role = new PermissionRole(stack, "role", { name: "R", organization });
            const policyActions = { delete: [role] };
            new PermissionPolicy(stack, "policy", { name: "P", policyActions, organization });
            new User(stack, "ada", { email: "ada@example.org", roles: [role], organization });
          }),
          changes: [
            "polytomic_policy: delete, create",
            "polytomic_role: delete, create",
            "polytomic_user: delete, create",
            ...Array<string>(3).fill("terraform_data: delete, create"),
          ],
        },
      ],
    },
  },
  "empty-key": {
    raw: [
      {
        program: (stack) => s3(stack, { ...keys(stack), awsAccessKeyId: "" }),
        sent: { path: "/api/connections", body: { configuration: { aws_access_key_id: "" } } },
      },
    ],
    library: {
      refused: [
        [
          (stack) => lake(stack, { auth: { ...keyAuth(stack), accessKeyId: "" } }),
          "auth.accessKeyId must not be empty",
        ],
      ],
      open: [
        {
          program: (stack) => {
            const { resource } = lake(stack, { auth: keyAuth(stack) });
            resource.addOverride("configuration.aws_access_key_id", "");
          },
          sent: { path: "/api/connections", body: { configuration: { aws_access_key_id: "" } } },
        },
      ],
    },
  },
  "secret-in-program": {
    raw: [
      {
        program: (stack) =>
          plain(
            stack,
            "polytomic_s3_connection",
            plainLake({
              auth_mode: "access_key_and_secret",
              aws_access_key_id: "AKIAEXAMPLE",
              aws_secret_access_key: "literally",
            }),
          ),
        file: "literally",
      },
    ],
    library: {
      refused: [
        [
          (stack) => lake(stack, { auth: { ...keyAuth(stack), secretAccessKey: "literally" } }),
          "is a literal, which the synthesized files would contain",
        ],
      ],
    },
  },
  "secret-in-state": {
    raw: [{ program: (stack) => s3(stack, keys(stack)), state: "hidden-away" }],
    library: { open: [{ program: (stack) => lake(stack, { auth: keyAuth(stack) }), state: "hidden-away" }] },
  },
  "secret-after-switch": {
    raw: [
      {
        program: switched((stack, mode) => s3(stack, mode === "keys" ? keys(stack) : {})),
        state: "hidden-away",
      },
    ],
    library: {
      safe: [
        {
          program: switched((stack, mode) => {
            const auth = mode === "keys" ? keyAuth(stack) : { ...roleAuth(stack), forgetAccessKey: true };
            lake(stack, { auth });
          }),
          changes: ["polytomic_s3_connection: update", "terraform_data: create"],
          sent: {
            path: "/api/connections",
            body: { configuration: { aws_access_key_id: "", aws_secret_access_key: "" } },
          },
          forgotten: "hidden-away",
        },
      ],
    },
  },
  "output-of-configuration": {
    raw: [
      {
        program: (stack) => trusted(stack, s3(stack).interpolationForAttribute("configuration").toString()),
        fails: ["plan", "Output refers to sensitive values"],
      },
    ],
    library: {
      safe: [
        {
          program: (stack) => trusted(stack, externalIdOf(lake(stack))),
          outputs: { trusted: expect.stringMatching(/^[\w-]{8,}$/) },
        },
      ],
    },
  },
  "import-of-secrets": {
    raw: [
      {
        program: imported((stack) => s3(stack, keys(stack))),
        changes: ["polytomic_s3_connection: update"],
      },
      {
        program: imported((stack) => s3(stack, {}, { forceDestroy: true })),
        changes: ["polytomic_s3_connection: update"],
      },
    ],
    library: {
      open: [
        {
          program: imported((stack) => lake(stack, { auth: keyAuth(stack) }).resource),
          changes: ["polytomic_s3_connection: update"],
        },
        {
          program: imported((stack) => lake(stack, { forceDestroy: true }).resource),
          changes: ["polytomic_s3_connection: update", "terraform_data: create"],
        },
        // With a role and nothing else the connection is imported as it is.
        { program: imported((stack) => lake(stack).resource), changes: ["terraform_data: create"] },
      ],
    },
  },
  "tainted-connection": {
    raw: [
      {
        server: { droppedConfiguration: ["skip_lines"] },
        program: (stack) => s3(stack, { skipLines: 2 }),
        fails: ["apply", ".configuration: inconsistent values for sensitive attribute"],
        planned: ["polytomic_s3_connection: delete, create"],
      },
    ],
    library: {
      open: [
        {
          server: { droppedConfiguration: ["skip_lines"] },
          program: (stack) => {
            const connection = lake(stack, { files: { layout: "one-table", skipLines: 2 } });
            policyOf(stack, externalIdOf(connection));
          },
          fails: ["apply", ".configuration: inconsistent values for sensitive attribute"],
          planned: [
            "polytomic_s3_connection: delete, create",
            // The external ID, and what is made of it.
            ...Array<string>(2).fill("terraform_data: create"),
          ],
        },
      ],
    },
  },
  "force-destroy-of-replaced": {
    raw: [
      {
        program: ["1", "2"].map((version) => (stack) => {
          const connection = csv(stack);
          connection.forceDestroy = true;
          model(stack, { connectionId: connection.id });
          replacedIn(stack, connection, version);
        }),
        // Deleting a model with its connection makes it new in the plan that follows.
        fails: ["apply", "404"],
        planned: ["polytomic_model: create"],
      },
    ],
    library: {
      safe: [
        {
          program: ["1", "2"].map((version) => (stack) => {
            const connection = csv(stack);
            connection.forceDestroy = true;
            people(stack, { connection });
            replacedIn(stack, connection, version);
          }),
          changes: [
            "polytomic_csv_connection: delete, create",
            "polytomic_model: delete, create",
            "terraform_data: delete, create",
          ],
        },
      ],
    },
  },
  "refusal-without-message": {
    raw: [
      {
        server: deletedWith(422, {}),
        program: [(stack) => csv(stack), () => undefined],
        fails: ["apply", DIED],
        planned: ["polytomic_csv_connection: delete"],
      },
    ],
    library: {
      open: [
        {
          server: deletedWith(422, {}),
          program: [(stack) => lake(stack), () => undefined],
          fails: ["apply", DIED],
          planned: ["polytomic_s3_connection: delete"],
        },
      ],
    },
  },
  "absence-without-body": {
    raw: [
      {
        server: deletedWith(404),
        program: [(stack) => csv(stack), () => undefined],
        fails: ["apply", "Error deleting connection"],
      },
      // With a body it is gone.
      {
        server: deletedWith(404, { message: "not found", status: 404 }),
        program: [(stack) => csv(stack), () => undefined],
        changes: ["polytomic_csv_connection: delete"],
      },
    ],
    library: {
      open: [
        {
          server: deletedWith(404),
          program: [(stack) => lake(stack), () => undefined],
          fails: ["apply", "Error deleting connection"],
        },
      ],
    },
  },
  "in-use-by-nobody": {
    raw: [
      {
        server: USED_BY_NOBODY,
        program: [(stack) => csv(stack), () => undefined],
        changes: ["polytomic_csv_connection: delete"],
      },
    ],
    library: {
      open: [
        {
          server: USED_BY_NOBODY,
          program: [(stack) => lake(stack), () => undefined],
          changes: ["polytomic_s3_connection: delete", "terraform_data: delete"],
        },
      ],
    },
  },
  "answer-without-data": {
    raw: [
      unanswered("/api/connections", (stack) => s3(stack)),
      unanswered("/api/models", (stack) => model(stack)),
      unanswered("/api/syncs", (stack) => sync(stack)),
      unanswered("/api/bulk/syncs", (stack) => bulkSync(stack)),
      unanswered("/api/permissions/policies", (stack) => new Policy(stack, "policy", { name: "P" })),
      unanswered("/api/permissions/roles", (stack) => new Role(stack, "role", { name: "R" })),
      unanswered(USERS, (stack, { organizationId: organization }) => {
        new UserBinding(stack, "ada", { email: "ada@example.com", role: "user", organization });
      }),
    ],
    library: {
      open: [
        unanswered("/api/connections", (stack) => lake(stack)),
        unanswered("/api/models", (stack) => people(stack)),
        unanswered("/api/syncs", (stack) => toContacts(stack)),
        unanswered("/api/bulk/syncs", (stack) => copy(stack)),
        unanswered("/api/permissions/policies", (stack) => {
          new PermissionPolicy(stack, "policy", { name: "P" });
        }),
        unanswered("/api/permissions/roles", (stack) => new PermissionRole(stack, "role", { name: "R" })),
        unanswered(USERS, (stack, { organizationId: organization }) => {
          const roles = [new PermissionRole(stack, "role", { name: "R" })];
          new User(stack, "ada", { email: "ada@example.org", roles, organization });
        }),
      ],
    },
  },
};

function externalIdOf({ auth }: S3Connection): string {
  return "externalId" in auth ? auth.externalId : "";
}

const newest = (objects: Readonly<Record<string, unknown>>): string => Object.keys(objects).at(-1) ?? "";
