/** What the owners of existing resources must add, by resource. */
import type { PolicyStatement } from "../lib/iam/policy-document";
import type { ExistingEncryptionKey } from "./aws/encryption-key";
import type { ExistingEventQueue } from "./aws/event-queue";
import type { ExistingDataBucket } from "./aws/existing-data-bucket";
import type { IDataBucket, IEncryptionKey, IEventQueue, IPolytomicRole } from "./aws/interfaces";
import type { RequiredNotification } from "./aws/notification";
import type { ExistingPolytomicRole } from "./aws/polytomic-role";

/** What the owners of existing resources must add before Polytomic can use them. */
export interface OwnerRequirements {
  /** Entries for the bucket's notification configuration. */
  readonly notifications: readonly RequiredNotification[];
  /** Statements for the queue policy. */
  readonly queueStatements: readonly PolicyStatement[];
  /** Statements for a policy of the role. */
  readonly roleStatements: readonly PolicyStatement[];
  /** External IDs that the role's trust policy must require. */
  readonly externalIds: readonly string[];
  /** Statements for the key policy. */
  readonly keyStatements: readonly PolicyStatement[];
  /**
   * What the owners of a bucket, queue or key must also add if it is in a different account than the role, before or after the role
   * exists. For a key, also if its policy does not delegate access to IAM.
   */
  readonly crossAccount: {
    /** Statements for the bucket policy. */
    readonly bucketStatements: readonly PolicyStatement[];
    /** Statements for the queue policy. */
    readonly queueStatements: readonly PolicyStatement[];
    /** Statements for the key policy. */
    readonly keyStatements: readonly PolicyStatement[];
  };
}

interface Parts {
  readonly bucket: IDataBucket | ExistingDataBucket;
  readonly queue: IEventQueue | ExistingEventQueue | undefined;
  readonly role: IPolytomicRole | ExistingPolytomicRole;
  readonly key: IEncryptionKey | undefined;
}

/** Collects the requirements of the parts that are existing resources. */
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
