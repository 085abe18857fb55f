/** Connection ids, and the connection types with their documented capabilities. */
import documentation from "../schema/documentation.json";
import types from "../schema/connection-types.json";
import { formatValue } from "../format";
import { nearestName } from "../validation/nearest";
import { rule } from "../validation/rule";
import { checkedString } from "../validation/combinators";

/** A capability of a connection in Polytomic. Source: Polytomic API, `capabilities` of connection types. */
export type ConnectionCapability = "source" | "destination" | "enrichment" | "orchestration";

const TYPES: Readonly<Record<string, { readonly name: string }>> = types;
const DOCUMENTED = documentation as Readonly<Record<string, Documented>>;

interface Documented {
  readonly page: string;
  readonly capabilities?: readonly ConnectionCapability[];
}

/**
 * Checks the id of a connection. Polytomic does not guarantee that ids are UUIDs, so this rejects only what cannot be an id: a URL, a name
 * with spaces, a connection type.
 */
function connectionIdProblem(id: string): string | undefined {
  const where =
    "An id looks like 2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11 and is the last part of the connection's URL in Polytomic. For a " +
    "connection of this app, pass its construct";
  if (/[\s/:]/.test(id)) {
    return `is not the id of a connection. ${where}`;
  }
  return Object.hasOwn(TYPES, id.toLowerCase())
    ? `is a connection type, not the id of a connection. ${where}`
    : undefined;
}

/** The rule of the id of an existing connection. */
export const connectionIdRule = rule(() =>
  checkedString(
    connectionIdProblem,
    "the id of a connection",
    // It may be a secret.
    () => "the string that was passed",
  ),
);

/** Checks the id of a connection type. */
export function connectionTypeProblem(type: string): string | undefined {
  if (Object.hasOwn(TYPES, type)) {
    return undefined;
  }
  const nearest = nearestName(type, Object.keys(TYPES));
  return (
    "is not a connection type in Polytomic. " +
    (nearest === undefined
      ? 'Use the name of the binding\'s folder with underscores, such as "postgresql" or "zendesk_support"'
      : `Did you mean ${formatValue(nearest)}?`)
  );
}

/** The capabilities that Polytomic's documentation lists for a connection type, if any. */
export const capabilitiesOf = (type: string): readonly ConnectionCapability[] | undefined =>
  Object.hasOwn(DOCUMENTED, type) ? DOCUMENTED[type]?.capabilities : undefined;
