import { BrokenClaim, Narrator } from "../../demo/narrator";
import type { NarratorStream } from "../../demo/status-line";

/** A narrator that records its output and has a manual clock. */
function listen(isTTY: boolean) {
  const written: string[] = [];
  const out: NarratorStream = { write: (text) => written.push(text), isTTY, columns: 40 };
  const clock = { now: 0 };
  const narrator = new Narrator(out, { color: false, now: () => clock.now });
  return { narrator, clock, text: () => written.join("") };
}

test("a step prints a number, a title, its output and its time", async () => {
  const { narrator, clock, text } = listen(false);
  await narrator.step("Plan", async () => {
    narrator.say("19 to add");
    narrator.quote("in detail");
    narrator.claim(true, "everything is created");
    clock.now += 65_000;
  });
  expect(text()).toBe("\n1  Plan\n   19 to add\n      in detail\n   ✓ everything is created\n   1 min 5 s\n");
});

test("a step returns the result of its work", async () => {
  expect(await listen(false).narrator.step("Plan", async () => 19)).toBe(19);
});

test("a false claim prints a cross and ends the step", async () => {
  const { narrator, text } = listen(false);
  const step = narrator.step("Events", async () => narrator.claim(false, "its event is on the queue"));
  await expect(step).rejects.toThrow(new BrokenClaim("expected, but not true: its event is on the queue"));
  expect(text()).toContain("✗ its event is on the queue\n   ✗ step 1 failed after 0.0 s");
});

test("a failure prints what to try, from the error or from the demo", () => {
  const { narrator, text } = listen(false);
  narrator.fail(new Error("terraform plan ended with exit code 1\nTry: run init first"));
  expect(text().match(/Try: .*/g)).toEqual(["Try: run init first"]);
  narrator.fail(new Error("something else"));
  expect(text().match(/Try: .*/g)?.[1]).toContain("npm run test:apply");
});

test("an interrupted step does not count as a failure", async () => {
  const { narrator, text } = listen(false);
  const step = narrator.step("Apply", async () => {
    narrator.interrupt();
    throw new Error("aborted");
  });
  await expect(step).rejects.toThrow("aborted");
  expect([narrator.interrupted, text().includes("failed")]).toEqual([true, false]);
});

describe("the status line", () => {
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

  test("shows the elapsed time on a terminal, fits its width, and is cleared", async () => {
    const shown = await wait(true);
    expect(shown).toContain("\r\u001b[K   … 12 s  lake/queue, lake/bucket/life");
    expect(shown).toMatch(/\r\u001b\[K {3}12 s\n$/);
  });

  test("is not written to other streams", async () => {
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

  test("can be turned off with the option or NO_COLOR", () => {
    expect(colored({ color: false }, true)).toBe(false);
    process.env["NO_COLOR"] = "1";
    expect(colored({}, true)).toBe(false);
  });
});
