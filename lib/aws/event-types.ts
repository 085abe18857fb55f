/** The types of S3 events. Source: S3 User Guide, "Supported event types"; the API's own list. */

/** The values of {@link EventType}. */
export const EVENT_TYPES = [
  "s3:ObjectCreated:*",
  "s3:ObjectCreated:Put",
  "s3:ObjectCreated:Post",
  "s3:ObjectCreated:Copy",
  "s3:ObjectCreated:CompleteMultipartUpload",
  "s3:ObjectRemoved:*",
  "s3:ObjectRemoved:Delete",
  "s3:ObjectRemoved:DeleteMarkerCreated",
  "s3:ObjectRestore:*",
  "s3:ObjectRestore:Post",
  "s3:ObjectRestore:Completed",
  "s3:ObjectRestore:Delete",
  "s3:ObjectTagging:*",
  "s3:ObjectTagging:Put",
  "s3:ObjectTagging:Delete",
  "s3:ObjectAcl:Put",
  "s3:LifecycleExpiration:*",
  "s3:LifecycleExpiration:Delete",
  "s3:LifecycleExpiration:DeleteMarkerCreated",
  "s3:LifecycleTransition",
  "s3:IntelligentTiering",
  "s3:Replication:*",
  "s3:Replication:OperationFailedReplication",
  "s3:Replication:OperationMissedThreshold",
  "s3:Replication:OperationReplicatedAfterThreshold",
  "s3:Replication:OperationNotTracked",
  "s3:ReducedRedundancyLostObject",
] as const;

/** An event type, or a family of event types with `*`, such as `s3:ObjectCreated:*`. */
export type EventType = (typeof EVENT_TYPES)[number];

/** What is wrong with an event type. */
export function eventTypeProblem(type: string): string | undefined {
  if (EVENT_TYPES.some((one) => one === type)) {
    return undefined;
  }
  const [, family = ""] = type.split(":");
  const related = EVENT_TYPES.filter((one) => one.split(":")[1] === family);
  return `is not an S3 event type, such as ${(related.length > 0 ? related : EVENT_TYPES.slice(0, 2)).join(", ")}`;
}
