import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, withLock } from "../support/lock";

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "lock-"))));
afterEach(() => rmSync(root, { recursive: true }));

const deadProcess = () => spawnSync(process.execPath, ["-e", ""]).pid;

test("one at a time", async () => {
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await sleep(20);
    order.push(`${name} ends`);
  };
  await Promise.all(["a", "b", "c"].map((name) => withLock(join(root, "lock"), work(name))));
  const names = order.map((entry) => entry.charAt(0));
  expect(names.filter((_, i) => i % 2 === 0)).toEqual(names.filter((_, i) => i % 2 === 1));
});

test("the lock opens when the work fails, and leaves nothing behind", async () => {
  await expect(withLock(join(root, "lock"), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(readdirSync(root)).toEqual([]);
});

test("the lock of a dead process can be taken", async () => {
  writeFileSync(join(root, "lock"), String(deadProcess()));
  await expect(withLock(join(root, "lock"), async () => "done")).resolves.toBe("done");
});

test("the lock of a living process cannot be taken", async () => {
  writeFileSync(join(root, "lock"), String(process.ppid));
  let entered = false;
  const waiting = withLock(join(root, "lock"), async () => (entered = true));
  await sleep(150);
  expect(entered).toBe(false);
  rmSync(join(root, "lock"));
  await waiting;
  expect(existsSync(join(root, "lock"))).toBe(false);
});

test("process ids are distinguished from other numbers", () => {
  expect(isRunning(process.pid)).toBe(true);
  expect(isRunning(deadProcess())).toBe(false);
});
