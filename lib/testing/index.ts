/** What your own tests need: assertions about a stack, an emulated Polytomic API, and applies on emulators. */
export { type Finding, findings } from "./findings";
export { PolytomicApi } from "./api/polytomic-api";
export type {
  FieldDefinition,
  PolytomicApiOptions,
  PolytomicApiSnapshot,
  SchemaDefinition,
} from "./api/polytomic-api";
export type { CannedResponse, PolytomicApiBehavior } from "./api/behavior";
export type { IdKind } from "./api/call";
export type { RecordedRequest } from "./api/server";
