// Generates the Polytomic bindings: one folder a resource or data source, from the schema file beside this script.
//
//   node lib/schema/generate.mjs [output folder]
//
// Needs neither terraform nor a network. The generator is CDKTF's own; what it prints is adapted in three ways:
// nested attributes are rendered as attributes by `cdktf synth --hcl` (the generator takes them for blocks), the
// references of replace_triggered_by as references (the renderer takes them for strings), and
// the type checker is told to leave the files alone, as they predate `exactOptionalPropertyTypes`.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

// Set before CDKTF's packages load: they report usage, and ask terraform for its version, while they do.
process.env.CHECKPOINT_DISABLE = "1";
process.env.TERRAFORM_BINARY_NAME = "no-terraform-needed";
const require = createRequire(import.meta.url);
const { CodeMaker } = require("codemaker");
const { ConstructsMakerProviderTarget, TerraformProviderConstraint } = require("@cdktf/commons");
// Private to CDKTF, therefore pinned exactly in package.json: the public door wants jsii, terraform and a registry.
const {
  TerraformProviderGenerator,
} = require("@cdktf/provider-generator/lib/get/generator/provider-generator");

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, "..", "bindings");
const started = Date.now();

const schema = JSON.parse(readFileSync(join(here, "polytomic-2.0.0.json"), "utf8"));
const [provider] = Object.values(schema.provider_schemas);

const code = new CodeMaker();
const generator = new TerraformProviderGenerator(code, schema);
// A constraint and no exact version: users get 2.x fixes without a new release of this package.
generator.generate(
  new ConstructsMakerProviderTarget(
    new TerraformProviderConstraint("polytomic/polytomic@~> 2.0"),
    "typescript",
  ),
);

const raw = mkdtempSync(join(tmpdir(), "polytomic-bindings-"));
await code.save(raw);
rmSync(target, { recursive: true, force: true });
// Folders only: the generator's own index files would load all 466 classes at once.
const bindings = readdirSync(join(raw, "providers", "polytomic"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
for (const binding of bindings) {
  mkdirSync(join(target, binding), { recursive: true });
  const text = readFileSync(join(raw, "providers", "polytomic", binding, "index.ts"), "utf8");
  writeFileSync(join(target, binding, "index.ts"), adapt(text));
}
rmSync(raw, { recursive: true });

const count = (schemas) => Object.keys(schemas ?? {}).length;
const expected = count(provider.resource_schemas) + count(provider.data_source_schemas) + 1;
if (bindings.length !== expected) {
  throw new Error(`${bindings.length} bindings generated, ${expected} expected from the schema`);
}
console.log(
  `${count(provider.resource_schemas)} resources, ${count(provider.data_source_schemas)} data sources and the provider ` +
    `in ${relative(process.cwd(), target)} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
);

function adapt(text) {
  const nested =
    /value: (?:cdktf\.listMapperHcl\((\w+)ToHclTerraform, false\)|(\w+)ToHclTerraform)\((this\.\w+\.internalValue)\),\n\s+isBlock: true,\n\s+type: "(?:struct|set|list)",\n\s+storageClassType: "\w+",/g;
  const rendered = text
    .replace(nested, (_, element, struct, value) =>
      element
        ? `...nestedAttribute(cdktf.listMapper(${element}ToTerraform, false)(${value})),`
        : `...nestedAttribute(${struct}ToTerraform(${value})),`,
    )
    // Nothing calls these any more.
    .replace(/\n\nexport function \w+ToHclTerraform\([\s\S]*?\n}\n/g, "\n");
  if (rendered.includes("isBlock: true")) {
    throw new Error("the generator prints a form of nested attribute that this script does not know");
  }
  const bare = rendered.includes("extends cdktf.TerraformResource")
    ? rendered.replace(
        "  protected synthesizeHclAttributes()",
        "  public toHclTerraform(): any {\n    return bareReferences(super.toHclTerraform());\n  }\n\n$&",
      )
    : rendered;
  const used = ["bareReferences", "nestedAttribute"].filter((name) => bare.includes(`${name}(`));
  const imported =
    used.length > 0
      ? bare.replace(
          "import * as cdktf from 'cdktf';",
          `import * as cdktf from 'cdktf';\nimport { ${used.join(", ")} } from '../../hcl';`,
        )
      : bare;
  return `// @ts-nocheck\n${imported}`;
}
