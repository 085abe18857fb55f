/** Traps of the organization of a connection. */
import { type TerraformStack } from "cdktf";
import {
  BulkSync,
  ModelSync,
  PermissionPolicy,
  PermissionRole,
  S3Connection,
  User,
} from "../../../../constructs";
import { CsvConnection } from "../../../../lib/bindings/csv-connection";
import { Policy } from "../../../../lib/bindings/policy";
import { Role } from "../../../../lib/bindings/role";
import { User as UserBinding } from "../../../../lib/bindings/user";
import type { Program, Proofs } from "../proof";
import { bulkSync, model, s3 } from "../raw";
import { keyAuth, lake } from "../written";

/** The bench's organization, then another one. */
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

export const ORGANIZATION = {
  "uppercase-organization": {
    raw: [
      {
        program: (stack, { organizationId }) => s3(stack, {}, { organization: organizationId.toUpperCase() }),
        fails: ["apply", ".organization: was"],
      },
    ],
    library: {
      rejected: [
        [
          (stack) => lake(stack, { organization: "2F1D2B5C-9A3B-4A55-8F8E-1F1B7C1F0A11" }),
          "is not a lowercase UUID",
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
} satisfies Partial<Proofs<"Connections">>;
