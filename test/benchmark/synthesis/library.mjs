// The programs of the benchmark, written with the constructs of this library.
import { Model, ModelSync, S3Integration, Schedule } from "cdktf-polytomic";

/** Prepares a stack. Nothing is shared: the library creates its data sources itself. */
export const shared = () => undefined;

/** Bucket, role, queue and connection: 14 resources. */
export const integration = (scope, id, name) =>
  new S3Integration(scope, id, { name: `Lake ${name}`, bucket: { name }, folder: "exports" });

export function modelAndSync(scope, id, connection, target) {
  const model = new Model(scope, `${id}-model`, {
    name: `Orders ${id}`,
    connection,
    configuration: { query: "SELECT id, email FROM orders" },
    identifier: "id",
  });
  new ModelSync(scope, `${id}-sync`, {
    name: `Orders ${id}`,
    mode: "updateOrCreate",
    target: { connection: target, object: "Contact" },
    identity: { source: model.field("email"), target: "Email" },
    fields: { Name: model.field("id") },
    schedule: Schedule.daily({ hour: 4 }),
  });
}
