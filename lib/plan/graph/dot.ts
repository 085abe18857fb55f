/** A graph in the language of Graphviz. */
import { visible } from "../render/visible";
import type { Graph, Node } from "./graph";
import { LOOKS } from "./looks";

/** The graphs as one, each in its own frame. */
export const renderDot = (graphs: readonly Graph[]): string =>
  [
    "digraph stacks {",
    "  rankdir=LR;",
    '  node [shape=box, style="rounded,filled", fillcolor="#f8fafc", color="#475569", fontname="Helvetica"];',
    '  edge [color="#475569", fontname="Helvetica", fontsize=10];',
    ...graphs.flatMap((graph, index) => frameOf(graph, index)),
    "}",
    "",
  ].join("\n");

function frameOf({ stack, nodes, arrows }: Graph, index: number): string[] {
  const ids = new Map(nodes.map(({ address }, position) => [address, `s${index}n${position}`]));
  return [
    `  subgraph cluster_${index} {`,
    `    label=${quoted(stack)};`,
    '    fontname="Helvetica";',
    ...nodes.map((node) => `    ${ids.get(node.address)!} [${attributesOf(node)}];`),
    ...arrows.map(
      ({ from, to, label }) =>
        `    ${ids.get(from)!} -> ${ids.get(to)!}${label === "" ? "" : ` [label=${quoted(label)}]`};`,
    ),
    "  }",
  ];
}

function attributesOf({ name, type, isData, action }: Node): string {
  const look = LOOKS[action];
  const label = quoted(`${look === undefined ? "" : `${look.symbol} `}${name}`, type);
  return [
    `label=${label}`,
    ...(isData ? ["shape=ellipse"] : []),
    ...(look === undefined ? [] : [`fillcolor="${look.fill}"`, `color="${look.border}"`]),
  ].join(", ");
}

/** Lines of a label. A backslash starts an escape in Graphviz. */
const quoted = (...lines: readonly string[]): string =>
  `"${lines.map((line) => visible(line).replace(/[\\"]/g, "\\$&")).join("\\n")}"`;
