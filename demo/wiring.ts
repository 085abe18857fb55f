/** Compares the role, external ID, queue and bucket in AWS with those of the Polytomic connection. */
import { z } from "zod";
import type { AwsAccount, NotificationRule, Role } from "./aws-account";

const connectionResponse = z.object({
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

/** The connection's configuration in Polytomic, and the AWS resources with those names. */
export interface Wiring {
  readonly connection: {
    readonly roleArn: string;
    readonly externalId: string;
    readonly queueArn: string;
    readonly bucket: string;
    /** Empty for the whole bucket. Otherwise it ends with a slash. */
    readonly folder: string;
  };
  /** The role with the name in the connection's role ARN, if it exists. */
  readonly role: Role | undefined;
  /** The ARN of the queue with the name in the connection's queue ARN. */
  readonly queueArn: string | undefined;
  /** The notification rules of the connection's bucket. */
  readonly notification: readonly NotificationRule[];
}

/** The comparison of two values that must be equal. */
export interface Comparison {
  readonly claim: string;
  /** The common value, or both values if they differ. */
  readonly values: readonly string[];
  readonly same: boolean;
}

/** Access to Polytomic's API. */
export interface PolytomicAccess {
  readonly url: string;
  readonly apiKey: string;
}

/** Reads a connection from Polytomic, and the resources it references from AWS. */
export async function readWiring(
  polytomic: PolytomicAccess,
  connectionId: string,
  aws: AwsAccount,
): Promise<Wiring> {
  const response = await fetch(`${polytomic.url}/api/connections/${connectionId}`, {
    headers: { authorization: `Bearer ${polytomic.apiKey}` },
  });
  const { configuration } = connectionResponse.parse(await response.json()).data;
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

/** Compares the connection's configuration with the resources in AWS. */
export function compareWiring({ connection, role, queueArn, notification }: Wiring): Comparison[] {
  const externalIds = role?.trusts.map(({ externalId }) => externalId) ?? [];
  return [
    compare("the connection's role is the role in AWS", [connection.roleArn], [role?.arn]),
    compare("the role trusts only the connection's external ID", [connection.externalId], externalIds),
    compare("the connection's queue is the queue in AWS", [connection.queueArn], [queueArn]),
    compare(
      "the bucket sends its events to the connection's queue",
      [connection.queueArn],
      notification.map((rule) => rule.queueArn),
    ),
    compare(
      "the bucket sends only events for the connection's folder",
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
