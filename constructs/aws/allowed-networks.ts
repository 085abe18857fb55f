/** The networks from which the objects of a bucket may be read and written. */
import { ipRangeProblem, ipRangesProblem, vpcEndpointProblem } from "../../lib/aws/names";
import type { AllowedSources } from "../../lib/iam/statements";
import { rule } from "../../lib/validation/rule";
import { isToken } from "../../lib/tokens";
import { arrayOf, checkedString, withRules, literalArray } from "../../lib/validation/combinators";

/**
 * The VPC endpoint by which Polytomic cloud reaches S3. Source: Polytomic documentation, S3, "Permissions": a bucket that
 * is limited to some networks must let it through.
 */
export const POLYTOMIC_VPC_ENDPOINT = "vpce-09e3bfdd1f91f0f84";

/**
 * The networks from which objects may be read and written. A range has a prefix length of at least 8, or 16 for IPv6, and all
 * together are less than half of the addresses of IPv4: a wider list keeps nobody out.
 */
export interface AllowedNetworks extends AllowedSources {
  /**
   * Whether the VPC endpoint of Polytomic cloud is one of them, {@link POLYTOMIC_VPC_ENDPOINT}: not for a self-hosted
   * Polytomic, whose addresses or endpoint belong into the lists. An endpoint reaches buckets of its own region; for a bucket of
   * another one, ask Polytomic for the addresses that it comes from, and name them in `ipRanges`.
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
        problem([], "names no network; give ipRanges or vpcEndpoints", "MISSING");
      }
      const literals = isToken(ipRanges) ? [] : [ipRanges].flat().filter((one) => typeof one === "string");
      const together = ipRangesProblem(literals.filter((one) => ipRangeProblem(one) === undefined));
      if (together !== undefined) {
        problem(["ipRanges"], together, "OUT_OF_RANGE");
      }
    },
  ),
);

/** All networks that are allowed. */
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
