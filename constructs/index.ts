/** The public door: everything an app imports from `cdktf-polytomic`. */

// Start here: an S3 bucket, its queue and role, and the Polytomic connection, wired.
export {
  type BulkSyncFromOptions,
  type BulkSyncToOptions,
  type IntegrationEvents,
  S3Integration,
  type S3IntegrationProps,
} from "./s3-integration";
export { PolytomicProvider, type PolytomicProviderConfig } from "../lib/bindings/provider";

// Props that many constructs have.
export type { RegionalResourceProps } from "./aws/aws-region";
export type { AwsResourceProps, PolytomicResourceProps } from "./common-props";

// The parts of an integration: new, existing, or a construct of your own.
export type {
  BucketInput,
  ExistingBucket,
  ExistingKey,
  ExistingQueue,
  ExistingRole,
  KeyInput,
  QueueInput,
  RoleInput,
} from "./integration-resources";
export type { OwnerRequirements } from "./owner-requirements";

// Integrations as data, such as a YAML file.
export { type IntegrationEntry, parseIntegrations, type ParseIntegrationsOptions } from "./integrations";
export type { GuardedMember } from "./guarded-members";

// Reviews of plans: cdktf-polytomic review.
export { type AcceptOptions, PlanReview } from "./plan-review";
export type { RuleId } from "../lib/plan/rules";

// S3: buckets, their events and settings.
export { DataBucket, type DataBucketProps } from "./aws/data-bucket";
export type { BucketAttributes, ExistingBucketProps, ExistingDataBucket } from "./aws/existing-data-bucket";
export { RetainedDataBucket, type RetainedDataBucketProps } from "./aws/retained-data-bucket";
export type { EventFilter, EventOptions, OtherNotification, RequiredNotification } from "./aws/notification";
export type { EventSelection } from "../lib/aws/event-filters";
export type { EventType } from "../lib/aws/event-types";
export { type AllowedNetworks, POLYTOMIC_VPC_ENDPOINT } from "./aws/allowed-networks";
export type { AccessLogs } from "./aws/access-logs";
export type { BucketReplication } from "./aws/bucket-replication";
export type { ObjectRetention } from "./aws/object-lock";
export type { BucketRemoval, Removal } from "./removal";

// SQS: event queues.
export {
  EventQueue,
  type EventQueueProps,
  type ExistingEventQueue,
  type ExistingQueueOptions,
} from "./aws/event-queue";
export type { QueueAlarms } from "./aws/queue-alarms";

// IAM: the role that Polytomic assumes, and policies.
export {
  type ExistingPolytomicRole,
  type ExistingRoleOptions,
  POLYTOMIC_PRINCIPAL,
  PolytomicRole,
  type PolytomicRoleProps,
} from "./aws/polytomic-role";
export {
  type DynamodbTables,
  type RedshiftServerlessWorkgroup,
  RoleStatements,
} from "../lib/iam/role-statements";
export type { PolicyConditions, PolicyDocument, PolicyStatement } from "../lib/iam/policy-document";
export type { AwsAccount } from "../lib/aws/accounts";

// KMS: customer-managed keys.
export {
  EncryptionKey,
  type EncryptionKeyProps,
  type ExistingEncryptionKey,
  type ExistingKeyOptions,
} from "./aws/encryption-key";

// What buckets, queues, roles and keys are to each other, new or existing.
export type {
  RoleAssumingConnection,
  Grant,
  IDataBucket,
  IEncryptionKey,
  IEventQueue,
  IPolytomicRole,
  TopicSelection,
} from "./aws/interfaces";
export type {
  Access,
  AllowedSources,
  BucketSource,
  EventSource,
  KeyGrant,
  TopicSource,
} from "../lib/iam/statements";

// Polytomic: connections.
export {
  Connection,
  type ConnectionBinding,
  type ConnectionLike,
  type ExistingConnectionOptions,
  type IConnection,
} from "./polytomic/connection";
export type { ConnectionCapability } from "../lib/polytomic/connections";
export { S3Connection, type S3ConnectionBucket, type S3ConnectionProps } from "./polytomic/s3-connection";
export type {
  ExistingS3Connection,
  ExistingS3ConnectionOptions,
  IS3Connection,
  S3ConnectionAttributes,
} from "./polytomic/existing-s3-connection";
export type {
  AccessKeyAuth,
  AccessKeyAuthAttributes,
  RoleAuth,
  RoleAuthAttributes,
  S3Auth,
  S3AuthAttributes,
  S3AuthMode,
} from "./polytomic/s3-auth";
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

// Polytomic: models and model syncs (reverse ETL).
export { type IModel, Model, type ModelOptions, type ModelProps } from "./polytomic/model";
export type { ModelConfiguration, ModelRelation } from "../lib/polytomic/model";
export { S3Model, type S3ModelOptions, type S3ModelProps } from "./polytomic/s3-model";
export type {
  MultiFileArchiveSource,
  S3ModelFiles,
  S3ModelSource,
  SingleFileSource,
} from "../lib/polytomic/s3-model";
export { ModelSync, type ModelSyncProps, type ModelSyncTarget } from "./polytomic/model-sync";
export type {
  FieldMapping,
  FieldSource,
  MappedField,
  ModelSyncMode,
  Override,
  StaticField,
  SyncIdentity,
} from "../lib/polytomic/model-sync";
export type {
  ExistingTargetObject,
  NewTargetObject,
  S3TargetFormat,
  TargetObject,
} from "../lib/polytomic/sync-target";
export { FieldReference, type Filter, type ModelReference } from "../lib/polytomic/field-reference";
export {
  Comparable,
  type Comparison,
  field,
  type FieldFilter,
  type FilterFunction,
  type FilterValue,
  type FunctionWithoutValue,
} from "../lib/polytomic/filters";
export type { Labeled } from "../lib/polytomic/filter-logic";

// Polytomic: bulk syncs (ELT).
export { BulkSync, type BulkSyncEnd, type BulkSyncOptions, type BulkSyncProps } from "./polytomic/bulk-sync";
export type {
  AutomaticallyAdd,
  BulkField,
  BulkSchema,
  BulkSchemas,
  BulkSyncMode,
  NormalizeNames,
} from "../lib/polytomic/bulk-sync";
export type { S3BulkDestination } from "../lib/polytomic/s3-bulk-sync";
export { PrimaryKeys, type PrimaryKeysProps } from "./polytomic/primary-keys";

// Polytomic: schedules of syncs.
export {
  type AfterSchedule,
  type AtMinute,
  type AtTime,
  type DbtCloudSchedule,
  type RunnableSync,
  Schedule,
  type TimedSchedule,
} from "../lib/polytomic/schedule";

// Polytomic: organizations, users and permissions.
export { type IOrganization, Organization, type OrganizationProps } from "./polytomic/organization";
export { User, type UserProps } from "./polytomic/user";
export {
  type IPermissionRole,
  PermissionRole,
  type PermissionRoleLike,
  type PermissionRoleProps,
} from "./polytomic/permission-role";
export {
  PermissionPolicy,
  type PermissionPolicyProps,
  type PolicyActions,
} from "./polytomic/permission-policy";
export {
  GlobalErrorSubscribers,
  type GlobalErrorSubscribersProps,
} from "./polytomic/global-error-subscribers";

// Errors and secrets.
export { type ErrorCode, InvalidPropsError, type Problem, type ProblemCode } from "../lib/errors";
export { unsafePlainText } from "../lib/synthesis/plain-text";
