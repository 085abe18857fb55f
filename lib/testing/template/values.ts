/** Values of a synthesized stack: what its templates are, as far as that is known. */
import type { EvaluationContext } from "../../plan/read/evaluate";
import { Evaluator } from "../../plan/read/evaluate";
import { Placeholders } from "../../plan/read/placeholders";
import { documentOf } from "../../plan/read/unknowns";
import { PlanIndex } from "../../plan/plan-index";
import type { SynthesizedJson } from "../synthesis";
import { type Place, placeOf, planInPlace, type ProviderPlace } from "./known-values";

/** The values of a stack in a place. */
export class Values {
  public readonly context: PlanIndex & EvaluationContext;

  public constructor(
    private readonly json: SynthesizedJson,
    private readonly place: Place,
  ) {
    this.context = new PlanIndex(planInPlace(json, place));
  }

  /** The account and region of a resource. */
  public placeOf(address: string): ProviderPlace {
    return placeOf(this.json, address, this.place);
  }

  /**
   * What a template is. A part that only Terraform knows is described between `‹` and `›`, so that two equal descriptions are the same value.
   *
   * @param address of any resource of the stack: the one that contains the template
   */
  public evaluated(template: unknown, address = this.context.plan.resources[0]?.address ?? ""): unknown {
    const own = this.context.at(address);
    if (own === undefined) {
      return template;
    }
    const placeholders = new Placeholders();
    const value = new Evaluator(this.context, own, placeholders).argument(template);
    return placeholders.shown(value, (text) => text).value;
  }

  /** The JSON in an argument. `undefined` if it has none. */
  public documentAt(address: string, path: readonly string[]): unknown {
    const change = this.context.at(address);
    const found = change && documentOf(change, path, this.context);
    return found === undefined || found === "unknown" ? undefined : found.document;
  }
}
