/** The plans of the real provider, from the recordings. They have no configuration. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../lib/plan/plan";
import { parsePlan } from "../../lib/plan/read/parse-plan";

const FOLDER = join(__dirname, "..", "recordings");

interface Recording {
  readonly steps: readonly { readonly plan?: { readonly resource_changes?: readonly RecordedChange[] } }[];
}

type RecordedChange = Readonly<Record<string, unknown>> & { readonly address: string };

/** The plans of a recording, in its order. */
export function recordedPlans(name: string): readonly Plan[] {
  const { steps } = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8")) as Recording;
  return steps.flatMap(({ plan }) =>
    plan === undefined ? [] : [parsePlan(planJson(plan.resource_changes ?? []), { name })],
  );
}

// The recordings have the members of a change beside its address.
const planJson = (changes: readonly RecordedChange[]): object => ({
  format_version: "1.2",
  terraform_version: "1.11.4",
  resource_changes: changes.map(({ address, type, action_reason: reason, ...change }) => ({
    address,
    type,
    mode: address.startsWith("data.") ? "data" : "managed",
    action_reason: reason,
    change: { before: null, after: null, ...change },
  })),
});
