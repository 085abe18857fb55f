/** The combinations of packages that the matrix installs, and what it tries in each. Source of the table in `docs/how-to/cores.md`. */
import type { CoreName } from "../../lib/core";

/** A package manager, and how it lays out packages. */
export type Manager = "npm" | "pnpm" | "yarn classic" | "yarn node-modules" | "yarn pnp";

/** A fresh folder with packages. */
export interface Installation {
  /** The package of this library. */
  readonly library: CoreName;
  readonly manager: Manager;
  /** The other packages of the app: versions as in its `package.json`. */
  readonly packages: Readonly<Record<string, string>>;
  /** Why the peers that the packages ask for are ignored. @default they must be met */
  readonly ignoresPeers?: string;
  readonly tries: Tries;
  /** Whether it is part of `--quick`. @default false */
  readonly isQuick?: boolean;
  /** Whether what it synthesizes is also applied. @default false */
  readonly isApplied?: boolean;
}

/** What is tried in an installation. */
export interface Tries {
  /** Compilers and values of `moduleResolution`. */
  readonly compilers: readonly (readonly [typescript: string, resolution: Resolution])[];
  /** The versions of Node.js that synthesize. */
  readonly nodes: readonly string[];
}

/** A value of `moduleResolution`. */
export type Resolution = "node16" | "nodenext" | "bundler";

const NODES = ["20.9", "22", "24"];

/** Every release of TypeScript since 5.6, each with one resolution. The two cores have different pairs. */
const ALL_ON_FORK: Tries = {
  compilers: [
    ["5.6", "nodenext"],
    ["5.7", "bundler"],
    ["5.8", "node16"],
    ["5.9", "nodenext"],
    ["6.0", "bundler"],
    ["7.0", "node16"],
  ],
  nodes: NODES,
};
const ALL_ON_ORIGINAL: Tries = {
  compilers: [
    ["5.6", "node16"],
    ["5.7", "nodenext"],
    ["5.8", "bundler"],
    ["5.9", "node16"],
    ["6.0", "nodenext"],
    ["7.0", "bundler"],
    ["7.0", "nodenext"],
  ],
  nodes: NODES,
};

const ONCE: Tries = { compilers: [["6.0", "node16"]], nodes: ["this"] };
const RUN: Tries = { compilers: [], nodes: ["this"] };

const original = (core: string, aws: string, constructs = "10.7"): Record<string, string> => ({
  cdktf: core,
  constructs,
  "@cdktf/provider-aws": aws,
});
const fork = (aws: string, constructs = "10.7"): Record<string, string> => ({
  cdktn: "0.24",
  constructs,
  "@cdktn/provider-aws": aws,
});
const alias = (aws: string): Record<string, string> => ({
  cdktf: "npm:cdktn@0.24",
  constructs: "10.7",
  "@cdktf/provider-aws": `npm:@cdktn/provider-aws@${aws}`,
});

/** All installations, in the order in which they run. */
export const INSTALLATIONS: readonly Installation[] = [
  {
    library: "cdktn",
    manager: "npm",
    packages: fork("25"),
    tries: ALL_ON_FORK,
    isQuick: true,
    isApplied: true,
  },
  { library: "cdktf", manager: "npm", packages: original("0.21", "20"), tries: ALL_ON_ORIGINAL },
  { library: "cdktf", manager: "npm", packages: original("0.21", "21"), tries: ONCE, isApplied: true },
  { library: "cdktf", manager: "npm", packages: original("0.21", "20.0.0", "10.4.2"), tries: ONCE },
  { library: "cdktf", manager: "npm", packages: original("0.21", "21", "10.8"), tries: ONCE },
  { library: "cdktf", manager: "npm", packages: alias("25"), tries: ONCE },
  { library: "cdktn", manager: "npm", packages: fork("25.5.0", "10.6.0"), tries: ONCE },
  {
    library: "cdktn",
    manager: "npm",
    packages: fork("24"),
    tries: ONCE,
    ignoresPeers: "@cdktn/provider-aws 24 asks for cdktn 0.23",
  },
  {
    library: "cdktn",
    manager: "npm",
    packages: fork("23"),
    tries: ONCE,
    ignoresPeers: "@cdktn/provider-aws 23 asks for cdktn 0.22",
  },
  { library: "cdktf", manager: "pnpm", packages: original("0.21", "20"), tries: ONCE },
  { library: "cdktn", manager: "pnpm", packages: fork("25"), tries: ONCE },
  { library: "cdktf", manager: "pnpm", packages: alias("25"), tries: RUN },
  { library: "cdktf", manager: "yarn classic", packages: original("0.21", "20"), tries: ONCE },
  { library: "cdktn", manager: "yarn classic", packages: fork("25"), tries: ONCE },
  { library: "cdktf", manager: "yarn node-modules", packages: original("0.21", "20"), tries: ONCE },
  { library: "cdktn", manager: "yarn node-modules", packages: fork("25"), tries: ONCE },
  { library: "cdktf", manager: "yarn pnp", packages: original("0.21", "20"), tries: ONCE },
  { library: "cdktn", manager: "yarn pnp", packages: fork("25"), tries: ONCE },
];

/** Installations that nobody can try yet, and why. */
export const UNTRIED: readonly { readonly what: string; readonly reason: string }[] = [
  {
    what: "applies with AWS provider 6",
    reason:
      "the test bench has version 5.100; the arguments were compared with the bindings of version 6, and `CONTRIBUTING.md` has the command of the test",
  },
  {
    what: "`cdktn` 0.22 and 0.23",
    reason: "both packages allow only 0.24, the release that they are tested with",
  },
  {
    what: "`cdktn` 0.25 and newer",
    reason:
      "not released when this version was made; the main branch of CDK Terrain asks for `constructs` 10.8.1, which 0.24 does not allow",
  },
];

/** An installation in a few words, such as `cdktn 0.24, aws 25, npm`. */
export function nameOf({ library, manager, packages }: Installation): string {
  const version = (name: string): string => packages[name]!.replace(/^npm:.*@/, "");
  const core = packages[library]!;
  const aws = version(`@${library}/provider-aws`);
  return `${core.startsWith("npm:") ? "cdktf = cdktn" : library} ${version(library)}, aws ${aws}, constructs ${packages.constructs}, ${manager}`;
}
