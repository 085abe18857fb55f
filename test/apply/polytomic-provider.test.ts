import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installEnvironment } from "../support/environment";
import { choosePolytomicProvider } from "../support/polytomic-provider";
import { findProviderMirrors, PLATFORM } from "../support/provider-mirror";
import { cliConfiguration } from "../support/terraform-config";

jest.setTimeout(600_000);

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "installable-"))));
afterEach(() => rmSync(root, { recursive: true }));

/** A mirror with a provider of this version; `terraform init` installs it but does not run it. */
function mirror(version: string): string {
  const plugins = join(root, "add-on", "plugins");
  const folder = join(plugins, "registry.terraform.io", "polytomic", "polytomic", version, PLATFORM);
  mkdirSync(folder, { recursive: true });
  const executable = join(folder, `terraform-provider-polytomic_v${version}`);
  writeFileSync(executable, "#!/bin/sh\n");
  chmodSync(executable, 0o755);
  return root;
}

/** The provider that the bench chooses if a folder has the only add-ons on the machine. */
function chooseWith(addOns: string, wanted?: string) {
  const find = () => findProviderMirrors({ folders: [], addOns: [addOns] });
  const { file, folder } = cliConfiguration(join(root, ".bench"), { HOME: root }, find);
  const pluginCache = join(folder, "plugins");
  mkdirSync(pluginCache, { recursive: true });
  const env = installEnvironment(process.env, { cliConfigFile: file, pluginCache });
  return choosePolytomicProvider(wanted, { folder, lock: join(folder, "init.lock"), env });
}

test("a provider in a mirror is used", async () => {
  await expect(chooseWith(mirror("2.0.0"))).resolves.toBe("real");
});

test("a provider of another major version is not", async () => {
  await expect(chooseWith(mirror("1.9.0"))).resolves.toBe("stand-in");
});

test("requiring the provider shows terraform's error", async () => {
  await expect(chooseWith(mirror("1.9.0"), "real")).rejects.toThrow(
    /cannot install it:\nterraform init(.|\n)*~> 2\.0/,
  );
});
