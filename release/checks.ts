/** What must hold before a version is released. Each check returns the problem and what to do, or nothing. */
import { REPOSITORY } from "../lib/repository";

/** What `package.json` contains, as far as the checks need it. */
export interface Metadata {
  readonly repository?: { readonly url?: string };
  readonly homepage?: string;
  readonly bugs?: { readonly url?: string };
}

/** Where the project lives must be known, because messages and both packages link to it. */
export function placeholderProblem(
  { repository, homepage, bugs }: Metadata,
  url = REPOSITORY,
): string | undefined {
  const fields = { "lib/repository.ts": url, repository: repository?.url, homepage, bugs: bugs?.url };
  const unset = Object.entries(fields).filter(([, value]) => value === undefined || value.includes("OWNER"));
  return unset.length === 0
    ? undefined
    : `${unset.map(([name, value]) => `${name} is ${value ?? "not set"}`).join(", ")}. ` +
        "Set REPOSITORY in lib/repository.ts, and the same repository in package.json";
}

/**
 * The entries of a version in the changelog.
 *
 * @throws if there is no section for the version, or if it is empty
 */
export function changelogOf(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((one) => one.split(/\s/)[0] === version);
  const entries = section?.slice(section.indexOf("\n")).trim();
  if (entries === undefined || entries === "") {
    throw new Error(`CHANGELOG.md has no entries for ${version}. Add a section: ## ${version}`);
  }
  return entries;
}

/** The heading of a version that is released does not call it unreleased. */
export const unreleasedProblem = (changelog: string, version: string): string | undefined =>
  changelog.includes(`\n## ${version} (unreleased)`)
    ? `the heading of ${version} contains "(unreleased)". Write: ## ${version}`
    : undefined;

/** A package of the lock file. */
export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly peer?: boolean;
}

/** Licenses of packages that users install with this one. None of them asks anything of a user's program. */
const PERMISSIVE = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "Unlicense"];

/** The packages that a package brings along, by name, with version and license. */
export const shippedPackages = (
  packages: Readonly<Record<string, LockedPackage>>,
): readonly { readonly name: string; readonly version: string; readonly license: string }[] =>
  Object.entries(packages)
    .filter(([path, one]) => path !== "" && one.dev !== true && one.devOptional !== true && one.peer !== true)
    .map(([path, { version = "?", license = "none" }]) => ({
      name: path.replace(/^.*node_modules\//, ""),
      version,
      license,
    }));

/** A license of a package that ships must be permissive. */
export function licenseProblem(packages: Readonly<Record<string, LockedPackage>>): string | undefined {
  const others = shippedPackages(packages).filter(({ license }) => !PERMISSIVE.includes(license));
  return others.length === 0
    ? undefined
    : `${others.map(({ name, license }) => `${name} has the license ${license}`).join(", ")}. Replace it, or make it a development dependency`;
}
