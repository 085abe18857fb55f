/** Traps of replacing and destroying a connection. */
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { DataResource, type TerraformResource, type TerraformStack } from "cdktf";
import { EventQueue } from "../../../../constructs";
import type { PolytomicApi } from "../../../../lib/testing";
import type { Proofs } from "../proof";
import { newestId, csv, model, s3 } from "../raw";
import { addressOf } from "../../../../lib/terraform/references";
import { lake, people } from "../written";
import { policyOf, aws, externalIdOf } from "./programs";

/** Replaces `resource` from one version to another. */
const replacedIn = (stack: TerraformStack, resource: TerraformResource, version: string): void => {
  const trigger = new DataResource(stack, "trigger", { triggersReplace: { version } });
  resource.lifecycle = { ...resource.lifecycle, replaceTriggeredBy: [`${addressOf(trigger)}.id`] };
};

/** Creates a model of the newest connection in Polytomic. */
function useInPolytomic(api: PolytomicApi): void {
  api.change(({ connections, models }) => {
    const connection = connections[newestId(connections)]!;
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

export const REPLACEMENT = {
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
        // A topic instead of the queue: AWS behaves the same, but the AWS provider waits for a queue for a minute and a half.
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
      rejected: [
        [
          (stack) => {
            const { resource } = lake(stack, { events: { queue: new EventQueue(stack, "queue") } });
            resource.lifecycle = { createBeforeDestroy: true };
          },
          "polytomic_s3_connection.lake_DBDDD6F6 sets create_before_destroy",
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
            model(stack, { connectionId: newestId(api.snapshot().connections) });
          },
          (stack, api) => model(stack, { connectionId: newestId(api.snapshot().connections) }),
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
            // The external ID, and a resource built from it.
            ...Array<string>(2).fill("terraform_data: create"),
          ],
        },
      ],
    },
  },
  "force-destroy-on-replacement": {
    raw: [
      {
        program: ["1", "2"].map((version) => (stack) => {
          const connection = csv(stack);
          connection.forceDestroy = true;
          model(stack, { connectionId: connection.id });
          replacedIn(stack, connection, version);
        }),
        // If a model is deleted with its connection, the next plan creates it.
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
} satisfies Partial<Proofs<"Connections">>;
