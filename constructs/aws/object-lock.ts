/** S3 Object Lock: objects that nobody deletes or overwrites for a while. */
import { RETENTION } from "../../lib/aws/limits";
import type { Without } from "../../lib/objects";
import { rule } from "../../lib/validation/rule";
import { oneOf, integer, withRules } from "../../lib/validation/combinators";

/**
 * How long an object is kept from being deleted or overwritten when nothing else is said of it: a number of days or of years,
 * by a mode. In `GOVERNANCE` mode those with a special permission may delete all the same, in `COMPLIANCE` mode nobody.
 */
export type ObjectRetention = { readonly mode: "GOVERNANCE" | "COMPLIANCE" } & (
  ({ readonly days: number } & Without<"years">) | ({ readonly years: number } & Without<"days">)
);

/** The rules of {@link ObjectRetention}, or of none. */
export const objectLockRule = rule((z) =>
  withRules(
    z.strictObject({
      mode: oneOf(["GOVERNANCE", "COMPLIANCE"]).optional(),
      days: integer(1, RETENTION.days).optional(),
      years: integer(1, RETENTION.years).optional(),
    }),
    ({ mode, days, years }, problem) => {
      if (days !== undefined && years !== undefined) {
        problem(["years"], "was given besides days; S3 takes one of them");
      }
      if (mode === undefined && (days !== undefined || years !== undefined)) {
        problem(["mode"], "is missing; GOVERNANCE or COMPLIANCE is expected", "MISSING");
      }
      if (mode !== undefined && days === undefined && years === undefined) {
        problem(["days"], "is missing; with a mode, days or years are expected", "MISSING");
      }
    },
  ),
);
