/**
 * Existing AWS resources: a bucket, a queue, a role and a key. Each has a configuration that this library never writes, so any
 * write by the library is visible.
 */
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateAliasCommand, CreateGrantCommand, CreateKeyCommand } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  PutBucketAclCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { CreateQueueCommand, GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Clients } from "./clients";
import type { Part } from "./snapshot";

const ACCOUNT = "123456789012";
const TEAM = `arn:aws:iam::${ACCOUNT}:root`;

/** The resources that existing resources refer to. */
export interface Surroundings {
  /** ARN of a queue that receives events of buckets and dead letters of queues. */
  readonly queueArn: string;
  /** ARN of a policy that is attached to roles and is their permissions boundary. */
  readonly policyArn: string;
}

/** Creates the resources that existing resources refer to. */
export async function makeSurroundings(clients: Clients): Promise<Surroundings> {
  const queueArn = await makeQueue(clients, "surroundings", {});
  const document = policy({ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" });
  const { Policy } = await clients.iam.send(
    new CreatePolicyCommand({ PolicyName: "surroundings", PolicyDocument: document }),
  );
  return { queueArn, policyArn: known(Policy?.Arn) };
}

/** Creates a resource with this name. Returns what an integration takes as `existing`: the name of a bucket, or an ARN. */
export const makeExisting: Readonly<
  Record<Part, (clients: Clients, name: string, surroundings: Surroundings) => Promise<string>>
> = {
  async bucket({ s3 }, name, { queueArn }) {
    const bucket = { Bucket: name };
    await s3.send(new CreateBucketCommand(bucket));
    await s3.send(
      new PutBucketOwnershipControlsCommand({
        ...bucket,
        OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] },
      }),
    );
    await s3.send(
      new PutPublicAccessBlockCommand({
        ...bucket,
        PublicAccessBlockConfiguration: { BlockPublicAcls: false, BlockPublicPolicy: true },
      }),
    );
    await s3.send(new PutBucketAclCommand({ ...bucket, ACL: "authenticated-read" }));
    await s3.send(
      new PutBucketPolicyCommand({
        ...bucket,
        Policy: policy({
          Sid: "ReportsForTheTeam",
          Effect: "Allow",
          Principal: { AWS: TEAM },
          Action: ["s3:GetObject", "s3:PutObject"],
          Resource: `arn:aws:s3:::${name}/reports/*`,
        }),
      }),
    );
    await s3.send(
      new PutBucketVersioningCommand({ ...bucket, VersioningConfiguration: { Status: "Suspended" } }),
    );
    await s3.send(
      new PutBucketEncryptionCommand({
        ...bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: {
                SSEAlgorithm: "aws:kms",
                KMSMasterKeyID: "alias/aws/s3",
              },
              BucketKeyEnabled: false,
            },
          ],
        },
      }),
    );
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({
        ...bucket,
        LifecycleConfiguration: {
          Rules: [
            { ID: "drafts", Status: "Enabled", Filter: { Prefix: "drafts/" }, Expiration: { Days: 3 } },
            {
              ID: "reports",
              Status: "Disabled",
              Filter: { Prefix: "reports/" },
              Transitions: [{ Days: 90, StorageClass: "GLACIER" }],
            },
          ],
        },
      }),
    );
    await s3.send(
      new PutBucketCorsCommand({
        ...bucket,
        CORSConfiguration: {
          CORSRules: [
            { AllowedMethods: ["GET", "PUT"], AllowedOrigins: ["https://app.example.com"], MaxAgeSeconds: 7 },
          ],
        },
      }),
    );
    await s3.send(
      new PutBucketTaggingCommand({
        ...bucket,
        Tagging: {
          TagSet: [
            { Key: "team", Value: "reports" },
            { Key: "cost centre", Value: "4711" },
          ],
        },
      }),
    );
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        ...bucket,
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              Id: "the-team-is-told",
              QueueArn: queueArn,
              Events: ["s3:ObjectRemoved:*"],
              Filter: { Key: { FilterRules: [{ Name: "prefix", Value: "reports/" }] } },
            },
          ],
        },
      }),
    );
    await s3.send(new PutObjectCommand({ ...bucket, Key: "reports/2026.csv", Body: "id\n1\n" }));
    return name;
  },

  queue(clients, name, { queueArn }) {
    return makeQueue(clients, name, {
      DelaySeconds: "3",
      MaximumMessageSize: "2048",
      MessageRetentionPeriod: "61",
      ReceiveMessageWaitTimeSeconds: "7",
      VisibilityTimeout: "11",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn, maxReceiveCount: 2 }),
      Policy: policy({
        Sid: "TheTeamSends",
        Effect: "Allow",
        Principal: { AWS: TEAM },
        Action: "sqs:SendMessage",
        Resource: `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`,
      }),
    });
  },

  async role({ iam }, name, { policyArn }) {
    const role = { RoleName: name };
    const { Role } = await iam.send(
      new CreateRoleCommand({
        ...role,
        Path: "/team/",
        Description: "Of the team",
        MaxSessionDuration: 7200,
        PermissionsBoundary: policyArn,
        AssumeRolePolicyDocument: policy({
          Effect: "Allow",
          Principal: { AWS: TEAM },
          Action: "sts:AssumeRole",
          Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
        }),
        Tags: [
          { Key: "team", Value: "reports" },
          { Key: "cost centre", Value: "4711" },
        ],
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        ...role,
        // The same name that this library uses.
        PolicyName: "polytomic",
        PolicyDocument: policy({ Effect: "Deny", Action: "s3:DeleteObject", Resource: "*" }),
      }),
    );
    await iam.send(new AttachRolePolicyCommand({ ...role, PolicyArn: policyArn }));
    return known(Role?.Arn);
  },

  async key({ kms }, name) {
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({
        Description: "Of the team",
        Policy: policy({
          Sid: "TheTeamDecides",
          Effect: "Allow",
          Principal: { AWS: TEAM },
          Action: "kms:*",
          Resource: "*",
        }),
        Tags: [
          { TagKey: "team", TagValue: "reports" },
          { TagKey: "cost centre", TagValue: "4711" },
        ],
      }),
    );
    const key = known(KeyMetadata?.Arn);
    await kms.send(new CreateAliasCommand({ AliasName: `alias/${name}`, TargetKeyId: key }));
    await kms.send(
      new CreateGrantCommand({
        KeyId: key,
        GranteePrincipal: TEAM,
        Operations: ["Encrypt"],
        Name: "reports",
      }),
    );
    return key;
  },
};

async function makeQueue(
  { sqs }: Clients,
  name: string,
  attributes: Readonly<Record<string, string>>,
): Promise<string> {
  const tags = { team: "reports", "cost centre": "4711" };
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: attributes, tags }),
  );
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
  );
  return known(Attributes?.["QueueArn"]);
}

function policy(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** In the SDK's responses, every member is optional, even one that is always present. */
function known(value: string | undefined): string {
  if (value === undefined) {
    throw new Error("AWS named nothing");
  }
  return value;
}
