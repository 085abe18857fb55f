import type { TerraformStack } from "cdktf";
import { BulkSync, Connection, Model, ModelSync, S3Connection } from "../../../constructs";
import { CsvConnection } from "../../../lib/bindings/csv-connection";
import { HarmonicConnection } from "../../../lib/bindings/harmonic-connection";
import { TigrisConnection } from "../../../lib/bindings/tigris-connection";
import { WebhookConnection } from "../../../lib/bindings/webhook-connection";
import { newStack, warnings } from "../synth";

const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

let stack: TerraformStack;
beforeEach(() => {
  stack = newStack();
});

const csv = () =>
  new CsvConnection(stack, "csv", { name: "C", configuration: { url: "https://example.com" } });
const webhook = () =>
  new WebhookConnection(stack, "hook", {
    name: "W",
    configuration: { url: "https://example.com", authMethod: "polytomic_secret" },
  });
const tigris = () =>
  new TigrisConnection(stack, "tigris", { name: "T", configuration: { bucketName: "b" } as never });

describe("the type of a connection is known", () => {
  test("of a binding, by its type, as far as Polytomic documents it", () => {
    expect(Connection.of(csv()).capabilities).toEqual(["source"]);
    expect(HarmonicConnection.capabilities).toEqual(["source", "destination", "enrichment"]);
    expect(Connection.of(tigris())).not.toHaveProperty("capabilities");
  });

  test("of S3, new or existing", () => {
    const existing = S3Connection.fromConnectionId(stack, "lake", UUID);
    expect(existing.capabilities).toEqual(["source", "destination"]);
  });

  test("of an id with a type", () => {
    const of = (id: string, type: string) => Connection.fromId(stack, id, UUID, { type });
    expect(of("csv-by-id", "csv")).toMatchObject({ connectionType: "csv", capabilities: ["source"] });
    expect(of("tigris-by-id", "tigris")).toMatchObject({ connectionType: "tigris", capabilities: undefined });
  });

  test("not of an id alone", () => {
    expect(Connection.fromId(stack, "any", UUID)).toMatchObject({
      connectionType: undefined,
      capabilities: undefined,
    });
    expect(Connection.of(UUID)).not.toHaveProperty("capabilities");
  });
});

describe("a connection at an end that Polytomic does not list causes a warning", () => {
  const model = (connection: CsvConnection | WebhookConnection) =>
    new Model(stack, "people", { name: "P", connection, configuration: { query: "SELECT 1" } });
  const NOT_SOURCE = expect.stringMatching(
    /connection: Polytomic's documentation lists webhook only as destination, not as source\./,
  ) as string;
  const NOT_DESTINATION = expect.stringMatching(
    /connection: Polytomic's documentation lists csv only as source, not as destination\./,
  ) as string;

  test("by a model", () => {
    expect(warnings(model(webhook()))).toEqual([NOT_SOURCE]);
  });

  test("by a model sync", () => {
    const connection = csv();
    const people = model(connection);
    const sync = new ModelSync(stack, "sync", {
      name: "S",
      mode: "create",
      target: { connection, object: "people" },
      fields: { Email: people.field("email") },
    });
    expect([people, sync].map(warnings)).toEqual([[], [NOT_DESTINATION]]);
  });

  test("by a bulk sync, at either end", () => {
    const sync = new BulkSync(stack, "bulk", {
      name: "B",
      source: { connection: webhook() },
      destination: { connection: csv() },
    });
    expect(warnings(sync)).toEqual([NOT_SOURCE, NOT_DESTINATION]);
  });
});

test("a connection at a listed end, or of an unknown type, causes no warning", () => {
  const ends = [
    { source: csv(), destination: webhook() },
    { source: tigris(), destination: S3Connection.fromConnectionId(stack, "lake", UUID) },
    { source: UUID, destination: UUID },
  ];
  const syncs = ends.map(
    ({ source, destination }, index) =>
      new BulkSync(stack, `bulk${index}`, {
        name: "B",
        source: { connection: source },
        destination: { connection: destination },
      }),
  );
  expect(syncs.map(warnings)).toEqual([[], [], []]);
});
