/** Rules of a bucket's configurations: lifecycle and replication. */
import type { ZodType } from "zod";
import { memberAt } from "../../lib/objects";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { reject, literalArray } from "../../lib/validation/combinators";

/**
 * The rule of an array of such rules, each with an id of its own. Source: S3 API Reference, LifecycleRule and ReplicationRule.
 * @param most how many rules S3 takes
 */
export const rulesWithUniqueIds = (one: ZodType, most: number): ZodType =>
  reject((rules) => {
    const ids = (Array.isArray(rules) && !isToken(rules) ? rules : []).map((each) => memberAt(each, "id"));
    if (ids.length > most) {
      const message = `has ${ids.length} rules, and S3 takes ${most} of yours. Use fewer rules, each for more objects`;
      return { code: "OUT_OF_RANGE", message };
    }
    const known = new Set<unknown>();
    const twin = ids.find((id) => typeof id === "string" && known.size === known.add(id).size);
    const message = `has two rules with the id ${formatValue(twin)}. Give each rule an id of its own`;
    return twin === undefined ? undefined : { code: "CONFLICT", message };
  }, literalArray(one));
