/** Finds resources in a plan. */
import type { Plan, ResourceChange } from "./plan";
import type { PlanContext } from "./rule";

/** The resources of a plan, by type, address and reference. */
export class PlanIndex implements PlanContext {
  private readonly byType: ReadonlyMap<string, readonly ResourceChange[]>;
  private readonly byAddress: ReadonlyMap<string, ResourceChange>;
  private byReference: ReadonlyMap<string, readonly ResourceChange[]> | undefined;

  public constructor(public readonly plan: Plan) {
    const current = plan.resources.filter(({ deposed }) => deposed === undefined);
    this.byType = groupBy(current, ({ type }) => [type]);
    this.byAddress = new Map(current.map((change) => [change.address, change]));
  }

  public ofType(type: string): readonly ResourceChange[] {
    return this.byType.get(type) ?? [];
  }

  public readonly at = (address: string): ResourceChange | undefined => this.byAddress.get(address);

  public dependents(address: string): readonly ResourceChange[] {
    this.byReference ??= groupBy(this.byAddress.values(), ({ references }) => references);
    return this.byReference.get(address) ?? [];
  }
}

function groupBy<T>(values: Iterable<T>, keysOf: (value: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    for (const key of keysOf(value)) {
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, [value]);
      } else {
        group.push(value);
      }
    }
  }
  return groups;
}
