/** The rules of a review, by id. A rule is the file of the same name. */
import type { Rule } from "../rule";
import { rule as adminPermissions } from "./admin-permissions";
import { rule as bucketDestroyed } from "./bucket-destroyed";
import { rule as bucketForceDestroy } from "./bucket-force-destroy";
import { rule as checkFailed } from "./check-failed";
import { rule as conditionRemoved } from "./condition-removed";
import { rule as connectionDestroyed } from "./connection-destroyed";
import { rule as connectionForceDestroy } from "./connection-force-destroy";
import { rule as connectionReplaced } from "./connection-replaced";
import { rule as connectionTargetChanged } from "./connection-target-changed";
import { rule as deadLetterQueueRemoved } from "./dead-letter-queue-removed";
import { rule as deletionProtectionDisabled } from "./deletion-protection-disabled";
import { rule as deposedDestroyed } from "./deposed-destroyed";
import { rule as driftUndone } from "./drift-undone";
import { rule as encryptionWeakened } from "./encryption-weakened";
import { rule as eventsLost } from "./events-lost";
import { rule as externalIdChanged } from "./external-id-changed";
import { rule as fieldsChanged } from "./fields-changed";
import { rule as filterChanged } from "./filter-changed";
import { rule as identityChanged } from "./identity-changed";
import { rule as keyDestroyed } from "./key-destroyed";
import { rule as keyDisabled } from "./key-disabled";
import { rule as keyRotationDisabled } from "./key-rotation-disabled";
import { rule as lifecycleExpiresSooner } from "./lifecycle-expires-sooner";
import { rule as modelDestroyed } from "./model-destroyed";
import { rule as modelReplaced } from "./model-replaced";
import { rule as notificationRemoved } from "./notification-removed";
import { rule as notificationTakenOver } from "./notification-taken-over";
import { rule as obfuscationRemoved } from "./obfuscation-removed";
import { rule as objectLockWeakened } from "./object-lock-weakened";
import { rule as organizationDestroyed } from "./organization-destroyed";
import { rule as permissionsBoundaryRemoved } from "./permissions-boundary-removed";
import { rule as permissionsLost } from "./permissions-lost";
import { rule as permissionsWidened } from "./permissions-widened";
import { rule as planErrored } from "./plan-errored";
import { rule as planIncomplete } from "./plan-incomplete";
import { rule as policyUnknown } from "./policy-unknown";
import { rule as polytomicPermissionsWidened } from "./polytomic-permissions-widened";
import { rule as providerAction } from "./provider-action";
import { rule as publicAccess } from "./public-access";
import { rule as queueDestroyed } from "./queue-destroyed";
import { rule as queueRetentionShortened } from "./queue-retention-shortened";
import { rule as renameDestroys } from "./rename-destroys";
import { rule as resourceDestroyed } from "./resource-destroyed";
import { rule as resourceForgotten } from "./resource-forgotten";
import { rule as resourceReplaced } from "./resource-replaced";
import { rule as scheduleFaster } from "./schedule-faster";
import { rule as schemaRemoved } from "./schema-removed";
import { rule as secretChanged } from "./secret-changed";
import { rule as sourceChanged } from "./source-changed";
import { rule as statefulResourceDestroyed } from "./stateful-resource-destroyed";
import { rule as syncActivated } from "./sync-activated";
import { rule as syncDeactivated } from "./sync-deactivated";
import { rule as syncDestroyed } from "./sync-destroyed";
import { rule as syncModeChanged } from "./sync-mode-changed";
import { rule as syncReplaced } from "./sync-replaced";
import { rule as targetChanged } from "./target-changed";
import { rule as tlsRequirementRemoved } from "./tls-requirement-removed";
import { rule as trustWidened } from "./trust-widened";
import { rule as trustWithoutExternalId } from "./trust-without-external-id";
import { rule as trustWithoutSubject } from "./trust-without-subject";
import { rule as versioningSuspended } from "./versioning-suspended";

const rules = {
  "admin-permissions": adminPermissions,
  "bucket-destroyed": bucketDestroyed,
  "bucket-force-destroy": bucketForceDestroy,
  "check-failed": checkFailed,
  "condition-removed": conditionRemoved,
  "connection-destroyed": connectionDestroyed,
  "connection-force-destroy": connectionForceDestroy,
  "connection-replaced": connectionReplaced,
  "connection-target-changed": connectionTargetChanged,
  "dead-letter-queue-removed": deadLetterQueueRemoved,
  "deletion-protection-disabled": deletionProtectionDisabled,
  "deposed-destroyed": deposedDestroyed,
  "drift-undone": driftUndone,
  "encryption-weakened": encryptionWeakened,
  "events-lost": eventsLost,
  "external-id-changed": externalIdChanged,
  "fields-changed": fieldsChanged,
  "filter-changed": filterChanged,
  "identity-changed": identityChanged,
  "key-destroyed": keyDestroyed,
  "key-disabled": keyDisabled,
  "key-rotation-disabled": keyRotationDisabled,
  "lifecycle-expires-sooner": lifecycleExpiresSooner,
  "model-destroyed": modelDestroyed,
  "model-replaced": modelReplaced,
  "notification-removed": notificationRemoved,
  "notification-taken-over": notificationTakenOver,
  "obfuscation-removed": obfuscationRemoved,
  "object-lock-weakened": objectLockWeakened,
  "organization-destroyed": organizationDestroyed,
  "permissions-boundary-removed": permissionsBoundaryRemoved,
  "permissions-lost": permissionsLost,
  "permissions-widened": permissionsWidened,
  "plan-errored": planErrored,
  "plan-incomplete": planIncomplete,
  "policy-unknown": policyUnknown,
  "polytomic-permissions-widened": polytomicPermissionsWidened,
  "provider-action": providerAction,
  "public-access": publicAccess,
  "queue-destroyed": queueDestroyed,
  "queue-retention-shortened": queueRetentionShortened,
  "rename-destroys": renameDestroys,
  "resource-destroyed": resourceDestroyed,
  "resource-forgotten": resourceForgotten,
  "resource-replaced": resourceReplaced,
  "schedule-faster": scheduleFaster,
  "schema-removed": schemaRemoved,
  "secret-changed": secretChanged,
  "source-changed": sourceChanged,
  "stateful-resource-destroyed": statefulResourceDestroyed,
  "sync-activated": syncActivated,
  "sync-deactivated": syncDeactivated,
  "sync-destroyed": syncDestroyed,
  "sync-mode-changed": syncModeChanged,
  "sync-replaced": syncReplaced,
  "target-changed": targetChanged,
  "tls-requirement-removed": tlsRequirementRemoved,
  "trust-widened": trustWidened,
  "trust-without-external-id": trustWithoutExternalId,
  "trust-without-subject": trustWithoutSubject,
  "versioning-suspended": versioningSuspended,
};

/** The id of a rule. */
export type RuleId = keyof typeof rules;

/** All rules, by id. */
export const RULES: Readonly<Record<RuleId, Rule>> = rules;
