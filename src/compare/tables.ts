import { table, type ColumnTable } from "arquero";
import type {
  Contrast,
  Design,
  Estimate,
  Importance,
  Level,
  OmnibusTest,
  PooledContrast,
} from "./types.js";

/** A column of a table: its value in each row. */
export interface Column<Row> {
  readonly name: string;
  readonly value: (row: Row) => unknown;
  /** True for a facet or a factor, which gives way to columns that every such table has. */
  readonly isParam?: boolean;
}

/**
 * The table of cells: response, the facets, the factors, n, failed, censored (where any run is), estimate, lower, upper,
 * sd.
 */
export function estimatesTable(cells: readonly Estimate[], design: Design): ColumnTable {
  const censored: Column<Estimate> = { name: "censored", value: (cell) => cell.censored };
  return toTable<Estimate>(cells, [
    ...facetColumns(design),
    ...levelColumns<Estimate>(design.factors, ({ levels }) => levels),
    { name: "n", value: ({ n }) => n },
    { name: "failed", value: ({ failed }) => failed },
    ...(cells.some((cell) => cell.censored > 0) ? [censored] : []),
    { name: "estimate", value: ({ estimate }) => estimate },
    { name: "lower", value: ({ lower }) => lower },
    { name: "upper", value: ({ upper }) => upper },
    { name: "sd", value: ({ sd }) => sd },
  ]);
}

/** The table of contrasts: response, the facets, the term, what it is within, level, control, then the numbers. */
export function contrastsTable(contrasts: readonly Contrast[], design: Design): ColumnTable {
  return toTable<Contrast>(contrasts, [...contrastPlaces(design), ...contrastNumbers()]);
}

/** The table of averages over the facets: what tells them apart, how many facets, the numbers of contrasts, agreement. */
export function pooledTable(averages: readonly PooledContrast[], design: Design): ColumnTable {
  return toTable<PooledContrast>(averages, [
    ...contrastPlaces({ ...design, facets: [] }),
    { name: "facets", value: ({ count }) => count },
    ...contrastNumbers(),
    { name: "lowest", value: ({ lowest }) => lowest.difference },
    { name: "highest", value: ({ highest }) => highest.difference },
    { name: "f_facets", value: ({ agreement }) => agreement.f },
    { name: "df_facets", value: ({ agreement }) => agreement.df },
    { name: "df_residual_facets", value: ({ agreement }) => agreement.dfResidual },
    { name: "p_facets", value: ({ agreement }) => agreement.p },
  ]);
}

function contrastNumbers(): Column<Contrast>[] {
  return [
    { name: "n", value: ({ n }) => n },
    { name: "difference", value: ({ difference }) => difference },
    { name: "lower", value: ({ lower }) => lower },
    { name: "upper", value: ({ upper }) => upper },
    { name: "t", value: ({ t }) => t },
    { name: "df", value: ({ df }) => df },
    { name: "p", value: ({ p }) => p },
    { name: "p_adjusted", value: ({ pAdjusted }) => pAdjusted },
    { name: "p_exact", value: ({ pExact }) => pExact },
    { name: "p_smallest", value: ({ pSmallest }) => pSmallest },
    { name: "hedges_g", value: (contrast) => contrast.hedgesG },
    { name: "cliffs_delta", value: (contrast) => contrast.cliffsDelta },
    { name: "paired", value: ({ paired }) => paired },
  ];
}

/** The columns that tell one contrast from the others. */
export function contrastPlaces(design: Design): Column<Contrast>[] {
  const term: Column<Contrast> = { name: "term", value: (contrast) => contrast.term };
  return [
    ...facetColumns(design),
    ...(isPlain(design) ? [] : [term]),
    ...withinColumns(design),
    { name: "level", value: ({ level }) => level },
    { name: "control", value: ({ control }) => control },
  ];
}

/** True where the first factor alone is compared, within all others. */
export function isPlain({ terms, factors }: Pick<Design, "terms" | "factors">): boolean {
  return terms.every(({ name, within }) => {
    return name === factors[0]?.name && within.length === factors.length - 1;
  });
}

/** The table of tests that no levels of a term differ. */
export function testsTable(tests: readonly OmnibusTest[], design: Design): ColumnTable {
  return toTable<OmnibusTest>(tests, [
    ...facetColumns(design),
    ...withinColumns(design),
    { name: "term", value: ({ term }) => term },
    { name: "test", value: ({ test }) => test },
    { name: "statistic", value: ({ statistic }) => statistic },
    { name: "df", value: ({ df }) => df },
    { name: "df_residual", value: ({ dfResidual }) => dfResidual },
    { name: "p", value: ({ p }) => p },
  ]);
}

/** The table of importances. */
export function importanceTable(shares: readonly Importance[], design: Design): ColumnTable {
  return toTable<Importance>(shares, [
    ...facetColumns(design),
    { name: "term", value: ({ term }) => term },
    { name: "share", value: ({ share }) => share },
    { name: "lower", value: ({ lower }) => lower },
    { name: "upper", value: ({ upper }) => upper },
    { name: "method", value: ({ method }) => method },
  ]);
}

function facetColumns({
  facets,
}: Pick<Design, "facets">): Column<{ readonly facets: readonly Level[] }>[] {
  return levelColumns(facets, (row) => row.facets);
}

/** A column for each factor that some term is within; null in the rows of the other terms. */
function withinColumns({
  terms,
  factors,
}: Design): Column<{ readonly term: string; readonly within: readonly Level[] }>[] {
  const used = factors.filter((_, position) =>
    terms.some(({ within }) => within.includes(position)),
  );
  return used.map((factor) => ({
    name: factor.name,
    isParam: true,
    value: ({ term, within }) => {
      const held = terms.find(({ name }) => name === term)?.within ?? [];
      return within[held.indexOf(factors.indexOf(factor))] ?? null;
    },
  }));
}

function levelColumns<Row>(
  factors: readonly { readonly name: string }[],
  levelsOf: (row: Row) => readonly Level[],
): Column<Row>[] {
  return factors.map(({ name }, position) => ({
    name,
    isParam: true,
    value: (row) => levelsOf(row)[position],
  }));
}

/** A table whose first column is the response; NaN becomes null. A param named as a fixed column gets `_param`. */
export function toTable<Row extends { readonly response: string }>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): ColumnTable {
  const response: Column<Row> = { name: "response", value: (row) => row.response };
  const all = [response, ...columns];
  const taken = all.filter(({ isParam }) => !isParam).map(({ name }) => name);
  const nameOf = ({ name, isParam }: Column<Row>): string =>
    isParam && taken.includes(name) ? `${name}_param` : name;
  return table(
    all.map((column) => [nameOf(column), rows.map((row) => nanToNull(column.value(row)))]),
  );
}

function nanToNull(value: unknown): unknown {
  return Number.isNaN(value) ? null : value;
}
