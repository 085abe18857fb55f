/**
 * ARNs, composed from names. The ARN attribute of a new resource is known after apply, and so is every policy that contains it. An
 * ARN that is composed from names can be reviewed in the plan.
 */
import { Fn, Token } from "cdktf";
import { argument } from "../terraform/jsonencode";
import { isToken } from "../tokens";
import { mustMatch } from "../validation/must-match";

/** The AWS environment of a resource. Each member can be a token. */
export interface Environment {
  /** Such as `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  /** Such as `us-east-1`. */
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** The suffix of service endpoints, such as `amazonaws.com` or `amazonaws.com.cn`. */
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

export const bucketArn = (environment: Pick<Environment, "partition">, bucketName: string): string =>
  `arn:${environment.partition}:s3:::${bucketName}`;

export const queueArn = (environment: Omit<Environment, "dnsSuffix">, queueName: string): string =>
  `arn:${environment.partition}:sqs:${environment.region}:${environment.accountId}:${queueName}`;

/** A part of an ARN that only Terraform knows, by its index between the colons. */
export const partOfArn = (arn: string, index: number): string =>
  Token.asString(Fn.element(Fn.split(":", Token.asString(argument(arn))), index));

/** The bucket name in an ARN of the form `arn:...:s3:::name`, where the name can be a token. */
export const bucketNameOfArn = (arn: string): string | undefined => /^arn:[^:]+:s3:::(.+)$/s.exec(arn)?.[1];

/** The region in an ARN, if the ARN is known at synthesis. */
export const regionOfArn = (arn: string): string | undefined =>
  isToken(arn) ? undefined : arn.split(":")[3];

/** @param path begins and ends with a slash */
export const roleArn = (
  environment: Pick<Environment, "partition" | "accountId">,
  path: string,
  roleName: string,
): string => `arn:${environment.partition}:iam::${environment.accountId}:role${path}${roleName}`;

/** What is wrong with a bucket ARN. No wildcards: they would also allow other buckets. */
export const bucketArnProblem = mustMatch(
  /^arn:[\w-]+:s3:::[\w.-]+$/,
  "is not a bucket ARN, such as arn:aws:s3:::acme-lake",
);

/** What is wrong with an account id. */
export const accountIdProblem = mustMatch(/^\d{12}$/, "is not an AWS account ID, which has twelve digits");

/** What is wrong with the ARN of an event queue. No wildcards: they would also allow other queues. */
export function queueArnProblem(arn: string): string | undefined {
  if (!/^arn:[\w-]+:sqs:[a-z0-9-]+:\d{12}:[\w.-]+$/.test(arn)) {
    return "is not a queue ARN, such as arn:aws:sqs:us-east-1:111122223333:events";
  }
  return arn.endsWith(".fifo") ? "is a FIFO queue; S3 delivers events only to standard queues" : undefined;
}

/** What is wrong with the ARN of a topic that S3 publishes to. */
export function topicArnProblem(arn: string): string | undefined {
  if (!/^arn:[\w-]+:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/.test(arn)) {
    return "is not a topic ARN, such as arn:aws:sns:us-east-1:111122223333:objects";
  }
  return arn.endsWith(".fifo") ? "is a FIFO topic; S3 publishes only to standard topics" : undefined;
}

/** What is wrong with the ARN of a Lambda function. */
export const functionArnProblem = mustMatch(
  /^arn:[\w-]+:lambda:[a-z0-9-]+:\d{12}:function:[\w$-]+(:[\w$-]+)?$/,
  "is not a Lambda function ARN, such as arn:aws:lambda:us-east-1:111122223333:function:thumbnails",
);

/** The path and name of a role or user, without characters that policies interpret as patterns or variables. */
const PATH_AND_NAME = String.raw`(?:[!-#%-)+->@-~]+\/)?[\w+=,.@-]+`;

/** What is wrong with a role ARN. No wildcards. */
export const roleArnProblem = mustMatch(
  new RegExp(String.raw`^arn:[\w-]+:iam::\d{12}:role\/${PATH_AND_NAME}$`),
  "is not a role ARN, such as arn:aws:iam::111122223333:role/polytomic",
);

/** What is wrong with a principal of a trust policy: an account or an identity in one. */
export const principalProblem = mustMatch(
  new RegExp(
    String.raw`^arn:[\w-]+:(?:iam::\d{12}:(?:root|(?:user|role)\/${PATH_AND_NAME})|` +
      String.raw`sts::\d{12}:(?:assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+|federated-user\/[\w+=,.@-]+))$`,
  ),
  "is not the ARN of an account, user, role or session, such as arn:aws:iam::111122223333:root",
);

/** What is wrong with the ARN of a customer-managed or AWS-managed policy. */
export const policyArnProblem = mustMatch(
  new RegExp(String.raw`^arn:[\w-]+:iam::(?:\d{12}|aws):policy\/${PATH_AND_NAME}$`),
  "is not a policy ARN, such as arn:aws:iam::111122223333:policy/boundary",
);

/** What is wrong with a key ARN. */
export function keyArnProblem(arn: string): string | undefined {
  if (/:alias\/aws\/|^alias\/aws\//.test(arn)) {
    return "is an AWS-managed key, whose policy cannot allow S3 or Polytomic; use a customer-managed key";
  }
  return /^arn:[\w-]+:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/.test(arn)
    ? undefined
    : "is not a key ARN, such as arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab; " +
        "alias ARNs are not accepted, because policies need the key ARN";
}

/** What is wrong with the ARN of a DynamoDB table. No wildcards: they would also allow other tables. */
export const tableArnProblem = mustMatch(
  /^arn:[\w-]+:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+$/,
  "is not a table ARN, such as arn:aws:dynamodb:us-east-1:111122223333:table/orders",
);

/** What is wrong with the ARN of a Redshift Serverless workgroup. */
export const workgroupArnProblem = mustMatch(
  /^arn:[\w-]+:redshift-serverless:[a-z0-9-]+:\d{12}:workgroup\/[\w-]+$/,
  "is not a workgroup ARN, such as arn:aws:redshift-serverless:us-east-1:111122223333:workgroup/2f1d2b5c-9a3b-4a55",
);
