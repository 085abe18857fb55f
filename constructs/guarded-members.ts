/** The props that integrations data can set. Props that decide who has access, or what is destroyed, need the app owner's consent. */
import type { ZodType } from "zod";
import { memberAt } from "../lib/objects";
import { rule } from "../lib/validation/rule";
import { type DataBucketProps, dataBucketMembersRule } from "./aws/data-bucket";
import { type EncryptionKeyProps, encryptionKeyRule } from "./aws/encryption-key";
import { type EventQueueProps, eventQueueRule } from "./aws/event-queue";
import { type ExistingBucketProps, existingBucketMembersRule } from "./aws/existing-data-bucket";
import { type PolytomicRoleProps, polytomicRoleRule } from "./aws/polytomic-role";
import { isConstructWith } from "./rules";
import {
  eventsRule,
  type IntegrationEvents,
  s3IntegrationMembersRule,
  type S3IntegrationProps,
} from "./s3-integration";

/**
 * The props that data can always set, by part of the integration. All others are guarded, including those of later versions, because
 * they could grant access, send data elsewhere, or destroy data.
 */
const UNGUARDED = {
  "": ["name", "bucket", "folder", "access", "events", "files", "role", "encryptionKey", "tags"],
  bucket: ["name", "region", "incompleteUploadDays", "eventBridge"],
  events: ["eventTypes", "suffix", "topicArn", "queue"],
  "events.queue": ["queueName", "retentionDays", "visibilityTimeout", "maxReceives", "alarms"],
  role: ["roleName", "path"],
  encryptionKey: ["alias"],
} as const;

/** Props that take constructs, which data cannot contain, and props that the integration sets on its parts. */
const CODE_ONLY = ["awsProvider", "polytomicProvider", "encryptionKey", "tags", "bucketName"] as const;

type Part = keyof typeof UNGUARDED;

/** The props of each part. */
interface PropsOf extends Record<Part, object> {
  readonly "": S3IntegrationProps;
  readonly bucket: DataBucketProps & ExistingBucketProps;
  readonly events: IntegrationEvents;
  readonly "events.queue": Omit<EventQueueProps, "region">;
  readonly role: PolytomicRoleProps;
  readonly encryptionKey: Omit<EncryptionKeyProps, "region">;
}

type GuardedOf<P extends Part> = Exclude<
  keyof PropsOf[P] & string,
  (typeof UNGUARDED)[P][number] | (typeof CODE_ONLY)[number]
>;

/**
 * A prop that data can set only if your code allows it, such as `bucket.policyStatements`, `role.trustedPrincipals` or `forceDestroy`.
 */
export type GuardedMember = { [P in Part]: P extends "" ? GuardedOf<P> : `${P}.${GuardedOf<P>}` }[Part];

/** A prop of the integration, not of its new parts. */
const OF_INTEGRATION = { region: true } as const;

const shapes = rule((): Readonly<Record<Part, Readonly<Record<string, ZodType>>>> => ({
  "": s3IntegrationMembersRule().shape,
  bucket: { ...dataBucketMembersRule().shape, ...existingBucketMembersRule().shape },
  events: eventsRule().shape,
  "events.queue": eventQueueRule().omit(OF_INTEGRATION).shape,
  role: polytomicRoleRule().shape,
  encryptionKey: encryptionKeyRule().omit(OF_INTEGRATION).shape,
}));

const stepsTo = (part: string): string[] => (part === "" ? [] : part.split("."));

const PARTS = Object.keys(UNGUARDED) as Part[];

const guardedOf = (part: Part): string[] =>
  Object.keys(shapes()[part]).filter(
    (name) => ![...UNGUARDED[part], ...CODE_ONLY].some((one) => one === name),
  );

/** All guarded props, in the form of {@link GuardedMember}. */
export const guardedMembers = (): GuardedMember[] =>
  PARTS.flatMap((part) =>
    guardedOf(part).map((name) => [...stepsTo(part), name].join(".")),
  ) as GuardedMember[];

/** The guarded props that an entry sets without being allowed to. Constructs in an entry come from code, so their props are skipped. */
export function guardedIn(entry: unknown, allowed: readonly string[]): string[][] {
  return guardedMembers()
    .filter((member) => !allowed.includes(member))
    .map(stepsTo)
    .filter(
      (path) =>
        memberAt(entry, ...path) !== undefined && !isConstructWith(memberAt(entry, ...path.slice(0, -1))),
    );
}
