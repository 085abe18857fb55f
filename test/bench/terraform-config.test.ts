import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cliConfiguration, renderCliConfiguration } from "../support/terraform-config";

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "config-"))));
afterEach(() => rmSync(root, { recursive: true }));

const aws = "registry.terraform.io/hashicorp/aws";
const polytomic = "registry.terraform.io/polytomic/polytomic";
const noMirror = () => [];

test("without a mirror, only the update check is turned off", () => {
  expect(renderCliConfiguration([])).toBe("disable_checkpoint = true\n");
});

test("each mirror serves the providers it contains, and the registry all others", () => {
  const text = renderCliConfiguration([
    { path: "/a", providers: [aws] },
    { path: "/b", providers: [polytomic, aws] },
  ]);
  expect(text).toBe(`disable_checkpoint = true

provider_installation {
  filesystem_mirror {
    path    = "/a"
    include = ["${aws}"]
  }
  filesystem_mirror {
    path    = "/b"
    include = ["${polytomic}","${aws}"]
  }
  direct {
    exclude = ["${aws}","${polytomic}"]
  }
}
`);
});

test("the file in TF_CLI_CONFIG_FILE is used unchanged", () => {
  const own = join(root, "own.rc");
  writeFileSync(own, "# mine\n");
  const { file } = cliConfiguration(join(root, ".bench"), { HOME: root, TF_CLI_CONFIG_FILE: own }, noMirror);
  expect(file).toBe(own);
  expect(readFileSync(own, "utf8")).toBe("# mine\n");
});

test(".terraformrc in the home folder is used unchanged", () => {
  writeFileSync(join(root, ".terraformrc"), "");
  expect(cliConfiguration(join(root, ".bench"), { HOME: root }, noMirror).file).toBe(
    join(root, ".terraformrc"),
  );
});

test("a file that does not exist is ignored", () => {
  const env = { HOME: root, TF_CLI_CONFIG_FILE: join(root, "gone.rc") };
  const { file } = cliConfiguration(join(root, ".bench"), env, () => [{ path: "/a", providers: [aws] }]);
  expect(readFileSync(file, "utf8")).toBe(renderCliConfiguration([{ path: "/a", providers: [aws] }]));
  expect(existsSync(join(root, "gone.rc"))).toBe(false);
});

test("different content gets a different folder, the same content the same folder", () => {
  const bench = join(root, ".bench");
  const folder = (path: string) =>
    cliConfiguration(bench, { HOME: root }, () => [{ path, providers: [aws] }]).folder;
  expect(folder("/a")).toBe(folder("/a"));
  expect(folder("/a")).not.toBe(folder("/b"));
});
