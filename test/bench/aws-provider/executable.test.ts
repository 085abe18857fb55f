import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { awsProviderExecutable, newestExecutable } from "../../support/aws/provider/executable";
import { ProviderProcess } from "../../support/aws/provider/process";
import { PLATFORM } from "../../support/provider-mirror";

let cache: string;
beforeEach(() => (cache = mkdtempSync(join(tmpdir(), "cache-"))));
afterEach(() => rmSync(cache, { recursive: true }));

function installed(version: string): string {
  const folder = join(cache, "registry.terraform.io", "hashicorp", "aws", version, PLATFORM);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "LICENSE.txt"), "");
  const executable = join(folder, `terraform-provider-aws_v${version}_x5`);
  writeFileSync(executable, "");
  return executable;
}

test("the newest version that the bindings accept is used", () => {
  installed("5.9.0");
  const newest = installed("5.100.0");
  installed("6.0.0");
  expect(newestExecutable(cache)).toBe(newest);
});

test("an empty cache has none", () => {
  expect(newestExecutable(cache)).toBeUndefined();
});

test("terraform is not run if one is installed", async () => {
  const newest = installed("5.100.0");
  const installation = { pluginCache: cache, lock: join(cache, "lock"), env: {} };
  expect(await awsProviderExecutable(installation)).toBe(newest);
});

test("a variable can name another version", async () => {
  installed("5.100.0");
  const other = installed("6.0.0");
  const installation = { pluginCache: cache, lock: join(cache, "lock"), env: {} };
  expect(await awsProviderExecutable(installation, other)).toBe(other);
  await expect(awsProviderExecutable(installation, `${other}-typo`)).rejects.toThrow(
    /^AWS_PROVIDER_EXECUTABLE is .*-typo, which does not exist; expected a terraform-provider-aws$/,
  );
});

test("a program that is not a provider fails with its output", async () => {
  const program = join(cache, "program");
  writeFileSync(program, "#!/bin/sh\necho no such option >&2\n", { mode: 0o755 });
  const env = { PATH: process.env["PATH"] ?? "" };
  const starting = ProviderProcess.start({ executable: program, env });
  await expect(starting).rejects.toThrow(/did not start:\nno such option/);
});
