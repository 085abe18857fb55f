/**
 * ARNs, composed from names. An ARN that Terraform reads from a new resource is unknown until apply, and so is every
 * policy around it; one that is composed from names can be reviewed in the plan.
 */
import { Fn, Token } from "cdktf";
import { argument } from "../terraform/jsonencode";
import { isToken } from "../tokens";

/** Where things live. Each member may be a token. */
export interface Environment {
  /** Such as `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  /** Such as `us-east-1`. */
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** What the names of services end with, such as `amazonaws.com` or `amazonaws.com.cn`. */
  readonly dnsSuffix: string;
}

const PARTITIONS: readonly (readonly [string, string])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-isof-", "aws-iso-f"],
  ["eusc-", "aws-eusc"],
];

/** The partition of a region. Source: AWS General Reference, "Partitions", and the endpoints data of the AWS SDKs. */
export const partitionOf = (region: string): string =>
  PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";

export const bucketArn = (place: Pick<Environment, "partition">, bucketName: string): string =>
  `arn:${place.partition}:s3:::${bucketName}`;

export const queueArn = (place: Omit<Environment, "dnsSuffix">, queueName: string): string =>
  `arn:${place.partition}:sqs:${place.region}:${place.accountId}:${queueName}`;

/** A part of an ARN that only Terraform knows, by its place between the colons. */
export const partOfArn = (arn: string, index: number): string =>
  Token.asString(Fn.element(Fn.split(":", Token.asString(argument(arn))), index));

/** The name of the bucket with this ARN, if the ARN is written in the program as `arn:...:s3:::name`. */
export const bucketNameOfArn = (arn: string): string | undefined => /^arn:[^:]+:s3:::(.+)$/s.exec(arn)?.[1];

/** The region in an ARN, if the ARN is known in the program. */
export const regionOfArn = (arn: string): string | undefined =>
  isToken(arn) ? undefined : arn.split(":")[3];

/** @param path begins and ends with a slash */
export const roleArn = (
  place: Pick<Environment, "partition" | "accountId">,
  path: string,
  roleName: string,
): string => `arn:${place.partition}:iam::${place.accountId}:role${path}${roleName}`;

/** What is wrong with the ARN of a bucket, which must name one: a wildcard would let in others. */
export function bucketArnProblem(arn: string): string | undefined {
  return /^arn:[\w-]+:s3:::[\w.-]+$/.test(arn)
    ? undefined
    : "is not the ARN of a bucket, such as arn:aws:s3:::acme-lake";
}

/** What is wrong with the id of an account. */
export function accountIdProblem(id: string): string | undefined {
  return /^\d{12}$/.test(id) ? undefined : "is not the id of an AWS account, which has twelve digits";
}

/** What is wrong with the ARN of an event queue, which must name one: a wildcard would let in others. */
export function queueArnProblem(arn: string): string | undefined {
  if (!/^arn:[\w-]+:sqs:[a-z0-9-]+:\d{12}:[\w.-]+$/.test(arn)) {
    return "is not the ARN of a queue, such as arn:aws:sqs:us-east-1:111122223333:events";
  }
  return arn.endsWith(".fifo") ? "is a FIFO queue; S3 delivers events to standard queues only" : undefined;
}

/** What is wrong with the ARN of a topic that S3 publishes to. */
export function topicArnProblem(arn: string): string | undefined {
  if (!/^arn:[\w-]+:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/.test(arn)) {
    return "is not the ARN of a topic, such as arn:aws:sns:us-east-1:111122223333:objects";
  }
  return arn.endsWith(".fifo") ? "is a FIFO topic; S3 publishes to standard topics only" : undefined;
}

/** What is wrong with the ARN of a function. */
export function functionArnProblem(arn: string): string | undefined {
  return /^arn:[\w-]+:lambda:[a-z0-9-]+:\d{12}:function:[\w$-]+(:[\w$-]+)?$/.test(arn)
    ? undefined
    : "is not the ARN of a function, such as arn:aws:lambda:us-east-1:111122223333:function:thumbnails";
}

/** A path with a name behind it, as of roles and users, with no character that policies take for a pattern or a variable. */
const PATH_AND_NAME = String.raw`(?:[!-#%-)+->@-~]+\/)?[\w+=,.@-]+`;
const ROLE_ARN = new RegExp(String.raw`^arn:[\w-]+:iam::\d{12}:role\/${PATH_AND_NAME}$`);
const PRINCIPAL_ARN = new RegExp(
  String.raw`^arn:[\w-]+:(?:iam::\d{12}:(?:root|(?:user|role)\/${PATH_AND_NAME})|` +
    String.raw`sts::\d{12}:(?:assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+|federated-user\/[\w+=,.@-]+))$`,
);

const POLICY_ARN = new RegExp(String.raw`^arn:[\w-]+:iam::(?:\d{12}|aws):policy\/${PATH_AND_NAME}$`);

/** What is wrong with the ARN of a role, which must name one. */
export function roleArnProblem(arn: string): string | undefined {
  return ROLE_ARN.test(arn)
    ? undefined
    : "is not the ARN of a role, such as arn:aws:iam::111122223333:role/polytomic";
}

/** What is wrong with a principal of a trust policy: an account or an identity in one. */
export function principalProblem(arn: string): string | undefined {
  return PRINCIPAL_ARN.test(arn)
    ? undefined
    : "is not the ARN of an account or identity, such as arn:aws:iam::111122223333:root";
}

/** What is wrong with the ARN of a policy, of the account or of AWS. */
export function policyArnProblem(arn: string): string | undefined {
  return POLICY_ARN.test(arn)
    ? undefined
    : "is not the ARN of a policy, such as arn:aws:iam::111122223333:policy/boundary";
}

/** What is wrong with the ARN of a key. */
export function keyArnProblem(arn: string): string | undefined {
  if (/:alias\/aws\/|^alias\/aws\//.test(arn)) {
    return "is a key that AWS manages; its policy cannot let S3 deliver events or Polytomic decrypt. Use a customer key";
  }
  return /^arn:[\w-]+:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/.test(arn)
    ? undefined
    : "is not the ARN of a key, such as arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab; " +
        "policies cannot name a key by its alias";
}

/** What is wrong with the ARN of a DynamoDB table, which must name one: a wildcard would let in others. */
export function tableArnProblem(arn: string): string | undefined {
  return /^arn:[\w-]+:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+$/.test(arn)
    ? undefined
    : "is not the ARN of a table, such as arn:aws:dynamodb:us-east-1:111122223333:table/orders";
}

/** What is wrong with the ARN of a workgroup of Redshift Serverless. */
export function workgroupArnProblem(arn: string): string | undefined {
  return /^arn:[\w-]+:redshift-serverless:[a-z0-9-]+:\d{12}:workgroup\/[\w-]+$/.test(arn)
    ? undefined
    : "is not the ARN of a workgroup, such as arn:aws:redshift-serverless:us-east-1:111122223333:workgroup/2f1d2b5c-9a3b-4a55";
}
