/** How actions look in a graph, in Terraform's colors. */
import type { Action } from "../plan";

/** The look of a node. */
export interface Look {
  readonly symbol: string;
  readonly fill: string;
  readonly border: string;
}

/** The looks of the actions that change something. */
export const LOOKS: Readonly<Partial<Record<Action, Look>>> = {
  create: { symbol: "+", fill: "#dcfce7", border: "#15803d" },
  update: { symbol: "~", fill: "#fef9c3", border: "#a16207" },
  delete: { symbol: "-", fill: "#fee2e2", border: "#b91c1c" },
  replace: { symbol: "-/+", fill: "#ffedd5", border: "#c2410c" },
  forget: { symbol: ".", fill: "#f3e8ff", border: "#7e22ce" },
  move: { symbol: "=>", fill: "#e0f2fe", border: "#0369a1" },
  import: { symbol: "<-", fill: "#e0f2fe", border: "#0369a1" },
};
