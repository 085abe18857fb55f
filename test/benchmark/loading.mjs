// What it costs to load the package, beside loading cdktf, which every app loads anyway. The cost of Node itself is subtracted.
import { cells, compare, costOfCode } from "./processes.mjs";

const integrations = (count) =>
  JSON.stringify(
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `lake-${index}`,
        { name: `Lake ${index}`, bucket: { existing: `acme-lake-${index}` }, access: "read", events: false },
      ]),
    ),
  );

const subjects = {
  cdktf: 'require("cdktf")',
  "one binding": 'require("cdktf-polytomic/bindings/postgresql-connection")',
  "the package": 'require("cdktf-polytomic")',
  "the package and a first construct": `const { App, TerraformStack } = require("cdktf"); const { EventQueue } = require("cdktf-polytomic");
    new EventQueue(new TerraformStack(new App({ outdir: require("node:os").tmpdir() }), "s"), "q")`,
  "the package and parseIntegrations with 1,000 entries": `require("cdktf-polytomic").parseIntegrations(${integrations(1000)})`,
};

export function loading({ quick }) {
  const net = (code) => () => {
    const [node, all] = [costOfCode(""), costOfCode(code)];
    return { time: all.time - node.time, memory: all.memory - node.memory };
  };
  const measures = Object.fromEntries(Object.entries(subjects).map(([name, code]) => [name, net(code)]));
  const results = compare(measures, quick ? 3 : 15);
  return {
    title: "Loading, without Node itself, beside cdktf",
    results,
    rows: Object.entries(results).map(([name, cost]) => ({ load: name, ...cells(cost) })),
  };
}
