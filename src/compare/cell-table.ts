import { formatSignificant } from "../util/format-number.js";
import { levelText } from "./level.js";
import {
  facetColumns,
  intervalColumns,
  numberColumn,
  textColumn,
  type ComparisonTable,
} from "./table-columns.js";
import type { Design, Estimate } from "./types.js";
import { factorText } from "./wording.js";

/** The estimates of the cells; medians where runs are censored. */
export function cellTable(cells: readonly Estimate[], design: Design): ComparisonTable {
  const isCensored = cells.some(({ censored }) => censored > 0);
  const hasIntervals = !isCensored || cells.some(({ lower }) => !Number.isNaN(lower));
  const head = [
    ...facetColumns(cells, design),
    ...design.factors.map((factor, position) =>
      textColumn(factorText(factor), cells, ({ levels }) => levelText(levels[position]!)),
    ),
    numberColumn("n", cells, ({ n }) => String(n)),
    ...countColumn("failed", cells),
    ...countColumn("censored", cells),
  ];
  const isMedian = isCensored && !hasIntervals;
  const [estimate, interval] = intervalColumns(
    isMedian ? "median" : "estimate",
    design.confidence,
    cells,
  );
  const spread = [interval, numberColumn("sd", cells, ({ sd }) => formatSignificant(sd, 3))];
  return {
    title: "Estimates",
    columns: [...head, estimate, ...(hasIntervals ? spread : [])],
    rows: cells.length,
    ...(hasIntervals
      ? { drawn: { column: head.length + 1, intervals: cells, aroundZero: false } }
      : {}),
  };
}

function countColumn(
  name: "failed" | "censored",
  cells: readonly Estimate[],
): ReturnType<typeof numberColumn>[] {
  return cells.some((cell) => cell[name] > 0)
    ? [numberColumn(name, cells, (cell) => String(cell[name]))]
    : [];
}
