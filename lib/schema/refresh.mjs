// For maintainers: reads the schema of a published Polytomic provider and stores it next to this script. Omits the descriptions,
// because they are not ours to publish, and change more often than the schema.
//
//   npm run refresh-schema -- 2.0.0
//
// Requires terraform and access to the provider: the registry, a mirror or a running provider (TF_REATTACH_PROVIDERS).
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const version = process.argv[2];
if (!/^\d+\.\d+\.\d+$/.test(version ?? "")) {
  console.error(
    "usage: npm run refresh-schema -- VERSION   (of the provider polytomic/polytomic, such as 2.0.0)",
  );
  process.exit(2);
}

const directory = mkdtempSync(join(tmpdir(), "polytomic-schema-"));
try {
  const required = { polytomic: { source: "polytomic/polytomic", version } };
  writeFileSync(
    join(directory, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers: required } }),
  );
  terraform("init", "-input=false", "-no-color");
  const schema = withoutDescriptions(JSON.parse(terraform("providers", "schema", "-json")));
  const [provider] = Object.values(schema.provider_schemas);

  const file = join(dirname(fileURLToPath(import.meta.url)), `polytomic-${version}.json`);
  writeFileSync(file, `${JSON.stringify(schema, null, 1)}\n`);
  console.log(
    `${Object.keys(provider.resource_schemas).length} resources and ${Object.keys(provider.data_source_schemas).length} ` +
      `data sources in ${relative(process.cwd(), file)}; to generate the bindings from it, set the version in provider.json`,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function terraform(...args) {
  return execFileSync("terraform", args, {
    cwd: directory,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 256 * 1024 * 1024,
  });
}

function withoutDescriptions(value) {
  if (Array.isArray(value)) {
    return value.map(withoutDescriptions);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      // The value is an object if an attribute is called `description`.
      .filter(([key, member]) => typeof member === "object" || !/^description(_kind)?$/.test(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, withoutDescriptions(member)]),
  );
}
