/** Compares a recorded state with that of the replay. */
import { type Json, isJsonObject } from "../provider/values";
import { type Difference, differences } from "./difference";
import type { RecordedState } from "./recording";
import type { StateObject } from "./replay-workspace";

/** Compares the values of Polytomic's objects in the state, and which of them are sensitive. */
export function compareState(
  recorded: readonly RecordedState[],
  observed: readonly StateObject[],
): Difference[] {
  const left = recorded
    .filter(({ address }) => isPolytomic(address))
    .map((object) => ({
      address: object.address,
      values: object.values,
      sensitive: sensitivePaths(object.sensitive_values ?? {}).sort(),
    }));
  const right = observed
    .filter(({ address }) => isPolytomic(address))
    .map((object) => ({
      address: object.address,
      values: object.values,
      sensitive: [...object.sensitive].sort(),
    }));
  return differences("state", byAddress(left), byAddress(right));
}

function isPolytomic(address: string): boolean {
  return /^(data\.)?polytomic_/.test(address);
}

function byAddress<T extends { readonly address: string }>(objects: readonly T[]): { [address: string]: T } {
  return Object.fromEntries(objects.map((object) => [object.address, object]));
}

function sensitivePaths(value: Json, path: readonly string[] = []): string[] {
  if (value === true) {
    return [path.join(".")];
  }
  if (!isJsonObject(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([name, member]) => sensitivePaths(member, [...path, name]));
}
