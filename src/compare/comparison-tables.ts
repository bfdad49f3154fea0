import { cellTable } from "./cell-table.js";
import { contrastTables, pooledTables } from "./contrast-tables.js";
import type { ComparisonTable } from "./table-columns.js";
import { importanceShares, testTable } from "./test-tables.js";
import type {
  Contrast,
  Design,
  Estimate,
  Importance,
  OmnibusTest,
  PooledContrast,
} from "./types.js";

/** What the tables of a comparison are made from. */
export interface Shown {
  readonly design: Design;
  readonly differences: readonly Contrast[];
  /** Over the facets. */
  readonly averages: readonly PooledContrast[];
  readonly cells: readonly Estimate[];
  readonly omnibus: readonly OmnibusTest[];
  /** Computed where it is asked for. */
  readonly importances: readonly Importance[];
}

/**
 * What a comparison shows: its differences, where there are any, their averages over facets, the cells they come from, and tests of three or more
 * levels; for `~ .` also which factor matters.
 */
export function comparisonTables(shown: Shown): ComparisonTable[] {
  const { design, differences, averages, cells, omnibus } = shown;
  return [
    ...contrastTables(differences, design),
    ...pooledTables(averages, design),
    cellTable(cells, design),
    testTable(omnibus, design),
    ...(design.additive ? [importanceShares(shown.importances, design)] : []),
  ].filter(({ rows }) => rows > 0);
}
