/**
 * One queue, one reader: SQS gives each message to one of those who ask. Of two connections on a queue each would get a part of
 * the events and drop what is not its own. The generated binding of S3 connections uses this, so that it sees every connection.
 */
import { type TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { reference } from "../errors";
import { memberAt } from "../objects";
import { isToken } from "../tokens";
import { resolveIn } from "../terraform/references";

/** The connections that read the queues of an app, by what the queues are called. Kept per app, so that none is searched. */
const readersByApp = new WeakMap<IConstruct, Map<string, TerraformResource>>();

/** Refuses at synthesis that `connection` reads a queue that another connection of the app reads, overrides included. */
export function refuseSharedQueue(connection: TerraformResource): void {
  connection.node.addValidation({
    validate: () => {
      const { root } = connection.node;
      const readers = readersByApp.get(root) ?? new Map<string, TerraformResource>();
      readersByApp.set(root, readers);
      const names = namesOfQueue(connection);
      const others = names.flatMap((name) => readers.get(name) ?? []);
      // What an earlier synthesis has seen may read another queue by now.
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

/** What is wrong with a queue that `other` reads already, and what to do instead. */
export const sharedQueueMessage = (other: IConstruct): string =>
  `is the queue of ${ownerOf(other).node.path} too: SQS gives each message to one reader, so each of the two connections would miss ` +
  "events. Give each connection a queue of its own, or use one connection for both";

/** The construct that the user wrote: a binding, or the construct of this library around it. */
const ownerOf = (reader: IConstruct): IConstruct =>
  reader.node.id === "Resource" ? (reader.node.scope ?? reader) : reader;

/**
 * What the queue of a connection may be called: as it is written, which is the same wherever one construct of a queue is used, and as
 * it is synthesized, which is the same for all references within a stack. None if it reads no queue.
 */
function namesOfQueue(connection: TerraformResource): string[] {
  const { terraformResourceType, friendlyUniqueId } = connection;
  const path = ["resource", terraformResourceType, friendlyUniqueId, "configuration"];
  const configuration = memberAt(connection.toTerraform(), ...path);
  const arn = memberAt(configuration, "event_queue_arn");
  if (
    memberAt(configuration, "enable_event_notifications") === false ||
    typeof arn !== "string" ||
    arn === ""
  ) {
    return [];
  }
  const resolved = resolveIn(connection, arn);
  return typeof resolved !== "string" || resolved === "" ? [] : [arn, nameIn(connection, resolved)];
}

/** An ARN is the same everywhere, and so is a reference of CDKTF to another stack; other references are within their stack. */
const nameIn = (connection: TerraformResource, resolved: string): string =>
  isLiteral(resolved) || resolved.includes("cross-stack-reference-input-")
    ? resolved
    : `${TerraformStack.of(connection).node.path} ${resolved}`;

const isLiteral = (text: string): boolean => !isToken(text) && !text.includes("${");
