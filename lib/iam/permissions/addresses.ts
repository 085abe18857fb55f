/** IP addresses and CIDR blocks as ranges of numbers. */
import { isIPv4, isIPv6 } from "node:net";

/** The addresses of a CIDR block, both ends included. */
export interface AddressRange {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;

/** The range of `10.0.0.0/8`, `10.0.0.1`, or the IPv6 forms. `undefined` if it is not one. */
export function addressRange(text: string): AddressRange | undefined {
  const [, address = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIPv4(address) ? 4 : isIPv6(address) ? 6 : undefined;
  if (version === undefined) {
    return undefined;
  }
  const prefix = length === undefined ? BITS[version] : Number(length);
  if (prefix > BITS[version]) {
    return undefined;
  }
  const size = 1n << BigInt(BITS[version] - prefix);
  const value = version === 4 ? numberOfV4(address) : numberOfV6(address);
  const first = (value / size) * size;
  return { version, first, last: first + size - 1n, prefix };
}

const numberOfV4 = (address: string): bigint =>
  address.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);

function numberOfV6(address: string): bigint {
  const [, head = "", dotted] = /^(.*?)(\d+\.\d+\.\d+\.\d+)?$/.exec(address.replace(/%.*$/, "")) ?? [];
  const embedded = dotted === undefined ? 0n : numberOfV4(dotted);
  const full =
    dotted === undefined
      ? head
      : `${head}${(embedded >> 16n).toString(16)}:${(embedded & 0xffffn).toString(16)}`;
  const [left = "", right] = full.split("::");
  const parts = (side: string): string[] => side.split(":").filter((part) => part !== "");
  const [before, after] = [parts(left), parts(right ?? "")];
  const zeros = right === undefined ? [] : Array<string>(8 - before.length - after.length).fill("0");
  return [...before, ...zeros, ...after].reduce((sum, part) => sum * 65536n + BigInt(`0x${part}`), 0n);
}

/** The address with a number. */
export function addressText(version: 4 | 6, value: bigint): string {
  const parts = version === 4 ? 4 : 8;
  const bits = version === 4 ? 8n : 16n;
  return Array.from(
    { length: parts },
    (_, index) => (value >> (bits * BigInt(parts - 1 - index))) & ((1n << bits) - 1n),
  )
    .map((part) => part.toString(version === 4 ? 10 : 16))
    .join(version === 4 ? "." : ":");
}

/** Addresses at both sides of each end of the ranges, and one of the version that no range has. */
export function addressesNear(ranges: readonly AddressRange[]): string[] {
  const near = ranges.flatMap(({ version, first, last }) =>
    [first - 1n, first, last, last + 1n]
      .filter((value) => value >= 0n && value < 1n << BigInt(BITS[version]))
      .map((value) => addressText(version, value)),
  );
  return [...near, "192.0.2.1", "2001:db8::1"];
}
