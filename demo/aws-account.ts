/** Reads and writes the emulated AWS account directly, without Terraform. */
import {
  DeleteObjectsCommand,
  GetBucketNotificationConfigurationCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { z } from "zod";
import { REGION, s3Client, sqsClient } from "../test/support/aws/clients";

const trustPolicy = z.object({
  Statement: z.array(
    z.object({
      Principal: z.object({ AWS: z.string() }),
      Condition: z.object({ StringEquals: z.object({ "sts:ExternalId": z.string() }) }),
    }),
  ),
});

/** A role and the principals it trusts. */
export interface Role {
  readonly arn: string;
  readonly trusts: readonly { readonly principal: string; readonly externalId: string }[];
}

/** A notification rule of a bucket that sends events to a queue. */
export interface NotificationRule {
  readonly queueArn: string;
  readonly prefix: string;
}

const s3Events = z.object({
  // S3 sends a test message without records when a notification is created.
  Records: z
    .array(
      z.object({
        eventName: z.string(),
        eventTime: z.string(),
        s3: z.object({
          bucket: z.object({ name: z.string() }),
          object: z.object({ key: z.string(), size: z.number() }),
        }),
      }),
    )
    .default([]),
});

/** An S3 event about an object. */
export interface ObjectEvent {
  /** For example, `ObjectCreated:Put`. */
  readonly name: string;
  readonly time: string;
  readonly bucket: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

/** An AWS account behind one endpoint. */
export class AwsAccount {
  private readonly s3: S3Client;
  private readonly sqs: SQSClient;

  public constructor(private readonly endpoint: string) {
    this.s3 = s3Client(endpoint);
    this.sqs = sqsClient(endpoint);
  }

  /** Returns the role with this name, or `undefined` if it does not exist. */
  public async role(name: string): Promise<Role | undefined> {
    // One request does not justify another SDK package. The emulator finds the service in the credential's scope.
    const response = await fetch(this.endpoint, {
      method: "POST",
      headers: { authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/iam/aws4_request` },
      body: new URLSearchParams({ Action: "GetRole", Version: "2010-05-08", RoleName: name }),
    });
    if (response.status === 404) {
      return undefined;
    }
    const xml = await response.text();
    const element = (tag: string) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? "";
    const trust = trustPolicy.parse(JSON.parse(decodeURIComponent(element("AssumeRolePolicyDocument"))));
    return {
      arn: element("Arn"),
      trusts: trust.Statement.map(({ Principal, Condition }) => ({
        principal: Principal.AWS,
        externalId: Condition.StringEquals["sts:ExternalId"],
      })),
    };
  }

  /** Returns the rules by which a bucket sends events. */
  public async notificationRules(bucket: string): Promise<NotificationRule[]> {
    const { QueueConfigurations = [] } = await this.s3.send(
      new GetBucketNotificationConfigurationCommand({ Bucket: bucket }),
    );
    return QueueConfigurations.map(({ QueueArn, Filter }) => ({
      queueArn: QueueArn ?? "",
      prefix: Filter?.Key?.FilterRules?.find(({ Name }) => Name?.toLowerCase() === "prefix")?.Value ?? "",
    }));
  }

  /** Returns the ARN of the queue with this name. */
  public async queueArn(name: string): Promise<string | undefined> {
    const { Attributes } = await this.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: await this.queueUrl(name), AttributeNames: ["QueueArn"] }),
    );
    return Attributes?.["QueueArn"];
  }

  /** Writes an object. */
  public async put(bucket: string, key: string, text: string): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }));
  }

  /** Receives and deletes the first events on a queue. Returns an empty array when none arrives in time. */
  public async receiveEvents(queueName: string, seconds: number): Promise<ObjectEvent[]> {
    const url = await this.queueUrl(queueName);
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const left = Math.max(0, Math.ceil((deadline - Date.now()) / 1000));
      const { Messages = [] } = await this.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          WaitTimeSeconds: Math.min(left, 20),
          MaxNumberOfMessages: 10,
        }),
      );
      for (const { ReceiptHandle } of Messages) {
        await this.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
      }
      const events = Messages.flatMap(({ Body }) => readEvents(Body ?? ""));
      if (events.length > 0 || left === 0) {
        return events;
      }
    }
  }

  /** Deletes all objects in a bucket, including noncurrent versions. Returns how many. */
  public async empty(bucket: string): Promise<number> {
    const { Versions = [], DeleteMarkers = [] } = await this.s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket }),
    );
    const objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (objects.length > 0) {
      await this.s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects } }));
    }
    return objects.length;
  }

  /** Closes the connections to AWS. */
  public close(): void {
    this.s3.destroy();
    this.sqs.destroy();
  }

  private async queueUrl(name: string): Promise<string | undefined> {
    return (await this.sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
  }
}

/** Reads the events in a message from S3. */
export function readEvents(message: string): ObjectEvent[] {
  return s3Events.parse(JSON.parse(message)).Records.map(({ eventName, eventTime, s3 }) => ({
    name: eventName,
    time: eventTime,
    bucket: s3.bucket.name,
    // Keys are URL-encoded, with "+" for a space.
    key: decodeURIComponent(s3.object.key.replaceAll("+", " ")),
    size: s3.object.size,
  }));
}
