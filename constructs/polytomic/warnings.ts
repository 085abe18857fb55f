/** Warnings about connections: used at an end that Polytomic does not list, or fed with their own files. */
import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import type { ConnectionCapability } from "../../lib/polytomic/connections";
import type { IConnection } from "./connection";
import { type EventSelection, overlap } from "../../lib/aws/event-filters";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { isConstructWith } from "../rules";

/**
 * Warns if `connection` is known not to be what a model or sync takes it for. No more than that: Polytomic learns new things sooner than
 * its documentation, and this package later still.
 *
 * @param prop where the connection stands among the props of `construct`
 */
export function warnAboutCapability(
  construct: Construct,
  prop: string,
  { connectionType, capabilities }: IConnection,
  wanted: ConnectionCapability,
): void {
  if (Array.isArray(capabilities) && !capabilities.includes(wanted)) {
    const listed = capabilities.join(" and ") || "nothing";
    Annotations.of(construct).addWarning(
      `${prop}: Polytomic's documentation lists ${connectionType ?? "this connection"} as ${listed}, not as ${wanted}. Unless it can be ` +
        "one by now, the sync or its apply fails",
    );
  }
}

/** A connection that knows where it writes and what it is told of. */
export interface Listener {
  /** Where it writes, without a slash at the end; empty for the whole bucket. */
  readonly writesBelow: string;
  /** The objects of which it is told. */
  readonly listensTo: readonly EventSelection[];
}

const isListener = (connection: IConnection): connection is IConnection & Listener =>
  isConstructWith(connection, "writesBelow", "listensTo");

/** The folder of a connection, if it is known. Not by its type: it may be one of another copy of this package. */
export const folderOf = (connection: unknown): unknown =>
  typeof connection === "object" && connection !== null && "writesBelow" in connection
    ? connection.writesBelow
    : undefined;

/**
 * Warns if `sync` writes files to `connection` that are announced to it.
 *
 * @param files the folder, below that of the connection, and the format of what is written, as far as it is said
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
  const heard = connection.listensTo.find(
    // What a suffix picks out besides files of this format is anybody's guess, so only files that it may name count.
    ({ filterSuffix, ...selection }) => overlap(selection, written) && mayEndWith(format, filterSuffix),
  );
  if (heard !== undefined) {
    Annotations.of(sync).addWarning(
      `Writes files below ${formatValue(written.filterPrefix ?? "")}, and new objects below ${formatValue(heard.filterPrefix ?? "")} are ` +
        "announced to Polytomic: it is told of its own files as of new ones. Write with a connection to another folder, or " +
        "narrow the events by a suffix that these files do not have",
    );
  }
}

function mayEndWith(format: unknown, suffix: string | undefined): boolean {
  return (
    suffix === undefined ||
    typeof format !== "string" ||
    isToken([format, suffix]) ||
    suffix.includes(format.replace(/-.*/, ""))
  );
}
