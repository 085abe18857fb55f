import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packAll } from "../../release/pack-all";

const folder = mkdtempSync(join(tmpdir(), "packages-"));
const unpacked = { cdktf: join(folder, "cdktf"), cdktn: join(folder, "cdktn") };

beforeAll(() => {
  for (const [core, tarball] of Object.entries(packAll(folder, { built: true }))) {
    execFileSync("mkdir", [join(folder, core)]);
    execFileSync("tar", ["-xzf", tarball, "-C", join(folder, core), "--strip-components=1"]);
  }
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

const filesOf = (core: keyof typeof unpacked): string[] =>
  readdirSync(unpacked[core], { recursive: true, encoding: "utf8" }).sort();
const textOf = (core: keyof typeof unpacked, file: string): string =>
  readFileSync(join(unpacked[core], file), "utf8");
const manifestOf = (core: keyof typeof unpacked): Record<string, unknown> =>
  JSON.parse(textOf(core, "package.json")) as Record<string, unknown>;

test("both packages have the same files and the same version", () => {
  expect(filesOf("cdktn")).toEqual(filesOf("cdktf"));
  expect(manifestOf("cdktn").version).toBe(manifestOf("cdktf").version);
});

test("the package for the fork has its own name, program and strict peers, and nothing for development", () => {
  expect(manifestOf("cdktn")).toMatchObject({
    name: "cdktn-polytomic",
    bin: { "cdktn-polytomic": "dist/lib/cli/main.js" },
    peerDependencies: {
      "@cdktn/provider-aws": expect.stringMatching(/^>=/),
      "@viz-js/viz": expect.any(String),
      cdktn: ">=0.24.0 <0.25.0",
      constructs: ">=10.6.0 <10.8.0",
    },
  });
  expect(manifestOf("cdktn")).not.toHaveProperty("scripts");
  expect(manifestOf("cdktn")).not.toHaveProperty("devDependencies");
});

test("each package imports one core only", () => {
  const imported = (core: keyof typeof unpacked): string[] => {
    const modules = filesOf(core)
      .filter((file) => /\.(?:js|ts)$/.test(file))
      .flatMap((file) => [
        ...textOf(core, file).matchAll(/(?:from|require(?:\.resolve)?\(|import\()\s*["'](@?cdkt[fn][\w-]*)/g),
      ])
      .map(([, name]) => name!);
    return [...new Set(modules)].sort();
  };
  expect(imported("cdktf")).toEqual(["@cdktf", "cdktf", "cdktf-polytomic"]);
  expect(imported("cdktn")).toEqual(["@cdktn", "cdktn", "cdktn-polytomic"]);
});

test("the README of the package for the fork installs the fork", () => {
  const readme = textOf("cdktn", "README.md");
  expect(readme).toMatch(/^# cdktn-polytomic\n/);
  expect(readme).toContain("npm install cdktn-polytomic cdktn@0.24 constructs@10.7 @cdktn/provider-aws@25\n");
  expect(readme).toContain("npx cdktn deploy");
});

test("symbols and error codes are those of the other package", () => {
  const marks = (core: keyof typeof unpacked): string[] =>
    filesOf(core)
      .filter((file) => file.endsWith(".js"))
      .flatMap((file) => textOf(core, file).match(/Symbol\.for\("[^"]+"\)|CDKTF_POLYTOMIC_[A-Z_]+/g) ?? []);
  expect(marks("cdktn")).toEqual(marks("cdktf"));
  expect(marks("cdktn").length).toBeGreaterThan(20);
});
