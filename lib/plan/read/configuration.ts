/** What the configuration adds to a plan: construct paths, arguments as they were written, references, and lines of files. */
import { isObject, isRecord, memberAt } from "../../objects";
import { addressIn, referencesOf } from "../../terraform/hcl-template";
import type { SourceLine } from "../plan";
import { keyOf, outermostModule, withoutKeys } from "../instances";
import { argumentsOf, ReferencesOnly } from "./arguments";
import { linesOf } from "./lines";

/** A configuration in JSON as CDKTF synthesizes it: `cdk.tf.json`. */
export type CdkTfJson = Readonly<Record<string, unknown>>;

/** A resource or data source in the configuration. */
export interface Block {
  /** Its arguments and meta-arguments, with templates. */
  readonly arguments: unknown;
  /** The addresses that it references. */
  readonly references: readonly string[];
  /** The path of its construct, or of the construct of the module that contains it. */
  readonly construct: string | undefined;
  readonly source: SourceLine | undefined;
}

/** A configuration, and the file that contains it. */
export interface ConfigurationFile {
  readonly json: CdkTfJson;
  /** The name of the file to show, and its text to find lines in. */
  readonly file?: string | undefined;
  readonly text?: string | undefined;
}

/** Recorded by constructs: the line of the app that creates a resource. */
const RECORDED_SOURCE = "cdktf-polytomic:source";

export class Configuration {
  private readonly blocks = new Map<string, Block | undefined>();
  private modules: ReadonlyMap<string, Module> | undefined;
  private lines: ReadonlyMap<string, number> | undefined;

  /**
   * @param planned the copy of the configuration in the plan
   * @param synthesized the synthesized file, which has construct paths
   */
  public constructor(
    private readonly planned: unknown,
    private readonly synthesized: ConfigurationFile | undefined,
  ) {}

  /** The block of a resource, with or without index: `module.network.aws_sqs_queue.events["a"]`. */
  public blockOf(address: string): Block | undefined {
    const plain = withoutKeys(address);
    if (!this.blocks.has(plain)) {
      this.blocks.set(plain, this.find(plain));
    }
    return this.blocks.get(plain);
  }

  /**
   * The construct path of an instance. A resource of a module has the path of the module, and the rest of its address:
   * `prod/network["a"]/aws_sqs_queue.events[0]`.
   */
  public constructOf(address: string): string | undefined {
    const path = this.blockOf(address)?.construct;
    if (path === undefined) {
      return undefined;
    }
    const module = outermostModule(address);
    return module === undefined ? `${path}${keyOf(address)}` : `${path}${module.key}/${module.rest}`;
  }

  /** The arguments of a local value, variable, output or module: `local.bucket`, `var.name`. */
  public expressionOf(kind: "locals" | "variable" | "output" | "module", name: string): unknown {
    return memberAt(this.synthesized?.json, kind, name);
  }

  private find(address: string): Block | undefined {
    const { module, name } = partsOf(address);
    const planned = this.moduleAt(module)?.resources.get(name);
    const given = planned === undefined ? undefined : argumentsOf(planned["expressions"]);
    const synthesized = module === "" ? this.synthesizedBlock(name, given) : undefined;
    if (synthesized !== undefined || planned === undefined) {
      return synthesized;
    }
    const caller = module === "" ? undefined : this.callOf(module);
    return {
      arguments: given,
      references: unique(this.plannedReferences(planned, module)),
      construct: caller?.construct,
      source: caller?.source,
    };
  }

  private synthesizedBlock(name: string, planned: unknown): Block | undefined {
    const path = pathOf(name);
    const block = memberAt(this.synthesized?.json, ...path);
    return isRecord(block)
      ? {
          arguments: isRecord(planned) ? withTexts(planned, block) : block,
          references: unique(this.referencesIn(block)),
          construct: constructOf(block),
          source: this.sourceOf(block, path),
        }
      : undefined;
  }

  /** The module block that contains a module, in the synthesized file. */
  private callOf(module: string): Pick<Block, "construct" | "source"> | undefined {
    const path = ["module", module.split(".")[1] ?? ""];
    const call = memberAt(this.synthesized?.json, ...path);
    return isRecord(call) ? { construct: constructOf(call), source: this.sourceOf(call, path) } : undefined;
  }

  private sourceOf(
    block: Readonly<Record<string, unknown>>,
    path: readonly string[],
  ): SourceLine | undefined {
    const recorded =
      memberAt(block, "//", RECORDED_SOURCE) ?? memberAt(block, "//", "metadata", RECORDED_SOURCE);
    const [file, line] = [memberAt(recorded, "file"), memberAt(recorded, "line")];
    if (typeof file === "string" && typeof line === "number") {
      return { file, line };
    }
    const { file: own, text } = this.synthesized ?? {};
    if (own === undefined || text === undefined) {
      return undefined;
    }
    this.lines ??= linesOf(text, 3);
    const found = this.lines.get(path.join("\n"));
    return found === undefined ? undefined : { file: own, line: found };
  }

  /** The addresses that a part of the synthesized file references. Follows local values. */
  private referencesIn(value: unknown, followed: ReadonlySet<string> = new Set()): string[] {
    if (value instanceof ReferencesOnly) {
      return value.references.map(addressIn);
    }
    if (Array.isArray(value)) {
      return value.flatMap((one) => this.referencesIn(one, followed));
    }
    if (isObject(value)) {
      return Object.entries(value).flatMap(([name, one]) =>
        name === "//"
          ? []
          : ADDRESSES.has(name)
            ? [one].flat().filter(isText).flatMap(addressesOf)
            : this.referencesIn(one, followed),
      );
    }
    return typeof value === "string" ? this.follow(referencesOf(value), followed) : [];
  }

  private follow(addresses: readonly string[], followed: ReadonlySet<string>): string[] {
    return addresses.flatMap((address) => {
      const [root, name = ""] = address.split(".");
      if (root !== "local") {
        return root === "module" ? this.behindOutputs(address) : isResource(address) ? [address] : [];
      }
      return followed.has(address)
        ? []
        : this.referencesIn(this.expressionOf("locals", name), new Set([...followed, address]));
    });
  }

  /** The addresses that a resource of the plan's copy references, from the root module on. */
  private plannedReferences(planned: Readonly<Record<string, unknown>>, module: string): string[] {
    const { depends_on: dependencies } = planned;
    const all = [...referencesAt(planned), ...(Array.isArray(dependencies) ? dependencies.map(String) : [])];
    return all.flatMap((reference) => this.resolve(withoutKeys(reference), module));
  }

  /** The resources behind a reference in a module. Follows variables of the module and outputs of the modules that it calls. */
  private resolve(reference: string, module: string): string[] {
    const [root, name = "", member] = reference.split(".");
    if (root === "module") {
      return member === undefined ? [] : this.behindOutputs(inside(module, `module.${name}`), member);
    }
    if (root === "var" && module !== "") {
      const [caller, call] = callerOf(module);
      const argument = memberAt(this.moduleAt(caller)?.calls, call, "expressions", name);
      return referencesAt(argument).flatMap((one) => this.resolve(withoutKeys(one), caller));
    }
    const address = addressIn(reference);
    return isResource(address) ? [inside(module, address)] : [];
  }

  /** The resources behind an output of a module, or behind all of them. */
  private behindOutputs(module: string, ...name: readonly string[]): string[] {
    const outputs = memberAt(this.moduleAt(module)?.outputs, ...name);
    return referencesAt(outputs).flatMap((one) => this.resolve(withoutKeys(one), module));
  }

  private moduleAt(path: string): Module | undefined {
    this.modules ??= modulesOf(memberAt(this.planned, "root_module"));
    return this.modules.get(path);
  }
}

interface Module {
  readonly resources: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly outputs: unknown;
  /** The modules that it calls, by name. */
  readonly calls: unknown;
}

/** All modules of the plan's copy, by address: `module.network.module.subnets`. */
function modulesOf(root: unknown): Map<string, Module> {
  const modules = new Map<string, Module>();
  const left: [string, unknown][] = [["", root]];
  for (const [path, module] of left) {
    const resources = memberAt(module, "resources");
    const list = Array.isArray(resources) ? resources.filter(isRecord) : [];
    const calls = memberAt(module, "module_calls");
    modules.set(path, {
      resources: new Map(list.map((one) => [String(one["address"]), one])),
      outputs: memberAt(module, "outputs"),
      calls,
    });
    for (const [name, call] of isRecord(calls) ? Object.entries(calls) : []) {
      left.push([inside(path, `module.${name}`), memberAt(call, "module")]);
    }
  }
  return modules;
}

/** The address of something in a module, from the root module on. */
const inside = (module: string, address: string): string =>
  module === "" ? address : `${module}.${address}`;

/** The module that calls a module, and the name of the call. */
function callerOf(module: string): readonly [caller: string, call: string] {
  const [, caller = "", call = ""] = /^(?:(.*)\.)?module\.([^.]+)$/.exec(module) ?? [];
  return [caller, call];
}

/**
 * The arguments that were planned. The synthesized file may be newer than the plan, so only an argument whose text the plan lacks comes
 * from there.
 */
const withTexts = (
  planned: Readonly<Record<string, unknown>>,
  synthesized: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(planned).map(([name, argument]) => [
      name,
      lacksText(argument) ? (synthesized[name] ?? argument) : argument,
    ]),
  );

const lacksText = (argument: unknown): boolean =>
  argument instanceof ReferencesOnly || (isObject(argument) && Object.values(argument).some(lacksText));

/** All `references` of expressions at any depth. */
function referencesAt(value: unknown, found: string[] = []): string[] {
  for (const [name, one] of isObject(value) ? Object.entries(value) : []) {
    if (name === "references" && Array.isArray(one)) {
      found.push(...one.filter(isText));
    } else if (isObject(one) && name !== "constant_value") {
      referencesAt(one, found);
    }
  }
  return found;
}

/** Splits `module.a.module.b.aws_sqs_queue.events` into the module and the rest. */
function partsOf(address: string): { readonly module: string; readonly name: string } {
  const [module = ""] = /^(?:module\.[^.]+\.)*/.exec(address) ?? [];
  return { module: module.slice(0, -1), name: address.slice(module.length) };
}

/** The path of a block in a JSON configuration. */
function pathOf(name: string): string[] {
  const steps = name.split(".");
  return steps[0] === "data" ? steps : ["resource", ...steps];
}

const constructOf = (block: unknown): string | undefined => {
  const path = memberAt(block, "//", "metadata", "path");
  return typeof path === "string" ? path : undefined;
};

/** Meta-arguments that contain addresses as plain strings. */
const ADDRESSES = new Set(["depends_on", "replace_triggered_by"]);

const addressesOf = (text: string): string[] =>
  (text.includes("${") ? referencesOf(text) : [addressIn(withoutKeys(text))]).filter(isResource);

const isResource = (address: string): boolean =>
  /^[\w-]+\.[\w-]+/.test(address) && !/^(var|local|module|path|each|count|self|terraform)\./.test(address);

const isText = (value: unknown): value is string => typeof value === "string";

const unique = (values: readonly string[]): string[] => [...new Set(values)];
