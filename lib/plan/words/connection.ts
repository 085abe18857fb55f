/** Connections in Polytomic. */
import type { ResourceChange } from "../plan";
import { isValues, type Value, type Values } from "../value";
import { differencesInWords, type Words } from "./generic";
import { renamed } from "./switches";

/** What changes in a connection. Members of the configuration have no prefix. */
export function connectionWords(change: ResourceChange): Words {
  const { before, after } = change;
  if (before === undefined || after === undefined) {
    return { changes: [], noise: [] };
  }
  const inside = differencesInWords(membersOf(before["configuration"]), membersOf(after["configuration"]));
  const rest = differencesInWords(before, after, ["configuration", "name"]);
  return {
    changes: [...renamed(change), ...inside.changes, ...rest.changes],
    noise: [...inside.noise.map((name) => `configuration.${name}`), ...rest.noise],
  };
}

const membersOf = (value: Value | undefined): Values => (isValues(value) ? value : {});
