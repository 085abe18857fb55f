/** Rejects constructs in an app that uses another core. Without this check, synthesis ends in a `TypeError` inside the core. */
import type { IConstruct } from "constructs";
import { type Core, CORE, type CoreName, installedCore, PACKAGE, packageFor } from "./core";
import { reference } from "./errors";
import { oncePer } from "./once-per";

const MIXED_CORES = "CDKTF_POLYTOMIC_MIXED_CORES";

/** Thrown if an app and this package use different cores, or different releases of one core. */
export class MixedCoresError extends Error {
  /** Stable. */
  public readonly code = MIXED_CORES;

  public constructor(ofApp: Core, ofPackage: Core) {
    super(`${mixture(ofApp, ofPackage)}\n${remedy(ofApp, ofPackage)}\n${reference(MIXED_CORES)}`);
    this.name = "MixedCoresError";
  }
}

/**
 * Checks, once for each app, that it uses the core of this package.
 *
 * @throws MixedCoresError if it does not
 */
export const checkCore = (construct: IConstruct): void => checkApp(construct.node.root);

const checkApp = oncePer((app: IConstruct) => {
  const [ofApp, ofPackage] = [coreOf(app), installedCore()];
  if (ofApp !== undefined && ofPackage !== undefined && release(ofApp) !== release(ofPackage)) {
    throw new MixedCoresError(ofApp, ofPackage);
  }
});

/** The core of an app. `undefined` if the app does not have its version, such as the app of a test. */
function coreOf({ node }: IConstruct): Core | undefined {
  const version: unknown = node.tryGetContext("cdktfVersion") ?? node.tryGetContext("cdktnVersion");
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(String(version)) ?? [];
  return typeof version === "string" && major !== undefined
    ? { name: Number(major) === 0 && Number(minor) < FIRST_OF_FORK ? "cdktf" : "cdktn", version }
    : undefined;
}

/** The fork continues the version numbers of the original, whose last release is 0.21. */
const FIRST_OF_FORK = 22;

/** Releases that differ only in the patch number work together. */
const release = ({ version }: Core): string => version.split(".", 2).join(".");

const mixture = (ofApp: Core, ofPackage: Core): string =>
  `the app uses ${ofApp.name} ${ofApp.version}, but ${PACKAGE} uses ${ofPackage.name} ${ofPackage.version}; ` +
  "expected one core for both, because their constructs do not work together";

function remedy(ofApp: Core, ofPackage: Core): string {
  if (ofApp.name !== ofPackage.name) {
    return (
      `Import from "${packageFor(ofApp.name)}". In package.json, replace "${PACKAGE}" with:\n` +
      line(packageFor(ofApp.name), `^${versionOfPackage()}`)
    );
  }
  return `Use one version. In package.json, set:\n${line(CORE, installedAs(ofPackage))}\nTo find the other version, run: npm ls ${CORE}`;
}

const installedAs = ({ name, version }: Core): string =>
  name === (CORE as CoreName) ? `^${version}` : `npm:${name}@^${version}`;

const line = (name: string, version: string): string => `  "${name}": "${version}"`;

const versionOfPackage = (): string =>
  (require("cdktf-polytomic/package.json") as { readonly version: string }).version;
