import { BrokenClaim, Narrator } from "../../demo/narrator";
import type { NarratorStream } from "../../demo/status-line";

/** What is written, and a clock that is set by hand. */
function listen(isTTY: boolean) {
  const written: string[] = [];
  const out: NarratorStream = { write: (text) => written.push(text), isTTY, columns: 40 };
  const clock = { now: 0 };
  const narrator = new Narrator(out, { color: false, now: () => clock.now });
  return { narrator, clock, text: () => written.join("") };
}

test("a step has a number, a title, what it says, and its time", async () => {
  const { narrator, clock, text } = listen(false);
  await narrator.step("Plan", async () => {
    narrator.say("19 to add");
    narrator.quote("in detail");
    narrator.claim(true, "everything is created");
    clock.now += 65_000;
  });
  expect(text()).toBe("\n1  Plan\n   19 to add\n      in detail\n   ✓ everything is created\n   1 min 5 s\n");
});

test("a step returns what its work does", async () => {
  expect(await listen(false).narrator.step("Plan", async () => 19)).toBe(19);
});

test("a claim that does not hold has a cross and ends the step", async () => {
  const { narrator, text } = listen(false);
  const step = narrator.step("Events", async () => narrator.claim(false, "its event is on the queue"));
  await expect(step).rejects.toThrow(
    new BrokenClaim("this should be so and is not: its event is on the queue"),
  );
  expect(text()).toContain("✗ its event is on the queue\n   ✗ step 1 failed after 0.0 s");
});

test("a failure is told with what to try, by the error itself or by the demo", () => {
  const { narrator, text } = listen(false);
  narrator.fail(new Error("terraform plan ended with exit code 1\nTry: run init first"));
  expect(text().match(/Try: .*/g)).toEqual(["Try: run init first"]);
  narrator.fail(new Error("something else"));
  expect(text().match(/Try: .*/g)?.[1]).toContain("npm run test:apply");
});

test("an interrupted step is not called a failure", async () => {
  const { narrator, text } = listen(false);
  const step = narrator.step("Apply", async () => {
    narrator.interrupt();
    throw new Error("aborted");
  });
  await expect(step).rejects.toThrow("aborted");
  expect([narrator.interrupted, text().includes("failed")]).toEqual([true, false]);
});

describe("what is being waited for", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  async function wait(isTTY: boolean): Promise<string> {
    const { narrator, clock, text } = listen(isTTY);
    await narrator.step("Apply", async () => {
      narrator.waitFor("lake/queue, lake/bucket/lifecycle, lake/role");
      clock.now += 12_000;
      jest.advanceTimersByTime(1000);
    });
    return text();
  }

  test("stands on the last line of a terminal with the seconds, cut to its width, and is taken away", async () => {
    const shown = await wait(true);
    expect(shown).toContain("\r\u001b[K   … 12 s  lake/queue, lake/bucket/life");
    expect(shown).toMatch(/\r\u001b\[K {3}12 s\n$/);
  });

  test("is not written elsewhere", async () => {
    expect(await wait(false)).toBe("\n1  Apply\n   12 s\n");
  });
});

describe("colors", () => {
  const colored = (options: { color?: boolean }, isTTY: boolean) => {
    let written = "";
    new Narrator({ write: (text) => (written += String(text)), isTTY }, options).mark(true, "so");
    return written.includes("\u001b[");
  };
  const noColor = process.env["NO_COLOR"];
  beforeEach(() => delete process.env["NO_COLOR"]);
  afterAll(() => {
    if (noColor !== undefined) {
      process.env["NO_COLOR"] = noColor;
    }
  });

  test("are for terminals only", () => {
    expect([colored({}, true), colored({}, false)]).toEqual([true, false]);
  });

  test("can be refused, by option or by NO_COLOR", () => {
    expect(colored({ color: false }, true)).toBe(false);
    process.env["NO_COLOR"] = "1";
    expect(colored({}, true)).toBe(false);
  });
});
