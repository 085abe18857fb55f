/**
 * Each trap of the provider is met by a program on the bindings, and not by one on the constructs: it cannot be written, is
 * refused, or is written in a safe way. Of an open trap both meet it, unless the program follows the advice.
 */
import { ROWS, type TrapId } from "../../docs/reference/provider-traps";
import { newStack, synthesized } from "../constructs/synth";
import { Bench } from "../support/bench";
import { BULK_SYNCS } from "../support/traps/bulk-syncs";
import { CONNECTIONS } from "../support/traps/connections";
import { expectFate, recordedLines } from "../support/traps/fate";
import { MODEL_SYNCS } from "../support/traps/model-syncs";
import { MODELS } from "../support/traps/models";
import { THE_REST } from "../support/traps/the-rest";
import type { Proof, Raw, Refusal } from "../support/traps/proof";

jest.setTimeout(120_000);

const PROOFS: Readonly<Record<TrapId, Proof>> = {
  ...CONNECTIONS,
  ...MODELS,
  ...MODEL_SYNCS,
  ...BULK_SYNCS,
  ...THE_REST,
};

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
  bench.api.defineSchemas("csv", [{ id: "people", fields: [{ id: "id", primaryKey: true }, "email"] }]);
});
afterAll(() => bench.stop());

/** A program on the bindings meets the trap; or it is on record that one did. */
async function expectTrap(raw: Raw): Promise<void> {
  if ("program" in raw) {
    await expectFate(bench, raw);
  } else if ("recording" in raw) {
    expect(recordedLines(raw)).toContainEqual(expect.stringMatching(raw.shows));
  } else {
    expect(raw.inferred).not.toBe("");
  }
}

function expectRefusal([program, message]: Refusal): void {
  const refused = (): unknown => {
    const stack = newStack();
    program(stack);
    return synthesized(stack);
  };
  expect(() => oneLined(refused)).toThrow(message);
}

/** Runs `action`; its error is in one line, with single blanks. */
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
    if ("refused" in library) {
      expect(library.refused).not.toEqual([]);
      library.refused.forEach(expectRefusal);
      return;
    }
    const { safe = [], open = [], advised = [] } = library as { safe?: []; open?: []; advised?: [] };
    for (const fate of [...safe, ...open, ...advised]) {
      await expectFate(bench, fate);
    }
  });
});
