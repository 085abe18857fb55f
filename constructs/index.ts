/** The public door: everything a program imports from `cdktf-polytomic`. */
export { PolytomicProvider, type PolytomicProviderConfig } from "../lib/bindings/provider";
export { InvalidPropsError, type Problem } from "../lib/errors";
export type { PolicyDocument, PolicyStatement } from "../lib/iam/policy-document";
export type { Access } from "../lib/iam/statements";
export type { AutomaticallyAdd, BulkSchema, BulkSyncMode } from "../lib/polytomic/bulk-sync";
export {
  FieldReference,
  type Filter,
  type FilterFunction,
  type FilterValue,
  type ModelReference,
} from "../lib/polytomic/field-reference";
export type { FieldSource, ModelSyncMode, S3TargetFormat, SyncIdentity } from "../lib/polytomic/model-sync";
export type {
  OneTable,
  S3FileFormat,
  S3Files,
  TablePerDirectory,
  TablePerFile,
} from "../lib/polytomic/s3-files";
export type { MultiFileArchiveSource, S3ModelSource, SingleFileSource } from "../lib/polytomic/s3-model";
export {
  type AfterSchedule,
  type DbtCloudSchedule,
  type RunnableSync,
  Schedule,
  type TimedSchedule,
} from "../lib/polytomic/schedule";
export type { EventFilter, ObjectCreatedEvent, RequiredNotification } from "./aws/bucket-events";
export {
  DataBucket,
  type DataBucketProps,
  type ExistingBucketProps,
  type ExistingDataBucket,
  type IDataBucket,
} from "./aws/data-bucket";
export {
  EventQueue,
  type EventQueueProps,
  type ExistingEventQueue,
  type IEventQueue,
} from "./aws/event-queue";
export {
  type ExistingPolytomicRole,
  type IPolytomicRole,
  POLYTOMIC_PRINCIPAL,
  PolytomicRole,
  type PolytomicRoleProps,
} from "./aws/polytomic-role";
export { BulkSync, type BulkSyncEnd, type BulkSyncOptions, type BulkSyncProps } from "./polytomic/bulk-sync";
export {
  Connection,
  type ConnectionBinding,
  type ConnectionLike,
  type IConnection,
} from "./polytomic/connection";
export { ModelSync, type ModelSyncProps, type ModelSyncTarget } from "./polytomic/model-sync";
export {
  type AccessKeyAuth,
  type RoleAuth,
  S3Connection,
  type S3ConnectionPlace,
  type S3ConnectionProps,
} from "./polytomic/s3-connection";
export { type IModel, S3Model, type S3ModelOptions, type S3ModelProps } from "./polytomic/s3-model";
export {
  type BulkSyncFromOptions,
  type BulkSyncToOptions,
  type IntegrationEvents,
  S3Integration,
  type S3IntegrationProps,
} from "./s3-integration";
