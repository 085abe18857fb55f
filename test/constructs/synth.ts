/** Synthesizes stacks and returns the result as Terraform reads it, in a form that is easy to compare. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Testing, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { PolytomicProvider } from "../../constructs";
import { decode, replaceReferences } from "./expression";

type Arguments = Record<string, unknown>;

interface Stack {
  readonly resource?: Record<string, Record<string, Arguments>>;
  readonly data?: Record<string, Record<string, Arguments>>;
  readonly output?: Record<string, { readonly value: unknown }>;
}

/** The values that the data sources of the AWS provider return in tests. */
const PLACE: Readonly<Record<string, string>> = {
  "data.aws_partition.polytomic-aws_partition.partition": "aws",
  "data.aws_partition.polytomic-aws_partition.dns_suffix": "amazonaws.com",
  "data.aws_region.polytomic-aws_region.id": "us-east-1",
  "data.aws_caller_identity.polytomic-aws_caller-identity.account_id": "111122223333",
};

/** A stack with both providers. */
export function newStack(name = "stack", app = Testing.app()): TerraformStack {
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new PolytomicProvider(stack, "polytomic");
  return stack;
}

/** The warnings of a construct. */
export const warnings = ({ node }: IConstruct): unknown[] => node.metadata.map(({ data }) => data as unknown);

/** Builds a stack with both providers and synthesizes it with all validations. */
export function synth(build: (stack: TerraformStack) => unknown): Synthesized {
  const stack = newStack();
  build(stack);
  return synthesized(stack);
}

/** Synthesizes a stack with all validations. */
export function synthesized(stack: TerraformStack): Synthesized {
  return new Synthesized(JSON.parse(Testing.synth(stack, true)) as Stack);
}

/**
 * A synthesized stack. Addresses have no hash. References to known literals are replaced by the literals, the account is
 * 111122223333, and the region is us-east-1. Encoded JSON is decoded.
 */
export class Synthesized {
  public constructor(public readonly json: Stack) {}

  /** The types and full names of all resources. */
  public get addresses(): string[] {
    return Object.entries(this.json.resource ?? {})
      .flatMap(([type, resources]) => Object.keys(resources).map((name) => `${type}.${name}`))
      .sort();
  }

  /** All resources of a type, by their short names. */
  public all(type: string): Record<string, Arguments> {
    const resources = Object.entries(this.json.resource?.[type] ?? {});
    return Object.fromEntries(
      resources.map(([name, resource]) => [short(name), this.render(resource) as Arguments]),
    );
  }

  /** The arguments of a resource: the only one of its type, or the one with this short name. */
  public the(type: string, name?: string): Arguments {
    const all = this.all(type);
    const [only, ...others] = Object.values(all);
    const terraform = name === undefined ? (others.length === 0 ? only : undefined) : all[name];
    if (terraform === undefined) {
      throw new Error(`${type} ${name ?? ""}: there are ${Object.keys(all).join(", ") || "none"}`);
    }
    return terraform;
  }

  /** The short addresses in `depends_on` of a resource. */
  public dependenciesOf(type: string, name?: string): string[] {
    return (this.the(type, name).depends_on as string[] | undefined) ?? [];
  }

  /** The value of an output. */
  public output(name: string): unknown {
    return this.render(this.json.output?.[name]?.value);
  }

  private render(value: unknown): unknown {
    const data = decode(value);
    if (typeof data === "string") {
      return short(replaceReferences(data, (reference) => this.resolve(reference)));
    }
    if (typeof data !== "object" || data === null) {
      return data;
    }
    return Array.isArray(data)
      ? data.map((one) => this.render(one))
      : Object.fromEntries(Object.entries(data).map(([key, member]) => [key, this.render(member)]));
  }

  private resolve(reference: string): string {
    const [type = "", name = "", attribute = ""] = reference.split(".");
    const literal = this.json.resource?.[type]?.[name]?.[attribute];
    return PLACE[short(reference)] ?? (typeof literal === "string" ? literal : `\${${short(reference)}}`);
  }
}

const short = (address: string): string => address.replace(/_[0-9A-F]{8}(?=\.|\}|$)/g, "");
