import { type Delivery, deliveryTo, entriesOf } from "../bucket-events";
import type { ResourceChange } from "../plan";
import { isDestroyed, isRemovedFromOwner } from "../resources";
import type { PlanContext, Rule } from "../rule";
import { mayChange } from "../unknown-changes";
import { valueAt } from "../value";

export const rule: Rule = {
  severity: "danger",
  title: "A bucket stops sending events",
  reason:
    "Polytomic is not notified of new files in the bucket, and nothing fails visibly: a sync with events just finds nothing to do.",
  remedy: "Keep the notification, or run the syncs that depend on it by a schedule without events.",
  types: ["aws_s3_bucket_notification"],
  *check(change, context) {
    if (isRemovedFromOwner(change, context)) {
      yield { change, message: "is removed: the bucket sends no events" };
    }
    if (!staysOnBucket(change)) {
      return;
    }
    const targets = deliveriesOf(change, context);
    const withDelivery = (delivery: Delivery): string =>
      [...targets].flatMap(([target, one]) => (one === delivery ? [target] : [])).join(", ");
    const [none, fewer, unknown] = [withDelivery("none"), withDelivery("fewer"), withDelivery("unknown")];
    if (none !== "") {
      yield { change, message: `no longer sends events to ${none}` };
    }
    if (fewer !== "") {
      yield { change, key: "fewer", message: `sends fewer events to ${fewer}` };
    }
    if (unknown !== "") {
      yield {
        change,
        key: "unknown",
        message: `may send fewer events to ${unknown}: the notification is known after the apply`,
        severity: "cannot-tell",
      };
    }
  },
};

/** Whether the bucket has a notification before and after. A replacement can be for another bucket. */
const staysOnBucket = ({ action, before, after }: ResourceChange): boolean =>
  action === "update" || (action === "replace" && valueAt(before, "bucket") === valueAt(after, "bucket"));

/** What each target still gets. */
function deliveriesOf(change: ResourceChange, context: PlanContext): ReadonlyMap<string, Delivery> {
  const [before, after] = [entriesOf(change.before), entriesOf(change.after)];
  const deliveries = new Map<string, Delivery>();
  for (const arn of before.all.flatMap((entry) => entry.arn ?? [])) {
    const delivery = deliveryTo(arn, before, after);
    // If the target itself is replaced, so is its ARN. Another rule finds that.
    deliveries.set(arn, delivery === "unknown" && isGone(arn, context) ? "all" : delivery);
  }
  if (valueAt(change.before, "eventbridge") === true && valueAt(change.after, "eventbridge") === false) {
    deliveries.set("EventBridge", "none");
  } else if (mayChange(change, "eventbridge", true)) {
    deliveries.set("EventBridge", "unknown");
  }
  return deliveries;
}

const isGone = (arn: string, { plan }: PlanContext): boolean =>
  plan.resources.some((one) => isDestroyed(one) && valueAt(one.before, "arn") === arn);
