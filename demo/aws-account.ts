/** What the demo looks at and does in AWS, asked of AWS itself and not of terraform. */
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

/** A role and whom it trusts. */
export interface Role {
  readonly arn: string;
  readonly trusts: readonly { readonly principal: string; readonly externalId: string }[];
}

/** A rule of a bucket's notification that sends events to a queue. */
export interface NotificationRule {
  readonly queueArn: string;
  readonly prefix: string;
}

const s3Events = z.object({
  // S3 tests a new notification with a message that has no records.
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

/** What S3 says of an object. */
export interface ObjectEvent {
  /** Such as `ObjectCreated:Put`. */
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

  /** The role of the given name, or nothing if there is none. */
  public async role(name: string): Promise<Role | undefined> {
    // One question is not worth another SDK package; the emulator tells services apart by the credential's scope.
    const answer = await fetch(this.endpoint, {
      method: "POST",
      headers: { authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/iam/aws4_request` },
      body: new URLSearchParams({ Action: "GetRole", Version: "2010-05-08", RoleName: name }),
    });
    if (answer.status === 404) {
      return undefined;
    }
    const xml = await answer.text();
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

  /** Where a bucket sends its events. */
  public async notificationRules(bucket: string): Promise<NotificationRule[]> {
    const { QueueConfigurations = [] } = await this.s3.send(
      new GetBucketNotificationConfigurationCommand({ Bucket: bucket }),
    );
    return QueueConfigurations.map(({ QueueArn, Filter }) => ({
      queueArn: QueueArn ?? "",
      prefix: Filter?.Key?.FilterRules?.find(({ Name }) => Name?.toLowerCase() === "prefix")?.Value ?? "",
    }));
  }

  /** What the queue of the given name calls itself. */
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

  /** Takes events off a queue: the first that arrive, or none after some seconds. */
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

  /** Deletes all objects of a bucket, former versions included. */
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

  /** Ends the connections to AWS. */
  public close(): void {
    this.s3.destroy();
    this.sqs.destroy();
  }

  private async queueUrl(name: string): Promise<string | undefined> {
    return (await this.sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
  }
}

/** The events in a message of S3. */
export function readEvents(message: string): ObjectEvent[] {
  return s3Events.parse(JSON.parse(message)).Records.map(({ eventName, eventTime, s3 }) => ({
    name: eventName,
    time: eventTime,
    bucket: s3.bucket.name,
    // Keys are encoded as in a web form.
    key: decodeURIComponent(s3.object.key.replaceAll("+", " ")),
    size: s3.object.size,
  }));
}
