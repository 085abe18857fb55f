/** Where a review is posted as a comment. */

/** A code host. */
export type Host = "github" | "gitlab" | "bitbucket" | "azure";

/** The hosts, for the command line. */
export const HOSTS: readonly Host[] = ["github", "gitlab", "bitbucket", "azure"];

/** How many characters a comment can have. Source: the API of each host, as Atlantis and GitLab's documentation have them. */
const LIMITS: Readonly<Record<Host, number>> = {
  github: 65_536,
  gitlab: 1_000_000,
  bitbucket: 32_768,
  azure: 150_000,
};

/** How many characters a comment on this host can have. Without a host, there is no limit. */
export const limitFor = (host: Host | undefined): number => (host === undefined ? Infinity : LIMITS[host]);

/** Bitbucket shows HTML as it is written, so it has no folds and no hidden comments. */
export const hasHtml = (host: Host | undefined): boolean => host !== "bitbucket";
