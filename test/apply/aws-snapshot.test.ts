/** The snapshots that other tests compare detect every change. */
import * as iam from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import * as s3 from "@aws-sdk/client-s3";
import * as sqs from "@aws-sdk/client-sqs";
import { type Clients, clientsOf } from "../support/aws/clients";
import { makeExisting, makeSurroundings, type Surroundings } from "../support/aws/existing-things";
import type { MotoServer } from "../../lib/testing/apply/moto-server";
import { startMoto } from "../support/aws/moto";
import { type Part, snapshotOf } from "../support/aws/snapshot";

jest.setTimeout(600_000);

let aws: MotoServer;
let clients: Clients;
let surroundings: Surroundings;
beforeAll(async () => {
  aws = await startMoto();
  clients = clientsOf(aws.endpoint);
  surroundings = await makeSurroundings(clients);
});
afterAll(() => aws.stop());

/** A change of a resource. */
type Change = (thing: string) => Promise<unknown>;

const policy = (statement: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });

const IDENTITY_POLICY = policy({ Action: "s3:GetObject", Resource: "*" });
const TRUST_POLICY = policy({ Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } });
const RESOURCE_POLICY = policy({ Action: "*", Resource: "*", Principal: { Service: "s3.amazonaws.com" } });

const bucket = (send: (bucket: { Bucket: string }, client: s3.S3Client) => Promise<unknown>): Change => {
  return (name) => send({ Bucket: name }, clients.s3);
};

const queue = (Attributes: Record<string, string>): Change => {
  return async (arn) =>
    clients.sqs.send(new sqs.SetQueueAttributesCommand({ QueueUrl: await queueUrl(arn), Attributes }));
};

const role = (send: (role: { RoleName: string }, client: iam.IAMClient) => Promise<unknown>): Change => {
  return (arn) => send({ RoleName: arn.split("/").at(-1)! }, clients.iam);
};

const key = (send: (key: { KeyId: string }, client: kms.KMSClient) => Promise<unknown>): Change => {
  return (arn) => send({ KeyId: arn.split("/").at(-1)! }, clients.kms);
};

async function queueUrl(arn: string): Promise<string> {
  const { QueueUrl } = await clients.sqs.send(
    new sqs.GetQueueUrlCommand({ QueueName: arn.split(":").at(-1) }),
  );
  return QueueUrl!;
}

/** One change for each attribute that can change. */
const CHANGES: Readonly<Record<Part, Readonly<Record<string, Change>>>> = {
  bucket: {
    accelerate: bucket((name, client) =>
      client.send(
        new s3.PutBucketAccelerateConfigurationCommand({
          ...name,
          AccelerateConfiguration: { Status: "Enabled" },
        }),
      ),
    ),
    acl: bucket((name, client) => client.send(new s3.PutBucketAclCommand({ ...name, ACL: "private" }))),
    cors: bucket((name, client) => client.send(new s3.DeleteBucketCorsCommand(name))),
    encryption: bucket((name, client) =>
      client.send(
        new s3.PutBucketEncryptionCommand({
          ...name,
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
          },
        }),
      ),
    ),
    "an inventory": bucket((name, client) =>
      client.send(
        new s3.PutBucketInventoryConfigurationCommand({
          ...name,
          Id: "all",
          InventoryConfiguration: {
            Id: "all",
            IsEnabled: true,
            IncludedObjectVersions: "All",
            Schedule: { Frequency: "Daily" },
            Destination: { S3BucketDestination: { Bucket: "arn:aws:s3:::others", Format: "CSV" } },
          },
        }),
      ),
    ),
    lifecycle: bucket((name, client) => client.send(new s3.DeleteBucketLifecycleCommand(name))),
    notification: bucket((name, client) =>
      client.send(
        new s3.PutBucketNotificationConfigurationCommand({ ...name, NotificationConfiguration: {} }),
      ),
    ),
    "an object": bucket((name, client) =>
      client.send(new s3.PutObjectCommand({ ...name, Key: "reports/2026.csv", Body: "id\n2\n" })),
    ),
    ownership: bucket((name, client) =>
      client.send(
        new s3.PutBucketOwnershipControlsCommand({
          ...name,
          OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
        }),
      ),
    ),
    policy: bucket((name, client) => client.send(new s3.DeleteBucketPolicyCommand(name))),
    "public access block": bucket((name, client) =>
      client.send(
        new s3.PutPublicAccessBlockCommand({
          ...name,
          PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true },
        }),
      ),
    ),
    "a tag": bucket((name, client) =>
      client.send(
        new s3.PutBucketTaggingCommand({ ...name, Tagging: { TagSet: [{ Key: "team", Value: "reports" }] } }),
      ),
    ),
    versioning: bucket((name, client) =>
      client.send(
        new s3.PutBucketVersioningCommand({ ...name, VersioningConfiguration: { Status: "Enabled" } }),
      ),
    ),
    website: bucket((name, client) =>
      client.send(
        new s3.PutBucketWebsiteCommand({
          ...name,
          WebsiteConfiguration: { IndexDocument: { Suffix: "index.html" } },
        }),
      ),
    ),
  },
  queue: {
    delay: queue({ DelaySeconds: "4" }),
    "message size": queue({ MaximumMessageSize: "4096" }),
    retention: queue({ MessageRetentionPeriod: "62" }),
    waiting: queue({ ReceiveMessageWaitTimeSeconds: "8" }),
    visibility: queue({ VisibilityTimeout: "12" }),
    "redrive policy": queue({ RedrivePolicy: "" }),
    "redrive allow policy": queue({ RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' }),
    policy: queue({ Policy: RESOURCE_POLICY }),
    encryption: queue({ KmsMasterKeyId: "alias/aws/sqs" }),
    "a tag": async (arn) =>
      clients.sqs.send(new sqs.UntagQueueCommand({ QueueUrl: await queueUrl(arn), TagKeys: ["team"] })),
  },
  role: {
    trust: role((name, client) =>
      client.send(new iam.UpdateAssumeRolePolicyCommand({ ...name, PolicyDocument: TRUST_POLICY })),
    ),
    session: role((name, client) =>
      client.send(new iam.UpdateRoleCommand({ ...name, MaxSessionDuration: 3600 })),
    ),
    description: role((name, client) =>
      client.send(new iam.UpdateRoleCommand({ ...name, Description: "Of nobody" })),
    ),
    boundary: role((name, client) => client.send(new iam.DeleteRolePermissionsBoundaryCommand(name))),
    "an inline policy": role((name, client) =>
      client.send(
        new iam.PutRolePolicyCommand({ ...name, PolicyName: "polytomic", PolicyDocument: IDENTITY_POLICY }),
      ),
    ),
    "another inline policy": role((name, client) =>
      client.send(
        new iam.PutRolePolicyCommand({
          ...name,
          PolicyName: "polytomic-key",
          PolicyDocument: IDENTITY_POLICY,
        }),
      ),
    ),
    "an attached policy": role((name, client) =>
      client.send(new iam.DetachRolePolicyCommand({ ...name, PolicyArn: surroundings.policyArn })),
    ),
    "a tag": role((name, client) => client.send(new iam.UntagRoleCommand({ ...name, TagKeys: ["team"] }))),
  },
  key: {
    description: key((id, client) =>
      client.send(new kms.UpdateKeyDescriptionCommand({ ...id, Description: "Of nobody" })),
    ),
    policy: key((id, client) =>
      client.send(new kms.PutKeyPolicyCommand({ ...id, PolicyName: "default", Policy: RESOURCE_POLICY })),
    ),
    rotation: key((id, client) => client.send(new kms.EnableKeyRotationCommand(id))),
    state: key((id, client) => client.send(new kms.DisableKeyCommand(id))),
    deletion: key((id, client) => client.send(new kms.ScheduleKeyDeletionCommand(id))),
    "an alias": key((id, client) =>
      client.send(new kms.CreateAliasCommand({ AliasName: "alias/another", TargetKeyId: id.KeyId })),
    ),
    "a grant": key((id, client) =>
      client.send(
        new kms.CreateGrantCommand({
          ...id,
          GranteePrincipal: surroundings.policyArn,
          Operations: ["Decrypt"],
        }),
      ),
    ),
    "a tag": key((id, client) => client.send(new kms.UntagResourceCommand({ ...id, TagKeys: ["team"] }))),
  },
};

describe.each(Object.keys(CHANGES) as Part[])("the snapshot of a %s", (part) => {
  const snapshot = (thing: string): Promise<string> => snapshotOf[part](clients, thing);

  test("is the same if nothing changes", async () => {
    const thing = await makeExisting[part](clients, `unchanged-${part}`, surroundings);
    expect(await snapshot(thing)).toBe(await snapshot(thing));
  });

  test.each(Object.entries(CHANGES[part]))("shows a change of %s", async (what, change) => {
    const thing = await makeExisting[part](clients, `${part}-${what.replaceAll(" ", "-")}`, surroundings);
    const before = await snapshot(thing);
    await change(thing);
    expect(await snapshot(thing)).not.toBe(before);
  });

  test("fails for a missing resource", async () => {
    const thing = await makeExisting[part](clients, `there-${part}`, surroundings);
    await expect(snapshot(thing.replace(/there-|[0-9a-f]{4}$/, "gone"))).rejects.toThrow();
  });
});

test("a queue's snapshot does not count its messages", async () => {
  const arn = await makeExisting.queue(clients, "counted", surroundings);
  const before = await snapshotOf.queue(clients, arn);
  await clients.sqs.send(new sqs.SendMessageCommand({ QueueUrl: await queueUrl(arn), MessageBody: "s3" }));
  expect(await snapshotOf.queue(clients, arn)).toBe(before);
});
