import { ProcessPool } from "../../support/aws/provider/pool";

class FakeProcess {
  public alive = true;
  public constructor(public readonly number: number) {}
  public async stop(): Promise<void> {
    this.alive = false;
  }
}

let started: FakeProcess[];
let pool: ProcessPool<FakeProcess>;
beforeEach(() => {
  started = [];
  pool = new ProcessPool(async () => {
    const process = new FakeProcess(started.length);
    started.push(process);
    return process;
  });
});

test("a process is used again with the same configuration", async () => {
  const first = await pool.take("us-east-1");
  pool.release(first, "us-east-1");
  expect(await pool.take("us-east-1")).toBe(first);
});

test("a process is not used with another configuration", async () => {
  const first = await pool.take("us-east-1");
  pool.release(first, "us-east-1");
  expect(await pool.take("eu-west-1")).not.toBe(first);
});

test("a process serves one connection at a time", async () => {
  const [first, second] = await Promise.all([pool.take("us-east-1"), pool.take("us-east-1")]);
  expect(first).not.toBe(second);
});

test("a process that ended is not used again", async () => {
  const first = await pool.take("us-east-1");
  pool.release(first, "us-east-1");
  first.alive = false;
  expect(await pool.take("us-east-1")).not.toBe(first);
});

test("three processes stay idle at most", async () => {
  const configurations = ["a", "b", "c", "d", "e"];
  const taken = await Promise.all(configurations.map((one) => pool.take(one)));
  taken.forEach((process, index) => pool.release(process, configurations[index]!));
  expect(started.map(({ alive }) => alive)).toEqual([false, false, true, true, true]);
});

test("all processes end with the pool, also those in use", async () => {
  pool.release(await pool.take("a"), "a");
  await pool.take("b");
  await pool.create();
  await pool.stop();
  expect(started.map(({ alive }) => alive)).toEqual([false, false, false]);
});
