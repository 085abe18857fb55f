/** The networks from which the objects of a bucket can be read and written. */
import { ipRangeProblem, ipRangesProblem, vpcEndpointProblem } from "../../lib/aws/names";
import type { AllowedSources } from "../../lib/iam/statements";
import { rule } from "../../lib/validation/rule";
import { isToken } from "../../lib/tokens";
import { arrayOf, checkedString, withRules, literalArray } from "../../lib/validation/combinators";

/**
 * The VPC endpoint through which Polytomic cloud reaches S3. A bucket that is limited to some networks must allow it. Source:
 * Polytomic documentation, S3, "Permissions".
 */
export const POLYTOMIC_VPC_ENDPOINT = "vpce-09e3bfdd1f91f0f84";

/**
 * The networks from which objects can be read and written. Wider ranges would restrict nothing: a range must have a prefix length of
 * at least 8, or 16 for IPv6, and all ranges together must cover less than half of the IPv4 addresses.
 */
export interface AllowedNetworks extends AllowedSources {
  /**
   * Whether to allow the VPC endpoint of Polytomic cloud, {@link POLYTOMIC_VPC_ENDPOINT}. For a self-hosted Polytomic, set `false` and add
   * its addresses or endpoint. An endpoint reaches only buckets in its own region; for a bucket in another region, ask Polytomic for its
   * IP addresses and add them to `ipRanges`.
   * @default true
   */
  readonly polytomicCloud?: boolean;
}

/** The rules of {@link AllowedNetworks}. */
export const allowedNetworksRule = rule((z) =>
  withRules(
    z.strictObject({
      ipRanges: arrayOf(checkedString(ipRangeProblem)).optional(),
      vpcEndpoints: literalArray(checkedString(vpcEndpointProblem)).optional(),
      polytomicCloud: z.boolean().optional(),
    }),
    ({ ipRanges, vpcEndpoints }, problem) => {
      if (ipRanges === undefined && vpcEndpoints === undefined) {
        problem([], "has no networks; set ipRanges or vpcEndpoints", "MISSING");
      }
      const literals = isToken(ipRanges) ? [] : [ipRanges].flat().filter((one) => typeof one === "string");
      const together = ipRangesProblem(literals.filter((one) => ipRangeProblem(one) === undefined));
      if (together !== undefined) {
        problem(["ipRanges"], together, "OUT_OF_RANGE");
      }
    },
  ),
);

/** All allowed networks, including Polytomic cloud's endpoint. */
export function networksOf({
  polytomicCloud = true,
  vpcEndpoints = [],
  ...networks
}: AllowedNetworks): AllowedSources {
  return {
    ...networks,
    vpcEndpoints: [...(polytomicCloud ? [POLYTOMIC_VPC_ENDPOINT] : []), ...vpcEndpoints],
  };
}
