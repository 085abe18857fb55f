/** Labeled filters, and the logic that combines them. */
import { memberAt } from "../objects";
import { formatValue } from "../format";
import { isToken } from "../tokens";
import type { ReportProblem } from "../validation/combinators";

/** Filters that all have to hold; or filters by the labels A, B, C and so on, which their logic combines. */
export type Labeled<Filter> = readonly Filter[] | Readonly<Record<string, Filter>>;

/** The filters with their labels, as far as they have some. */
export function withLabels<Filter extends object>(
  filters: Labeled<Filter> = [],
): (Filter & { readonly label?: string })[] {
  return Array.isArray(filters)
    ? (filters as readonly Filter[]).map((filter): Filter & { readonly label?: string } => filter)
    : Object.entries(filters as Readonly<Record<string, Filter>>).map(([label, filter]) => ({
        ...filter,
        label,
      }));
}

/** A kind of filter, and where its logic stands: each kind has its own. */
interface FilterKind {
  readonly filters: string;
  readonly logic: readonly string[];
}

const KINDS: readonly FilterKind[] = [
  { filters: "filters", logic: ["filterLogic"] },
  { filters: "targetFilters", logic: ["target", "filterLogic"] },
];

/**
 * What holds between the filters of a sync and their logic. The filters of the model and those of the target are combined
 * apart from each other, each kind with labels of its own: letters, in order. Source: upgrade guide of the provider, 1.4.0,
 * "Use `target.filter_logic` (not `filter_logic`) to combine target filters".
 */
export function filterLogicProblems(props: Readonly<Record<string, unknown>>, problem: ReportProblem): void {
  for (const kind of KINDS) {
    const other = KINDS.find((one) => one !== kind && props[one.filters] !== undefined);
    problemsOf(kind, props[kind.filters], memberAt(props, ...kind.logic), problem, other);
  }
}

function problemsOf(
  kind: FilterKind,
  filters: unknown,
  logic: unknown,
  problem: ReportProblem,
  other: FilterKind | undefined,
): void {
  const name = kind.logic.join(".");
  if (isToken(filters)) {
    return;
  }
  if (filters === undefined) {
    if (logic !== undefined) {
      const remedy = other === undefined ? "" : `; ${other.filters} are combined by ${other.logic.join(".")}`;
      problem([...kind.logic], `was given, but there are no ${kind.filters}${remedy}`);
    }
    return;
  }
  const labels = labelsOf(filters);
  if (logic === undefined) {
    if (labels.length > 0) {
      const remedy = "set it, or make this an array";
      problem([kind.filters], `has labels, but there is no ${name} that names them; ${remedy}`);
    }
    return;
  }
  if (Array.isArray(filters)) {
    const remedy = "write { A: ..., B: ... }";
    problem([kind.filters], `is an array, but ${name} names filters by labels; ${remedy}`);
    return;
  }
  const expected = labels.map((_, index) => String.fromCharCode(65 + index));
  if (labels.toSorted().join() !== expected.join()) {
    const message = `has the labels ${labels.join(", ")}; labels are letters without a gap, here ${expected.join(", ")}`;
    problem([kind.filters], message);
  } else if (typeof logic === "string" && !isToken(logic)) {
    const named: string[] = logic.match(/\b(?!(?:AND|OR|NOT)\b)\w+/gi) ?? [];
    for (const stranger of named.filter((one) => !labels.includes(one))) {
      problem([...kind.logic], `names ${formatValue(stranger)}, but the labels are ${labels.join(", ")}`);
    }
    for (const missing of labels.filter((one) => !named.includes(one))) {
      problem([...kind.logic], `does not say how ${missing} counts; name it, or leave the filter out`);
    }
  }
}

const labelsOf = (filters: unknown): string[] =>
  typeof filters === "object" && filters !== null && !Array.isArray(filters) ? Object.keys(filters) : [];
