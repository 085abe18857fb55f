/**
 * The core that the constructs are built on. Messages take its name and that of this package from here, because the package for the other
 * core is this package with other names (`release/`).
 */

/** The name of a core, and of its command line. */
export type CoreName = "cdktf" | "cdktn";

/** A core and its version. */
export interface Core {
  readonly name: CoreName;
  readonly version: string;
}

/** The core that this package imports. */
export const CORE: CoreName = "cdktf";

/** The name of this package, and of its program. */
export const PACKAGE = "cdktf-polytomic";

/** The package of the AWS bindings. */
export const AWS_BINDINGS = `@${CORE}/provider-aws`;

/** The core that is installed for this package. The fork can be installed under the name of the original. `undefined` in a bundle. */
export function installedCore(): Core | undefined {
  try {
    const { name, version } = require("cdktf/package.json") as Core;
    return { name, version };
  } catch {
    return undefined;
  }
}

/** A command of the core, such as `cdktf diff`. */
export const coreCommand = (command: string): string => `${installedCore()?.name ?? CORE} ${command}`;

/** The package of this library for a core. */
export const packageFor = (core: CoreName): string => PACKAGE.replace(CORE, core);
