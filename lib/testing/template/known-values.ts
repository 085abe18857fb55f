/** Attributes that a test takes as known although Terraform computes them: the account, the region, and ARNs with them. */
import { accountOfProvider, regionOfProvider } from "../../aws/accounts";
import { partitionOf } from "../../aws/arns";
import { isRecord, memberAt } from "../../objects";
import type { Plan, ResourceChange } from "../../plan/plan";
import { planOfConfiguration } from "../../plan/read/plan-of-configuration";
import { valueAt } from "../../plan/value";
import type { SynthesizedJson } from "../synthesis";

/** Where the AWS resources of a stack are taken to be. */
export interface Place {
  /** The account of AWS providers that do not determine theirs. @default "123456789012" */
  readonly account?: string;
  /** The region of AWS providers whose region is not a literal. @default "us-east-1" */
  readonly region?: string;
}

/** The account and region of an AWS provider. */
export interface ProviderPlace {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** The account of moto, so that ARNs are the same as on the emulators. */
const DEFAULT_PLACE = { account: "123456789012", region: "us-east-1" };

/** The plan that creates a stack in a place. */
export function planInPlace(json: SynthesizedJson, place: Place): Plan {
  const first = planOfConfiguration(json);
  const known = first.resources.map(
    (one) => [one.address, attributesOf(one, placeOf(json, one.address, place))] as const,
  );
  return planOfConfiguration(json, undefined, new Map(known));
}

/** The account and region of the provider of a resource. */
export function placeOf(json: SynthesizedJson, address: string, place: Place): ProviderPlace {
  const steps = address.split(".");
  const block = memberAt(json, ...(steps[0] === "data" ? steps : ["resource", ...steps]));
  const alias = /^aws\.(.+)$/.exec(String(memberAt(block, "provider")))?.[1];
  const providers = [memberAt(json, "provider", "aws") ?? []].flat().filter(isRecord);
  const provider = providers.find((one) => one["alias"] === alias) ?? {};
  const region = regionOfProvider({ region: withoutTemplate(provider["region"]) });
  const here = region ?? place.region ?? DEFAULT_PLACE.region;
  const account = accountOfProvider({
    allowedAccountIds: provider["allowed_account_ids"],
    assumeRole: rolesOf(provider["assume_role"]),
  });
  return {
    account: account ?? place.account ?? DEFAULT_PLACE.account,
    region: here,
    partition: partitionOf(here) ?? "aws",
  };
}

const withoutTemplate = (value: unknown): unknown =>
  typeof value === "string" && value.includes("${") ? undefined : value;

const rolesOf = (blocks: unknown): unknown =>
  [blocks ?? []]
    .flat()
    .map((block) => ({ roleArn: withoutTemplate(memberAt(block, "role_arn")) }))
    .filter(({ roleArn }) => roleArn !== undefined);

function attributesOf(resource: ResourceChange, place: ProviderPlace): Readonly<Record<string, unknown>> {
  const { account, region, partition } = place;
  const name = textAt(resource, resource.type === "aws_s3_bucket" ? "bucket" : "name");
  const path = textAt(resource, "path") ?? "/";
  const iam = (kind: string): string => `arn:${partition}:iam::${account}:${kind}${path}${name ?? ""}`;
  switch (resource.type) {
    case "aws_caller_identity":
      return { account_id: account, id: account };
    case "aws_partition":
      return {
        partition,
        id: partition,
        dns_suffix: partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
      };
    case "aws_region":
      return { id: region, name: region, region };
  }
  if (name === undefined || resource.mode === "data") {
    return {};
  }
  switch (resource.type) {
    case "aws_s3_bucket":
      return { arn: `arn:${partition}:s3:::${name}`, id: name };
    case "aws_sqs_queue": {
      const url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
      return { arn: `arn:${partition}:sqs:${region}:${account}:${name}`, url, id: url };
    }
    case "aws_sns_topic": {
      const arn = `arn:${partition}:sns:${region}:${account}:${name}`;
      return { arn, id: arn };
    }
    case "aws_iam_role":
      return { arn: iam("role"), id: name };
    case "aws_iam_user":
      return { arn: iam("user"), id: name };
    case "aws_iam_policy":
      return { arn: iam("policy"), id: iam("policy") };
    default:
      return {};
  }
}

const textAt = ({ after }: ResourceChange, argument: string): string | undefined => {
  const value = valueAt(after, argument);
  return typeof value === "string" ? value : undefined;
};
