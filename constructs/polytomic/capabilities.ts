/** Warns of connections at an end for which Polytomic does not list them. */
import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import type { ConnectionCapability } from "../../lib/polytomic/connections";
import type { IConnection } from "./connection";

/**
 * Warns if `connection` is known not to be what a model or sync takes it for. No more than that: Polytomic learns new things sooner than
 * its documentation, and this package later still.
 *
 * @param prop where the connection stands among the props of `construct`
 */
export function warnOfCapability(
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
