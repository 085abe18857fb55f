import type { Rule } from "../rule";
import { usedIds, usersOf } from "../polytomic/usage";
import { subjectOf } from "../words/names";
import { listed } from "../words/phrases";

/** A model in Polytomic is deleted. */
export const rule: Rule = {
  severity: "look",
  title: "A model in Polytomic is deleted",
  reason:
    "Polytomic deletes a model although syncs use it, and those syncs fail afterwards. Syncs outside of this plan are not checked.",
  remedy:
    "Make sure that no other sync uses the model. If it was only renamed in your code, add a moved block.",
  types: ["polytomic_model"],
  *check(change, context) {
    if (change.action !== "delete") {
      return;
    }
    const id = change.before?.["id"];
    const broken = usersOf(change, context).filter(
      ({ action, after }) => action !== "delete" && typeof id === "string" && usedIds(after).has(id),
    );
    const names = listed(broken.map((one) => subjectOf(one, context)));
    yield broken.length === 0
      ? { change, message: "is deleted" }
      : {
          change,
          message: `is deleted, although ${names} ${broken.length === 1 ? "uses" : "use"} it`,
          severity: "danger",
        };
  },
};
