/** Values that the plan does not know, and that the configuration sets. They can become anything. */
import type { ResourceChange } from "./plan";
import { Unknown, type Value, isValues, valueAt } from "./value";

/** Whether a value is known after the apply, and the configuration sets it or may set it. */
export const mayBeSet = (value: Value | undefined): value is Unknown =>
  value instanceof Unknown && value.mayBeSet;

/** Arguments whose value the provider chooses if the configuration does not. */
const COMPUTED: ReadonlySet<string> = new Set([
  "acl",
  "days",
  "deletion_protection",
  "deletion_protection_enabled",
  "disable_api_termination",
  "enable_deletion_protection",
  "publicly_accessible",
  "sqs_managed_sse_enabled",
]);

/**
 * Whether the configuration sets an argument to a value that is known after the apply. A value without an expression that the provider
 * chooses is only read again.
 */
export const isSetUnknown = (value: Value | undefined, argument: string): boolean =>
  value instanceof Unknown && (value.expression !== undefined || !COMPUTED.has(argument));

/** Whether an argument was this value, and is set to one that is known after the apply. */
export const mayChange = (change: ResourceChange, argument: string, value: Value): boolean =>
  valueAt(change.before, argument) === value && isSetUnknown(valueAt(change.after, argument), argument);

/** Whether any value inside an argument is set to one that is known after the apply. */
export function hasSetUnknown(value: Value | undefined, argument: string): boolean {
  if (Array.isArray(value)) {
    return (value as readonly Value[]).some((one) => hasSetUnknown(one, argument));
  }
  return isValues(value)
    ? Object.entries(value).some(([name, one]) => hasSetUnknown(one, name))
    : isSetUnknown(value, argument);
}
