/** A rule as a zod schema for everybody: composed, parsed or refined by others, it says what this library says. */
import type { ZodType } from "zod";
import { findingsOf } from "./check-props";
import { zod } from "./rule";

/**
 * A schema that lets pass what `rule` lets pass, and whose issues have the messages of this library. The code of each
 * problem stands in the issue's `params.code`.
 */
export function schemaOf<Props>(rule: ZodType): ZodType<Props> {
  return zod()
    .unknown()
    .superRefine((props, context) => {
      for (const { path, code, message } of findingsOf(rule, props)) {
        context.addIssue({ code: "custom", path: [...path], message, params: { code } });
      }
    }) as ZodType<Props>;
}
