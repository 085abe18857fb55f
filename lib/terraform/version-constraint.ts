/** Version constraints of providers. Source: Terraform, "Version Constraints". */

/** Whether a constraint, such as `>= 2.1, < 4.0`, allows a release that is not earlier than `version`. A wrong constraint does not. */
export const allowsSince = (constraint: string, version: string): boolean =>
  constraint.split(",").every((condition) => isMetSince(condition, numbersOf(version)));

type Numbers = readonly number[];

function isMetSince(condition: string, version: Numbers): boolean {
  const [, operator, text] = /^\s*(=|!=|>=?|<=?|~>)?\s*v?(\d+(?:\.\d+)*)\S*\s*$/.exec(condition) ?? [];
  if (text === undefined) {
    return false;
  }
  const limit = numbersOf(text);
  switch (operator) {
    case undefined:
    case "=":
    case "<=":
      return compare(limit, version) >= 0;
    case "<":
      return compare(limit, version) > 0;
    case "~>":
      // Only the last number can rise: `~> 2.1` allows 2.9, and `~> 2` every later version.
      return limit.length === 1 || compare(nextAfter(limit), version) > 0;
    default:
      return true;
  }
}

const numbersOf = (version: string): Numbers => version.split(".").map(Number);

/** The first version that `~> limit` does not allow. */
const nextAfter = (limit: Numbers): Numbers =>
  limit.slice(0, -1).map((number, index, all) => (index === all.length - 1 ? number + 1 : number));

function compare(one: Numbers, other: Numbers): number {
  const at = [0, 1, 2].find((index) => (one[index] ?? 0) !== (other[index] ?? 0));
  return at === undefined ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
