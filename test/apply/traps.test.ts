/**
 * Each trap of the provider occurs with the bindings, but not with the constructs: it does not compile, is rejected, or is avoided.
 * An open or avoidable trap occurs with both, unless you follow the advice.
 */
import { ROWS, type TrapId } from "../../docs/reference/provider-traps";
import { newStack, synthesized } from "../constructs/synth";
import { Bench } from "../support/bench";
import { BULK_SYNCS } from "../support/traps/bulk-syncs";
import { CONNECTIONS } from "../support/traps/connections";
import { expectOutcome, recordedLines } from "../support/traps/outcome";
import { MODEL_SYNCS } from "../support/traps/model-syncs";
import { MODELS } from "../support/traps/models";
import { PROVIDER } from "../support/traps/provider";
import { THE_REST } from "../support/traps/the-rest";
import type { Outcome, Proof, Raw, Rejection } from "../support/traps/proof";

jest.setTimeout(120_000);

const PROOFS: Readonly<Record<TrapId, Proof>> = {
  ...CONNECTIONS,
  ...MODELS,
  ...MODEL_SYNCS,
  ...BULK_SYNCS,
  ...THE_REST,
  ...PROVIDER,
};

interface Outcomes {
  readonly safe?: readonly Outcome[];
  readonly open?: readonly Outcome[];
  readonly advised?: readonly Outcome[];
}

/** The benches started so far, by the key of their provider. */
const benches = new Map<string, Promise<Bench>>();
afterAll(() => Promise.all([...benches.values()].map(async (bench) => (await bench).stop())));

async function benchWith(key: NonNullable<Outcome["key"]>): Promise<Bench> {
  const bench = await Bench.start({ key });
  bench.api.defineSchemas("csv", [{ id: "people", fields: [{ id: "id", primaryKey: true }, "email"] }]);
  return bench;
}

async function expectOnBench(outcome: Outcome): Promise<void> {
  const { key = "api" } = outcome;
  const bench = benches.get(key) ?? benchWith(key);
  benches.set(key, bench);
  await expectOutcome(await bench, outcome);
}

/** Expects that the trap occurs with the bindings, or that a recording shows it. */
async function expectTrap(raw: Raw): Promise<void> {
  if ("program" in raw) {
    await expectOnBench(raw);
  } else if ("recording" in raw) {
    expect(recordedLines(raw)).toContainEqual(expect.stringMatching(raw.shows));
  } else {
    expect(raw.inferred).not.toBe("");
  }
}

function expectRejection([program, message]: Rejection): void {
  const rejected = (): unknown => {
    const stack = newStack();
    program(stack);
    return synthesized(stack);
  };
  expect(() => oneLined(rejected)).toThrow(message);
}

/** Runs `action` and returns its error in one line, with single spaces. */
function oneLined(action: () => unknown): void {
  try {
    action();
  } catch (error) {
    throw new Error(String(error).replace(/\s+/g, " "), { cause: error });
  }
}

describe.each(ROWS.map((trap) => [trap.id, trap] as const))("%s", (id, trap) => {
  const { raw, library } = PROOFS[id];

  test(`on the bindings: ${trap.raw}`, async () => {
    expect(raw).not.toEqual([]);
    for (const one of raw) {
      await expectTrap(one);
    }
  });

  test(`with the constructs, ${trap.library}: ${trap.how}`, async () => {
    const { rejected, ...rest }: { readonly rejected?: readonly Rejection[] } & Outcomes = library;
    expect(rejected).not.toEqual([]);
    rejected?.forEach(expectRejection);
    for (const outcomes of Object.values(rest)) {
      expect(outcomes).not.toEqual([]);
      for (const outcome of outcomes ?? []) {
        await expectOnBench(outcome);
      }
    }
  });
});
