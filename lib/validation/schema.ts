/** Rules as public zod schemas, with the messages of this library. */
import type { ZodType } from "zod";
import { findingsOf } from "./check-props";
import { zod } from "./rule";

/**
 * A schema that accepts the same values as `rule` and reports the same messages. The code of each problem is in the issue's
 * `params.code`.
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
