// Generates the Polytomic bindings from the schema file next to this script: one folder per resource or data source.
//
//   tsx lib/schema/generate.mjs [--preview NAME] [output folder]
//
// With --preview, from a stored preview of a later version.
// Requires neither terraform nor network access. Uses CDKTF's own generator, adds the descriptions that the schema lacks
// (describe.mjs), and adapts the output (adapt.mjs).
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { adapt } from "./adapt.mjs";
import { describeConnection, describeConnectionData, describeProvider } from "./describe.mjs";
import { objectMembers } from "./members.ts";
import { configurationRules, nextProvider } from "./rules.mjs";
import { secretMembers } from "./secrets.ts";

// Set before CDKTF's packages load: on load they report usage and run terraform to get its version.
process.env.CHECKPOINT_DISABLE = "1";
process.env.TERRAFORM_BINARY_NAME = "no-terraform-needed";
const require = createRequire(import.meta.url);
const { CodeMaker } = require("codemaker");
const { ConstructsMakerProviderTarget, TerraformProviderConstraint } = require("@cdktf/commons");
// Private to CDKTF, so pinned exactly in package.json. The public API requires jsii, terraform and a registry.
const {
  TerraformProviderGenerator,
} = require("@cdktf/provider-generator/lib/get/generator/provider-generator");

// Required, because a module that tsx imports from an ES module does not know its folder.
const { chosen, storedFiles, versionOf } = require("./stored.ts");

const here = dirname(fileURLToPath(import.meta.url));
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { preview: { type: "string" } },
});
const target = positionals[0] ?? join(here, "..", "bindings");
const started = Date.now();

const read = (file) => JSON.parse(readFileSync(join(here, file), "utf8"));
const { version, constraint } = chosen();
const files = storedFiles(options.preview);
const { schema: provider, connectionTypes } = versionOf(files);
// From https://docs.polytomic.com/llms.txt, August 2026. Capabilities are omitted where the page lists none, and for Redshift
// Serverless, where the page contradicts the schema.
const documentation = read("documentation.json");
// From the provider's guide "Upgrading to v3.0.0". Not tried.
const provider3 = read("provider-3.json");

const undocumentable = Object.keys(documentation).filter((typeId) => connectionTypes[typeId] === undefined);
if (undocumentable.length > 0) {
  throw new Error(`documentation.json has unknown connection types: ${undocumentable.join(", ")}`);
}

const bindings = [
  binding("polytomic", provider.provider, { folder: "provider", kind: "provider" }),
  ...Object.entries(provider.resource_schemas).map(([type, it]) =>
    binding(type, it, { folder: folderOf(type), kind: "resource" }),
  ),
  ...Object.entries(provider.data_source_schemas).map(([type, it]) =>
    binding(type, it, { folder: `data-polytomic-${folderOf(type)}`, kind: "data" }),
  ),
];
for (const { kind, attributes, type, secrets } of bindings) {
  if (kind === "provider") {
    describeProvider(attributes);
  } else if (kind === "connection") {
    describeConnection(attributes, type, secrets);
  } else if (kind === "connection data") {
    describeConnectionData(attributes);
  }
}

const code = new CodeMaker();
const generator = new TerraformProviderGenerator(code, files.schema);
// A constraint instead of an exact version: users get 2.x fixes without a new release of this package.
generator.generate(
  new ConstructsMakerProviderTarget(
    new TerraformProviderConstraint(`polytomic/polytomic@${constraint}`),
    "typescript",
  ),
);

const raw = mkdtempSync(join(tmpdir(), "polytomic-bindings-"));
await code.save(raw);
rmSync(target, { recursive: true, force: true });
// Only the folders: the generator's own index files would load all 466 classes at once.
const generated = readdirSync(join(raw, "providers", "polytomic"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
if (
  generated.toSorted().join() !==
  bindings
    .map(({ folder }) => folder)
    .toSorted()
    .join()
) {
  throw new Error(
    `${generated.length} bindings generated, ${bindings.length} expected from the schema, or their names differ`,
  );
}
// The bindings import it by relative paths.
mkdirSync(target, { recursive: true });
const library = relative(join(realpathSync(target), "any"), realpathSync(join(here, "..")));
for (const it of bindings) {
  mkdirSync(join(target, it.folder), { recursive: true });
  const text = readFileSync(join(raw, "providers", "polytomic", it.folder, "index.ts"), "utf8");
  writeFileSync(join(target, it.folder, "index.ts"), adapt(text, { ...it, library }));
}
rmSync(raw, { recursive: true });

console.log(
  `${Object.keys(provider.resource_schemas).length} resources, ${Object.keys(provider.data_source_schemas).length} data sources and the provider ` +
    `in ${relative(process.cwd(), target)} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
);

/** The description of a binding. Bindings of connections and their data sources have a connection type. */
function binding(terraformType, { block: { attributes = {} } }, { folder, kind }) {
  const typeId = /^polytomic_(\w+)_connection$/.exec(terraformType)?.[1];
  const type = connectionTypes[typeId];
  if (typeId !== undefined && type === undefined) {
    throw new Error(`connection-types.json does not have ${typeId}`);
  }
  return {
    folder,
    attributes,
    terraformType,
    kind: type === undefined ? kind : { resource: "connection", data: "connection data" }[kind],
    typeId,
    type,
    documented: documentation[typeId] ?? {},
    secrets: kind === "data" ? [] : secretMembers(attributes),
    members: kind === "resource" ? objectMembers(attributes) : [],
    ...(kind === "resource" &&
      type !== undefined && {
        rules: configurationRules(type),
        next: nextProvider(typeId, attributes.configuration.nested_type.attributes, provider3, version),
      }),
  };
}

function folderOf(terraformType) {
  return terraformType.replace(/^polytomic_/, "").replaceAll("_", "-");
}
