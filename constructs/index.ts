/** The public door: everything a program imports from `cdktf-polytomic`. */
export { PolytomicProvider, type PolytomicProviderConfig } from "../lib/bindings/provider";
export { type ErrorCode, InvalidPropsError, type Problem, type ProblemCode } from "../lib/errors";
export type { PolicyConditions, PolicyDocument, PolicyStatement } from "../lib/iam/policy-document";
export {
  type DynamodbTables,
  type RedshiftServerlessWorkgroup,
  RoleStatements,
} from "../lib/iam/role-statements";
export type { EventSelection } from "../lib/aws/event-filters";
export type {
  Access,
  BucketSource,
  EventSource,
  KeyGrant,
  AllowedSources,
  TopicSource,
} from "../lib/iam/statements";
export type {
  AutomaticallyAdd,
  BulkField,
  BulkSchema,
  BulkSchemas,
  BulkSyncMode,
  NormalizeNames,
} from "../lib/polytomic/bulk-sync";
export { FieldReference, type Filter, type ModelReference } from "../lib/polytomic/field-reference";
export type { Labeled } from "../lib/polytomic/filter-logic";
export {
  Comparable,
  type Comparison,
  field,
  type FieldFilter,
  type FilterFunction,
  type FilterValue,
  type FunctionWithoutValue,
} from "../lib/polytomic/filters";
export type {
  FieldMapping,
  FieldSource,
  MappedField,
  ModelSyncMode,
  Override,
  StaticField,
  SyncIdentity,
} from "../lib/polytomic/model-sync";
export type { S3BulkDestination } from "../lib/polytomic/s3-bulk-sync";
export type {
  OneCsvTable,
  OneOtherTable,
  OneTable,
  S3FileFormat,
  S3FileFormatsWithCsv,
  S3Files,
  TablePerCsvDirectory,
  TablePerDirectory,
  TablePerFile,
  TablePerOtherDirectory,
} from "../lib/polytomic/s3-files";
export type {
  MultiFileArchiveSource,
  S3ModelFiles,
  S3ModelSource,
  SingleFileSource,
} from "../lib/polytomic/s3-model";
export {
  type AfterSchedule,
  type DbtCloudSchedule,
  type RunnableSync,
  Schedule,
  type TimedSchedule,
} from "../lib/polytomic/schedule";
export type {
  ExistingTargetObject,
  NewTargetObject,
  S3TargetFormat,
  TargetObject,
} from "../lib/polytomic/sync-target";
export { unsafePlainText } from "../lib/synthesis/plain-text";
export type { EventType } from "../lib/aws/event-types";
export type { EventFilter, EventOptions, OtherNotification, RequiredNotification } from "./aws/notification";
export type { AwsAccount } from "../lib/aws/accounts";
export { type AllowedNetworks, POLYTOMIC_VPC_ENDPOINT } from "./aws/allowed-networks";
export type { BucketReplication } from "./aws/bucket-replication";
export type { AccessLogs } from "./aws/access-logs";
export { DataBucket, type DataBucketProps } from "./aws/data-bucket";
export type { BucketRemoval, Removal } from "./removal";
export { RetainedDataBucket, type RetainedDataBucketProps } from "./aws/retained-data-bucket";
export type { ObjectRetention } from "./aws/object-lock";
export {
  EncryptionKey,
  type EncryptionKeyProps,
  type ExistingEncryptionKey,
  type ExistingKeyOptions,
} from "./aws/encryption-key";
export {
  EventQueue,
  type EventQueueProps,
  type ExistingEventQueue,
  type ExistingQueueOptions,
} from "./aws/event-queue";
export {
  type ExistingPolytomicRole,
  type ExistingRoleOptions,
  POLYTOMIC_PRINCIPAL,
  PolytomicRole,
  type PolytomicRoleProps,
} from "./aws/polytomic-role";
export type { QueueAlarms } from "./aws/queue-alarms";
export type { TopicSelection } from "./aws/topic-subscriptions";
export { BulkSync, type BulkSyncEnd, type BulkSyncOptions, type BulkSyncProps } from "./polytomic/bulk-sync";
export {
  Connection,
  type ConnectionBinding,
  type ConnectionLike,
  type ExistingConnectionOptions,
  type IConnection,
} from "./polytomic/connection";
export type { ConnectionCapability } from "../lib/polytomic/connections";
export type {
  ExistingS3Connection,
  ExistingS3ConnectionOptions,
  IS3Connection,
  S3ConnectionAttributes,
} from "./polytomic/existing-s3-connection";
export { ModelSync, type ModelSyncProps, type ModelSyncTarget } from "./polytomic/model-sync";
export type {
  AccessKeyAuth,
  AccessKeyAuthAttributes,
  RoleAuth,
  RoleAuthAttributes,
  S3Auth,
  S3AuthAttributes,
  S3AuthMode,
} from "./polytomic/s3-auth";
export { S3Connection, type S3ConnectionBucket, type S3ConnectionProps } from "./polytomic/s3-connection";
export type { ModelConfiguration, ModelRelation } from "../lib/polytomic/model";
export { type IModel, Model, type ModelOptions, type ModelProps } from "./polytomic/model";
export { S3Model, type S3ModelOptions, type S3ModelProps } from "./polytomic/s3-model";
export type { BucketAttributes, ExistingBucketProps, ExistingDataBucket } from "./aws/existing-data-bucket";
export type {
  ExistingBucket,
  ExistingKey,
  ExistingQueue,
  ExistingRole,
  BucketInput,
  KeyInput,
  QueueInput,
  RoleInput,
  OwnerRequirements,
} from "./integration-resources";
export type { GuardedMember } from "./guarded-members";
export { type IntegrationEntry, parseIntegrations, type ParseIntegrationsOptions } from "./integrations";
export {
  type BulkSyncFromOptions,
  type BulkSyncToOptions,
  type IntegrationEvents,
  S3Integration,
  type S3IntegrationProps,
} from "./s3-integration";
export { PrimaryKeys, type PrimaryKeysProps } from "./polytomic/primary-keys";
export {
  PermissionPolicy,
  type PermissionPolicyProps,
  type PolicyActions,
} from "./polytomic/permission-policy";
export {
  type IPermissionRole,
  PermissionRole,
  type PermissionRoleLike,
  type PermissionRoleProps,
} from "./polytomic/permission-role";
export { User, type UserProps } from "./polytomic/user";
export { type IOrganization, Organization, type OrganizationProps } from "./polytomic/organization";
export {
  GlobalErrorSubscribers,
  type GlobalErrorSubscribersProps,
} from "./polytomic/global-error-subscribers";
export type {
  AssumingConnection,
  Grant,
  IDataBucket,
  IEncryptionKey,
  IEventQueue,
  IPolytomicRole,
} from "./aws/interfaces";
