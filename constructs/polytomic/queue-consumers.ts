/** Which connections of an app read which queues, as far as it is known while they are made. */
import type { Construct, IConstruct } from "constructs";
import { sharedQueueMessage } from "../../lib/synthesis/queue-consumers";
import { refuse } from "../validation";
import type { IEventQueue } from "../aws/interfaces";

const claimsByApp = new WeakMap<IConstruct, Map<string, Construct>>();

/**
 * Notes that `connection` reads `queue`. ARNs are compared as they are written: one construct of a queue has one, and so have all that
 * name an ARN. What else may be the same queue, `readQueueAlone` of the binding finds at synthesis.
 *
 * @throws InvalidPropsError if another connection of the app reads the queue
 */
export function registerQueueConsumer(connection: Construct, { queueArn }: IEventQueue): void {
  const { root } = connection.node;
  const claims = claimsByApp.get(root) ?? new Map<string, Construct>();
  claimsByApp.set(root, claims);
  const other = claims.get(queueArn);
  if (other !== undefined) {
    refuse(connection, "S3Connection", {
      prop: "events.queue",
      code: "CONFLICT",
      message: sharedQueueMessage(other),
    });
  }
  claims.set(queueArn, connection);
}
