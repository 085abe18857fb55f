/** Reads a file of a zip archive, such as the configuration in a binary plan. */
import { inflateRawSync } from "node:zlib";

/** Whether bytes are those of a zip archive. */
export const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(LOCAL_FILE);

const LOCAL_FILE = Buffer.from("PK\x03\x04", "latin1");
const DIRECTORY_ENTRY = Buffer.from("PK\x01\x02", "latin1");
const END_OF_DIRECTORY = Buffer.from("PK\x05\x06", "latin1");
const DEFLATED = 8;

/** The content of a file of an archive; `undefined` if the archive does not have the file, or is damaged. */
export function fileInZip(archive: Buffer, file: string): Buffer | undefined {
  const end = archive.lastIndexOf(END_OF_DIRECTORY);
  let at = end === -1 || end + 22 > archive.length ? archive.length : archive.readUInt32LE(end + 16);
  while (at + 46 <= archive.length && archive.subarray(at, at + 4).equals(DIRECTORY_ENTRY)) {
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field));
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength!);
    if (name === file) {
      return contentOf(archive, at);
    }
    at += 46 + nameLength! + extra! + comment!;
  }
  return undefined;
}

function contentOf(archive: Buffer, entry: number): Buffer | undefined {
  const [method, size, local] = [
    archive.readUInt16LE(entry + 10),
    archive.readUInt32LE(entry + 20),
    archive.readUInt32LE(entry + 42),
  ];
  if (local + 30 > archive.length) {
    return undefined;
  }
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const bytes = archive.subarray(start, start + size);
  try {
    return method === DEFLATED ? inflateRawSync(bytes) : bytes;
  } catch {
    return undefined;
  }
}
