/**
 * Rejects two connections on one queue. SQS delivers each message to only one reader, so each connection would receive some of the
 * events and drop those that belong to the other. The generated S3 connection binding uses this, so every connection is checked.
 */
import { type TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { reference } from "../errors";
import { oncePer } from "../once-per";
import { configuredValue } from "./configuration";
import { isToken } from "../tokens";
import { resolveIn } from "../terraform/references";

/** The connections that read the queues of an app, by the names of the queues. An index per app, so that no search is needed. */
const readersIn = oncePer(() => new Map<string, TerraformResource>());

/** Rejects, at synthesis, a `connection` that reads the same queue as another connection of the app. Considers overrides. */
export function forbidSharedQueue(connection: TerraformResource): void {
  connection.node.addValidation({
    validate: () => {
      const readers = readersIn(connection.node.root);
      const names = namesOfQueue(connection);
      const others = names.flatMap((name) => readers.get(name) ?? []);
      // A connection from an earlier synthesis may read another queue now.
      const other = others.find(
        (one) => one !== connection && namesOfQueue(one).some((name) => names.includes(name)),
      );
      if (other !== undefined) {
        return [
          `configuration.event_queue_arn ${sharedQueueMessage(other)} ${reference("CDKTF_POLYTOMIC_SHARED_QUEUE")}`,
        ];
      }
      names.forEach((name) => readers.set(name, connection));
      return [];
    },
  });
}

/** The message for a queue that `other` already reads. */
export const sharedQueueMessage = (other: IConstruct): string =>
  `is also the queue of ${ownerOf(other).node.path}: SQS delivers each message to only one reader, so each connection would miss ` +
  "events. Give each connection its own queue, or use one connection for both";

/** The construct that the user created: the binding, or the construct of this library around it. */
const ownerOf = (reader: IConstruct): IConstruct =>
  reader.node.id === "Resource" ? (reader.node.scope ?? reader) : reader;

/**
 * The names of a connection's queue: the unresolved value, which is equal wherever the same queue construct is used, and the resolved
 * value, which is equal for all references within a stack. Empty if it does not read a queue.
 */
function namesOfQueue(connection: TerraformResource): string[] {
  const arn = configuredValue(connection, "event_queue_arn");
  const isOff = configuredValue(connection, "enable_event_notifications") === false;
  if (isOff || typeof arn !== "string" || arn === "") {
    return [];
  }
  const resolved = resolveIn(connection, arn);
  return typeof resolved !== "string" || resolved === "" ? [] : [arn, nameIn(connection, resolved)];
}

/** An ARN or a CDKTF cross-stack reference is unique across stacks; other references are unique only within their stack. */
const nameIn = (connection: TerraformResource, resolved: string): string =>
  isLiteral(resolved) || resolved.includes("cross-stack-reference-input-")
    ? resolved
    : `${TerraformStack.of(connection).node.path} ${resolved}`;

const isLiteral = (text: string): boolean => !isToken(text) && !text.includes("${");
