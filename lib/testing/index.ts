/** What your own tests need: an emulated Polytomic API, and the findings of a plan review. */
export { type Finding, findings } from "./findings";
export type { RuleId } from "../plan/rules";
export type { SourceLine, Suppression } from "../plan/plan";
export type { Verdict } from "../plan/rule";
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
