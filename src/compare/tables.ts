import { table, type ColumnTable } from "arquero";
import type { Contrast, Design, Estimate, Level } from "./types.js";

/** The table of cells: response, the facets, the factors, n, failed, estimate, lower, upper, sd. NaN becomes null. */
export function estimatesTable(cells: readonly Estimate[], design: Design): ColumnTable {
  const levels = [
    ...levelColumns<Estimate>(design.facets, ({ facets }) => facets),
    ...levelColumns<Estimate>(design.factors, (cell) => cell.levels),
  ];
  return toTable(cells, levels, [
    ["n", ({ n }) => n],
    ["failed", ({ failed }) => failed],
    ["estimate", ({ estimate }) => estimate],
    ["lower", ({ lower }) => lower],
    ["upper", ({ upper }) => upper],
    ["sd", ({ sd }) => sd],
  ]);
}

/** The table of contrasts: response, the facets, the later factors, level, control, then the numbers. */
export function contrastsTable(contrasts: readonly Contrast[], design: Design): ColumnTable {
  const levels = [
    ...levelColumns<Contrast>(design.facets, ({ facets }) => facets),
    ...levelColumns<Contrast>(design.factors.slice(1), ({ within }) => within),
  ];
  return toTable(contrasts, levels, [
    ["level", ({ level }) => level],
    ["control", ({ control }) => control],
    ["n", ({ n }) => n],
    ["difference", ({ difference }) => difference],
    ["lower", ({ lower }) => lower],
    ["upper", ({ upper }) => upper],
    ["t", ({ t }) => t],
    ["df", ({ df }) => df],
    ["p", ({ p }) => p],
    ["p_adjusted", ({ pAdjusted }) => pAdjusted],
    ["p_exact", ({ pExact }) => pExact],
    ["p_smallest", ({ pSmallest }) => pSmallest],
    ["hedges_g", (contrast) => contrast.hedgesG],
    ["cliffs_delta", (contrast) => contrast.cliffsDelta],
    ["paired", ({ paired }) => paired],
  ]);
}

type Column<Row> = readonly [name: string, value: (row: Row) => unknown];

function levelColumns<Row>(
  factors: readonly { readonly name: string }[],
  levelsOf: (row: Row) => readonly Level[],
): Column<Row>[] {
  return factors.map(({ name }, position) => [name, (row) => levelsOf(row)[position]]);
}

/** A factor that is named as a column of every such table (a param `n` or `level`) gets the suffix `_param`. */
function toTable<Row extends { readonly response: string }>(
  rows: readonly Row[],
  levels: readonly Column<Row>[],
  measures: readonly Column<Row>[],
): ColumnTable {
  const taken = ["response", ...measures.map(([name]) => name)];
  const columns: Column<Row>[] = [
    ["response", ({ response }) => response],
    ...levels.map(([name, value]): Column<Row> => [freeName(name, taken), value]),
    ...measures,
  ];
  return table(columns.map(([name, value]) => [name, rows.map((row) => nanToNull(value(row)))]));
}

function freeName(name: string, taken: readonly string[]): string {
  return taken.includes(name) ? `${name}_param` : name;
}

function nanToNull(value: unknown): unknown {
  return Number.isNaN(value) ? null : value;
}
