/** The stored plans: one compressed file a case. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

const FOLDER = join(__dirname, "plans");

/** What was planned, as Terraform and CDKTF write it. */
export interface Stored {
  /** The output of `terraform show -json` for the plan. */
  readonly plan: Readonly<Record<string, unknown>>;
  /** The `cdk.tf.json` of the planned program. Empty for HCL. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** The `cdk.tf.json` of the base. It has the construct paths of resources that the edit removes. */
  readonly base?: Readonly<Record<string, unknown>> | undefined;
}

const fileOf = (name: string): string => join(FOLDER, `${name}.json.gz`);

/** Reads the plan of a case. */
export const readStored = (name: string): Stored =>
  JSON.parse(gunzipSync(readFileSync(fileOf(name))).toString("utf8")) as Stored;

/** Writes the plan of a case. */
export function writeStored(name: string, stored: Stored): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(name), gzipSync(JSON.stringify(stored), { level: 9 }));
}
