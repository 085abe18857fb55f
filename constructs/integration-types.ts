/** Types of the parts of an integration, inferred from its props. */
import type { DataBucket } from "./aws/data-bucket";
import type { EncryptionKey, ExistingEncryptionKey } from "./aws/encryption-key";
import type { EventQueue, ExistingEventQueue } from "./aws/event-queue";
import type { ExistingDataBucket } from "./aws/existing-data-bucket";
import type { ExistingPolytomicRole, PolytomicRole } from "./aws/polytomic-role";
import type { IDataBucket, IEncryptionKey, IEventQueue, IPolytomicRole } from "./aws/interfaces";

/** The type of the prop `Name` of `Props`; `undefined` if `Props` do not have it. */
export type PropOf<Props, Name extends PropertyKey> = Name extends keyof Props ? Props[Name] : undefined;

interface NamesExisting {
  readonly existing: string;
}

/** The construct that was passed, or the class of an existing or new resource. */
type PartOf<Value, Construct, Existing, New> = Value extends Construct
  ? Value
  : Value extends NamesExisting
    ? Existing
    : New;

export type BucketOf<Value> = PartOf<Value, IDataBucket, ExistingDataBucket, DataBucket>;
export type RoleOf<Value> = PartOf<Value, IPolytomicRole, ExistingPolytomicRole, PolytomicRole>;
/** An expression such as `condition && {}` can be `false`, so the queue can be `undefined`. */
export type QueueOf<Events> = Events extends false
  ? undefined
  : | PartOf<PropOf<Events, "queue">, IEventQueue, ExistingEventQueue, EventQueue>
    | (false extends Events ? undefined : never);
export type KeyOf<Value> = Value extends undefined
  ? undefined
  : PartOf<Value, IEncryptionKey, ExistingEncryptionKey, EncryptionKey>;

/** The keys of all members of a union. */
type KeysOf<Union> = Union extends unknown ? keyof Union : never;

/** The members of a union that are plain objects, not constructs, tokens or arrays. */
type Written<Union> = Union extends
  { readonly node: unknown } | readonly unknown[] | ((...args: never) => unknown)
  ? never
  : Union extends object
    ? Union
    : never;

/**
 * Rejects members of `Value` that `Props` do not have, including nested ones. The compiler does not check inferred types for excess
 * properties.
 */
export type OnlyKnown<Value, Props> = {
  readonly [Name in keyof Value]: Name extends keyof Props ? OnlyKnownPart<Value[Name], Props[Name]> : never;
};

type OnlyKnownPart<Value, Part> =
  Written<Value> extends never
    ? unknown
    : Written<Part> extends never
      ? unknown
      : string extends KeysOf<Written<Part>>
        ? unknown
        : { readonly [Name in Exclude<KeysOf<Written<Value>>, KeysOf<Written<Part>>>]?: never };
