/** Traps of the secrets of a connection. */
import { type TerraformResource, type TerraformStack } from "cdktf";
import type { Program, Proofs } from "../proof";
import { newestId, plain, s3 } from "../raw";
import { keyAuth, lake, roleAuth } from "../written";
import { trusted, keys, switched, plainLake, externalIdOf } from "./programs";

/** Removes the connection from the state, then imports it. */
const imported = (program: (stack: TerraformStack) => TerraformResource): readonly Program[] => [
  (stack) => program(stack),
  (stack) =>
    stack.addOverride("removed", [{ from: "polytomic_s3_connection.lake", lifecycle: { destroy: false } }]),
  (stack, api) => program(stack).importFrom(newestId(api.snapshot().connections)),
];

export const SECRETS = {
  "empty-key": {
    raw: [
      {
        program: (stack) => s3(stack, { ...keys(stack), awsAccessKeyId: "" }),
        sent: { path: "/api/connections", body: { configuration: { aws_access_key_id: "" } } },
      },
    ],
    library: {
      rejected: [
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
  "secret-in-code": {
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
      rejected: [
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
  "configuration-output": {
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
  "imported-secrets": {
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
        // With only a role, the import needs no change.
        { program: imported((stack) => lake(stack).resource), changes: ["terraform_data: create"] },
      ],
    },
  },
} satisfies Partial<Proofs<"Connections">>;
