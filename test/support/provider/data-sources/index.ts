/** All data sources of the provider. */
import { connectionTypeOf } from "../resources/connection";
import { readBulkDestination } from "./bulk-destination";
import { readBulkSource } from "./bulk-source";
import { readCallerIdentity } from "./caller-identity";
import { connectionReader } from "./connection";
import { readConnectionSchema } from "./connection-schema";
import type { ReadDataSource } from "./data-source";
import { readRole } from "./role";

const READERS: ReadonlyMap<string, ReadDataSource> = new Map([
  ["polytomic_bulk_destination", readBulkDestination],
  ["polytomic_bulk_source", readBulkSource],
  ["polytomic_caller_identity", readCallerIdentity],
  ["polytomic_connection_schema", readConnectionSchema],
  ["polytomic_role", readRole],
]);

/** What the provider does to read a data source type. */
export function dataSourceReader(type: string): ReadDataSource {
  const reader = READERS.get(type);
  if (reader) {
    return reader;
  }
  const connection = connectionTypeOf(type);
  if (connection === undefined) {
    throw new Error(`the provider has no data source ${type}`);
  }
  return connectionReader(connection);
}
