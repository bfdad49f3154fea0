import { table, type ColumnTable } from "arquero";
import type { Contrast, Design, Estimate, Level } from "./types.js";

/** The table of cells: response, the facets, the factors, n, failed, estimate, lower, upper, sd. NaN becomes null. */
export function estimatesTable(cells: readonly Estimate[], design: Design): ColumnTable {
  return toTable(cells, [
    ["response", ({ response }) => response],
    ...levelColumns<Estimate>(design.facets, ({ facets }) => facets),
    ...levelColumns<Estimate>(design.factors, ({ levels }) => levels),
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
  return toTable(contrasts, [
    ["response", ({ response }) => response],
    ...levelColumns<Contrast>(design.facets, ({ facets }) => facets),
    ...levelColumns<Contrast>(design.factors.slice(1), ({ within }) => within),
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

function toTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): ColumnTable {
  return table(columns.map(([name, value]) => [name, rows.map((row) => nanToNull(value(row)))]));
}

function nanToNull(value: unknown): unknown {
  return Number.isNaN(value) ? null : value;
}
