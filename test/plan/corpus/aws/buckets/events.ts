/** Event notifications of a bucket. */
import type { Case } from "../../case";
import { BASE, edit } from "./program";

export const EVENTS: readonly Case[] = [
  {
    name: "notification-removed",
    edit: edit({ notification: undefined }),
    expected: ["notification-removed[notification]"],
  },
  {
    name: "notification-without-a-queue",
    edit: edit({
      notification: {
        queue: [{ id: "one", queue_arn: "${aws_sqs_queue.queue.arn}", events: ["s3:ObjectCreated:*"] }],
      },
    }),
    expected: ["notification-removed[notification]"],
  },
  {
    name: "notification-reordered",
    edit: edit({
      notification: { queue: [...(BASE["notification"]!["queue"] as object[])].reverse() },
    }),
    expected: [],
  },
  {
    name: "notification-added-entry",
    edit: edit({
      notification: {
        queue: [
          ...(BASE["notification"]!["queue"] as object[]),
          {
            id: "three",
            queue_arn: "${aws_sqs_queue.queue.arn}",
            events: ["s3:ObjectRestore:*"],
            filter_prefix: "old/",
          },
        ],
      },
    }),
    expected: [],
  },
  {
    name: "notification-taken-over",
    edit: edit({
      "plain-notification": {
        type: "aws_s3_bucket_notification",
        bucket: "${aws_s3_bucket.plain.id}",
        eventbridge: true,
      },
    }),
    expected: ["notification-taken-over[plain-notification]"],
    note: "S3 has one notification configuration per bucket. Whoever configured events outside this stack loses them.",
  },
  {
    name: "queue-of-bucket-replaced",
    edit: edit({ queue: { name: "acme-data-events" } }),
    expected: ["queue-destroyed[queue]", "events-lost[queue]"],
    tolerated: ["events-lost[notification]"],
    note: "Events between the deletion and the new notification are lost.",
  },
];
