/**
 * The rules of the props as zod schemas, to validate data such as a YAML file before you create constructs from it. They are the rules
 * that the constructs apply, with the same messages, so they also accept Terraform expressions. For data that others edit, use
 * `integrationsSchema`. Exported separately as `cdktf-polytomic/schemas`, because it loads zod.
 */
import type { ZodType } from "zod";
import { type S3Files, s3FilesRule } from "../lib/polytomic/s3-files";
import {
  type Schedule,
  scheduleRule,
  type TimedSchedule,
  timedScheduleRule,
} from "../lib/polytomic/schedule";
import { schemaOf } from "../lib/validation/schema";
import { type DataBucketProps, dataBucketRule } from "./aws/data-bucket";
import { type EventQueueProps, eventQueueRule } from "./aws/event-queue";
import { type PolytomicRoleProps, polytomicRoleRule } from "./aws/polytomic-role";
import { type BulkSyncProps, bulkSyncRule } from "./polytomic/bulk-sync";
import { type ModelProps, modelRule } from "./polytomic/model";
import {
  type GlobalErrorSubscribersProps,
  globalErrorSubscribersRule,
} from "./polytomic/global-error-subscribers";
import { type ModelSyncProps, modelSyncRule } from "./polytomic/model-sync";
import { type OrganizationProps, organizationPropsRule } from "./polytomic/organization";
import { type PermissionPolicyProps, permissionPolicyRule } from "./polytomic/permission-policy";
import { type PermissionRoleProps, permissionRoleRule } from "./polytomic/permission-role";
import { type PrimaryKeysProps, primaryKeysRule } from "./polytomic/primary-keys";
import { type S3ConnectionProps, s3ConnectionRule } from "./polytomic/s3-connection";
import { type S3ModelOptions, s3ModelOptionsRule } from "./polytomic/s3-model";
import { type UserProps, userRule } from "./polytomic/user";
import { integrationsRule, type ParseIntegrationsOptions } from "./integrations";
import { type S3IntegrationProps, s3IntegrationRule } from "./s3-integration";

/**
 * A map of ids to props of `S3Integration`, for data that others edit, with the rules of `parseIntegrations`.
 *
 * @param options.allow props that the data can set although they decide who has access, where data goes or what is destroyed
 */
export const integrationsSchema = (
  options: Pick<ParseIntegrationsOptions, "allow"> = {},
): ZodType<Readonly<Record<string, S3IntegrationProps>>> =>
  schemaOf<Readonly<Record<string, S3IntegrationProps>>>(integrationsRule(options.allow ?? []));

/** Props of `S3Integration`. */
export const s3IntegrationSchema = schemaOf<S3IntegrationProps>(s3IntegrationRule());

/** Props of `S3Connection`. */
export const s3ConnectionSchema = schemaOf<S3ConnectionProps>(s3ConnectionRule());

/** The `files` prop of connections and integrations: how Polytomic reads files. */
export const s3FilesSchema = schemaOf<S3Files>(s3FilesRule());

/** Options of the `model` methods: a model on an S3 connection. */
export const s3ModelSchema = schemaOf<S3ModelOptions>(s3ModelOptionsRule());

/** Props of `Model`. */
export const modelSchema = schemaOf<ModelProps>(modelRule());

/** Props of `ModelSync`. */
export const modelSyncSchema = schemaOf<ModelSyncProps>(modelSyncRule());

/** Props of `BulkSync`. */
export const bulkSyncSchema = schemaOf<BulkSyncProps>(bulkSyncRule());

/** Schedules of model syncs. */
export const scheduleSchema = schemaOf<Schedule>(scheduleRule());

/** Schedules of bulk syncs. */
export const timedScheduleSchema = schemaOf<TimedSchedule>(timedScheduleRule());

/** Props of `DataBucket`. */
export const dataBucketSchema = schemaOf<DataBucketProps>(dataBucketRule());

/** Props of `EventQueue`. */
export const eventQueueSchema = schemaOf<EventQueueProps>(eventQueueRule());

/** Props of `PolytomicRole`. */
export const polytomicRoleSchema = schemaOf<PolytomicRoleProps>(polytomicRoleRule());

/** Props of `PrimaryKeys`. */
export const primaryKeysSchema = schemaOf<PrimaryKeysProps>(primaryKeysRule());

/** Props of `PermissionPolicy`. */
export const permissionPolicySchema = schemaOf<PermissionPolicyProps>(permissionPolicyRule());

/** Props of `PermissionRole`. */
export const permissionRoleSchema = schemaOf<PermissionRoleProps>(permissionRoleRule());

/** Props of `User`. */
export const userSchema = schemaOf<UserProps>(userRule());

/** Props of `Organization`. */
export const organizationSchema = schemaOf<OrganizationProps>(organizationPropsRule());

/** Props of `GlobalErrorSubscribers`. */
export const globalErrorSubscribersSchema = schemaOf<GlobalErrorSubscribersProps>(
  globalErrorSubscribersRule(),
);
