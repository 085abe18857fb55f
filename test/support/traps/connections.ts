/** Traps of connections, and of the role that trusts one. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { DataResource, Fn, type TerraformResource, TerraformOutput, type TerraformStack } from "cdktf";
import { PolytomicRole, S3Connection } from "../../../constructs";
import { DataPolytomicS3Connection } from "../../../lib/bindings/data-polytomic-s3-connection";
import type { Program, Proofs } from "./proof";
import { csv, model, plain, s3, variable } from "./raw";
import { keyAuth, lake, people, roleAuth } from "./written";

/** Says what the external ID is that others would see. */
const trusted = (stack: TerraformStack, value: string): TerraformOutput =>
  new TerraformOutput(stack, "trusted", { value });

/** Something that is made of the external ID, as a trust policy is. */
const policyOf = (stack: TerraformStack, externalId: string): DataResource =>
  new DataResource(stack, "policy", { input: { externalId } });

const addressOf = (resource: TerraformResource): string =>
  `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

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
          fails: ["apply", "Polytomic answered without an external ID"],
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
    library: { open: [] },
  },
  "option-removed": {
    raw: [
      {
        program: [{ skipLines: 2 }, {}].map((options) => (stack) => s3(stack, options)),
        changes: [],
      },
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
          'files.tableName belongs to layout "one-table"',
        ],
      ],
    },
  },
  "role-without-arn": {
    raw: [
      {
        program: (stack) => s3(stack).configuration.resetIamRoleArn(),
        sent: {
          path: "/api/connections",
          body: {
            configuration: expect.not.objectContaining({ iam_role_arn: expect.anything() }) as object,
          },
        },
      },
    ],
    library: {
      refused: [[(stack) => lake(stack, { auth: { mode: "iam_role" } }), "auth.role is missing"]],
    },
  },
  "events-without-queue": {
    raw: [
      {
        program: (stack) => s3(stack, { enableEventNotifications: true }),
        sent: { path: "/api/connections", body: { configuration: { enable_event_notifications: true } } },
      },
    ],
    library: { refused: [[(stack) => lake(stack, { events: {} }), "events.queue is missing"]] },
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
        [(stack) => PolytomicRole.fromRoleArn(stack, "role", "nonsense"), "roleArn"],
      ],
    },
  },
  "unknown-file-format": {
    raw: [
      {
        program: (stack) => s3(stack).addOverride("configuration.single_table_file_formats", ["xml"]),
        sent: { path: "/api/connections", body: { configuration: { single_table_file_formats: ["xml"] } } },
      },
    ],
    library: {
      refused: [
        [
          (stack) => lake(stack, { files: { layout: "table-per-directory", glob: "*", formats: ["xml"] } }),
          "files.formats[0]",
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
          "files.formats",
        ],
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
      refused: [[(stack) => lake(stack, { externalId: "mine" }), "externalId is not a prop here"]],
    },
  },
  "misspelt-member": {
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
          "the override of configuration.skip_line sets nothing",
        ],
        [
          (stack) => s3(stack).addOverride("configuration.skip_line", 2),
          "the override of configuration.skip_line sets nothing",
        ],
      ],
    },
  },
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
          'auth.accessKeyId "" was given; it must not be empty',
        ],
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
          "a literal was given, which would stand in the synthesized files",
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
        recording: "import_each",
        case: "s3 connection access key (CLI import)",
        shows: /^plan: polytomic_s3_connection\.lake update/,
      },
      {
        recording: "import_each",
        case: "s3 connection with force_destroy (CLI import)",
        shows: /^plan: polytomic_s3_connection\.lake update/,
      },
    ],
    library: { open: [] },
  },
  "in-use-by-nobody": {
    raw: [
      {
        server: {
          cannedAnswers: [
            {
              method: "DELETE",
              path: /^\/api\/connections\//,
              status: 422,
              body: { message: "connection in use", metadata: { used_by: [] }, status: 422 },
            },
          ],
        },
        program: [(stack) => csv(stack), () => undefined],
        changes: ["polytomic_csv_connection: delete"],
      },
    ],
    library: {
      open: [
        {
          server: {
            cannedAnswers: [
              {
                method: "DELETE",
                path: /^\/api\/connections\//,
                status: 422,
                body: { message: "connection in use", metadata: { used_by: [] }, status: 422 },
              },
            ],
          },
          program: [(stack) => lake(stack), () => undefined],
          changes: ["polytomic_s3_connection: delete", "terraform_data: delete"],
        },
      ],
    },
  },
  "answer-without-data": {
    raw: [
      {
        recording: "connection_server_behaviour",
        case: "POST answers data:null",
        shows: /^apply.*: Error: Plugin did not respond/,
      },
    ],
    library: { open: [] },
  },
  "no-key": {
    raw: ["no key", "partner key without organization"].map((name) => ({
      recording: "provider_configuration",
      case: name,
      shows: /^apply.*: Error: Error getting client/,
    })),
    library: { open: [] },
  },
};

function externalIdOf({ auth }: S3Connection): string {
  return "externalId" in auth ? auth.externalId : "";
}

const newest = (objects: Readonly<Record<string, unknown>>): string => Object.keys(objects).at(-1) ?? "";
