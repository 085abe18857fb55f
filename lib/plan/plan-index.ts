/** Finds resources in a plan. */
import { groupBy } from "./group-by";
import { keyOf, referenceFrom, withoutKey } from "./instances";
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
    this.byReference ??= groupBy(this.byAddress.values(), (change) => this.referencesOf(change));
    const found = this.byReference.get(address) ?? [];
    return keyOf(address) === "" ? found : [...found, ...(this.byReference.get(withoutKey(address)) ?? [])];
  }

  /** What a resource references: the instance with its own key, or all instances if there is none. */
  private referencesOf({ address, references }: ResourceChange): string[] {
    const key = keyOf(address);
    return references.map((reference) => {
      const target = referenceFrom(address, reference);
      return this.byAddress.has(`${target}${key}`) ? `${target}${key}` : target;
    });
  }
}
