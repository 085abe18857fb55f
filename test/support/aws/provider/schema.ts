/**
 * A part of the AWS provider's schema. The whole schema takes 14 MB, and Terraform reads it in each command, which takes three times
 * as much computing time as the rest of the command.
 */
import { createHash } from "node:crypto";
import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Reader } from "protobufjs";

/** The resources and data sources that the tests use. */
const USED =
  /^aws_(caller_identity|cloudwatch|iam|kms|partition|region|s3|secretsmanager|sns|sqs|ssm_parameter)/;

/** The fields of the response to GetSchema that are maps by type: resources, data sources, ephemeral resources. */
const TYPES: readonly number[] = [2, 3, 8];

/** Removes the types that the tests do not use from a response to GetSchema. Everything else remains byte by byte. */
export function usedSchema(response: Buffer): Buffer {
  const reader = Reader.create(response);
  const kept: Buffer[] = [];
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const tag = reader.uint32();
    const used = TYPES.includes(tag >>> 3) ? USED.test(keyOf(reader.bytes())) : skip(reader, tag);
    if (used) {
      kept.push(response.subarray(start, reader.pos));
    }
  }
  return Buffer.concat(kept);
}

/** Returns the used schema of a provider from the folder, where the first call stores it. */
export async function storedSchema(
  folder: string,
  executable: string,
  ask: () => Promise<Buffer>,
): Promise<Buffer> {
  const file = join(folder, `aws-schema-${versionOf(executable)}`);
  try {
    return readFileSync(file);
  } catch {
    const schema = usedSchema(await ask());
    // Another process never sees a part of the file.
    writeFileSync(`${file}.${process.pid}`, schema);
    renameSync(`${file}.${process.pid}`, file);
    return schema;
  }
}

/** Changes when the executable or the selection of types changes. */
function versionOf(executable: string): string {
  const { size, mtimeMs } = statSync(executable);
  const facts = [executable, size, mtimeMs, USED.source].join("\n");
  return createHash("sha256").update(facts).digest("hex").slice(0, 12);
}

function keyOf(entry: Uint8Array): string {
  const reader = Reader.create(entry);
  reader.uint32();
  return reader.string();
}

function skip(reader: Reader, tag: number): true {
  reader.skipType(tag & 7);
  return true;
}
