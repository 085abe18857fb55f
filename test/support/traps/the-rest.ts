/** Traps of permissions, primary keys, organizations, and of secrets of any connection. */
import { TerraformOutput, TerraformVariable } from "cdktf";
import {
  Organization,
  PermissionPolicy,
  PermissionRole,
  PolytomicProvider,
  PrimaryKeys,
} from "../../../constructs";
import { ConnectionSchemaPrimaryKeys } from "../../../lib/bindings/connection-schema-primary-keys";
import { DataPolytomicConnectionSchema } from "../../../lib/bindings/data-polytomic-connection-schema";
import { Organization as OrganizationBinding } from "../../../lib/bindings/organization";
import { Policy } from "../../../lib/bindings/policy";
import { WebhookConnection } from "../../../lib/bindings/webhook-connection";
import type { Proofs } from "./proof";
import { csv, plain } from "./raw";

const webhook = (password: string) => ({
  url: "https://example.com",
  authMethod: "basic" as const,
  basic: { username: "u", password },
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
          "names no action",
        ],
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
          "policyActions.create a list of 0 was given; it must not be empty",
        ],
      ],
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
          "fields a list of 0 was given; it must not be empty",
        ],
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
          "Polytomic asks for a partner key",
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
