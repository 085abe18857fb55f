import { type Rename, renamesIn } from "../renames";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "A rename deletes a resource and creates it again",
  reason:
    "Terraform knows a resource by its address. When a construct id, or the tree above it, changes, Terraform deletes one and creates one.",
  remedy:
    "Call `moveFromId` with the old address on the new resource, or add the `moved` block to the configuration. Then the plan shows a " +
    "move, and nothing is deleted.",
  *checkPlan(context) {
    const renames = renamesIn(context);
    const renamed = new Map(renames.map((rename) => [rename.from, [rename]]));
    const isPart = ({ owner }: Rename): boolean => owner !== undefined && renamed.has(owner);
    for (const rename of renames.filter(isPart)) {
      renamed.get(rename.owner!)!.push(rename);
    }
    for (const rename of renames.filter((one) => !isPart(one))) {
      const { from, to, isExact } = rename;
      yield {
        change: from,
        message: `is deleted and created again as ${to.construct ?? to.address}, with ${isExact ? "" : "nearly "}the same configuration`,
        snippet: renamed.get(from)!.map(movedBlock).join("\n"),
      };
    }
  },
};

const movedBlock = ({ from, to }: Rename): string =>
  `moved {\n  from = ${from.address}\n  to   = ${to.address}\n}`;
