/**
 * For maintainers: takes a version of the Polytomic provider in. Compares it with the current one, reports what programs have to change,
 * stores it, and generates bindings and documentation.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { compareVersions } from "./compare";
import { normalizeConnectionTypes, normalizeSchema, providerSchemaOf } from "./normalize";
import { connectionTypeOf } from "./provider-version";
import { renderReport, type Upgrade, withChangelog } from "./report";
import {
  constraintFor,
  storedFiles,
  storePreview,
  storeVersion,
  type VersionFiles,
  versionOf,
} from "./stored";

const HELP = `Usage: npm run refresh-schema -- VERSION|FILE [options]

Takes a version of the Polytomic provider in: stores its schema and connection types, generates the bindings from them, and
reports what programs have to change, in docs/how-to/upgrading.md and CHANGELOG.md.

  VERSION                   a release, such as 2.1.0. Needs terraform and access to the provider: the registry, a mirror, or a
                            running provider (TF_REATTACH_PROVIDERS)
  FILE                      the output of "terraform providers schema -json", with --version or --preview

Options:
  --connection-types FILE   the connection types of that version, with the allowed values and defaults that the schema lacks
                            Default: those of the current version
  --version VERSION         the release that FILE describes
  --preview NAME            FILE describes a build that is not a release: stores only what differs from the current version, for
                            tests and docs/how-to/upgrading.md
  --dry-run                 only report: store and generate nothing
  --json                    report as JSON
  --help                    show this help

Exit codes: 0 done, 1 failed, 2 wrong arguments.
`;

class UsageError extends Error {}

interface Options {
  readonly source: string;
  readonly version: string;
  readonly isPreview: boolean;
  readonly connectionTypes: string | undefined;
  readonly isDryRun: boolean;
  readonly isJson: boolean;
}

const RELEASE = /^\d+\.\d+\.\d+$/;

/** @throws UsageError */
function optionsOf(args: string[]): Options | undefined {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        "connection-types": { type: "string" },
        version: { type: "string" },
        preview: { type: "string" },
        "dry-run": { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    return undefined;
  }
  const [source, ...more] = positionals;
  if (source === undefined || more.length > 0) {
    throw new UsageError("expected one VERSION or FILE");
  }
  const { preview, "dry-run": isDryRun, json: isJson, "connection-types": connectionTypes } = values;
  if (RELEASE.test(source)) {
    if (values.version !== undefined || preview !== undefined) {
      throw new UsageError("--version and --preview are for a FILE");
    }
    return { source, version: source, isPreview: false, connectionTypes, isDryRun, isJson };
  }
  if ((values.version === undefined) === (preview === undefined) && !(isDryRun && preview === undefined)) {
    throw new UsageError("a FILE needs --version or --preview, or --dry-run");
  }
  if (values.version !== undefined && !RELEASE.test(values.version)) {
    throw new UsageError(`--version must be a release, such as 2.1.0, got "${values.version}"`);
  }
  if (preview !== undefined && !/^[\w-]+$/.test(preview)) {
    throw new UsageError(`--preview must consist of letters, digits, "_" and "-", got "${preview}"`);
  }
  const version = values.version ?? preview ?? basename(source);
  return { source, version, isPreview: preview !== undefined, connectionTypes, isDryRun, isJson };
}

/** Runs the command, and returns the exit code. The report is the only output to `out`. */
export function refresh(args: string[], out: Write, progress: Write): number {
  try {
    const options = optionsOf(args);
    if (options === undefined) {
      out(HELP);
    } else {
      takeIn(options, out, progress);
    }
    return 0;
  } catch (error) {
    const isUsage = error instanceof UsageError;
    progress(`${(error as Error).message}${isUsage ? "; see --help" : ""}\n`);
    return isUsage ? 2 : 1;
  }
}

type Write = (text: string) => void;

function takeIn(options: Options, out: Write, progress: Write): void {
  const before = storedFiles();
  const after = filesOf(options, before, progress);
  const changes = compareVersions(versionOf(before), versionOf(after));
  const upgrade: Upgrade = { from: before.version, to: after.version, changes };
  out(`${options.isJson ? JSON.stringify(upgrade, null, 2) : renderReport(upgrade)}\n`);
  if (options.isDryRun) {
    return;
  }
  if (options.isPreview) {
    const about = `A build of the Polytomic provider that is not a release. JSON merge patches of the files of the current version.`;
    progress(`stored as lib/schema/${storePreview(after, about)}\n`);
  } else {
    storeVersion(after);
    run(
      "node_modules/prettier/bin/prettier.cjs",
      "--ignore-path",
      "none",
      "--write",
      "lib/schema/connection-types.json",
    );
    storeUpgrade(upgrade);
    const constraint = constraintFor(after.version);
    progress(`stored; programs now ask for polytomic/polytomic ${constraint}. Generating the bindings\n`);
    run("lib/schema/generate.mjs");
  }
  run("docs/generate.ts");
  progress("next: npm test, and review the diff\n");
}

function filesOf(
  { source, version, connectionTypes }: Options,
  before: VersionFiles,
  progress: Write,
): VersionFiles {
  if (RELEASE.test(source)) {
    progress(`asking terraform for the schema of ${version}\n`);
  }
  const schema = normalizeSchema(RELEASE.test(source) ? printedByTerraform(version) : readJson(source));
  if (connectionTypes === undefined) {
    progress(`without --connection-types: allowed values and defaults stay those of ${before.version}\n`);
  }
  const types =
    connectionTypes === undefined
      ? before.connectionTypes
      : normalizeConnectionTypes(readJson(connectionTypes));
  const { resource_schemas: resources, data_source_schemas: dataSources } = providerSchemaOf(schema);
  const unknown = [
    ...new Set([...Object.keys(resources), ...Object.keys(dataSources)].map(connectionTypeOf)),
  ].filter((id) => id !== undefined && types[id] === undefined);
  if (unknown.length > 0) {
    throw new Error(
      `the connection types lack ${unknown.join(", ")}, which the schema has; pass those of the same version with --connection-types`,
    );
  }
  return { version, schema, connectionTypes: types };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`cannot read ${file}: ${(error as Error).message}`, { cause: error });
  }
}

function printedByTerraform(version: string): unknown {
  const directory = mkdtempSync(join(tmpdir(), "polytomic-schema-"));
  const terraform = (...args: string[]): string =>
    execFileSync("terraform", args, {
      cwd: directory,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
      maxBuffer: 256 * 1024 * 1024,
    });
  try {
    const required = { polytomic: { source: "polytomic/polytomic", version } };
    writeFileSync(
      join(directory, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: required } }),
    );
    terraform("init", "-input=false", "-no-color");
    return JSON.parse(terraform("providers", "schema", "-json"));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const ROOT = join(__dirname, "..", "..");

/** What docs/how-to/upgrading.md is generated from. */
function storeUpgrade(upgrade: Upgrade): void {
  mkdirSync(join(__dirname, "upgrades"), { recursive: true });
  writeFileSync(join(__dirname, "upgrades", `${upgrade.to}.json`), `${JSON.stringify(upgrade, null, 1)}\n`);
  const changelog = join(ROOT, "CHANGELOG.md");
  writeFileSync(changelog, withChangelog(readFileSync(changelog, "utf8"), upgrade));
}

/** Runs a script of this repository. Its output is progress. */
function run(script: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [require.resolve("tsx/cli"), script, ...args], {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
  });
}

if (require.main === module) {
  process.exitCode = refresh(
    process.argv.slice(2),
    (text) => process.stdout.write(text),
    (text) => process.stderr.write(text),
  );
}
