/** The apply test of the example of a platform team passes as its team runs it. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { type UserEnvironment, userEnvironment } from "../support/user-environment";

jest.setTimeout(600_000);

const root = join(__dirname, "..", "..");

let user: UserEnvironment;
beforeAll(async () => {
  user = await userEnvironment();
});
afterAll(() => user?.stop());

test("applies, plans nothing and adds a partner", async () => {
  const file = join(root, "examples", "platform-team", "test", "apply.test.ts");
  const preload = join(root, "test", "support", "examples", "emulators-of-the-bench.ts");
  const env = {
    ...process.env,
    ...user.env,
    TSX_TSCONFIG_PATH: join(root, "test", "tsconfig.json"),
    EMULATORS: JSON.stringify({ aws: { endpoint: user.aws.endpoint }, polytomic: user.api }),
  };
  const output = await new Promise<string>((resolve) => {
    const args = ["--import", "tsx", "--import", preload, "--test", "--test-reporter=tap", file];
    execFile(process.execPath, args, { cwd: root, env, encoding: "utf8" }, (_, stdout) => resolve(stdout));
  });
  expect(output).toMatch(/^# pass 3$/m);
  expect(output).toMatch(/^# fail 0$/m);
});
