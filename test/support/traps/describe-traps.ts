/**
 * Each trap of the provider occurs with the bindings, but not with the constructs: it does not compile, is rejected, or is avoided.
 * An open or avoidable trap occurs with both, unless you follow the advice. The tests are in `test/apply/traps`, so that several run at
 * a time.
 */
import { ROWS, type TrapId } from "../../../docs/reference/provider-traps";
import { newStack, synthesized } from "../../constructs/synth";
import { Bench } from "../bench";
import { BULK_SYNCS } from "./bulk-syncs";
import { CONNECTIONS } from "./connections";
import { expectOutcome, recordedLines } from "./outcome";
import { MODEL_SYNCS } from "./model-syncs";
import { MODELS } from "./models";
import { PROVIDER } from "./provider";
import { THE_REST } from "./the-rest";
import type { Outcome, Proof, Raw, Rejection } from "./proof";

/** The traps by subject. Together, they are all: without one, this does not compile. */
const SUBJECTS = {
  connections: CONNECTIONS,
  models: { ...MODELS, ...PROVIDER },
  "model syncs": MODEL_SYNCS,
  "bulk syncs": BULK_SYNCS,
  "the rest": THE_REST,
};

const PROOFS: Readonly<Record<TrapId, Proof>> = {
  ...SUBJECTS.connections,
  ...SUBJECTS.models,
  ...SUBJECTS["model syncs"],
  ...SUBJECTS["bulk syncs"],
  ...SUBJECTS["the rest"],
};

interface Outcomes {
  readonly safe?: readonly Outcome[];
  readonly open?: readonly Outcome[];
  readonly advised?: readonly Outcome[];
}

/** The benches started so far, by the key of their provider. */
const benches = new Map<string, Promise<Bench>>();

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

/** Proves the traps of these subjects. */
export function describeTraps(...subjects: readonly (keyof typeof SUBJECTS)[]): void {
  jest.setTimeout(120_000);
  afterAll(() => Promise.all([...benches.values()].map(async (bench) => (await bench).stop())));
  const ids = new Set(subjects.flatMap((subject) => Object.keys(SUBJECTS[subject])));
  const traps = ROWS.filter(({ id }) => ids.has(id)).map((trap) => [trap.id, trap] as const);
  describe.each(traps)("%s", (id, trap) => {
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
}
