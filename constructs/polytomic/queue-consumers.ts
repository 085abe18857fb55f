/** Tracks which connection of an app reads each queue, while the constructs are created. */
import type { Construct } from "constructs";
import { oncePer } from "../../lib/once-per";
import { sharedQueueMessage } from "../../lib/synthesis/queue-consumers";
import { refuse } from "../validation";
import type { IEventQueue } from "../aws/interfaces";

const consumersIn = oncePer(() => new Map<string, Construct>());

/**
 * Records that `connection` reads `queue`. Compares ARNs as strings or tokens, which finds a shared construct and a repeated literal ARN.
 * At synthesis, `forbidSharedQueue` of the binding finds other references to the same queue.
 *
 * @throws InvalidPropsError if another connection of the app reads the queue
 */
export function registerQueueConsumer(connection: Construct, { queueArn }: IEventQueue): void {
  const consumers = consumersIn(connection.node.root);
  const other = consumers.get(queueArn);
  if (other !== undefined) {
    refuse(connection, "S3Connection", {
      prop: "events.queue",
      code: "CONFLICT",
      message: sharedQueueMessage(other),
    });
  }
  consumers.set(queueArn, connection);
}
