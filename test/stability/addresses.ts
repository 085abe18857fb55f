/** The addresses of the resources in the programs, which are public API, and how they differ from stored ones. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { PROGRAMS } from "./programs";

/** The file with the addresses of a version. `npm run addresses` writes it. */
export const STORED = join(__dirname, "addresses.json");

/** The construct path of each resource by its address, by program. */
export type Addresses = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What {@link STORED} contains. */
export interface StoredAddresses {
  /** The version of the package. */
  readonly version: string;
  readonly addresses: Addresses;
}

interface Synthesized {
  readonly resource?: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly "//": { readonly metadata: { readonly path: string } } }>>
    >
  >;
}

/** The addresses that the programs have today. */
export const addressesNow = (): Addresses =>
  Object.fromEntries(Object.entries(PROGRAMS).map(([name, create]) => [name, addressesIn(create())]));

function addressesIn(stack: TerraformStack): Readonly<Record<string, string>> {
  stack.prepareStack();
  const { resource = {} } = JSON.parse(JSON.stringify(stack.toTerraform())) as Synthesized;
  const entries = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(
      ([
        name,
        {
          "//": { metadata },
        },
      ]) => [`${type}.${name}`, metadata.path] as const,
    ),
  );
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The stored addresses. */
export const storedAddresses = (): StoredAddresses =>
  JSON.parse(readFileSync(STORED, "utf8")) as StoredAddresses;

/** How addresses differ. Each line has the address, the construct path and the program. */
export interface Comparison {
  /** Resources that an upgrade destroys, and creates again if they have another address now. */
  readonly destroyed: readonly string[];
  readonly added: readonly string[];
}

/** Compares the addresses of two versions. */
export const compareAddresses = (before: Addresses, after: Addresses): Comparison => ({
  destroyed: onlyIn(before, after),
  added: onlyIn(after, before),
});

const onlyIn = (one: Addresses, other: Addresses): string[] =>
  Object.entries(one).flatMap(([program, addresses]) =>
    Object.entries(addresses)
      .filter(([address]) => other[program]?.[address] === undefined)
      .map(([address, path]) => `${address} (construct ${path} of "${program}")`),
  );

/**
 * Why the differences cannot be released with a version, or `undefined` if they can.
 *
 * @param from the version with the stored addresses
 * @param to the version in package.json
 */
export function breakingProblem({ destroyed }: Comparison, from: string, to: string): string | undefined {
  return destroyed.length === 0 || isBreaking(from, to)
    ? undefined
    : [
        "An upgrade to this version destroys resources of users, with their data:",
        ...destroyed.map((one) => `  ${one}`),
        "Construct ids and logical ids are public API. Undo the change. If it is intended, it needs a new " +
          `${breakingPart(from)} version after ${from}: change the version in package.json, describe in docs/how-to/upgrading.md how to move ` +
          "the resources, and run: npm run addresses",
      ].join("\n");
}

/** Which addresses have to be stored, or `undefined` if the stored ones are up to date. */
export function staleProblem({ destroyed, added }: Comparison): string | undefined {
  return destroyed.length + added.length === 0
    ? undefined
    : [
        "The addresses of these resources have changed:",
        ...destroyed.map((one) => `  - ${one}`),
        ...added.map((one) => `  + ${one}`),
        "Additional resources need a new minor version. To store the addresses, run: npm run addresses",
      ].join("\n");
}

/** Whether a version may break programs that use the other one. Before 1.0.0, a minor version may. */
export function isBreaking(from: string, to: string): boolean {
  const [major = 0, minor = 0] = from.split(".").map(Number);
  const [newMajor = 0, newMinor = 0] = to.split(".").map(Number);
  return newMajor > major || (major === 0 && newMinor > minor);
}

const breakingPart = (from: string): string => (from.startsWith("0.") ? "minor" : "major");
