/** S3 Object Lock: protects objects from being deleted or overwritten for a retention period. */
import { RETENTION } from "../../lib/aws/limits";
import type { Without } from "../../lib/objects";
import { rule } from "../../lib/validation/rule";
import { oneOf, integer, withRules } from "../../lib/validation/combinators";

/**
 * The default retention of objects, in days or years. In `GOVERNANCE` mode, principals with a special permission can still delete
 * objects; in `COMPLIANCE` mode, none can.
 */
export type ObjectRetention = { readonly mode: "GOVERNANCE" | "COMPLIANCE" } & (
  ({ readonly days: number } & Without<"years">) | ({ readonly years: number } & Without<"days">)
);

/** The rules of {@link ObjectRetention} or `{}`. */
export const objectLockRule = rule((z) =>
  withRules(
    z.strictObject({
      mode: oneOf(["GOVERNANCE", "COMPLIANCE"]).optional(),
      days: integer(1, RETENTION.days).optional(),
      years: integer(1, RETENTION.years).optional(),
    }),
    ({ mode, days, years }, problem) => {
      if (days !== undefined && years !== undefined) {
        problem(["years"], "conflicts with days; set one of them");
      }
      if (mode === undefined && (days !== undefined || years !== undefined)) {
        problem(["mode"], "is missing; expected GOVERNANCE or COMPLIANCE", "MISSING");
      }
      if (mode !== undefined && days === undefined && years === undefined) {
        problem(["days"], "is missing; mode requires days or years", "MISSING");
      }
    },
  ),
);
