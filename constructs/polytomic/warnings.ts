/** Warnings about connections: unsupported capabilities, and syncs that trigger events for their own files. */
import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import type { ConnectionCapability } from "../../lib/polytomic/connections";
import type { IConnection } from "./connection";
import { type EventSelection, overlap } from "../../lib/aws/event-filters";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { isConstructWith } from "../rules";
import { isObject } from "../../lib/objects";

/**
 * Warns if the documentation does not list the capability that a model or sync needs. It is only a warning, because Polytomic can gain
 * capabilities before its documentation and this package list them.
 *
 * @param prop the prop of `construct` that has the connection
 */
export function warnAboutCapability(
  construct: Construct,
  prop: string,
  { connectionType, capabilities }: IConnection,
  wanted: ConnectionCapability,
): void {
  if (Array.isArray(capabilities) && !capabilities.includes(wanted)) {
    const listed = capabilities.length === 0 ? "" : ` only as ${capabilities.join(" and ")},`;
    Annotations.of(construct).addWarning(
      `${prop}: Polytomic's documentation lists ${connectionType ?? "this connection"}${listed} not as ${wanted}. Unless that ` +
        "has changed, the apply or the sync will fail",
    );
  }
}

/** A connection that knows its folder and the events that Polytomic receives. */
export interface Listener {
  /** The folder that Polytomic writes to, without a trailing slash; empty for the whole bucket. */
  readonly writesBelow: string;
  /** The objects that Polytomic receives events for. */
  readonly listensTo: readonly EventSelection[];
}

const isListener = (connection: IConnection): connection is IConnection & Listener =>
  isConstructWith(connection, "writesBelow", "listensTo");

/** The folder of a connection, if known. Checks members, not the class: the connection may come from another copy of this package. */
export const folderOf = (connection: unknown): unknown =>
  isObject(connection) && "writesBelow" in connection ? connection.writesBelow : undefined;

/**
 * Warns if `sync` writes files to `connection` that trigger events for the same connection.
 *
 * @param files the subfolder, below the folder of the connection, and the format of the files, if set
 */
export function warnAboutEventLoop(
  sync: Construct,
  connection: IConnection,
  { subfolder, format }: { readonly subfolder?: unknown; readonly format?: unknown },
): void {
  if (!isListener(connection)) {
    return;
  }
  const folder = [connection.writesBelow, subfolder]
    .filter((part) => part !== undefined && part !== "")
    .join("/");
  const written = { events: ["s3:ObjectCreated:*"], ...(folder !== "" && { filterPrefix: `${folder}/` }) };
  const triggered = connection.listensTo.find(
    // A suffix filter counts only if it can match the extension of this format.
    ({ filterSuffix, ...selection }) => overlap(selection, written) && mayEndWith(format, filterSuffix),
  );
  if (triggered !== undefined) {
    Annotations.of(sync).addWarning(
      `Writes files ${below(written.filterPrefix)}, and new objects ${below(triggered.filterPrefix)} ` +
        "trigger events, so Polytomic will re-read the files it writes here. Write with a connection to another folder, or " +
        "filter the events by a suffix that these files do not have",
    );
  }
}

const below = (prefix = ""): string =>
  prefix === "" ? "anywhere in the bucket" : `under ${formatValue(prefix)}`;

function mayEndWith(format: unknown, suffix: string | undefined): boolean {
  return (
    suffix === undefined ||
    typeof format !== "string" ||
    isToken([format, suffix]) ||
    suffix.includes(format.replace(/-.*/, ""))
  );
}
