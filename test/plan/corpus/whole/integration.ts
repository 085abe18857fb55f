/** An S3 integration and how its props change: the plans that users of the library review. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { TerraformStack } from "cdktf";
import {
  type DataBucketProps,
  type EventQueueProps,
  PolytomicProvider,
  type PolytomicRoleProps,
  S3Integration,
  type S3IntegrationProps,
} from "../../../../constructs";
import { type Topic, UNSET } from "../case";

interface Choices extends Partial<Omit<S3IntegrationProps, "bucket" | "role" | "events">> {
  readonly id?: string;
  readonly bucket?: Partial<Omit<DataBucketProps, "tags" | "awsProvider">>;
  readonly role?: Omit<PolytomicRoleProps, "tags" | "awsProvider">;
  readonly queue?: Omit<EventQueueProps, "tags" | "awsProvider"> | false;
  readonly more?: (stack: TerraformStack) => void;
}

const NETWORKS = { ipRanges: ["203.0.113.0/24"] };

const program =
  ({ id = "lake", bucket, role, queue, more, ...rest }: Choices = {}) =>
  (stack: TerraformStack): void => {
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    new PolytomicProvider(stack, "polytomic");
    new S3Bucket(stack, "existing", { bucket: "acme-existing" });
    new S3Integration(stack, id, {
      name: "Lake",
      bucket: { name: "acme-lake", allowedNetworks: NETWORKS, onRemoval: "delete-with-objects", ...bucket },
      role: { roleName: "acme-lake", ...role },
      events: queue === false ? false : { queue: { queueName: "acme-lake", retentionDays: 4, ...queue } },
      encryptionKey: { alias: "acme-lake", onRemoval: "delete" },
      ...rest,
    });
    more?.(stack);
  };

export const INTEGRATION: Topic = {
  name: "integration",
  base: program(),
  cases: [
    { name: "integration-unchanged", edit: program(), expected: [] },
    { name: "integration-renamed", edit: program({ name: "Acme lake" }), expected: [] },
    {
      name: "integration-reads-only",
      edit: program({ access: "read" }),
      expected: ["permissions-lost[lake/role/policy]"],
      tolerated: ["permissions-lost[lake/role/key-policy]"],
    },
    {
      name: "integration-without-events",
      edit: program({ queue: false }),
      expected: [
        "notification-removed[lake/bucket/notification]",
        "queue-destroyed[lake/queue]",
        "queue-destroyed[lake/queue/dead-letters]",
      ],
      tolerated: [
        "permissions-lost[lake/role/policy]",
        "permissions-lost[lake/role/key-policy]",
        "permissions-lost[lake/encryption-key]",
      ],
      note: "The connection stops reading events, so syncs find new files only when they scan the bucket.",
    },
    {
      name: "integration-from-anywhere",
      edit: program({ bucket: { allowedNetworks: UNSET } }),
      expected: ["permissions-widened[lake/bucket/policy]"],
      note: "A denial is gone, so more callers get through.",
    },
    {
      name: "integration-from-more-networks",
      edit: program({ bucket: { allowedNetworks: { ipRanges: ["203.0.113.0/24", "198.51.100.0/24"] } } }),
      expected: ["permissions-widened[lake/bucket/policy]"],
    },
    {
      name: "integration-from-fewer-networks",
      edit: program({ bucket: { allowedNetworks: { ipRanges: ["203.0.113.0/28"] } } }),
      expected: ["permissions-lost[lake/bucket/policy]"],
    },
    {
      name: "integration-protected",
      edit: program({ bucket: { onRemoval: "keep" } }),
      expected: [],
      note: "force_destroy goes, and prevent_destroy comes.",
    },
    {
      name: "integration-public-block-of-organization",
      edit: program({ bucket: { publicAccessBlock: "organization" } }),
      expected: ["public-access[lake/bucket/public-access-block]"],
    },
    {
      name: "integration-without-versions",
      edit: program({ bucket: { versioned: false } }),
      expected: ["versioning-suspended[lake/bucket/versioning]"],
    },
    {
      name: "integration-without-key",
      edit: program({ encryptionKey: UNSET }),
      expected: [
        "key-destroyed[lake/encryption-key]",
        "encryption-weakened[lake/bucket/encryption]",
        "encryption-weakened[lake/queue]",
      ],
      tolerated: [
        "encryption-weakened[lake/queue/dead-letters]",
        "permissions-lost[lake/role/key-policy]",
        "resource-destroyed[lake/role/key-policy]",
        "resource-destroyed[lake/encryption-key/alias]",
        "permissions-lost[lake/role/policy]",
        "condition-removed[lake/bucket/policy]",
        "permissions-widened[lake/bucket/policy]",
      ],
    },
    {
      name: "integration-role-renamed",
      edit: program({ role: { roleName: "acme-lake-2" } }),
      expected: ["resource-replaced[lake/role]"],
      tolerated: [
        "resource-replaced[lake/role/policy]",
        "resource-replaced[lake/role/key-policy]",
        "connection-target-changed[lake/connection]",
      ],
    },
    {
      name: "integration-role-trusts-self-hosted",
      edit: program({ role: { trustedPrincipals: ["arn:aws:iam::210987654321:role/polytomic"] } }),
      expected: ["trust-widened[lake/role]"],
      tolerated: ["permissions-lost[lake/role]"],
    },
    {
      name: "integration-role-tuned",
      edit: program({ role: { maxSessionDuration: 7200 }, tags: { team: "data" } }),
      expected: [],
    },
    {
      name: "integration-role-second-external-id",
      edit: program({ role: { externalIds: ["known-id"] } }),
      expected: ["condition-removed[lake/role]"],
      tolerated: ["trust-widened[lake/role]", "external-id-changed[lake/role]"],
    },
    {
      name: "integration-connection-replaced",
      options: ["-replace=polytomic_s3_connection.lake_connection_ACB97CBF"],
      expected: ["connection-replaced[lake/connection]"],
      tolerated: [
        "resource-replaced[lake/connection/external-id]",
        "external-id-changed[lake/role]",
        "resource-replaced[lake/role]",
      ],
      note: "The role will trust another external ID, unknown until the apply. The trust policy can be rebuilt, so it is no policy-unknown.",
    },
    {
      name: "integration-queue-renamed",
      edit: program({ queue: { queueName: "acme-lake-events" } }),
      expected: [
        "queue-destroyed[lake/queue]",
        "queue-destroyed[lake/queue/dead-letters]",
        "events-lost[lake/queue]",
      ],
      tolerated: [
        "events-lost[lake/queue/dead-letters]",
        "events-lost[lake/bucket/notification]",
        "resource-replaced[lake/bucket/notification]",
        "notification-removed[lake/bucket/notification]",
        "permissions-lost[lake/role/policy]",
        "permissions-widened[lake/role/policy]",
      ],
    },
    {
      name: "integration-bucket-renamed",
      edit: program({ bucket: { name: "acme-lake-2" } }),
      expected: ["bucket-destroyed[lake/bucket]", "connection-target-changed[lake/connection]"],
      // Access to the new bucket instead of the old one.
      tolerated: ["lake/encryption-key", "lake/queue", "lake/role/policy"].flatMap((path) => [
        `permissions-lost[${path}]`,
        `permissions-widened[${path}]`,
      ]),
      note: "The policy of the bucket names the new bucket, which is no difference: its rules are the same.",
    },
    {
      name: "integration-second",
      edit: program({
        more: (stack) => {
          new S3Integration(stack, "site", { name: "Site", bucket: { name: "acme-site" } });
        },
      }),
      expected: [],
    },
    {
      name: "integration-with-existing-bucket",
      edit: program({
        more: (stack) => {
          new S3Integration(stack, "site", {
            name: "Site",
            bucket: { existing: "acme-existing", manageNotifications: true },
          });
        },
      }),
      expected: ["notification-taken-over[polytomic-notification-acme-existing]"],
    },
    {
      name: "integration-of-everything-destroyed",
      options: ["-destroy"],
      expected: [
        "bucket-destroyed[lake/bucket]",
        "bucket-destroyed[existing]",
        "queue-destroyed[lake/queue]",
        "queue-destroyed[lake/queue/dead-letters]",
        "key-destroyed[lake/encryption-key]",
        "connection-destroyed[lake/connection]",
        "resource-destroyed[lake/role]",
      ],
      tolerated: [
        ...["role/policy", "role/key-policy", "encryption-key/alias", "connection/external-id"],
        ...["notification", "encryption", "lifecycle", "ownership-controls", "policy"].map(
          (part) => `bucket/${part}`,
        ),
        ...["public-access-block", "versioning"].map((part) => `bucket/${part}`),
      ].map((part) => `resource-destroyed[lake/${part}]`),
    },
  ],
};
