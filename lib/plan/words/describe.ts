/** A change of a resource in the words of its users. */
import type { ResourceChange } from "../plan";
import type { PlanContext } from "../rule";
import { bucketWords } from "./bucket";
import { bulkSyncWords } from "./bulk-sync";
import { connectionWords } from "./connection";
import { genericWords, type Words } from "./generic";
import { keyWords } from "./key";
import { modelWords } from "./model";
import { modelSyncWords } from "./model-sync";
import { isConnectionType, subjectOf } from "./names";
import { queueWords } from "./queue";
import { roleWords } from "./role";

/** What changes, in words. */
export interface Description extends Words {
  /** `bulk sync "Orders to Snowflake"` */
  readonly subject: string;
}

type Family = (change: ResourceChange, context: PlanContext) => Words;

/** The families by the start of their types, the first that fits. */
const FAMILIES: readonly (readonly [prefix: string, family: Family])[] = [
  ["polytomic_bulk_sync", bulkSyncWords],
  ["polytomic_sync", modelSyncWords],
  ["polytomic_model", modelWords],
  ["aws_s3_bucket", bucketWords],
  ["aws_sqs_queue", queueWords],
  ["aws_iam_", roleWords],
  ["aws_kms_", keyWords],
];

const described = new WeakMap<ResourceChange, Description>();

/** Describes a change. A resource that is created has changes only where they say more than its name; one that is deleted has none. */
export function describe(change: ResourceChange, context: PlanContext): Description {
  const found = described.get(change) ?? { subject: subjectOf(change, context), ...wordsOf(change, context) };
  described.set(change, found);
  return found;
}

function wordsOf(change: ResourceChange, context: PlanContext): Words {
  if (isConnectionType(change.type)) {
    return connectionWords(change);
  }
  const family = FAMILIES.find(([prefix]) => change.type.startsWith(prefix))?.[1] ?? genericWords;
  return family(change, context);
}
