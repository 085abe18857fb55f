/** Labeled filters, and the logic that combines them. */
import { isRecord, memberAt } from "../objects";
import { formatValue } from "../format";
import { isToken } from "../tokens";
import type { ReportProblem } from "../validation/combinators";

/** An array of filters that must all match, or an object of filters labeled A, B, C and so on, which a logic expression combines. */
export type Labeled<Filter> = readonly Filter[] | Readonly<Record<string, Filter>>;

/** The filters as an array, with their labels if they have them. */
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

/** A kind of filter: the prop of the filters, and the path of their logic. */
interface FilterKind {
  readonly filters: string;
  readonly logic: readonly string[];
}

const KINDS: readonly FilterKind[] = [
  { filters: "filters", logic: ["filterLogic"] },
  { filters: "targetFilters", logic: ["target", "filterLogic"] },
];

/**
 * Checks the filters of a sync against their logic. Model filters and target filters are combined separately, each with its own labels:
 * letters, in order. Source: upgrade guide of the provider, 1.4.0, "Use `target.filter_logic` (not `filter_logic`) to combine target
 * filters".
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
      const remedy = other === undefined ? "" : `; to combine ${other.filters}, use ${other.logic.join(".")}`;
      problem([...kind.logic], `is set, but ${kind.filters} is not${remedy}`);
    }
    return;
  }
  const labels = labelsOf(filters);
  if (logic === undefined) {
    if (labels.length > 0) {
      const remedy = "set it, or pass an array of filters";
      problem([kind.filters], `has labels, but ${name} is not set; ${remedy}`);
    }
    return;
  }
  if (Array.isArray(filters)) {
    const remedy = "write { A: ..., B: ... }";
    problem([kind.filters], `is an array, but ${name} refers to filters by labels; ${remedy}`);
    return;
  }
  const expected = labels.map((_, index) => String.fromCharCode(65 + index));
  if (labels.toSorted().join() !== expected.join()) {
    const message = `has the labels ${labels.join(", ")}; labels must be consecutive letters, here ${expected.join(", ")}`;
    problem([kind.filters], message);
  } else if (typeof logic === "string" && !isToken(logic)) {
    const named: string[] = logic.match(/\b(?!(?:AND|OR|NOT)\b)\w+/gi) ?? [];
    for (const unknown of named.filter((one) => !labels.includes(one))) {
      problem([...kind.logic], `refers to ${formatValue(unknown)}, but the labels are ${labels.join(", ")}`);
    }
    for (const missing of labels.filter((one) => !named.includes(one))) {
      problem([...kind.logic], `does not use the label ${missing}; add it, or remove the filter`);
    }
  }
}

const labelsOf = (filters: unknown): string[] => (isRecord(filters) ? Object.keys(filters) : []);
