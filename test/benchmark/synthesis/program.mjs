// Synthesizes one program of the benchmark, and prints what it cost: node program.mjs raw|library SHAPE COUNT FOLDER
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { App, DataResource, TerraformStack } from "cdktf";
import { PostgresqlConnection } from "cdktf-polytomic/bindings/postgresql-connection";
import { PolytomicProvider } from "cdktf-polytomic/bindings/provider";
import { Construct } from "constructs";

const [kind, shape, count, outdir] = process.argv.slice(2);
const written = await import(`./${kind}.mjs`);
const app = new App({ outdir });
const all = Array.from({ length: Number(count) }, (_, index) => index);

function stackNamed(name) {
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new PolytomicProvider(stack, "polytomic");
  return { stack, shared: written.shared(stack) };
}

const shapes = {
  "one stack"() {
    const { stack, shared } = stackNamed("stack");
    all.forEach((index) => written.integration(stack, `i${index}`, `acme-lake-${index}`, shared));
  },
  "100 stacks"() {
    const stacks = Array.from({ length: 100 }, (_, index) => stackNamed(`stack-${index}`));
    all.forEach((index) => {
      const { stack, shared } = stacks[index % stacks.length];
      written.integration(stack, `i${index}`, `acme-lake-${index}`, shared);
    });
  },
  "five scopes deep"() {
    const { stack, shared } = stackNamed("stack");
    const scope = ["a", "b", "c", "d", "e"].reduce((around, id) => new Construct(around, id), stack);
    all.forEach((index) => written.integration(scope, `i${index}`, `acme-lake-${index}`, shared));
  },
  "models and syncs"() {
    const { stack } = stackNamed("stack");
    const connections = Array.from(
      { length: 10 },
      (_, index) =>
        new PostgresqlConnection(stack, `c${index}`, {
          name: `Database ${index}`,
          configuration: { hostname: "db.example.com", database: "app", username: "polytomic", port: 5432 },
        }),
    );
    all.forEach((index) =>
      written.modelAndSync(
        stack,
        `m${index}`,
        connections[index % 10],
        "11111111-1111-4111-8111-111111111111",
      ),
    );
  },
};

shapes[shape]();
if (process.env.WITHOUT_VERSION_CHECK === "1") {
  // CDKTF's DataResource starts terraform once for each instance, in child processes, which are not part of the figures.
  app.node
    .findAll()
    .filter((one) => one instanceof DataResource)
    .forEach((one) => {
      one.node.validate = () => [];
    });
}
app.synth();

const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ time: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1024 }));
