import { rule as destroyed } from "../../../lib/plan/rules/connection-destroyed";
import { rule as forceDestroy } from "../../../lib/plan/rules/connection-force-destroy";
import { rule as replaced } from "../../../lib/plan/rules/connection-replaced";
import { rule as targetChanged } from "../../../lib/plan/rules/connection-target-changed";
import { rule as organization } from "../../../lib/plan/rules/organization-destroyed";
import { rule as secretChanged } from "../../../lib/plan/rules/secret-changed";
import {
  change,
  findings,
  knownLater,
  messages,
  perhapsSet,
  readAgain,
  secret,
} from "../../support/plan-changes";
import {
  bulkSync,
  lakeConnection,
  modelSync,
  ordersModel,
  unchanged,
  update,
} from "../../support/polytomic-changes";

const S3 = "polytomic_s3_connection";
const POSTGRESQL = "polytomic_postgresql_connection";
const deletedModel = change("polytomic_model", { before: ordersModel });

describe("connection-destroyed", () => {
  const deleted = change(S3, { before: lakeConnection });

  it("says what is deleted with the connection", () => {
    const others = [deletedModel, change("polytomic_sync", { before: modelSync })];
    expect(messages(destroyed, deleted, ...others)).toEqual([
      "is deleted, with 1 model and 1 model sync that use it; the apply fails while anything else in Polytomic uses it",
    ]);
  });

  it("says that force_destroy deletes everything else, if it is applied", () => {
    const forced = change(S3, { before: { ...lakeConnection, force_destroy: true } });
    expect(messages(destroyed, forced)).toEqual([
      "is deleted, and Polytomic deletes every other model and sync that uses it (force_destroy)",
    ]);
  });

  it("lists the users that stay", () => {
    const [found] = findings(destroyed, deleted, unchanged("polytomic_bulk_sync", bulkSync));
    expect(found?.details).toEqual(['bulk sync "Orders to Snowflake" uses it and is not deleted']);
  });

  it("is silent about connections that are forgotten or data sources", () => {
    expect(messages(destroyed, change(S3, { before: lakeConnection, action: "forget" }))).toEqual([]);
    expect(messages(destroyed, change(S3, { before: lakeConnection, mode: "data" }))).toEqual([]);
    expect(messages(destroyed, change("polytomic_model", { before: ordersModel }))).toEqual([]);
  });
});

describe("connection-force-destroy", () => {
  const forced = { ...lakeConnection, force_destroy: true };
  const found = ["gets force_destroy: deleting it deletes its models and syncs too"];

  it("finds a connection that gets it, or is created with it", () => {
    expect(messages(forceDestroy, update(S3, lakeConnection, { force_destroy: true }))).toEqual(found);
    expect(messages(forceDestroy, change(POSTGRESQL, { after: forced }))).toEqual(found);
  });

  it("is silent about a connection that has it already, loses it, or is deleted", () => {
    expect(messages(forceDestroy, update(S3, forced, { name: "Lake" }))).toEqual([]);
    expect(messages(forceDestroy, update(S3, forced, { force_destroy: null }))).toEqual([]);
    expect(messages(forceDestroy, change(S3, { before: forced }))).toEqual([]);
    expect(messages(forceDestroy, change(S3, { after: lakeConnection }))).toEqual([]);
  });

  it("is silent about buckets, which have a rule of their own", () => {
    expect(messages(forceDestroy, change("aws_s3_bucket", { after: { force_destroy: true } }))).toEqual([]);
  });
});

describe("organization-destroyed", () => {
  const before = { id: "0a000000-0000-4000-8000-000000000001", name: "Acme" };

  it("finds an organization that is deleted or replaced", () => {
    expect(messages(organization, change("polytomic_organization", { before }))).toEqual([
      "is deleted, with everything in it",
    ]);
    const replacement = { before, after: { ...before, id: readAgain }, action: "replace" } as const;
    expect(
      messages(
        organization,
        change("polytomic_organization", { ...replacement, reason: "replace_by_request" }),
      ),
    ).toEqual([
      "is replaced, because -replace asks for it: the old organization is deleted, with everything in it",
    ]);
  });

  it("is silent about other changes", () => {
    expect(messages(organization, update("polytomic_organization", before, { name: "Acme Inc." }))).toEqual(
      [],
    );
    expect(messages(organization, change("polytomic_organization", { after: before }))).toEqual([]);
    expect(messages(organization, change("polytomic_organization", { before, action: "forget" }))).toEqual(
      [],
    );
  });
});

describe("connection-replaced", () => {
  const given = {
    before: lakeConnection,
    after: { ...lakeConnection, id: readAgain },
    action: "replace",
  } as const;
  const model = { before: ordersModel, after: { ...ordersModel, id: readAgain } };
  const sync = { before: modelSync, after: { ...modelSync, id: readAgain } };

  it("says which models and syncs follow, and that the syncs start over", () => {
    const others = [
      change("polytomic_model", { ...model, action: "replace" }),
      change("polytomic_sync", { ...sync, action: "replace" }),
    ];
    expect(findings(replaced, change(S3, given), ...others)).toEqual([
      {
        message: "is replaced, 1 model and 1 model sync are replaced with it and the sync starts over",
        details: [
          "the trust policy of its role must get the external ID of the new one",
          'model "Orders" is replaced',
          'model sync "Large orders" is replaced',
        ],
      },
    ]);
  });

  it("says that the apply fails if a user is only updated", () => {
    expect(messages(replaced, change(S3, given), change("polytomic_model", model))).toEqual([
      "is replaced and the apply fails, because 1 model still uses the old one",
    ]);
  });

  it("finds no failure if the new connection is created first", () => {
    const first = change(S3, { ...given, createBeforeDelete: true });
    expect(messages(replaced, first, change("polytomic_model", model))).toEqual(["is replaced"]);
  });

  it("is silent about updates", () => {
    expect(messages(replaced, update(S3, lakeConnection, { name: "Lake" }))).toEqual([]);
  });
});

describe("connection-target-changed", () => {
  const configuration = {
    hostname: "db.acme.example",
    database: "analytics",
    username: "polytomic",
    password: secret("a"),
  };
  const changed = (members: object) =>
    update(
      POSTGRESQL,
      { name: "Warehouse", configuration },
      { configuration: { ...configuration, ...members } },
    );

  it("names the member with both values", () => {
    expect(messages(targetChanged, changed({ hostname: "replica.acme.example" }))).toEqual([
      '`hostname` is "replica.acme.example", was "db.acme.example"',
    ]);
  });

  it("is silent about members that do not say where the data is", () => {
    expect(messages(targetChanged, changed({ username: "reader", password: secret("b") }))).toEqual([]);
  });

  it("cannot tell if the member is known only after the apply", () => {
    for (const hostname of [knownLater("aws_db_instance.warehouse.address"), perhapsSet]) {
      expect(findings(targetChanged, changed({ hostname }))).toEqual([
        {
          key: "hostname",
          message: '`hostname` is known after the apply, was "db.acme.example"',
          severity: "cannot-tell",
        },
      ]);
    }
  });

  it("cannot tell if the whole configuration is known only after the apply", () => {
    const message = "may connect elsewhere: `configuration` is known after the apply";
    for (const later of [knownLater("data.vault_secret.warehouse.data"), readAgain]) {
      expect(
        findings(targetChanged, update(POSTGRESQL, { configuration }, { configuration: later })),
      ).toEqual([{ message, severity: "cannot-tell" }]);
    }
    expect(messages(targetChanged, change(POSTGRESQL, { after: { configuration: readAgain } }))).toEqual([]);
  });

  it("is silent about a member that is only read again", () => {
    expect(messages(targetChanged, changed({ hostname: readAgain }))).toEqual([]);
  });
});

describe("secret-changed", () => {
  const values = (password: unknown) => ({ configuration: { password, port: 5432 } }) as never;
  const changed = (before: unknown, after: unknown) =>
    messages(secretChanged, change(POSTGRESQL, { before: values(before), after: values(after) }));

  it("names the argument, without the secret", () => {
    expect(changed(secret("old"), secret("new"))).toEqual(["secret `configuration.password` changes"]);
  });

  it("distinguishes a secret that is set or removed", () => {
    expect(changed(null, secret("new"))).toEqual(["secret `configuration.password` is set"]);
    expect(changed(secret("old"), null)).toEqual(["secret `configuration.password` is removed"]);
  });

  it("is silent about an unchanged secret, and about new resources", () => {
    expect(changed(secret("old"), secret("old"))).toEqual([]);
    expect(messages(secretChanged, change(POSTGRESQL, { after: values(secret("new")) }))).toEqual([]);
  });

  it("cannot tell secrets that are known after the apply, except those that are only read again", () => {
    for (const later of [knownLater("random_password.it.result"), perhapsSet]) {
      const given = change(POSTGRESQL, { before: values(secret("old")), after: values(later) });
      expect(findings(secretChanged, given)).toEqual([
        {
          key: "configuration.password",
          message: "secret `configuration.password` may change: it is known after the apply",
          severity: "cannot-tell",
        },
      ]);
    }
    expect(changed(secret("old"), readAgain)).toEqual([]);
  });

  it("finds secrets of resources of other providers, in blocks too", () => {
    const master = (value: string) => ({ admin: [{ password: secret(value) }] });
    const database = change("aws_mq_broker", { before: master("a"), after: master("b") });
    expect(messages(secretChanged, database)).toEqual(["secret `admin.0.password` changes"]);
  });
});
