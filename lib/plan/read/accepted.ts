/** The findings that an app accepts with `PlanReview.accept`. */
import { isDay } from "../../day";
import { isRecord, memberAt } from "../../objects";
import type { Suppression } from "../plan";
import type { CdkTfJson } from "./configuration";

/** Reads them from the comment of the synthesized stack. */
export function acceptedIn(configuration: CdkTfJson | undefined): Suppression[] {
  const accepted = memberAt(configuration, "//", "cdktf-polytomic", "accepted");
  return (Array.isArray(accepted) ? (accepted as readonly unknown[]) : []).filter(isRecord).map((one) => ({
    finding: String(one["finding"]),
    reason: String(one["reason"]),
    expires: one["expires"] === undefined ? undefined : dayOf(one["expires"]),
  }));
}

/** A day, or one that is long past: what is no day must not be accepted for ever. */
const dayOf = (value: unknown): string => (isDay(value) ? value : "1970-01-01");
