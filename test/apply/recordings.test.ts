import { EXCEPTIONS } from "../support/replay/exceptions";
import { recordedScenarios } from "../support/replay/recording";
import { staleExceptions, summaryTable, unlistedDifferences } from "../support/replay/report";
import { type ScenarioResult, replayScenario } from "../support/replay/scenario";

const MINUTES = 60_000;
const LANES = 2;

/** Two scenarios at a time: one waits for Terraform while the other computes. */
function replayAll(scenarios: readonly string[]): Map<string, Promise<ScenarioResult>> {
  const lanes: Promise<unknown>[] = Array.from({ length: LANES }, () => Promise.resolve());
  return new Map(
    scenarios.map((scenario, index) => {
      const result = (lanes[index % LANES] ?? Promise.resolve()).then(() => replayScenario(scenario));
      lanes[index % LANES] = result.catch(() => undefined);
      return [scenario, result];
    }),
  );
}

describe("the stand-in provider does what the recorded one did", () => {
  const scenarios = recordedScenarios();
  let results = new Map<string, Promise<ScenarioResult>>();

  beforeAll(() => {
    results = replayAll(scenarios);
  });

  test.each(scenarios)(
    "%s",
    async (scenario) => {
      const result = await results.get(scenario);

      expect(result && unlistedDifferences(result)).toEqual([]);
    },
    15 * MINUTES,
  );

  test("every recorded command was replayed, except for reads of files and starts of cases", async () => {
    const replayed = await Promise.all(results.values());

    process.stdout.write(`${summaryTable(replayed)}\n${EXCEPTIONS.length} listed exceptions\n`);

    expect(replayed.reduce((sum, { steps }) => sum + steps.length, 0)).toBe(982);
  });

  test("every listed exception still occurs", async () => {
    expect(staleExceptions(await Promise.all(results.values()))).toEqual([]);
  });
});
