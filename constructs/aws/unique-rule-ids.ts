/** Ids of a bucket's lifecycle and replication rules. */
import type { ZodType } from "zod";
import { memberAt } from "../../lib/objects";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { reject, literalArray } from "../../lib/validation/combinators";

/**
 * The rule of an array of such rules with unique ids. Source: S3 API Reference, LifecycleRule and ReplicationRule.
 * @param most maximum number of rules
 */
export const rulesWithUniqueIds = (one: ZodType, most: number): ZodType =>
  reject((rules) => {
    const ids = (Array.isArray(rules) && !isToken(rules) ? rules : []).map((each) => memberAt(each, "id"));
    if (ids.length > most) {
      const message = `has ${ids.length} rules, but at most ${most} are allowed. Use fewer rules that each cover more objects`;
      return { code: "OUT_OF_RANGE", message };
    }
    const known = new Set<unknown>();
    const twin = ids.find((id) => typeof id === "string" && known.size === known.add(id).size);
    const message = `has two rules with the id ${formatValue(twin)}. Give each rule its own id`;
    return twin === undefined ? undefined : { code: "CONFLICT", message };
  }, literalArray(one));
