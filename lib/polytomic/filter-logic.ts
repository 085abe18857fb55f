/** Labelled filters, and the logic that says how they count together. */
import { isToken, show } from "../validation/show";
import type { ReportProblem } from "../validation/token-aware";

/** Filters that all have to hold; or filters by the labels A, B, C and so on, for `filterLogic` to name. */
export type Labelled<Filter> = readonly Filter[] | Readonly<Record<string, Filter>>;

/** The filters with their labels, as far as they have some. */
export function withLabels<Filter extends object>(
  filters: Labelled<Filter> = [],
): (Filter & { readonly label?: string })[] {
  return Array.isArray(filters)
    ? (filters as readonly Filter[]).map((filter): Filter & { readonly label?: string } => filter)
    : Object.entries(filters as Readonly<Record<string, Filter>>).map(([label, filter]) => ({
        ...filter,
        label,
      }));
}

/**
 * What holds between the filters of a sync and their logic. Polytomic labels filters by letters, in order, and counts
 * those of the model and of the target together. Source: Polytomic API, model syncs; upgrade guide of the provider, 1.4.0.
 */
export function filterLogicProblems(props: Readonly<Record<string, unknown>>, problem: ReportProblem): void {
  const logic = props["filterLogic"];
  const lists = (["filters", "targetFilters"] as const).filter((name) => props[name] !== undefined);
  if (lists.some((name) => isToken(props[name]))) {
    return;
  }
  const labels = lists.flatMap((name) => labelsOf(props[name]));
  if (logic === undefined) {
    for (const name of lists.filter((one) => labelsOf(props[one]).length > 0)) {
      problem(
        [name],
        "has labels, but there is no filterLogic that names them; give it, or make this a list",
      );
    }
    return;
  }
  const unlabelled = lists.filter((name) => Array.isArray(props[name]));
  for (const name of unlabelled) {
    problem([name], "is a list, but filterLogic names filters by labels; write { A: ..., B: ... }");
  }
  if (lists.length === 0) {
    problem(["filterLogic"], "was given, but there are no filters");
  }
  if (unlabelled.length > 0 || lists.length === 0) {
    return;
  }
  const expected = labels.map((_, index) => String.fromCharCode(65 + index));
  if (labels.toSorted().join() !== expected.join()) {
    const message =
      `has the labels ${labels.join(", ")}; filters of model and target together are labelled ` +
      `by letters without gap: ${expected.join(", ")}`;
    problem([lists[0] ?? "filters"], message);
  } else if (typeof logic === "string" && !isToken(logic)) {
    const named: string[] = logic.match(/\b(?!(?:AND|OR|NOT)\b)\w+/gi) ?? [];
    for (const stranger of named.filter((one) => !labels.includes(one))) {
      problem(["filterLogic"], `names ${show(stranger)}, but the labels are ${labels.join(", ")}`);
    }
    for (const missing of labels.filter((one) => !named.includes(one))) {
      problem(["filterLogic"], `does not say how ${missing} counts; name it, or leave the filter out`);
    }
  }
}

const labelsOf = (filters: unknown): string[] =>
  typeof filters === "object" && filters !== null && !Array.isArray(filters) ? Object.keys(filters) : [];
