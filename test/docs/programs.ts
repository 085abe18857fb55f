/**
 * The TypeScript blocks of a page as complete programs. Each block is a program of its own, unless `<!-- continues -->` stands
 * before it: then it continues the block before. What a block uses but does not declare is added: the app, its stack and
 * providers, and the constructs that pages refer to by a usual name.
 */
import { type Block, blocksOf } from "./markdown";

/** What a page can use without declaring it. */
const KNOWN: Readonly<Record<string, string>> = {
  app: "const app = new App();",
  stack: `const stack = new TerraformStack(app, "data");
new AwsProvider(stack, "aws", { region: "us-east-1" });
new PolytomicProvider(stack, "polytomic");`,
  lake: `const lake = new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme-lake" }, folder: "exports" });`,
  bucket: `const bucket = new DataBucket(stack, "bucket", { name: "acme-files" });`,
  queue: `const queue = new EventQueue(stack, "queue");`,
  role: `const role = new PolytomicRole(stack, "role", { externalIds: ["known-id"] });`,
  encryptionKey: `const encryptionKey = new EncryptionKey(stack, "key");`,
  warehouse: `const warehouse = Connection.fromId(stack, "warehouse", "0c1c2d5c-9a3b-4a55-8f8e-1f1b7c1f0a11");`,
  salesforce: `const salesforce = Connection.fromId(stack, "salesforce", "2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11");`,
  orders: `const orders = lake.model("orders", { name: "Orders", file: "orders.csv", identifier: "id", fields: ["id", "email", "total"] });`,
  props: `const props: S3IntegrationProps = { name: "Lake", bucket: { name: "acme-props" } };`,
  data: `const data: unknown = { partners: { name: "Partners", bucket: { name: "acme-partners" } } };`,
};

/** Where the names come from. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  "@cdktf/provider-aws/lib/provider": ["AwsProvider"],
  cdktf: ["App", "TerraformStack", "TerraformVariable", "TerraformOutput"],
  "cdktf-polytomic": [
    "BulkSync",
    "Connection",
    "DataBucket",
    "EncryptionKey",
    "EventQueue",
    "InvalidPropsError",
    "ModelSync",
    "PolytomicProvider",
    "PolytomicRole",
    "RetainedDataBucket",
    "S3Connection",
    "S3Integration",
    "S3IntegrationProps",
    "Schedule",
    "parseIntegrations",
  ],
};

export interface Program {
  /** Such as `docs/how-to/events.md 2`: the page, and the position of the first block. */
  readonly name: string;
  readonly code: string;
}

/** The programs of a page. */
export function programsOf(page: string): Program[] {
  const programs: { readonly name: string; readonly blocks: string[] }[] = [];
  blocksOf(page)
    .filter(({ language }) => language === "ts")
    .forEach(({ code, before }: Block, index) => {
      const last = programs.at(-1);
      if (last !== undefined && before.endsWith("<!-- continues -->")) {
        last.blocks.push(code);
      } else {
        programs.push({ name: `${page} ${index + 1}`, blocks: [code] });
      }
    });
  return programs.map(({ name, blocks }) => ({ name, code: complete(blocks.join("\n")) }));
}

/** Adds what is missing: imports first and once, `app.synth()` last. */
function complete(code: string): string {
  const imports: string[] = [];
  const body = code
    .replace(/^import [^;]*;$/gm, (statement) => {
      imports.push(statement);
      return "";
    })
    .replace(/^app\.synth\(\);$/gm, "");
  const whole = `${declarations(body)}\n${body}`;
  return [merged([...imports, ...missingImports(whole, imports.join("\n"))]), whole, "app.synth();", ""].join(
    "\n",
  );
}

const uses = (code: string, name: string): boolean =>
  new RegExp(`(?<![\\w.$"'\`/-])${name}\\b(?!["'\`:-])`).test(code.replace(/\/\/.*$/gm, ""));
const declares = (code: string, name: string): boolean =>
  new RegExp(`\\b(?:const|let) ${name}\\b`).test(code);

/** The known constructs that the code uses, in the order in which they depend on each other. */
function declarations(code: string): string {
  const needed = new Set(["app", "stack"].filter((name) => !declares(code, name)));
  for (let size = -1; size !== needed.size;) {
    size = needed.size;
    const text = [code, ...[...needed].map((name) => KNOWN[name]!)].join("\n");
    Object.keys(KNOWN)
      .filter((name) => uses(text, name) && !declares(code, name))
      .forEach((name) => needed.add(name));
  }
  return Object.keys(KNOWN)
    .filter((name) => needed.has(name))
    .map((name) => KNOWN[name])
    .join("\n");
}

function missingImports(code: string, present: string): string[] {
  return Object.entries(MODULES).flatMap(([module, names]) => {
    const missing = names.filter((name) => uses(code, name) && !new RegExp(`\\b${name}\\b`).test(present));
    return missing.length === 0 ? [] : [`import { ${missing.join(", ")} } from "${module}";`];
  });
}

/** One statement for each module. */
function merged(statements: readonly string[]): string {
  const modules = new Map<string, Set<string>>();
  const others: string[] = [];
  for (const statement of statements) {
    const [, names, module] = /^import \{([^}]*)\} from "(.*)";$/.exec(statement.replaceAll("\n", " ")) ?? [];
    if (module === undefined) {
      others.push(statement);
      continue;
    }
    for (const name of names!
      .split(",")
      .map((one) => one.trim())
      .filter(Boolean)) {
      modules.set(module, (modules.get(module) ?? new Set()).add(name));
    }
  }
  return [
    ...others,
    ...[...modules].map(([module, names]) => `import { ${[...names].join(", ")} } from "${module}";`),
  ].join("\n");
}
