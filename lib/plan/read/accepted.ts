/** The findings that an app accepts with `PlanReview.accept`. */
import { isRecord, memberAt } from "../../objects";
import type { Suppression } from "../plan";
import type { CdkTfJson } from "./configuration";

/** Reads them from the comment of the synthesized stack. */
export function acceptedIn(configuration: CdkTfJson | undefined): Suppression[] {
  const accepted = memberAt(configuration, "//", "cdktf-polytomic", "accepted");
  return (Array.isArray(accepted) ? (accepted as readonly unknown[]) : []).filter(isRecord).map((one) => ({
    finding: String(one["finding"]),
    reason: String(one["reason"]),
    expires: typeof one["expires"] === "string" ? one["expires"] : undefined,
  }));
}
