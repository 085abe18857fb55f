/** Whether AWS and Polytomic mean the same role, external ID, queue and bucket. */
import { z } from "zod";
import type { AwsAccount, NotificationRule, Role } from "./aws-account";

const connectionAnswer = z.object({
  data: z.object({
    name: z.string(),
    configuration: z.object({
      iam_role_arn: z.string(),
      external_id: z.string(),
      event_queue_arn: z.string(),
      s3_bucket_name: z.string(),
    }),
  }),
});

/** What Polytomic was told, and what there is in AWS under those names. */
export interface Wiring {
  readonly connection: {
    readonly roleArn: string;
    readonly externalId: string;
    readonly queueArn: string;
    readonly bucket: string;
    /** Empty for the whole bucket, else with a slash at its end. */
    readonly folder: string;
  };
  /** The role whose name stands in the connection's ARN, if there is one. */
  readonly role: Role | undefined;
  /** What the queue whose name stands in the connection's ARN calls itself. */
  readonly queueArn: string | undefined;
  /** Where the connection's bucket sends its events. */
  readonly notification: readonly NotificationRule[];
}

/** Two things that should be the same. */
export interface Comparison {
  readonly claim: string;
  /** What both are, or what each of them is. */
  readonly values: readonly string[];
  readonly same: boolean;
}

/** How to ask Polytomic. */
export interface PolytomicAccess {
  readonly url: string;
  readonly apiKey: string;
}

/** Asks Polytomic for a connection, and AWS for what the connection names. */
export async function readWiring(
  polytomic: PolytomicAccess,
  connectionId: string,
  aws: AwsAccount,
): Promise<Wiring> {
  const answer = await fetch(`${polytomic.url}/api/connections/${connectionId}`, {
    headers: { authorization: `Bearer ${polytomic.apiKey}` },
  });
  const { configuration } = connectionAnswer.parse(await answer.json()).data;
  const [, bucket = "", folder = ""] =
    /^(?:s3:\/\/)?([^/]+)\/?(.*)$/.exec(configuration.s3_bucket_name) ?? [];
  const connection = {
    roleArn: configuration.iam_role_arn,
    externalId: configuration.external_id,
    queueArn: configuration.event_queue_arn,
    bucket,
    folder: folder === "" ? "" : `${folder}/`,
  };
  return {
    connection,
    role: await aws.role(connection.roleArn.split("/").at(-1) ?? ""),
    queueArn: await aws.queueArn(connection.queueArn.split(":").at(-1) ?? ""),
    notification: await aws.notificationRules(bucket),
  };
}

const NOTHING = "nothing";

/** Holds what Polytomic was told against what there is in AWS. */
export function compareWiring({ connection, role, queueArn, notification }: Wiring): Comparison[] {
  const externalIds = role?.trusts.map(({ externalId }) => externalId) ?? [];
  return [
    compare("the connection's role is the role in AWS", [connection.roleArn], [role?.arn]),
    compare("the role trusts the connection's external ID only", [connection.externalId], externalIds),
    compare("the connection's queue is the queue in AWS", [connection.queueArn], [queueArn]),
    compare(
      "the bucket sends its events to the connection's queue",
      [connection.queueArn],
      notification.map((rule) => rule.queueArn),
    ),
    compare(
      "the bucket sends events of the connection's folder only",
      [connection.folder],
      notification.map((rule) => rule.prefix),
    ),
  ];
}

function compare(claim: string, left: readonly string[], right: readonly (string | undefined)[]): Comparison {
  const [one, other] = [left, right].map((side) => side.map((value) => value ?? NOTHING).join(", "));
  const sides = [one || NOTHING, other || NOTHING] as const;
  const same = sides[0] === sides[1];
  return { claim, values: same ? [sides[0]] : sides, same };
}
