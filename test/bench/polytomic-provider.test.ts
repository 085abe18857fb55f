import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { choosePolytomicProvider } from "../support/polytomic-provider";

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "choice-"))));
afterEach(() => {
  jest.useRealTimers();
  rmSync(root, { recursive: true });
});

const probe = () => ({ folder: root, lock: join(root, "lock"), env: {} });
const answering = (installable: boolean) =>
  jest.fn(() =>
    Promise.resolve({ installable, reason: installable ? "" : "no such host", askedAt: Date.now() }),
  );

test.each([
  [true, "real"],
  [false, "stand-in"],
])("unset, and installable according to terraform: %p, means %s", async (installable, kind) => {
  await expect(choosePolytomicProvider(undefined, probe(), answering(installable))).resolves.toBe(kind);
});

test("terraform is asked once", async () => {
  const ask = answering(true);
  await choosePolytomicProvider(undefined, probe(), ask);
  await choosePolytomicProvider("real", probe(), ask);
  expect(ask).toHaveBeenCalledTimes(1);
});

test("a failure is cached for an hour", async () => {
  await choosePolytomicProvider(undefined, probe(), answering(false));
  await expect(choosePolytomicProvider(undefined, probe(), answering(true))).resolves.toBe("stand-in");
  jest.useFakeTimers({
    now: Date.now() + 61 * 60_000,
    doNotFake: ["nextTick", "setImmediate", "setTimeout"],
  });
  await expect(choosePolytomicProvider(undefined, probe(), answering(true))).resolves.toBe("real");
});

test("an unreadable result is requested again", async () => {
  writeFileSync(join(root, "polytomic-provider.json"), '{"installable":');
  await expect(choosePolytomicProvider(undefined, probe(), answering(true))).resolves.toBe("real");
});

test("the stand-in can be chosen without asking terraform", async () => {
  const ask = answering(true);
  await expect(choosePolytomicProvider("stand-in", probe(), ask)).resolves.toBe("stand-in");
  expect(ask).not.toHaveBeenCalled();
});

test("requiring the real one reports why it cannot be installed", async () => {
  const choice = choosePolytomicProvider("real", probe(), answering(false));
  await expect(choice).rejects.toThrow(/cannot install it:\nno such host/);
});

test("requiring the real one ignores a cached failure", async () => {
  await choosePolytomicProvider(undefined, probe(), answering(false));
  await expect(choosePolytomicProvider("real", probe(), answering(true))).resolves.toBe("real");
});

test("an unknown value is an error that lists the choices", async () => {
  const choice = choosePolytomicProvider("fake", probe(), answering(true));
  await expect(choice).rejects.toThrow(/POLYTOMIC_PROVIDER is "fake"; set it to "real" or "stand-in"/);
});
