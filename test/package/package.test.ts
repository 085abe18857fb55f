import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { REPOSITORY } from "../../lib/repository";

const root = join(__dirname, "..", "..");

/** The types and names of the resources that a program synthesizes with the built package, as a user's Node runs it. */
function resources(runner: "run.cjs" | "run.mjs", program: "eachAlone" | "integration"): string[] {
  const folder = mkdtempSync(join(tmpdir(), "package-"));
  try {
    execFileSync(process.execPath, [join(__dirname, runner), program, folder], {
      cwd: folder,
      stdio: "pipe",
    });
    const { resource } = JSON.parse(readFileSync(join(folder, "stacks", "stack", "cdk.tf.json"), "utf8")) as {
      resource: Record<string, object>;
    };
    return Object.entries(resource).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${type}.${name}`),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const types = (addresses: readonly string[]): string[] => addresses.map((address) => address.split(".")[0]!);

describe("the built package", () => {
  test("has each construct for CommonJS and ESM", () => {
    const fromCommonJs = resources("run.cjs", "eachAlone");
    expect(resources("run.mjs", "eachAlone")).toEqual(fromCommonJs);
    expect(types(fromCommonJs)).toEqual(
      expect.arrayContaining([
        "aws_iam_role",
        "aws_s3_bucket",
        "aws_sqs_queue",
        "polytomic_bulk_sync",
        "polytomic_connection_schema_primary_keys",
        "polytomic_global_error_subscribers",
        "polytomic_model",
        "polytomic_organization",
        "polytomic_policy",
        "polytomic_role",
        "polytomic_s3_connection",
        "polytomic_sync",
        "polytomic_user",
      ]),
    );
  });

  test("has the integration and the bindings for CommonJS and ESM", () => {
    const fromCommonJs = resources("run.cjs", "integration");
    expect(resources("run.mjs", "integration")).toEqual(fromCommonJs);
    expect(types(fromCommonJs)).toEqual(
      expect.arrayContaining([
        "polytomic_postgresql_connection",
        "aws_s3_bucket_notification",
        "terraform_data",
      ]),
    );
  });

  test("has the emulated API for CommonJS and ESM", () => {
    const start = "PolytomicApi.start().then((api) => { console.log(api.url); return api.stop(); })";
    const run = (...args: string[]): string =>
      execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" });
    expect(run("-e", `const { PolytomicApi } = require("cdktf-polytomic/testing"); ${start}`)).toMatch(
      /^http:/,
    );
    expect(
      run("--input-type=module", "-e", `import { PolytomicApi } from "cdktf-polytomic/testing"; ${start}`),
    ).toMatch(/^http:/);
  });

  test("never loads the prebuilt AWS provider from its root", () => {
    const loaded = execFileSync(
      process.execPath,
      ["-e", 'require("cdktf-polytomic"); console.log(Object.keys(require.cache).join("\\n"))'],
      { cwd: root, encoding: "utf8" },
    );
    expect(loaded).toContain(join("provider-aws", "lib", "s3-bucket"));
    expect(loaded).not.toContain(join("provider-aws", "lib", "index.js"));
  });

  test("loads zod only with the first construct", () => {
    const zodIsLoaded =
      "console.log(Object.keys(require.cache).some((path) => /[/\\\\]zod[/\\\\]/.test(path)))";
    const construct =
      'new EventQueue(new (require("cdktf").TerraformStack)(new (require("cdktf").App)(), "s"), "q")';
    const code = `const { EventQueue } = require("cdktf-polytomic"); ${zodIsLoaded}; ${construct}; ${zodIsLoaded}`;
    expect(execFileSync(process.execPath, ["-e", code], { cwd: root, encoding: "utf8" })).toBe(
      "false\ntrue\n",
    );
  });

  test("has the command line, which loads neither cdktf nor zod", () => {
    const main = join(root, "dist", "lib", "cli", "main.js");
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    const loaded =
      'process.on("exit", () => console.log(Object.keys(require.cache).filter((path) => path.includes("node_modules"))));';
    const code = `process.argv.push("main.js", "--version"); ${loaded} require(${JSON.stringify(main)})`;
    expect(execFileSync(process.execPath, ["-e", code], { encoding: "utf8" })).toBe(`${version}\n[]\n`);
    expect(readFileSync(main, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test("has the schema of a review", () => {
    const resolve = 'console.log(require("cdktf-polytomic/review.schema.json").title)';
    expect(execFileSync(process.execPath, ["-e", resolve], { cwd: root, encoding: "utf8" })).toBe(
      "Review of Terraform plans\n",
    );
  });

  // `cdktf init` writes `module: CommonJS`, for which TypeScript before 6 reads no exports of a package.
  test.each(["node10", "node16", "bundler"])("has its types with moduleResolution %s", (name) => {
    const folder = mkdtempSync(join(tmpdir(), "package-"));
    try {
      mkdirSync(join(folder, "node_modules"));
      symlinkSync(root, join(folder, "node_modules", "cdktf-polytomic"), "dir");
      const { options } = ts.convertCompilerOptionsFromJson({ moduleResolution: name }, folder);
      const typesOf = (subpath: string): string | undefined =>
        ts.resolveModuleName(`cdktf-polytomic${subpath}`, join(folder, "main.ts"), options, ts.sys)
          .resolvedModule?.resolvedFileName;
      expect(["", "/schemas", "/testing", "/bindings/csv-connection"].map(typesOf)).toEqual([
        join(root, "dist", "constructs", "index.d.ts"),
        join(root, "dist", "constructs", "schemas.d.ts"),
        join(root, "dist", "lib", "testing", "index.d.ts"),
        join(root, "dist", "lib", "bindings", "csv-connection", "index.d.ts"),
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("contains the files of its exports, and stays small", () => {
    const [packed] = JSON.parse(
      execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
        cwd: root,
        encoding: "utf8",
        stdio: "pipe",
      }),
    ) as [{ size: number; files: { path: string }[] }];
    const files = new Set(packed.files.map(({ path }) => path));
    for (const path of [
      "dist/constructs/index.js",
      "dist/constructs/index.d.ts",
      "dist/lib/testing/index.js",
      "dist/lib/bindings/s3-connection/index.d.ts",
      "dist/lib/cli/main.js",
      "dist/lib/plan/review.schema.json",
      "lib/testing/apply/moto_launcher.py",
      "LICENSE",
      "README.md",
      "CHANGELOG.md",
      "docs/reference/errors.md",
    ]) {
      expect(files).toContain(path);
    }
    expect(
      [...files].filter((path) => !/^(dist|docs|examples|lib\/testing\/apply)\/|^[A-Za-z.]+$/.test(path)),
    ).toEqual([]);
    expect(packed.size).toBeLessThan(2_000_000);
  });
});

describe("the repository", () => {
  const { repository, homepage, bugs } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly repository: { readonly url: string };
    readonly homepage: string;
    readonly bugs: { readonly url: string };
  };

  test("is the same in package.json and in the messages of errors", () => {
    expect([repository.url, homepage, bugs.url]).toEqual([
      `git+${REPOSITORY}.git`,
      `${REPOSITORY}#readme`,
      `${REPOSITORY}/issues`,
    ]);
  });

  test("must not be a placeholder in a release", () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ["--import", "tsx", join(root, "release", "prepublish.ts")],
      {
        encoding: "utf8",
      },
    );
    expect(status === 0).toBe(!REPOSITORY.includes("OWNER"));
    expect(stderr === "").toBe(!REPOSITORY.includes("OWNER"));
  });
});
