/** Model syncs and their models: what writes elsewhere, other records or other fields, and what is only tuning. */
import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  Model,
  type ModelProps,
  ModelSync,
  type ModelSyncProps,
  PolytomicProvider,
  Schedule,
} from "../../../../constructs";
import { PostgresqlConnection } from "../../../../lib/bindings/postgresql-connection";
import { type Topic, UNSET } from "../case";

interface Parts {
  readonly people: Model;
  readonly warehouse: PostgresqlConnection;
  readonly archive: PostgresqlConnection;
}

interface Choices {
  readonly sync?: Partial<ModelSyncProps> | ((parts: Parts) => Partial<ModelSyncProps>);
  readonly model?: Partial<ModelProps>;
  readonly connection?: Readonly<Record<string, unknown>>;
  readonly name?: string;
  readonly forceDestroy?: boolean;
  readonly without?: "sync" | "model" | "everything";
  readonly password?: string;
}

const configuration = {
  hostname: "warehouse.acme.example",
  port: 5432,
  database: "analytics",
  username: "polytomic",
};

const program =
  (choices: Choices = {}) =>
  (stack: TerraformStack): void => {
    new PolytomicProvider(stack, "polytomic");
    const secret = (name: string) =>
      new TerraformVariable(stack, name, { type: "string", sensitive: true }).stringValue;
    const [password, newPassword] = [secret("password"), secret("new_password")];
    const connection = (id: string, name: string, changes: object = {}): PostgresqlConnection => {
      const used = choices.password === "new" && id === "warehouse" ? newPassword : password;
      return new PostgresqlConnection(stack, id, {
        name,
        configuration: { ...configuration, password: used, ...changes },
        ...(choices.forceDestroy && { forceDestroy: true }),
      });
    };
    const archive = connection("archive", "Archive", { database: "archive" });
    if (choices.without === "everything") {
      return;
    }
    const warehouse = connection("warehouse", choices.name ?? "Warehouse", choices.connection);
    if (choices.without === "model") {
      return;
    }
    const people = new Model(stack, "people", {
      name: "People",
      connection: warehouse,
      configuration: { query: "SELECT * FROM people" },
      identifier: "id",
      fields: ["id", "email", "name", "country", "phone"],
      ...choices.model,
    });
    if (choices.without === "sync") {
      return;
    }
    const { sync = {} } = choices;
    new ModelSync(stack, "contacts", {
      name: "Contacts",
      mode: "updateOrCreate",
      target: { connection: archive, object: "public.contacts" },
      identity: { source: people.field("email"), target: "email" },
      fields: { name: people.field("name"), country: people.field("country"), origin: "warehouse" },
      filters: [people.field("country").equals("US")],
      schedule: Schedule.daily({ hour: 5 }),
      ...(typeof sync === "function" ? sync({ people, warehouse, archive }) : sync),
    });
    new ModelSync(stack, "paused", {
      name: "Paused",
      mode: "create",
      active: choices.sync === RESUMED,
      target: { connection: archive, object: "public.paused" },
      fields: { name: people.field("name") },
    });
  };

/** Marks the edit that resumes the paused sync. */
const RESUMED: Partial<ModelSyncProps> = {};

const sync = (choice: Choices["sync"]) => program({ sync: choice! });

export const SYNCS: Topic = {
  name: "syncs",
  variables: { password: "hunter2-and-more", new_password: "correct-horse-battery" },
  base: program(),
  cases: [
    { name: "sync-renamed", edit: sync({ name: "All contacts" }), expected: [] },
    { name: "sync-mode-replace", edit: sync({ mode: "replace" }), expected: ["sync-mode-changed[contacts]"] },
    { name: "sync-mode-update", edit: sync({ mode: "update" }), expected: ["sync-mode-changed[contacts]"] },
    {
      name: "sync-other-identity",
      edit: sync(({ people }) => ({ identity: { source: people.field("id"), target: "email" } })),
      expected: ["identity-changed[contacts]"],
    },
    {
      name: "sync-identity-function",
      edit: sync(({ people }) => ({
        identity: { source: people.field("email"), target: "email", function: "DomainMatch" },
      })),
      expected: ["identity-changed[contacts]"],
    },
    {
      name: "sync-field-removed",
      edit: sync(({ people }) => ({ fields: { name: people.field("name"), origin: "warehouse" } })),
      expected: ["fields-changed[contacts]"],
    },
    {
      name: "sync-field-mapped-elsewhere",
      edit: sync(({ people }) => ({
        fields: { name: people.field("email"), country: people.field("country"), origin: "warehouse" },
      })),
      expected: ["fields-changed[contacts]"],
    },
    {
      name: "sync-field-added",
      edit: sync(({ people }) => ({
        fields: {
          name: people.field("name"),
          country: people.field("country"),
          external_id: people.field("id"),
          origin: "warehouse",
        },
      })),
      expected: [],
    },
    {
      name: "sync-fields-reordered",
      edit: sync(({ people }) => ({
        fields: { country: people.field("country"), origin: "warehouse", name: people.field("name") },
      })),
      expected: [],
    },
    {
      name: "sync-other-filter",
      edit: sync(({ people }) => ({ filters: [people.field("country").equals("DE")] })),
      expected: ["filter-changed[contacts]"],
    },
    {
      name: "sync-without-filter",
      edit: sync({ filters: UNSET }),
      expected: ["filter-changed[contacts]"],
    },
    {
      name: "sync-hourly",
      edit: sync({ schedule: Schedule.hourly({ minute: 15 }) }),
      expected: ["schedule-faster[contacts]"],
    },
    {
      name: "sync-weekly",
      edit: sync({ schedule: Schedule.weekly({ dayOfWeek: 1, hour: 5 }) }),
      expected: [],
    },
    { name: "sync-later", edit: sync({ schedule: Schedule.daily({ hour: 7, minute: 30 }) }), expected: [] },
    {
      name: "sync-continuous",
      edit: sync({ schedule: Schedule.continuous() }),
      expected: ["schedule-faster[contacts]"],
    },
    { name: "sync-paused", edit: sync({ active: false }), expected: ["sync-deactivated[contacts]"] },
    { name: "sync-resumed", edit: sync(RESUMED), expected: ["sync-activated[paused]"] },
    {
      name: "sync-other-object",
      edit: sync(({ archive }) => ({ target: { connection: archive, object: "public.customers" } })),
      expected: ["target-changed[contacts]"],
    },
    {
      name: "sync-other-connection",
      edit: sync(({ warehouse }) => ({ target: { connection: warehouse, object: "public.contacts" } })),
      expected: ["target-changed[contacts]"],
    },
    {
      name: "sync-removed",
      edit: program({ without: "sync" }),
      expected: ["sync-destroyed[contacts]", "sync-destroyed[paused]"],
    },
    {
      name: "model-removed",
      edit: program({ without: "model" }),
      expected: ["model-destroyed[people]", "sync-destroyed[contacts]", "sync-destroyed[paused]"],
    },
    {
      name: "connection-removed",
      edit: program({ without: "everything" }),
      expected: [
        "connection-destroyed[warehouse]",
        "model-destroyed[people]",
        "sync-destroyed[contacts]",
        "sync-destroyed[paused]",
      ],
    },
    {
      name: "model-other-query",
      edit: program({ model: { configuration: { query: "SELECT * FROM people WHERE active" } } }),
      expected: ["source-changed[people]"],
    },
    {
      name: "model-field-added",
      edit: program({ model: { fields: ["id", "email", "name", "country", "phone", "city"] } }),
      expected: [],
    },
    {
      name: "model-field-removed",
      edit: program({ model: { fields: ["id", "email", "name", "country"] } }),
      expected: ["fields-changed[people]"],
      note: "A model can lose a field too, although no sync of this program uses it.",
    },
    { name: "connection-renamed", edit: program({ name: "Analytics warehouse" }), expected: [] },
    {
      name: "connection-other-database",
      edit: program({ connection: { database: "analytics_test" } }),
      expected: ["connection-target-changed[warehouse]"],
    },
    {
      name: "connection-other-user",
      edit: program({ connection: { username: "polytomic_reader" } }),
      expected: [],
      tolerated: ["secret-changed[warehouse]"],
      note: "The same data with another login.",
    },
    {
      name: "connection-other-password",
      edit: program({ password: "new" }),
      expected: ["secret-changed[warehouse]"],
      note: "Neither password may be printed.",
    },
    {
      name: "syncs-replaced-with-connection",
      options: ["-replace=polytomic_postgresql_connection.warehouse"],
      expected: [
        "connection-replaced[warehouse]",
        "model-replaced[people]",
        "sync-replaced[contacts]",
        "sync-replaced[paused]",
      ],
      note: "A new connection has a new id, so everything behind it starts over.",
    },
    {
      name: "model-replaced-on-request",
      options: ["-replace=polytomic_model.people_EDDB81BD"],
      expected: ["model-replaced[people]", "sync-replaced[contacts]", "sync-replaced[paused]"],
    },
    {
      name: "sync-replaced-on-request",
      options: ["-replace=polytomic_sync.contacts_57753EB5"],
      expected: ["sync-replaced[contacts]"],
    },
    {
      name: "connection-force-destroy",
      edit: program({ forceDestroy: true }),
      expected: ["connection-force-destroy[warehouse]", "connection-force-destroy[archive]"],
      note: "Nothing is deleted yet, but this plan is the last one that shows what a later deletion takes along: models and syncs, as objects of a bucket.",
    },
    {
      name: "syncs-destroyed",
      options: ["-destroy"],
      expected: [
        "connection-destroyed[warehouse]",
        "connection-destroyed[archive]",
        "model-destroyed[people]",
        "sync-destroyed[contacts]",
        "sync-destroyed[paused]",
      ],
    },
    { name: "syncs-unchanged", expected: [], note: "A plan without changes." },
  ],
};
