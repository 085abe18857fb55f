/** Traps of models. */
import { Fn, type TerraformStack } from "cdktf";
import { Model as ModelConstruct, ModelSync, S3Model } from "../../../constructs";
import { Model } from "../../../lib/bindings/model";
import type { PolytomicApi } from "../../../lib/testing";
import { DEFAULT_BEHAVIOR } from "../../../lib/testing/api/behavior";
import type { Program, Proofs } from "./proof";
import { csv, emptyList, model, s3, variable } from "./raw";
import { lake, people } from "./written";

/** A model with this configuration, which passes the plan and fails in the apply. */
const failing = (configuration: string) => ({
  program: (stack: TerraformStack) => model(stack, { configuration }),
  fails: ["apply", ".configuration: was"] as const,
});

const query = (text: string, props: object = {}): Program => {
  return (stack) => people(stack, { configuration: { z: "last", query: text, a: "first" }, ...props });
};

/** A model before and after a field is added to it in Polytomic. */
const fieldAdded = (make: (stack: TerraformStack) => unknown): Program[] => [
  make,
  (stack, { behavior }) => {
    behavior.userAddedModelFields = ["extra"];
    make(stack);
  },
];

/** A model before and after a change. Polytomic keeps what an update does not send. */
const kept = (
  before: (stack: TerraformStack) => unknown,
  after: (stack: TerraformStack) => unknown,
): Program[] => [
  before,
  (stack, api) => {
    keepNewest(api);
    after(stack);
  },
];

/** Responds to updates with the unchanged newest model and all its fields. With `afterEffect`, the updates take effect. */
function keepNewest(api: PolytomicApi, afterEffect = false): void {
  const newest = Object.values(api.snapshot().models).at(-1);
  const fields = DEFAULT_BEHAVIOR.modelFields.map((name) => ({ name, user_added: false }));
  const body = { data: { ...newest, type: "query", fields } };
  const path = /^\/api\/models\//;
  api.behavior.cannedResponses = [{ method: "PUT", path, status: 200, body, afterEffect }];
}

/** The model, with or without a relation to another model. */
const related = (relation?: "related") => (stack: TerraformStack) => {
  const { id } = new Model(stack, "accounts", {
    name: "Accounts",
    connectionId: csv(stack).id,
    configuration: '{"query":"SELECT 2"}',
  });
  model(stack, relation && { relations: [{ from: "account_id", to: { modelId: id, field: "id" } }] });
};

const relatedPeople = (relation?: "related") => (stack: TerraformStack) => {
  const configuration = { query: "SELECT 2" };
  const accounts = new ModelConstruct(stack, "accounts", {
    name: "A",
    connection: csv(stack),
    configuration,
  });
  people(stack, relation && { relations: [{ from: "account_id", to: accounts.field("id") }] });
};

const withoutFields = {
  path: "/api/models",
  body: expect.not.objectContaining({ fields: expect.anything() }) as object,
};

const withoutIdentifier = { identifier: undefined };

/** A program on the constructs that is rejected for its configuration. */
const withConfiguration = (configuration: unknown) => (stack: TerraformStack) =>
  people(stack, { configuration });

export const MODELS: Proofs<"Models"> = {
  "additional-fields": {
    raw: [
      {
        program: (stack) =>
          model(stack, { additionalFields: [{ name: "extra", type: "string", label: "Extra" }] }),
        fails: ["apply", "Struct defines fields not found in object: example"],
      },
    ],
    library: {
      rejected: [
        [
          (stack) => people(stack, { additionalFields: [{ name: "extra", type: "string", label: "Extra" }] }),
          "fails on every model that has additional fields",
        ],
      ],
    },
  },
  "field-added-by-user": {
    raw: [
      {
        server: { userAddedModelFields: ["extra"] },
        program: (stack) => model(stack),
        fails: ["apply", "Value Conversion Error"],
        planned: ["polytomic_model: create"],
      },
      { program: fieldAdded((stack) => model(stack)), fails: ["plan", "Value Conversion Error"] },
    ],
    library: {
      open: [
        {
          server: { userAddedModelFields: ["extra"] },
          program: (stack) => people(stack),
          fails: ["apply", "Value Conversion Error"],
          planned: ["polytomic_model: create"],
        },
        { program: fieldAdded((stack) => people(stack)), fails: ["plan", "Value Conversion Error"] },
      ],
    },
  },
  "configuration-formatting": {
    raw: [
      failing('{"query": "SELECT 1"}'),
      failing('{"query":"SELECT 1","a":"first"}'),
      failing('{"query":"SELECT 1 WHERE 1 < 2"}'),
      failing('{"query":"\u2028"}'),
    ],
    library: {
      safe: [
        { program: query("SELECT 1 WHERE 1 < 2 -- é \u2028\n") },
        {
          program: (stack) =>
            new S3Model(stack, "people", {
              name: "P",
              connection: lake(stack),
              file: "a <b>.csv",
              format: "csv",
            }),
        },
      ],
    },
  },
  "numbers-in-configuration": {
    raw: ['{"a":1}', '{"a":true}', '{"a":null}', '{"a":{"b":"c"}}'].map(failing),
    library: {
      rejected: [1, true, null, { b: "c" }].map((a) => [withConfiguration({ a }), "keeps only strings"]),
    },
  },
  "empty-string-in-configuration": {
    raw: [failing('{"a":"","query":"SELECT 1"}')],
    library: {
      rejected: [[withConfiguration({ query: "SELECT 1", a: "" }), "configuration.a must not be empty"]],
    },
  },
  "omitted-configuration": {
    raw: [
      {
        program: (stack) => model(stack).resetConfiguration(),
        fails: ["apply", "unexpected end of JSON input"],
      },
    ],
    library: { rejected: [[withConfiguration(undefined), "configuration is missing"]] },
  },
  "configuration-not-json": {
    raw: [
      {
        program: (stack) => model(stack, { configuration: "SELECT 1" }),
        fails: ["apply", "invalid character"],
      },
    ],
    library: {
      rejected: [[withConfiguration("SELECT 1"), "configuration expected an object, got a string"]],
    },
  },
  "tokens-in-configuration": {
    raw: [
      {
        program: (stack) =>
          model(stack, { configuration: JSON.stringify({ query: variable(stack, "text") }) }),
        fails: ["apply", "Error creating model"],
      },
    ],
    library: { safe: [{ program: (stack) => query(variable(stack, "text"))(stack, undefined as never) }] },
  },
  "cdktf-jsonencode": {
    raw: [
      {
        program: (stack) => model(stack, { configuration: Fn.jsonencode({ query: 'SELECT "a"' }) }),
        fails: ["validate", "Missing attribute separator"],
      },
    ],
    library: { safe: [{ program: query('SELECT "a" \\ "b"') }] },
  },
  "configuration-as-map": {
    raw: [
      {
        program: (stack) => model(stack).addOverride("configuration", { query: "SELECT 1" }),
        fails: ["validate", "Incorrect attribute value type"],
      },
    ],
    library: { safe: [{ program: query("SELECT 1") }] },
  },
  "identifier-set-by-polytomic": {
    raw: [
      {
        server: { modelIdentifier: "id" },
        program: (stack) => model(stack, { identifier: "" }),
        fails: ["apply", '.identifier: was cty.StringVal(""), but now cty.StringVal("id")'],
      },
    ],
    library: {
      open: [
        {
          server: { modelIdentifier: "id" },
          program: (stack) => people(stack, withoutIdentifier),
          fails: ["apply", '.identifier: was cty.StringVal(""), but now cty.StringVal("id")'],
        },
      ],
      advised: [{ server: { modelIdentifier: "id" }, program: query("SELECT 1", { identifier: "id" }) }],
    },
  },
  "identifier-removed": {
    raw: [
      {
        program: kept(
          (stack) => model(stack),
          (stack) => model(stack).resetIdentifier(),
        ),
        changes: ["polytomic_model: update"],
        fails: ["apply", ".identifier: was"],
        planned: ["polytomic_model: update"],
      },
      {
        program: kept(related("related"), related()),
        changes: ["polytomic_model: update"],
        planned: ["polytomic_model: update"],
      },
    ],
    library: {
      open: [
        {
          program: kept(
            (stack) => people(stack),
            (stack) => people(stack, withoutIdentifier),
          ),
          fails: ["apply", ".identifier: was"],
          planned: ["polytomic_model: update"],
        },
        {
          program: kept(
            (stack) => people(stack, { trackingColumns: ["id"] }),
            (stack) => people(stack),
          ),
          fails: ["apply", ".tracking_columns"],
          planned: ["polytomic_model: update"],
        },
        {
          program: kept(relatedPeople("related"), relatedPeople()),
          fails: ["apply", ".relations"],
          planned: ["polytomic_model: update"],
        },
      ],
      advised: [
        {
          program: ["id", "email"].map((identifier) => (stack) => people(stack, { identifier })),
          changes: ["polytomic_model: update"],
          sent: { path: "/api/models", body: { identifier: "email" } },
        },
      ],
    },
  },
  "empty-fields": {
    raw: [{ program: (stack) => model(stack, { fields: [] }), fails: ["apply", ".fields"] }],
    library: {
      rejected: [
        [(stack) => people(stack, { fields: [] }), "fields is empty, which Polytomic treats as all fields"],
      ],
      open: [
        { program: (stack) => people(stack, { fields: emptyList(stack) }), fails: ["apply", ".fields"] },
        {
          program: (stack) => people(stack).resource.addOverride("fields", []),
          fails: ["apply", ".fields"],
        },
      ],
    },
  },
  "other-fields-returned": {
    raw: [
      {
        program: kept(
          (stack) => model(stack),
          (stack) => model(stack, { fields: ["id"] }),
        ),
        fails: ["apply", ".fields: actual set element"],
      },
    ],
    library: {
      open: [
        {
          program: kept(
            (stack) => people(stack),
            (stack) => people(stack, { fields: ["id"] }),
          ),
          fails: ["apply", ".fields: actual set element"],
        },
      ],
      advised: [
        {
          program: [
            (stack) => people(stack, { fields: ["id"] }),
            (stack, api) => {
              keepNewest(api, true);
              people(stack, { fields: ["id", "email"] });
            },
          ],
          changes: ["polytomic_model: update"],
        },
      ],
    },
  },
  "fields-removed": {
    raw: [
      {
        program: [{ fields: ["id"] }, {}].map((some) => (stack) => model(stack, some)),
        changes: [],
      },
      {
        program: [{ fields: ["id"] }, { name: "Renamed" }].map((some) => (stack) => model(stack, some)),
        sent: withoutFields,
        state: '"email"',
      },
    ],
    library: {
      open: [
        {
          program: [{ fields: ["id"] }, {}].map((some) => (stack) => people(stack, some)),
          changes: [],
        },
        {
          program: [{ fields: ["id"] }, { name: "Renamed" }].map((some) => (stack) => people(stack, some)),
          sent: withoutFields,
          state: '"email"',
        },
      ],
      advised: [
        {
          program: [["id"], ["id", "email"]].map((fields) => (stack) => people(stack, { fields })),
          changes: ["polytomic_model: update"],
          sent: { path: "/api/models", body: { fields: ["email", "id"] } },
        },
      ],
    },
  },
  "tracking-columns-removed": {
    raw: [
      {
        program: [{ trackingColumns: ["id"] }, {}].map((some) => (stack) => model(stack, some)),
        changes: [],
      },
      {
        program: [{ trackingColumns: ["id"] }, { name: "Renamed" }].map((some) => (stack) => {
          model(stack, some);
        }),
        sent: { path: "/api/models", body: { tracking_columns: ["id"] } },
      },
    ],
    library: {
      safe: [
        {
          program: [{ trackingColumns: ["id"] }, {}].map((some) => (stack) => people(stack, some)),
          changes: ["polytomic_model: update"],
          sent: {
            path: "/api/models",
            body: expect.not.objectContaining({ tracking_columns: ["id"] }) as object,
          },
        },
      ],
    },
  },
  "version-incremented": {
    raw: [
      {
        server: { modelVersionRaised: true },
        program: ["People", "Renamed"].map((name) => (stack) => model(stack, { name })),
        fails: ["apply", ".version: was"],
        planned: [],
      },
    ],
    library: {
      open: [
        {
          server: { modelVersionRaised: true },
          program: ["People", "Renamed"].map((name) => (stack) => people(stack, { name })),
          fails: ["apply", ".version: was"],
          planned: [],
        },
      ],
    },
  },
  "inherited-organization": {
    raw: [
      {
        key: "partner",
        program: (stack, { organizationId: organization }) =>
          model(stack, { connectionId: s3(stack, {}, { organization }).id }),
        fails: ["apply", "organization ID must be specified with partner or deployment key"],
      },
    ],
    library: {
      safe: [
        {
          key: "partner",
          program: (stack, { organizationId: organization }) => {
            const connection = lake(stack, { organization });
            const fields = { Email: people(stack, { connection }).field("email") };
            const target = { connection, object: "people" };
            new ModelSync(stack, "sync", { name: "Sync", mode: "replace", target, fields });
          },
        },
      ],
    },
  },
  "model-in-query-string": {
    raw: [
      {
        program: ["People", "Renamed"].map((name) => (stack) => model(stack, { name })),
        sent: { path: "/api/models", query: { configuration: "map[query:SELECT 1]" } },
      },
    ],
    library: {
      open: [
        {
          program: ["People", "Renamed"].map((name) => (stack) => people(stack, { name })),
          sent: { path: "/api/models", query: { configuration: "map[query:SELECT 1]" } },
        },
      ],
    },
  },
};
