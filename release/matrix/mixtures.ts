/** Apps that mix the cores. Each must end in the error of this library, and not in one of a core. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CoreName } from "../../lib/core";
import { copyMixture } from "./app";
import { run } from "./shell";

/** An app on one core, with the package for the other. */
export interface Mixture {
  readonly app: CoreName;
  readonly library: CoreName;
  /** What the app creates first. With `both`, it creates the provider of the right package, then an integration of the wrong one. */
  readonly first: "provider" | "binding" | "integration" | "both";
}

export const MIXTURES: readonly Mixture[] = (["provider", "binding", "integration", "both"] as const).flatMap(
  (first) => [
    { app: "cdktn", library: "cdktf", first },
    { app: "cdktf", library: "cdktn", first },
  ],
);

/** A mixture in a few words. */
export const nameOfMixture = ({ app, library, first }: Mixture): string =>
  `app on ${app}, ${first === "both" ? "both packages" : `${library}-polytomic, ${first} first`}`;

/** Installs both packages as an app on the fork does that has one of them too many. npm installs the peers, and does not warn. */
export async function installMixture(
  folder: string,
  tarballs: Readonly<Record<CoreName, string>>,
): Promise<void> {
  const dependencies = {
    cdktn: "0.24",
    constructs: "10.7",
    "@cdktn/provider-aws": "25",
    // npm would install a newer release. The repository has this one in its cache.
    "@cdktf/provider-aws": "20.1.0",
    "cdktf-polytomic": `file:${tarballs.cdktf}`,
    "cdktn-polytomic": `file:${tarballs.cdktn}`,
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "app", private: true, dependencies }));
  await run("npm", ["install", "--prefer-offline", "--no-package-lock"], { cwd: folder });
  copyMixture(folder);
}

/** Runs a mixture, and checks its error. */
export async function tryMixture(folder: string, { app, library, first }: Mixture): Promise<void> {
  const output = await run(process.execPath, ["mixture.cjs", app, `${library}-polytomic`, first], {
    cwd: folder,
  });
  const { code, message = "no error" } = JSON.parse(output) as { code?: string; message?: string };
  const expected = [
    `the app uses ${app} `,
    `${library}-polytomic uses ${library} `,
    `"${app}-polytomic": "^`,
  ];
  if (code !== "CDKTF_POLYTOMIC_MIXED_CORES" || !expected.every((part) => message.includes(part))) {
    throw new Error(`expected the error CDKTF_POLYTOMIC_MIXED_CORES, got: ${message}`);
  }
}
