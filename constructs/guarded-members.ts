/** Which members of integrations data may set: what decides who has access, or what is destroyed, is up to the app's owner. */
import type { ZodType } from "zod";
import { memberAt } from "../lib/objects";
import { rule } from "../lib/validation/rule";
import { type DataBucketProps, dataBucketRule } from "./aws/data-bucket";
import { type EncryptionKeyProps, encryptionKeyRule } from "./aws/encryption-key";
import { type EventQueueProps, eventQueueRule } from "./aws/event-queue";
import { type ExistingBucketProps, existingBucketRule } from "./aws/existing-data-bucket";
import { type PolytomicRoleProps, polytomicRoleRule } from "./aws/polytomic-role";
import { isConstructWith } from "./rules";
import {
  eventsRule,
  type IntegrationEvents,
  integrationMembersRule,
  type S3IntegrationProps,
} from "./s3-integration";

/**
 * The members that data may set, by the part of an integration. Any other is guarded, those of later versions included: it
 * may let somebody in, send something elsewhere, or destroy something.
 */
const FREE = {
  "": ["name", "bucket", "folder", "access", "events", "files", "role", "encryptionKey", "tags"],
  bucket: ["name", "region", "incompleteUploadDays", "eventBridge"],
  events: ["eventTypes", "suffix", "topicArn", "queue"],
  "events.queue": ["queueName", "retentionDays", "visibilityTimeout", "maxReceives", "alarms"],
  role: ["roleName", "path"],
  encryptionKey: ["alias"],
} as const;

/** What data cannot have, as it is a construct; and what an integration sets in its parts. */
const PROGRAMS = ["awsProvider", "polytomicProvider", "encryptionKey", "tags", "bucketName"] as const;

type Part = keyof typeof FREE;

/** The props of each part. */
interface PropsOf extends Record<Part, object> {
  readonly "": S3IntegrationProps;
  readonly bucket: DataBucketProps & ExistingBucketProps;
  readonly events: IntegrationEvents;
  readonly "events.queue": EventQueueProps;
  readonly role: PolytomicRoleProps;
  readonly encryptionKey: EncryptionKeyProps;
}

type GuardedOf<P extends Part> = Exclude<
  keyof PropsOf[P] & string,
  (typeof FREE)[P][number] | (typeof PROGRAMS)[number]
>;

/**
 * A member that data may set only where the app's owner lists it, such as `bucket.policyStatements`, `role.trustedPrincipals` or
 * `forceDestroy`.
 */
export type GuardedMember = { [P in Part]: P extends "" ? GuardedOf<P> : `${P}.${GuardedOf<P>}` }[Part];

const shapes = rule((): Readonly<Record<Part, Readonly<Record<string, ZodType>>>> => ({
  "": integrationMembersRule().shape,
  bucket: { ...dataBucketRule().shape, ...existingBucketRule().shape },
  events: eventsRule().shape,
  "events.queue": eventQueueRule().shape,
  role: polytomicRoleRule().shape,
  encryptionKey: encryptionKeyRule().shape,
}));

const stepsTo = (part: string): string[] => (part === "" ? [] : part.split("."));

const PARTS = Object.keys(FREE) as Part[];

const guardedOf = (part: Part): string[] =>
  Object.keys(shapes()[part]).filter((name) => ![...FREE[part], ...PROGRAMS].some((free) => free === name));

/** All guarded members, as {@link GuardedMember} writes them. */
export const guardedMembers = (): GuardedMember[] =>
  PARTS.flatMap((part) =>
    guardedOf(part).map((name) => [...stepsTo(part), name].join(".")),
  ) as GuardedMember[];

/** The guarded members that an entry sets, without those that are allowed. What a program has put there is not data. */
export function guardedIn(entry: unknown, allowed: readonly string[]): string[][] {
  return guardedMembers()
    .filter((member) => !allowed.includes(member))
    .map(stepsTo)
    .filter(
      (path) =>
        memberAt(entry, ...path) !== undefined && !isConstructWith(memberAt(entry, ...path.slice(0, -1))),
    );
}
