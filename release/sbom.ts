/** The software bill of materials of a package, in CycloneDX. It has the same bytes for the same commit. */
import { createHash } from "node:crypto";
import { prose } from "./names";

/** What `npm sbom` prints, as far as it differs between two runs. */
export interface Sbom {
  readonly serialNumber: string;
  readonly metadata: {
    readonly timestamp: string;
    readonly component: { readonly name: string; readonly [member: string]: unknown };
    readonly [member: string]: unknown;
  };
  readonly [member: string]: unknown;
}

/**
 * The same bill for every run: npm's has the time, a random number, and the name of the folder.
 *
 * @param name the name of the package
 * @param committed the time of the commit, in ISO 8601
 */
export function reproducible(sbom: Sbom, name: string, committed: string): Sbom {
  const { metadata } = sbom;
  const component = { ...metadata.component, name };
  const stable = { ...sbom, serialNumber: "", metadata: { ...metadata, timestamp: committed, component } };
  return { ...stable, serialNumber: `urn:uuid:${uuidOf(JSON.stringify(stable))}` };
}

/** The bill of the package for the fork. What it depends on at run time is the same. */
export const sbomOfFork = (sbom: Sbom): Sbom => JSON.parse(prose("sbom", JSON.stringify(sbom))) as Sbom;

/** A UUID of version 8 (RFC 9562): made from a hash. */
function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
