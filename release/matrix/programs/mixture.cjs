// Creates something of a library in an app on a core, and synthesizes: node mixture.cjs CORE LIBRARY FIRST. Prints the error as JSON.
const [core, library, first] = process.argv.slice(2);

/* eslint-disable @typescript-eslint/no-require-imports -- the arguments name the modules */
const { App, TerraformStack } = require(core);
const { AwsProvider } = require(`@${core}/provider-aws/lib/provider`);

const create = {
  provider: (stack, { PolytomicProvider }) => new PolytomicProvider(stack, "polytomic"),
  binding(stack, _, name) {
    const { CsvConnection } = require(`${name}/bindings/csv-connection`);
    return new CsvConnection(stack, "csv", { name: "CSV", configuration: { url: "https://example.com" } });
  },
  integration: (stack, { S3Integration }) =>
    new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme-lake" } }),
};

try {
  const app = new App({ outdir: "mixture" });
  const stack = new TerraformStack(app, "stack");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  if (first === "both") {
    create.provider(stack, require(`${core}-polytomic`), `${core}-polytomic`);
    create.integration(stack, require(library), library);
  } else {
    create[first](stack, require(library), library);
  }
  app.synth();
  console.log(JSON.stringify({}));
} catch ({ name, code, message }) {
  console.log(JSON.stringify({ name, code, message }));
}
