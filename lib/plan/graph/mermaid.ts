/** A graph in the language of Mermaid, which GitHub and GitLab draw. */
import type { Action } from "../plan";
import { visible } from "../render/visible";
import type { Graph, Node } from "./graph";
import { LOOKS } from "./looks";

/** The graphs as one flowchart, each in its own frame. */
export function renderMermaid(graphs: readonly Graph[]): string {
  const used = new Set(graphs.flatMap(({ nodes }) => nodes.map(({ action }) => action)));
  const classes = (Object.keys(LOOKS) as Action[]).filter((action) => used.has(action));
  return [
    "flowchart LR",
    ...graphs.flatMap((graph, index) => frameOf(graph, index)),
    ...classes.map(
      (action) => `  classDef ${action} fill:${LOOKS[action]!.fill},stroke:${LOOKS[action]!.border}`,
    ),
    "",
  ].join("\n");
}

function frameOf({ stack, nodes, arrows }: Graph, index: number): string[] {
  const ids = new Map(nodes.map(({ address }, position) => [address, `s${index}n${position}`]));
  return [
    `  subgraph s${index}["${escaped(stack)}"]`,
    ...nodes.map((node) => `    ${ids.get(node.address)!}${shapeOf(node)}`),
    ...arrows.map(
      ({ from, to, label }) => `    ${ids.get(from)!} -->${label === "" ? "" : `|${label}|`} ${ids.get(to)!}`,
    ),
    "  end",
  ];
}

function shapeOf({ name, type, isData, action }: Node): string {
  const look = LOOKS[action];
  const label = `${look === undefined ? "" : `${escaped(look.symbol)} `}${escaped(name)}<br>${escaped(type)}`;
  return `${isData ? `(["${label}"])` : `["${label}"]`}${look === undefined ? "" : `:::${action}`}`;
}

/** Mermaid reads `#35;` as the character with this number. */
const escaped = (text: string): string =>
  visible(text).replace(/[^\p{L}\p{N} ./_-]/gu, (character) => `#${character.codePointAt(0)};`);
