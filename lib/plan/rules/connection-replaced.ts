import { PACKAGE } from "../../core";
import type { ResourceChange } from "../plan";
import type { PlanContext, Rule } from "../rule";
import { allUsersOf, countedByKind, isConnection, usersOf } from "../polytomic/usage";
import { subjectOf } from "../words/names";
import { valueAt } from "../value";
import { isUnset, listed } from "../words/phrases";

/** A connection in Polytomic is deleted and created again. */
export const rule: Rule = {
  severity: "danger",
  title: "A connection in Polytomic is replaced",
  reason:
    "No argument of a connection requires a replacement, so the cause is -replace, a failed creation (taint), or replace_triggered_by. The new " +
    "connection has another ID, and may have another external ID. Its models and syncs have to be replaced too, and a new sync copies everything again.",
  remedy:
    "Avoid the replacement: remove -replace, or run `terraform untaint` if the connection works. If you need it, the models and syncs must have " +
    `replace_triggered_by with the connection's ID, as the constructs of ${PACKAGE} do.`,
  *check(change, context) {
    if (change.action !== "replace" || !isConnection(change)) {
      return;
    }
    const all = allUsersOf(change, context);
    const replaced = all.filter(({ action }) => action === "replace");
    const syncs = replaced.filter(({ type }) => type !== "polytomic_model");
    const follow =
      replaced.length === 0
        ? []
        : [`${countedByKind(replaced)} ${replaced.length === 1 ? "is" : "are"} replaced with it`];
    const start =
      syncs.length === 0 ? [] : [`${syncs.length === 1 ? "the sync starts" : "the syncs start"} over`];
    const staying = usersOf(change, context).filter(
      ({ action }) => action !== "replace" && action !== "delete",
    );
    yield {
      change,
      message: listed(["is replaced", ...follow, ...start, ...refusal(change, staying)]),
      details: [
        ...(hasExternalId(change)
          ? ["the trust policy of its role must get the external ID of the new one"]
          : []),
        ...staying.map((one) => `${subjectOf(one, context)} is not replaced`),
        ...replaced.map((one) => withSubject(one, context)),
      ],
    };
  },
};

const withSubject = (one: ResourceChange, context: PlanContext): string =>
  `${subjectOf(one, context)} is replaced`;

/** What happens to models and syncs that the plan leaves alone or only updates. */
function refusal(
  { before, createBeforeDelete }: ResourceChange,
  staying: readonly ResourceChange[],
): string[] {
  if (staying.length === 0 || createBeforeDelete) {
    return [];
  }
  const users = countedByKind(staying);
  return before?.["force_destroy"] === true
    ? [`Polytomic deletes ${users} that the plan does not replace (force_destroy)`]
    : [`the apply fails, because ${users} still ${staying.length === 1 ? "uses" : "use"} the old one`];
}

const hasExternalId = ({ before }: ResourceChange): boolean =>
  !isUnset(valueAt(before, "configuration", "external_id"));
