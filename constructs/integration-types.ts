/** What the parts of an integration are, by the props that it was given: types only. */
import type { DataBucket } from "./aws/data-bucket";
import type { EncryptionKey, ExistingEncryptionKey } from "./aws/encryption-key";
import type { EventQueue, ExistingEventQueue } from "./aws/event-queue";
import type { ExistingDataBucket } from "./aws/existing-data-bucket";
import type { ExistingPolytomicRole, PolytomicRole } from "./aws/polytomic-role";
import type { IDataBucket, IEncryptionKey, IEventQueue, IPolytomicRole } from "./aws/interfaces";

/** What `Props` have as `Name`: `undefined` if they do not have it, or may not have it. */
export type PropOf<Props, Name extends PropertyKey> = Name extends keyof Props ? Props[Name] : undefined;

interface NamesExisting {
  readonly existing: string;
}

/** A given construct, the construct of what exists, or the one of what is new. */
type PartOf<Value, Construct, Existing, New> = Value extends Construct
  ? Value
  : Value extends NamesExisting
    ? Existing
    : New;

export type BucketOf<Value> = PartOf<Value, IDataBucket, ExistingDataBucket, DataBucket>;
export type RoleOf<Value> = PartOf<Value, IPolytomicRole, ExistingPolytomicRole, PolytomicRole>;
/** `condition && {}` has the type `{}`, which may be `false`. */
export type QueueOf<Events> = Events extends false
  ? undefined
  : | PartOf<PropOf<Events, "queue">, IEventQueue, ExistingEventQueue, EventQueue>
    | (false extends Events ? undefined : never);
export type KeyOf<Value> = Value extends undefined
  ? undefined
  : PartOf<Value, IEncryptionKey, ExistingEncryptionKey, EncryptionKey>;

/** The names that any of the members of a union has. */
type KeysOf<Union> = Union extends unknown ? keyof Union : never;

/** The members of a union that are written as objects: no constructs, tokens or lists. */
type Written<Union> = Union extends
  { readonly node: unknown } | readonly unknown[] | ((...args: never) => unknown)
  ? never
  : Union extends object
    ? Union
    : never;

/**
 * Refuses the members of `Value` that `Props` do not know, also inside of its parts: where a type is inferred, the compiler does not
 * look for excess members.
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
