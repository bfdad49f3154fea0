import { ColumnTable } from "arquero";
import { inspect } from "node:util";
import { Comparison } from "../../compare/comparison.js";
import { Chart } from "../../plots/chart/chart.js";
import { chartBundle } from "./chart-bundle.js";
import { comparisonBundle } from "./comparison-bundle.js";
import type { DisplayData, MimeBundle } from "./display-data.js";
import { tableBundle } from "./table-bundle.js";

/** Deno's name for the method by which a value says how it is displayed. */
export const JUPYTER_DISPLAY: unique symbol = Symbol.for("Jupyter.display");

/**
 * How a value is displayed: charts, comparisons and tables by their bundles, anything with a `Jupyter.display` method
 * as it says, the rest as the text that `util.inspect` makes of it.
 */
export function displayData(value: unknown): DisplayData {
  if (value instanceof Chart) return chartBundle(value);
  if (value instanceof Comparison) return comparisonBundle(value);
  if (value instanceof ColumnTable) return tableBundle(value);
  return { data: bundleByMethod(value) ?? { "text/plain": inspect(value) }, metadata: {} };
}

function bundleByMethod(value: unknown): MimeBundle | undefined {
  if (!isDisplayable(value)) return undefined;
  const bundle: unknown = value[JUPYTER_DISPLAY]();
  if (typeof bundle !== "object" || bundle === null || bundle instanceof Promise) return undefined;
  return { "text/plain": inspect(value), ...bundle };
}

function isDisplayable(value: unknown): value is { [JUPYTER_DISPLAY](): unknown } {
  if (typeof value !== "object" || value === null) return false;
  return JUPYTER_DISPLAY in value && typeof value[JUPYTER_DISPLAY] === "function";
}
