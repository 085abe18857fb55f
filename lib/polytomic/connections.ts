/** What is known of connections that exist: the form of their ids, and their types. */
import documentation from "../schema/documentation.json";
import types from "../schema/connection-types.json";
import { formatValue } from "../format";
import { nearestName } from "../validation/nearest";
import { rule } from "../validation/rule";
import { checkedString } from "../validation/combinators";

/** What a connection can be in Polytomic. Source: Polytomic API, `capabilities` of connection types. */
export type ConnectionCapability = "source" | "destination" | "enrichment" | "orchestration";

const TYPES: Readonly<Record<string, { readonly name: string }>> = types;
const DOCUMENTED = documentation as Readonly<Record<string, Documented>>;

interface Documented {
  readonly page: string;
  readonly capabilities?: readonly ConnectionCapability[];
}

/**
 * What is wrong with the id of a connection. Polytomic does not promise that ids are UUIDs, so only what cannot be an id is refused: an
 * address, a name with spaces, a type of connection.
 */
function connectionIdProblem(id: string): string | undefined {
  const where =
    "An id looks like 2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11 and is the last part of the connection's address in Polytomic. For a " +
    "connection of this app, pass its construct";
  if (/[\s/:]/.test(id)) {
    return `is not the id of a connection. ${where}`;
  }
  return Object.hasOwn(TYPES, id.toLowerCase())
    ? `is a type of connection, not the id of one. ${where}`
    : undefined;
}

/** The rule of the id of a connection that exists. */
export const connectionIdRule = rule(() =>
  checkedString(
    connectionIdProblem,
    "the id of a connection",
    // It may be a secret.
    () => "the string that was passed",
  ),
);

/** What is wrong with the id of a type of connection. */
export function connectionTypeProblem(type: string): string | undefined {
  if (Object.hasOwn(TYPES, type)) {
    return undefined;
  }
  const nearest = nearestName(type, Object.keys(TYPES));
  return (
    "is not a type of connection in Polytomic. " +
    (nearest === undefined
      ? 'Use the name in the binding\'s folder with underscores, such as "postgresql" or "zendesk_support"'
      : `Did you mean ${formatValue(nearest)}?`)
  );
}

/** What Polytomic's documentation lists connections of a type as, if it lists them. */
export const capabilitiesOf = (type: string): readonly ConnectionCapability[] | undefined =>
  Object.hasOwn(DOCUMENTED, type) ? DOCUMENTED[type]?.capabilities : undefined;
