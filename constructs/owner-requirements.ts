/** What the owners of existing resources must add, by resource. */
import type { PolicyStatement } from "../lib/iam/policy-document";
import type { ExistingEncryptionKey } from "./aws/encryption-key";
import type { ExistingEventQueue } from "./aws/event-queue";
import type { ExistingDataBucket } from "./aws/existing-data-bucket";
import type { IDataBucket, IEncryptionKey, IEventQueue, IPolytomicRole } from "./aws/interfaces";
import type { RequiredNotification } from "./aws/notification";
import type { ExistingPolytomicRole } from "./aws/polytomic-role";

/** What the owners of existing things have to add before Polytomic can work. */
export interface OwnerRequirements {
  /** Entries of the notification configuration of the bucket. */
  readonly notifications: readonly RequiredNotification[];
  /** Statements of the policy of the queue. */
  readonly queueStatements: readonly PolicyStatement[];
  /** Statements of a policy of the role. */
  readonly roleStatements: readonly PolicyStatement[];
  /** External IDs that the trust policy of the role must demand. */
  readonly externalIds: readonly string[];
  /** Statements of the policy of the key. */
  readonly keyStatements: readonly PolicyStatement[];
  /**
   * What the owners of a bucket, a queue or a key must also add if it belongs to another account than the role, before or after
   * the role exists; for a key, also if its policy does not leave its use to IAM.
   */
  readonly crossAccount: {
    /** Statements of the policy of the bucket. */
    readonly bucketStatements: readonly PolicyStatement[];
    /** Statements of the policy of the queue. */
    readonly queueStatements: readonly PolicyStatement[];
    /** Statements of the policy of the key. */
    readonly keyStatements: readonly PolicyStatement[];
  };
}

interface Parts {
  readonly bucket: IDataBucket | ExistingDataBucket;
  readonly queue: IEventQueue | ExistingEventQueue | undefined;
  readonly role: IPolytomicRole | ExistingPolytomicRole;
  readonly key: IEncryptionKey | undefined;
}

/** What the owners of those of the parts have to add that exist already. */
export function ownerRequirements({ bucket, queue, role, key }: Parts): OwnerRequirements {
  const existingQueue = queue !== undefined && "requiredStatements" in queue ? queue : undefined;
  const keys = new Set([key, bucket.encryptionKey, queue?.encryptionKey]);
  const existingKeys = [...keys].filter(
    (one): one is ExistingEncryptionKey => one !== undefined && "requiredStatements" in one,
  );
  return {
    notifications: "requiredNotifications" in bucket ? bucket.requiredNotifications : [],
    queueStatements: existingQueue?.requiredStatements ?? [],
    roleStatements: "requiredStatements" in role ? role.requiredStatements : [],
    externalIds: "requiredExternalIds" in role ? role.requiredExternalIds : [],
    keyStatements: existingKeys.flatMap(({ requiredStatements }) => requiredStatements),
    crossAccount: {
      bucketStatements: "crossAccountStatements" in bucket ? bucket.crossAccountStatements : [],
      queueStatements: existingQueue?.crossAccountStatements ?? [],
      keyStatements: existingKeys.flatMap(({ crossAccountStatements }) => crossAccountStatements),
    },
  };
}
