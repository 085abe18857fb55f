/**
 * Buckets in an account-regional namespace, whose names no other account can take: they contain the account and the region. S3 rejects such a
 * name unless the namespace is set, too. Source: S3 User Guide, "Namespaces for general purpose buckets".
 */
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { Construct } from "constructs";
import { hasBucketNamespace } from "../../lib/aws/bindings";
import { namespaceOf } from "../../lib/aws/names";
import { argumentOf } from "../../lib/terraform/arguments";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { checkAtSynthesis, checkOnceKnown, refuse } from "../validation";
import type { AwsLocation } from "./aws-environment";

/** The account and region in a literal name. */
const knownNamespaceOf = (name: string): ReturnType<typeof namespaceOf> =>
  isToken(name) ? undefined : namespaceOf(name);

/** The argument `bucket_namespace`, if the name needs it and the bindings have it. */
export const namespaceArguments = (name: string): object =>
  hasBucketNamespace && knownNamespaceOf(name) !== undefined ? { bucketNamespace: "account-regional" } : {};

/**
 * Checks that the namespace of a bucket fits its name.
 *
 * @throws InvalidPropsError if the name contains another account or region than the bucket's
 */
export function checkNamespace(
  construct: Construct,
  resource: S3Bucket,
  name: string,
  location: AwsLocation,
): void {
  const namespace = knownNamespaceOf(name);
  if (namespace === undefined) {
    return;
  }
  const checkPart = (what: string, inName: string, known: () => string | undefined): void =>
    checkOnceKnown(
      construct,
      () => known() !== undefined,
      () => {
        if (known() !== inName) {
          const message =
            `${formatValue(name)} belongs to the account-regional namespace of the ${what} ${inName}, but the bucket is in ${known()}. ` +
            `Write ${known()} in the name, or use a provider of that ${what}`;
          refuse(construct, "DataBucket", { prop: "name", code: "CONFLICT", message });
        }
      },
    );
  checkPart("account", namespace.accountId, () => location.knownAccountId);
  checkPart("region", namespace.region, () => location.knownRegion);
  checkAtSynthesis(construct, "CDKTF_POLYTOMIC_REFUSED_BY_AWS", () =>
    argumentOf(resource, "bucket_namespace") === undefined
      ? `the bucket name ${formatValue(name)} belongs to an account-regional namespace, but the installed AWS bindings do not have ` +
        "bucket_namespace. Install bindings of a newer version 6 of the AWS provider, or choose another name"
      : undefined,
  );
}
