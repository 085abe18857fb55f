/** An emulated Polytomic API, to test your own stacks with. */
export { PolytomicApi } from "./polytomic-api";
export type {
  FieldDefinition,
  PolytomicApiOptions,
  PolytomicApiSnapshot,
  SchemaDefinition,
} from "./polytomic-api";
export type { CannedResponse, PolytomicApiBehavior } from "./behavior";
export type { IdKind } from "./call";
export type { RecordedRequest } from "./server";
