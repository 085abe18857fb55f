/** The prop `region`: AWS resources in another region than that of their provider. */
import type { Construct } from "constructs";
import { partitionOf, regionOfArn } from "../../lib/aws/arns";
import { hasRegionArgument } from "../../lib/aws/bindings";
import { AWS_BINDINGS } from "../../lib/core";
import { regionProblem } from "../../lib/aws/names";
import { rule } from "../../lib/validation/rule";
import { checkedString, reject } from "../../lib/validation/combinators";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { type AwsResourceProps, awsResourceShape } from "../common-props";
import { checkOnceKnown, refuse } from "../validation";
import { AwsEnvironment, type AwsLocation } from "./aws-environment";
import type { IEncryptionKey } from "./interfaces";

/** Props of constructs that create AWS resources in a region. */
export interface RegionalResourceProps extends AwsResourceProps {
  /**
   * Region of the AWS resources, such as `eu-central-1`, in the partition of the provider. Changing it replaces them. Requires version 6 of
   * the AWS provider; with version 5, pass an `awsProvider` of the region.
   * @default - the region of the AWS provider
   */
  readonly region?: string;
}

const regionRule = rule(() =>
  reject((value) => {
    const message =
      `is ${formatValue(value)}, but the installed ${AWS_BINDINGS} is for version 5 of the AWS provider, whose resources have no region. ` +
      `Install a ${AWS_BINDINGS} for version 6, or pass an awsProvider of that region instead`;
    return value === undefined || hasRegionArgument ? undefined : { code: "UNSUPPORTED", message };
  }, checkedString(regionProblem).optional()).optional(),
);

/** The rules of {@link RegionalResourceProps}, for rules that include them. */
export const regionalResourceShape = rule(() => ({
  region: regionRule(),
  ...awsResourceShape(),
}));

/**
 * Where a construct creates its AWS resources.
 *
 * @throws InvalidPropsError if the provider is in another partition. Source: AWS provider documentation, "Enhanced Region Support"
 */
export function locationOf(
  construct: Construct,
  name: string,
  { awsProvider, region }: Pick<RegionalResourceProps, "awsProvider" | "region">,
): AwsLocation {
  const environment = AwsEnvironment.of(construct, awsProvider);
  if (region === undefined) {
    return environment;
  }
  if (!isToken(region)) {
    const isKnown = (): boolean => environment.knownPartition !== undefined;
    checkOnceKnown(construct, isKnown, () => {
      if (partitionOf(region) !== environment.knownPartition) {
        const message =
          `${formatValue(region)} is in the partition ${partitionOf(region)}, but the provider is in ${environment.knownPartition}, and its ` +
          "credentials are valid only there. Pass an awsProvider of that region";
        refuse(construct, name, { prop: "region", code: "CONFLICT", message });
      }
    });
  }
  return environment.in(region);
}

/** The keys of a bucket or queue. */
interface Keys {
  readonly encryptionKey?: IEncryptionKey | undefined;
  readonly previousEncryptionKeys?: readonly IEncryptionKey[] | undefined;
}

/**
 * Rejects keys of another region than the bucket or queue that they encrypt. Sources: S3 User Guide, "Using server-side encryption with AWS
 * KMS keys"; AWS KMS Developer Guide, "AWS KMS keys".
 *
 * @throws InvalidPropsError now, or at synthesis if a region is not yet known
 */
export function refuseKeysOfOtherRegions(
  construct: Construct,
  name: string,
  what: string,
  knownRegion: () => string | undefined,
  { encryptionKey, previousEncryptionKeys = [] }: Keys,
): void {
  const check = (prop: string, key: IEncryptionKey): void => {
    const regionOfKey = (): string | undefined => key.knownRegion ?? regionOfArn(key.keyArn);
    const isKnown = (): boolean => knownRegion() !== undefined && regionOfKey() !== undefined;
    checkOnceKnown(construct, isKnown, () => {
      if (regionOfKey() !== knownRegion()) {
        const message =
          `is a key in ${regionOfKey()}, but the ${what} is in ${knownRegion()}, and AWS uses a key only in its own region. ` +
          `Use a key in ${knownRegion()}`;
        refuse(construct, name, { prop, code: "CONFLICT", message });
      }
    });
  };
  if (encryptionKey !== undefined) {
    check("encryptionKey", encryptionKey);
  }
  previousEncryptionKeys.forEach((key, index) => check(`previousEncryptionKeys[${index}]`, key));
}
