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
export { match } from "./template/match";
export type { Matcher } from "./template/difference";
export { PolytomicTemplate } from "./template/template";
export type { BlockClass, BlockType, ExpectedArguments, TemplateOptions } from "./template/template";
export type { Annotation } from "./template/annotations";
export type { TemplateBlock } from "./template/blocks";
export type { Place } from "./template/known-values";
export type { PolicyRequest } from "./template/permissions";
export type { PolicyJson, TemplatePolicy } from "./template/policies";
export type { AssumeRole, RoleQuestions } from "./template/role";
export type { SynthesizedJson } from "./synthesis";
export { expectNoReplacement, replacements, ReplacementError } from "./replacement/expect-no-replacement";
export type { ReplacementOptions, Synthesis } from "./replacement/expect-no-replacement";
export type { Replacement } from "./replacement/replacements";
