/** How each package manager installs an app, and runs a program with its packages. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Manager } from "./installations";
import { run } from "./shell";
import type { Tools } from "./tools";

/** An app in a folder with a `package.json`. */
interface App {
  readonly folder: string;
  readonly tools: Tools;
  readonly ignoresPeers: boolean;
}

/** A package manager. */
interface PackageManager {
  /** Installs the packages of an app, and returns what it printed. */
  install(app: App): Promise<string>;
  /** What it prints if a peer is missing or has another version. npm fails instead. */
  readonly peerProblem?: RegExp;
  /** Compiles the app with its own compiler. @default any compiler finds its packages */
  compile?(app: Pick<App, "folder" | "tools">): Promise<unknown>;
  /** Arguments of Node.js that a program of the app needs. */
  readonly nodeArguments?: (folder: string) => readonly string[];
}

/** The version of each package manager. */
export const MANAGER_VERSIONS = { pnpm: "10", yarn: "1.22", "@yarnpkg/cli-dist": "4" } as const;

export const MANAGERS: Readonly<Record<Manager, PackageManager>> = {
  npm: {
    async install({ folder, ignoresPeers }) {
      const flags = [
        "--prefer-offline",
        "--no-package-lock",
        ...(ignoresPeers ? ["--legacy-peer-deps"] : []),
      ];
      return run("npm", ["install", ...flags], { cwd: folder });
    },
  },
  pnpm: {
    async install({ folder, tools }) {
      const pnpm = join(await tools.package("pnpm", MANAGER_VERSIONS.pnpm), "bin", "pnpm.cjs");
      return run(
        process.execPath,
        [pnpm, "install", "--ignore-workspace", "--store-dir", join(folder, "store")],
        {
          cwd: folder,
          env: await registryOf(tools),
        },
      );
    },
    peerProblem: /unmet peer|missing peer/,
  },
  "yarn classic": {
    async install({ folder, tools }) {
      const yarn = join(await tools.package("yarn", MANAGER_VERSIONS.yarn), "bin", "yarn.js");
      const flags = ["--no-lockfile", "--ignore-engines", "--non-interactive"];
      return run(process.execPath, [yarn, "install", ...flags, "--cache-folder", join(folder, "cache")], {
        cwd: folder,
        env: await registryOf(tools),
      });
    },
    peerProblem: /(?:unmet|incorrect) peer dependency/,
  },
  "yarn node-modules": {
    install: (app) => installWithBerry(app, "node-modules"),
    peerProblem: /YN0002|YN0060|YN0086/,
  },
  "yarn pnp": {
    install: (app) => installWithBerry(app, "pnp"),
    compile: async ({ folder, tools }) =>
      run(process.execPath, [await berry(tools), "tsc", "-p", "."], { cwd: folder }),
    peerProblem: /YN0002|YN0060|YN0086/,
    nodeArguments: (folder) => [
      "--require",
      join(folder, ".pnp.cjs"),
      "--experimental-loader",
      join(folder, ".pnp.loader.mjs"),
    ],
  },
};

async function installWithBerry({ folder, tools }: App, linker: string): Promise<string> {
  const settings = {
    nodeLinker: linker,
    enableGlobalCache: false,
    enableImmutableInstalls: false,
    enableTelemetry: false,
    pnpEnableEsmLoader: true,
  };
  const yaml = Object.entries(settings).map(([name, value]) => `${name}: ${value}\n`);
  writeFileSync(join(folder, ".yarnrc.yml"), yaml.join(""));
  // Without a lock file, yarn looks for a project above the folder.
  writeFileSync(join(folder, "yarn.lock"), "");
  return run(process.execPath, [await berry(tools), "install"], {
    cwd: folder,
    env: await registryOf(tools),
  });
}

const berry = async (tools: Tools): Promise<string> =>
  join(await tools.package("@yarnpkg/cli-dist", MANAGER_VERSIONS["@yarnpkg/cli-dist"]), "bin", "yarn.js");

/** The registry of npm as the other package managers read it. */
async function registryOf(tools: Tools): Promise<Record<string, string>> {
  const registry = await tools.registry();
  return { npm_config_registry: registry, YARN_NPM_REGISTRY_SERVER: registry.replace(/\/$/, "") };
}
