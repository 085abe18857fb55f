/** Reads and writes the versions of the provider that this folder stores: the current one, and previews of later ones. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyMergePatch, mergePatch } from "./merge-patch";
import { providerSchemaOf, type SchemaFile } from "./normalize";
import type { ConnectionTypes, ProviderVersion } from "./provider-version";

/** The version that the bindings are generated from, and the constraint that users get. */
export interface Chosen {
  readonly version: string;
  readonly constraint: string;
}

/** The files of a version. */
export interface VersionFiles {
  readonly version: string;
  readonly schema: SchemaFile;
  readonly connectionTypes: ConnectionTypes;
}

/** A build of the provider that is not a release, stored as what differs from the current version. */
interface Preview {
  readonly about: string;
  readonly schema: unknown;
  readonly connectionTypes: unknown;
}

const pathOf = (file: string): string => join(__dirname, file);
const read = (file: string): unknown => JSON.parse(readFileSync(pathOf(file), "utf8"));
const schemaFile = (version: string): string => `polytomic-${version}.json`;
const CONNECTION_TYPES = "connection-types.json";
const previewFile = (name: string): string => `preview-${name}.json`;

/** The names of the stored previews, the newest last. */
export const previews = (): string[] =>
  readdirSync(__dirname)
    .flatMap((file) => /^preview-(.+)\.json$/.exec(file)?.[1] ?? [])
    .sort();

export const chosen = (): Chosen => read("provider.json") as Chosen;

/** The stored files of the current version, or of the preview of that name. */
export function storedFiles(preview?: string): VersionFiles {
  const { version } = chosen();
  const schema = read(schemaFile(version)) as SchemaFile;
  const connectionTypes = read(CONNECTION_TYPES) as ConnectionTypes;
  if (preview === undefined) {
    return { version, schema, connectionTypes };
  }
  const patch = read(previewFile(preview)) as Preview;
  return {
    version: preview,
    schema: applyMergePatch(schema, patch.schema) as SchemaFile,
    connectionTypes: applyMergePatch(connectionTypes, patch.connectionTypes) as ConnectionTypes,
  };
}

export const versionOf = ({ version, schema, connectionTypes }: VersionFiles): ProviderVersion => ({
  version,
  schema: providerSchemaOf(schema),
  connectionTypes,
});

/**
 * Makes a version the current one, and keeps the previews. Programs get its minor version and later ones: an earlier one would drop members
 * silently.
 */
export function storeVersion({ version, schema, connectionTypes }: VersionFiles): void {
  const before = chosen();
  const kept = previews().map(
    (name) => [storedFiles(name), (read(previewFile(name)) as Preview).about] as const,
  );
  write(schemaFile(version), schema);
  write(CONNECTION_TYPES, connectionTypes);
  write("provider.json", { version, constraint: constraintFor(version) });
  if (before.version !== version) {
    rmSync(pathOf(schemaFile(before.version)));
  }
  kept.forEach(([files, about]) => storePreview(files, about));
}

export const constraintFor = (version: string): string => `~> ${version.split(".").slice(0, 2).join(".")}`;

/** Stores what differs from the current version, and returns the name of the file. */
export function storePreview({ version, schema, connectionTypes }: VersionFiles, about: string): string {
  const current = storedFiles();
  write(previewFile(version), {
    about,
    schema: mergePatch(current.schema, schema) ?? {},
    connectionTypes: mergePatch(current.connectionTypes, connectionTypes) ?? {},
  });
  return previewFile(version);
}

function write(file: string, content: unknown): void {
  writeFileSync(pathOf(file), `${JSON.stringify(content, null, 1)}\n`);
}
