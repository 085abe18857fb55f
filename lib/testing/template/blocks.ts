/** The blocks of a synthesized stack: resources, data sources, providers, outputs and variables. */
import { isRecord, memberAt } from "../../objects";
import type { SynthesizedJson } from "../synthesis";

/** A block of a synthesized stack. */
export interface TemplateBlock {
  /** As in a plan: `aws_sqs_queue.lake_queue_616DC540`, `data.aws_region.here`, `output.arn`. */
  readonly address: string;
  /** The path of its construct: `prod/lake/queue/Resource`. The address if it has none. */
  readonly path: string;
  /** Its arguments, in Terraform's spelling. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** The kinds of blocks, by their name in messages. */
export type BlockKind = "resource" | "data" | "provider" | "output" | "variable";

/** All blocks of a kind and type. Outputs and variables have no type. */
export function blocksOf(json: SynthesizedJson, kind: BlockKind, type = ""): readonly TemplateBlock[] {
  const of = memberAt(json, kind);
  switch (kind) {
    case "resource":
    case "data": {
      const prefix = kind === "data" ? "data." : "";
      return namedBlocks(memberAt(of, type), (name) => `${prefix}${type}.${name}`);
    }
    case "provider":
      return [memberAt(of, type) ?? []]
        .flat()
        .filter(isRecord)
        .map((block) =>
          blockOf(block, typeof block["alias"] === "string" ? `${type}.${block["alias"]}` : type),
        );
    default:
      return namedBlocks(of, (name) => `${kind}.${name}`);
  }
}

/** The types of a kind that a stack has. */
export const typesOf = (json: SynthesizedJson, kind: BlockKind): string[] =>
  Object.keys((memberAt(json, kind) as object | undefined) ?? {}).sort();

const namedBlocks = (blocks: unknown, addressOf: (name: string) => string): TemplateBlock[] =>
  Object.entries(isRecord(blocks) ? blocks : {}).flatMap(([name, block]) =>
    isRecord(block) ? [blockOf(block, addressOf(name))] : [],
  );

function blockOf(block: Readonly<Record<string, unknown>>, address: string): TemplateBlock {
  const path = memberAt(block, "//", "metadata", "path");
  const given = Object.fromEntries(Object.entries(block).filter(([name]) => name !== "//"));
  return { address, path: typeof path === "string" ? path : address, arguments: given };
}

/** Whether a block belongs to a construct or to one below it. `path` can omit the name of the stack. */
export const isBelow = ({ path: own }: TemplateBlock, path: string): boolean =>
  [own, own.slice(own.indexOf("/") + 1)].some((one) => one === path || one.startsWith(`${path}/`));
