/** The two cores, and what the package for each of them asks for. The package for the original is the one of this repository. */
import type { CoreName } from "../lib/core";

/** Versions to install, and the ranges that the package allows. */
export interface CoreRelease {
  /** What its users call it. */
  readonly title: string;
  readonly abbreviation: string;
  /** Versions for a new app, by package. */
  readonly install: Readonly<Record<string, string>>;
  readonly peers: Readonly<Record<string, string>>;
}

/** CDK Terrain 0.24, its AWS bindings, and the `constructs` that both ask for. `release/matrix` tries them. */
const FORK: CoreRelease = {
  title: "CDK Terrain",
  abbreviation: "CDKTN",
  install: { cdktn: "0.24", "cdktn-cli": "0.24", "@cdktn/provider-aws": "25" },
  peers: {
    "@cdktn/provider-aws": ">=23.0.0 <26.0.0",
    cdktn: ">=0.24.0 <0.25.0",
    constructs: ">=10.6.0 <10.8.0",
  },
};

/** The peers of the package for the original are in `package.json`: they also allow the fork under the names of the original. */
const ORIGINAL: Omit<CoreRelease, "peers"> = {
  title: "CDK for Terraform",
  abbreviation: "CDKTF",
  install: { cdktf: "0.21", "cdktf-cli": "0.21", "@cdktf/provider-aws": "20" },
};

/** The cores by the name of their package. */
export const CORES = { cdktf: ORIGINAL, cdktn: FORK } as const satisfies Record<CoreName, object>;
