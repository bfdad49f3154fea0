import { formatDecimals, formatSignificant } from "../util/format-number.js";
import { pText } from "./interval-text.js";
import {
  facetColumns,
  heldColumns,
  numberColumn,
  textColumn,
  type ComparisonTable,
} from "./table-columns.js";
import type { Design, Importance, OmnibusTest } from "./types.js";
import { comparedText, percent } from "./wording.js";

/** Tests that no levels of a term differ. */
export function testTable(tests: readonly OmnibusTest[], design: Design): ComparisonTable {
  return {
    title: "Tests (that no levels differ)",
    rows: tests.length,
    columns: [
      ...facetColumns(tests, design),
      ...heldColumns(tests, design),
      textColumn("term", tests, (test) => comparedText(test, design)),
      textColumn("test", tests, ({ test }) => test),
      numberColumn("statistic", tests, ({ statistic }) => formatDecimals(statistic, 2)),
      numberColumn("df", tests, degreesText),
      numberColumn("p", tests, ({ p }) => pText(p)),
    ],
  };
}

function degreesText({ df, dfResidual }: OmnibusTest): string {
  return [df, dfResidual]
    .filter((one) => !Number.isNaN(one))
    .map((one) => formatSignificant(one, 3))
    .join(", ");
}

/** Shares of the variance that factors account for. */
export function importanceShares(
  importances: readonly Importance[],
  design: Design,
): ComparisonTable {
  const share = (value: number): string => percent(Number(value.toFixed(3)));
  const isAnova = importances.every(({ method }) => method === "ANOVA");
  return {
    title: "Importance (shares of the variance)",
    rows: importances.length,
    columns: [
      ...facetColumns(importances, design),
      textColumn("term", importances, ({ term }) => term),
      numberColumn("share", importances, (one) => share(one.share)),
      ...(isAnova
        ? []
        : [
            numberColumn(
              `${percent(design.confidence)} interval`,
              importances,
              ({ lower, upper }) =>
                Number.isNaN(lower) ? "–" : `[${share(lower)}, ${share(upper)}]`,
            ),
          ]),
      textColumn("method", importances, ({ method }) => method),
    ],
  };
}
