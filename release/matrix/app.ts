/** An app in a fresh folder: its packages, the programs that it compiles and runs, and what they synthesize. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CoreName } from "../../lib/core";
import { code } from "../code";
import type { Installation, Resolution } from "./installations";
import { MANAGERS } from "./managers";
import { run } from "./shell";
import type { Tools } from "./tools";

const root = join(__dirname, "..", "..");

/** The programs that are only compiled: every kind of props, right and wrong. */
const TYPES = ["connections", "models-and-syncs", "permissions", "s3-connection", "s3-integration"];

/** How a program is run. */
export type Program = "CommonJS" | "ESM" | "JavaScript (CommonJS)" | "JavaScript (ESM)" | "every AWS prop";

/** The program with every AWS prop, and the list that it imports. */
const EVERY_PROP = {
  program: "release/matrix/programs/every-aws-prop.ts",
  list: "test/constructs/every-prop.ts",
};

/** An app that uses one of the tarballs. */
export class App {
  public constructor(
    private readonly folder: string,
    private readonly installation: Installation,
    private readonly tools: Tools,
  ) {}

  /** Installs the tarball and the other packages. */
  public async install(tarballs: Readonly<Record<CoreName, string>>): Promise<void> {
    const { library, manager, packages, ignoresPeers } = this.installation;
    mkdirSync(this.folder, { recursive: true });
    this.write("package.json", {
      name: "app",
      version: "1.0.0",
      private: true,
      dependencies: { [`${library}-polytomic`]: `file:${tarballs[library]}`, ...packages },
      devDependencies: { "@types/node": "20", ...(manager === "yarn pnp" ? { typescript: "6.0" } : {}) },
    });
    const { install, peerProblem } = MANAGERS[manager];
    const { folder, tools } = this;
    const output = await install({ folder, tools, ignoresPeers: ignoresPeers !== undefined });
    const problem = output.split("\n").find((line) => peerProblem?.test(line));
    if (problem !== undefined && ignoresPeers === undefined) {
      throw new Error(`a peer is missing or has another version: ${problem.trim()}`);
    }
    this.writePrograms();
  }

  /** Compiles the programs, including the declarations of all packages that they import. */
  public async compile(typescript: string, resolution: Resolution): Promise<void> {
    const isBundler = resolution === "bundler";
    this.write("tsconfig.json", {
      compilerOptions: {
        target: "es2022",
        module: isBundler ? "esnext" : resolution,
        moduleResolution: resolution,
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        types: ["node"],
        outDir: "out",
        rootDir: ".",
        noEmit: isBundler,
      },
      files: [
        "main.ts",
        "every-aws-prop.ts",
        ...(isBundler ? [] : ["main.mts"]),
        ...TYPES.map((name) => `types/${name}.ts`),
      ],
    });
    const { compile } = MANAGERS[this.installation.manager];
    if (compile) {
      await compile({ folder: this.folder, tools: this.tools });
      return;
    }
    const tsc = join(await this.tools.package("typescript", typescript), "bin", "tsc");
    await run(process.execPath, [tsc, "-p", "."], { cwd: this.folder });
  }

  /** Runs a program. The result is what it synthesized, without what differs between cores and machines. */
  public async synthesize(program: Program, node: string): Promise<Configuration> {
    const output = `synthesized-${node}-${program.replaceAll(/\W/g, "")}`;
    await this.node(
      node,
      {
        CommonJS: ["out/main.js"],
        ESM: ["out/main.mjs"],
        "JavaScript (CommonJS)": ["run.cjs", "integration", output],
        "JavaScript (ESM)": ["run.mjs", "integration", output],
        "every AWS prop": ["out/every-aws-prop.js"],
      }[program],
      { CDKTF_OUTDIR: output },
    );
    return synthesized(join(this.folder, output));
  }

  /** Runs the command line of the package. */
  public async runCommandLine(...args: readonly string[]): Promise<string> {
    const { library } = this.installation;
    const locate = `console.log(require.resolve("${library}-polytomic/package.json"))`;
    const manifest = (await this.node("this", ["-e", locate])).trim();
    return this.node("this", [join(manifest, "..", "dist", "lib", "cli", "main.js"), ...args]);
  }

  private async node(version: string, args: readonly string[], env = {}): Promise<string> {
    const { nodeArguments } = MANAGERS[this.installation.manager];
    return run(await this.tools.node(version), [...(nodeArguments?.(this.folder) ?? []), ...args], {
      cwd: this.folder,
      env,
    });
  }

  private writePrograms(): void {
    const { library } = this.installation;
    const named = (from: string): string => {
      const text = readFileSync(join(root, from), "utf8");
      return library === "cdktn" ? code(from, text) : text;
    };
    const quickstart = named("examples/quickstart/main.ts");
    this.write("main.ts", quickstart);
    // Node.js finds no folders in an ES module.
    this.write("main.mts", quickstart.replace('/lib/provider"', '/lib/provider/index.js"'));
    const list = named(EVERY_PROP.list).replace('"../../constructs"', `"${library}-polytomic"`);
    this.write("every-prop.ts", list);
    this.write(
      "every-aws-prop.ts",
      named(EVERY_PROP.program).replace(/"[^"]*\/every-prop"/, '"./every-prop"'),
    );
    for (const name of TYPES) {
      this.write(`types/${name}.ts`, named(`test/types/${name}.ts`));
    }
    for (const name of ["programs.cjs", "run.cjs", "run.mjs"]) {
      this.write(name, named(`test/package/${name}`));
    }
  }

  private write(file: string, content: string | object): void {
    const path = join(this.folder, file);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  }
}

/** What the compiled programs synthesize with the packages of this repository. */
export async function referenceOf(folder: string, program: Program): Promise<unknown> {
  const tsx = join(root, "node_modules", "tsx", "dist", "cli.mjs");
  const file = program === "every AWS prop" ? EVERY_PROP.program : "examples/quickstart/main.ts";
  const output = join(folder, program.replaceAll(/\W/g, ""));
  mkdirSync(output, { recursive: true });
  await run(process.execPath, [tsx, file], { cwd: root, env: { CDKTF_OUTDIR: output } });
  return synthesized(output);
}

/** The only stack in a folder. */
function synthesized(folder: string): Configuration {
  const stacks = join(folder, "stacks");
  const [stack] = readdirSync(stacks);
  const configuration = JSON.parse(
    readFileSync(join(stacks, stack!, "cdk.tf.json"), "utf8"),
  ) as Configuration;
  delete configuration["//"].metadata.version;
  delete configuration.terraform.backend;
  delete configuration.terraform.required_providers.aws;
  for (const { rule } of Object.values(
    configuration.resource.aws_s3_bucket_server_side_encryption_configuration ?? {},
  )) {
    for (const one of rule) {
      delete one.blocked_encryption_types;
    }
  }
  return configuration;
}

/**
 * The parts of a stack that differ: the version of the core, the path of the state, the version of the AWS provider, and what the library sets
 * only with version 6 of it.
 */
interface Configuration {
  readonly "//": { readonly metadata: { version?: string } };
  readonly terraform: { backend?: object; readonly required_providers: { aws?: object } };
  readonly resource: {
    readonly aws_s3_bucket_server_side_encryption_configuration?: Readonly<
      Record<string, { readonly rule: readonly { blocked_encryption_types?: string[] }[] }>
    >;
  };
}

/** Copies the program that mixes cores. */
export const copyMixture = (folder: string): void =>
  cpSync(join(__dirname, "programs", "mixture.cjs"), join(folder, "mixture.cjs"));
