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

/** By which a value gives its bundle with the metadata, also to another copy of ceteris than its own. */
export const DISPLAY_DATA: unique symbol = Symbol.for("ceteris.displayData");

/**
 * How a value is displayed: charts, comparisons and tables by their bundles, anything with a `Jupyter.display` method
 * as it says, the rest as the text that `util.inspect` makes of it.
 */
export function displayData(value: unknown): DisplayData {
  if (value instanceof Chart) return chartBundle(value);
  if (value instanceof Comparison) return comparisonBundle(value);
  if (value instanceof ColumnTable) return tableBundle(value);
  if (has(value, DISPLAY_DATA)) return value[DISPLAY_DATA]() as DisplayData;
  return { data: bundleByMethod(value) ?? { "text/plain": inspect(value) }, metadata: {} };
}

/** How a value is displayed where only text is; no picture is made for it. */
export function displayText(value: unknown): string {
  return value instanceof Chart ? value.description : displayData(value).data["text/plain"];
}

function bundleByMethod(value: unknown): MimeBundle | undefined {
  if (!has(value, JUPYTER_DISPLAY)) return undefined;
  const bundle: unknown = value[JUPYTER_DISPLAY]();
  if (typeof bundle !== "object" || bundle === null || bundle instanceof Promise) return undefined;
  return { "text/plain": inspect(value), ...bundle };
}

function has<Name extends symbol>(
  value: unknown,
  method: Name,
): value is Record<Name, () => unknown> {
  return (
    typeof value === "object" && value !== null && typeof Reflect.get(value, method) === "function"
  );
}
