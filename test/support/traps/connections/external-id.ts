/** Traps of the external ID of a connection. */
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { DataResource, Fn, type TerraformStack } from "cdktf";
import { PolytomicRole, S3Connection } from "../../../../constructs";
import { DataPolytomicS3Connection } from "../../../../lib/bindings/data-polytomic-s3-connection";
import type { PolytomicApi } from "../../../../lib/testing";
import type { Proofs } from "../proof";
import { newestId, s3 } from "../raw";
import { addressOf } from "../../../../lib/terraform/references";
import { keyAuth, lake } from "../written";
import { trusted, policyOf, keys, switched, aws, externalIdOf } from "./programs";

/** Keeps the external ID in a commonly recommended way. */
const keptById = (stack: TerraformStack, connection: S3Binding): string => {
  const kept = new DataResource(stack, "kept", {
    input: { id: connection.configuration.externalId },
    lifecycle: { ignoreChanges: ["input"], replaceTriggeredBy: [`${addressOf(connection)}.id`] },
  });
  return kept.interpolationForAttribute("output.id").toString();
};

type S3Binding = ReturnType<typeof s3>;

const CHANGED = "another-external-id";

const changeExternalId = (api: PolytomicApi): void =>
  api.change(({ connections }) => {
    connections[newestId(connections)]!.configuration["external_id"] = CHANGED;
  });

export const EXTERNAL_ID = {
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
      rejected: [
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
} satisfies Partial<Proofs<"Connections">>;
