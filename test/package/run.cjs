// Runs a program with CommonJS packages: node run.cjs PROGRAM FOLDER
const [program, outdir] = process.argv.slice(2);
const packages = {
  cdktf: require("cdktf"),
  aws: require("@cdktf/provider-aws/lib/provider"),
  polytomic: require("cdktf-polytomic"),
  schemas: require("cdktf-polytomic/schemas"),
  postgresql: require("cdktf-polytomic/bindings/postgresql-connection"),
};
require("./programs.cjs")[program](packages, outdir);
