import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findProviderMirrors, PLATFORM, usualRoots } from "../support/provider-mirror";

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "mirror-"))));
afterEach(() => rmSync(root, { recursive: true }));

function unpacked(mirror: string, provider: string, on = PLATFORM): void {
  const folder = join(root, mirror, "registry.terraform.io", provider, "1.0.0", on);
  mkdirSync(folder, { recursive: true });
}

function packed(mirror: string, provider: string, on = PLATFORM): void {
  const file = join(root, mirror, "registry.terraform.io", provider, `terraform-provider-x_1.0.0_${on}.zip`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
}

const inFolder = (name: string) => findProviderMirrors({ folders: [join(root, name)], addOns: [] });
const inAddOns = () => findProviderMirrors({ folders: [], addOns: [root] });

test("a folder of unpacked and packed providers is a mirror", () => {
  unpacked("plugins", "hashicorp/aws");
  packed("plugins", "polytomic/polytomic");
  expect(inFolder("plugins")).toEqual([
    {
      path: join(root, "plugins"),
      providers: ["registry.terraform.io/hashicorp/aws", "registry.terraform.io/polytomic/polytomic"],
    },
  ]);
});

test("providers for other platforms do not count", () => {
  unpacked("plugins", "hashicorp/aws", "plan9_mips");
  packed("plugins", "hashicorp/null", "plan9_mips");
  expect(inFolder("plugins")).toEqual([]);
});

test("a namespace behind a symbolic link does not count, because Terraform does not follow it", () => {
  unpacked("elsewhere", "hashicorp/aws");
  mkdirSync(join(root, "plugins", "registry.terraform.io"), { recursive: true });
  const namespace = join("registry.terraform.io", "hashicorp");
  symlinkSync(join(root, "elsewhere", namespace), join(root, "plugins", namespace));
  expect(inFolder("plugins")).toEqual([]);
});

test.each(["", "acme", "acme/plugins", "acme/providers"])("an add-on root is searched in %j", (place) => {
  unpacked(place, "hashicorp/aws");
  expect(inAddOns().map(({ path }) => path)).toEqual([join(root, place)]);
});

test("an add-on root is searched no deeper", () => {
  unpacked("acme/share/plugins", "hashicorp/aws");
  expect(inAddOns()).toEqual([]);
});

test("missing folders are skipped", () => {
  expect(findProviderMirrors({ folders: [join(root, "none")], addOns: [join(root, "nothing")] })).toEqual([]);
});

test("terraform's own folders come from the home folder and the XDG variables", () => {
  const roots = usualRoots({
    HOME: "/home/ada",
    XDG_DATA_HOME: "/data/ada",
    XDG_DATA_DIRS: "/data/all:/data/more",
  });
  expect(roots.folders).toEqual(
    expect.arrayContaining([
      "/home/ada/.terraform.d/plugins",
      "/data/ada/terraform/plugins",
      "/data/all/terraform/plugins",
      "/data/more/terraform/plugins",
    ]),
  );
  expect(roots.addOns).toEqual(expect.arrayContaining(["/data/all", "/data/more", "/opt", "/usr/share"]));
});
