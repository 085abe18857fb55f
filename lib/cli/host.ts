/** What the environment of a CI job says about the host. */
import { relative, sep } from "node:path";
import type { Host } from "../plan/render/hosts";
import type { Io } from "./io";

/** The host whose CI runs this command. `undefined` elsewhere. */
export function hostOf(env: Io["env"]): Host | undefined {
  const isSet = (name: string): boolean => (env[name] ?? "") !== "";
  return isSet("GITHUB_ACTIONS")
    ? "github"
    : isSet("GITLAB_CI")
      ? "gitlab"
      : isSet("BITBUCKET_BUILD_NUMBER")
        ? "bitbucket"
        : isSet("TF_BUILD")
          ? "azure"
          : undefined;
}

/** The current directory relative to the checkout of a GitHub job, with forward slashes. Empty elsewhere. */
export function folderInRepository({ env, folder }: Pick<Io, "env" | "folder">): string {
  const root = env.GITHUB_WORKSPACE ?? "";
  const path = root === "" ? "" : relative(root, folder).split(sep).join("/");
  return path === ".." || path.startsWith("../") ? "" : path;
}
